import type { FinishedContainer } from '../../src/model/fact.js'
import { readContainerId } from './container-id.js'
import { endOfBrackets } from './go-value.js'
import { epochOf, readIso } from './time.js'

/**
 * The containers whose end a pod's status tells, whether it is JSON (a patch, a status since 1.28), Go text, or Go text
 * of the kubelet's own structs.
 *
 * A list cut short gives the containers before the cut. A container that ended twice (`lastState`) is two.
 * Containers without an id (a status made up for a lost one) are left out.
 */
export function readFinishedContainers(status: string): readonly FinishedContainer[] {
  if (status.startsWith('{"')) return fromJson(status)
  return status.startsWith('{ID:{') ? fromKubeletText(status) : fromGoText(status)
}

const LISTS = ['"containerStatuses":[', '"initContainerStatuses":[', '"ephemeralContainerStatuses":[']

function fromJson(status: string): FinishedContainer[] {
  const finished: FinishedContainer[] = []
  for (const list of LISTS) {
    let at = status.indexOf(list)
    if (at < 0) continue
    at += list.length
    while (status[at] === '{') {
      const end = endOfBrackets(status, at)
      if (end < 0) break
      finished.push(...fromContainerStatus(status.slice(at, end)))
      at = status[end] === ',' ? end + 1 : end
    }
  }
  return finished
}

function fromContainerStatus(json: string): FinishedContainer[] {
  let status: unknown
  try {
    status = JSON.parse(json)
  } catch {
    return []
  }
  const name = member(status, 'name')
  return [member(status, 'state', 'terminated'), member(status, 'lastState', 'terminated')].flatMap(
    (terminated) => {
      const containerId = readContainerId(text(member(terminated, 'containerID')) ?? undefined)
      const exitCode = member(terminated, 'exitCode')
      if (!containerId) return []
      return [
        {
          containerName: text(name),
          containerId,
          exitCode: typeof exitCode === 'number' ? exitCode : null,
          reason: text(member(terminated, 'reason')),
          startedAt: epoch(text(member(terminated, 'startedAt'))),
          finishedAt: epoch(text(member(terminated, 'finishedAt'))),
        },
      ]
    },
  )
}

/** The member down a path of keys; undefined where there is none. */
function member(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  )
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function epoch(time: string | null): number | null {
  const read = time === null ? undefined : readIso(time)
  // A time that was never set is the year 1 in Go, 1970 in the API.
  return read && !/^(?:0001|1970)-/.test(read.stamp.raw) ? epochOf(read.stamp) : null
}

const TERMINATED = 'Terminated:&ContainerStateTerminated{'
/** Termination messages are the container's own words and nothing escapes them: only states without one are read. */
const FIELDS =
  /^ExitCode:(-?\d{1,10}),Signal:\d{1,3},Reason:([^,}]{0,100}),Message:,StartedAt:([^,}]{1,80}),FinishedAt:([^,}]{1,80}),ContainerID:([a-z-]{1,20}:\/\/[0-9a-f]{64}),\}/

function fromGoText(status: string): FinishedContainer[] {
  const finished: FinishedContainer[] = []
  for (let from = status.indexOf(TERMINATED); from >= 0; from = status.indexOf(TERMINATED, from + 1)) {
    const m = FIELDS.exec(status.slice(from + TERMINATED.length, from + TERMINATED.length + 600))
    // What stands behind a message may be part of it.
    if (!m) return finished
    const containerId = readContainerId(m[5])
    if (!containerId) return finished
    finished.push({
      containerName: nameBefore(status, from),
      containerId,
      exitCode: Number(m[1]),
      reason: m[2] || null,
      startedAt: epoch(m[3] ?? null),
      finishedAt: epoch(m[4] ?? null),
    })
  }
  return finished
}

/** `{Name:app State:{Waiting:nil …` or `ContainerStatus{Name:app,State:ContainerState{…` before a terminated state. */
function nameBefore(status: string, state: number): string | null {
  const before = status.slice(Math.max(0, state - 4096), state)
  const name = before.lastIndexOf('{Name:')
  return (name >= 0 && /^[a-z0-9-]{1,63}(?=[ ,])/.exec(before.slice(name + '{Name:'.length))?.[0]) || null
}

/** One of the structs by which the kubelet itself knows a container, up to its message. */
const KNOWN =
  /^\{ID:(\{Type:[a-z-]{1,20} ID:[0-9a-f]{64}\}) Name:([a-z0-9-]{1,63}) State:([a-z]{1,20}) CreatedAt:[^{}]{1,80}? StartedAt:([^{}]{1,80}?) FinishedAt:([^{}]{1,80}?) ExitCode:(-?\d{1,10}) [^{}]{0,2000}? Reason:(\S{0,100}) Message:/

function fromKubeletText(status: string): FinishedContainer[] {
  const finished: FinishedContainer[] = []
  let rest = status
  for (;;) {
    const m = KNOWN.exec(rest)
    const containerId = readContainerId(m?.[1])
    if (!m || !containerId) return finished
    if (m[3] === 'exited') {
      finished.push({
        containerName: m[2] ?? null,
        containerId,
        exitCode: Number(m[6]),
        reason: m[7] || null,
        startedAt: epoch(m[4] ?? null),
        finishedAt: epoch(m[5] ?? null),
      })
    }
    rest = rest.slice(m[0].length)
    // What stands behind a message may be part of it.
    if (!rest.startsWith('} ')) return finished
    rest = rest.slice(2)
  }
}
