import { signalName } from '../model/signal.js'
import type { ClusterStatus } from '../model/status.js'
import { NOTHING } from './cluster-status.js'
import { stripScheme } from './container-id.js'
import { readEventTable } from './event-table.js'
import { readMoment } from './moment.js'

/** What the command that printed a description names, for where the description itself is cut short. */
export interface Asked {
  readonly namespace: string | null
  readonly name: string | null
}

type Values = Map<string, string>

interface DescribedContainer {
  readonly name: string
  readonly values: Values
  /** `State` and `Last State` by what stands indented under them. */
  readonly states: Map<string, Values>
}

const SECTION = /^(?:Init |Ephemeral )?Containers:\s*$/
const TOP = /^([A-Z][\w -]{0,40}):(.*)$/
const CONTAINER = /^ {2}([a-z0-9][a-z0-9-]{0,62}):\s*$/
const VALUE = /^ {4}([A-Z][\w -]{0,40}):(.*)$/
const UNDER_STATE = /^ {6}([A-Z][\w -]{0,40}):(.*)$/
const AFTER_MESSAGE = /^ {6}Exit Code: +-?\d{1,10} *$/
/** Kubernetes keeps no more bytes than this of the messages of a pod. */
const MOST_MESSAGE_LINES = 12 * 1024

/**
 * The description of one pod, as `kubectl describe pod` prints it; also the part of it from `Status:` or
 * `Containers:` on. Its lines are told by their depth, for a termination message may hold anything.
 */
export function readDescribedPod(lines: readonly string[], asked: Asked, file: string): ClusterStatus {
  const top: Values = new Map()
  const containers: DescribedContainer[] = []
  let events: readonly string[] = []
  let inContainers = false
  let state: Values | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const [, key, value = ''] = TOP.exec(line) ?? []
    if (SECTION.test(line)) inContainers = true
    else if (key === 'Events') {
      events = lines.slice(at + 1)
      break
    } else if (key !== undefined) {
      inContainers = false
      if (!top.has(key)) top.set(key, value.trim())
    } else if (inContainers) {
      at = readIndented(line, at)
    }
  }
  return compose(top, containers, events, asked, file)

  /** Gives the number of the last line that was read: a message may take several. */
  function readIndented(line: string, at: number): number {
    const name = CONTAINER.exec(line)?.[1]
    if (name !== undefined) {
      containers.push({ name, values: new Map(), states: new Map() })
      state = undefined
      return at
    }
    const current = containers.at(-1)
    const [, key, value = ''] = VALUE.exec(line) ?? []
    if (current && key !== undefined) {
      current.values.set(key, value.trim())
      state = key === 'State' || key === 'Last State' ? new Map() : undefined
      if (state) current.states.set(key, state)
      return at
    }
    const [, under, text = ''] = UNDER_STATE.exec(line) ?? []
    if (!state || under === undefined) return at
    const end = under === 'Message' ? endOfMessage(lines, at) : at
    state.set(under, [text.trim(), ...lines.slice(at + 1, end + 1)].join('\n'))
    return end
  }
}

/** A message runs to the exit code, which always follows; without one it has one line. */
function endOfMessage(lines: readonly string[], from: number): number {
  for (let at = from + 1; at <= from + MOST_MESSAGE_LINES; at++) {
    if (AFTER_MESSAGE.test(lines[at] ?? '')) return at - 1
  }
  return from
}

function compose(
  top: Values,
  containers: readonly DescribedContainer[],
  eventLines: readonly string[],
  asked: Asked,
  file: string,
): ClusterStatus {
  const told = { source: 'describe', file } as const
  const pod = {
    namespace: textOf(top, 'Namespace') ?? asked.namespace,
    name: textOf(top, 'Name') ?? asked.name,
    uid: null,
  }
  const node = textOf(top, 'Node')
  const reason = textOf(top, 'Reason')
  const common = { ...told, node: node?.split('/')[0] ?? null, pod }
  const phase = textOf(top, 'Status')?.split(' ')[0] ?? null
  return {
    ...NOTHING,
    containers: containers.flatMap((container) =>
      readStates(container).map((one) => ({ ...common, ...one })),
    ),
    pods: [{ ...told, pod, phase, reason, message: textOf(top, 'Message'), disruption: null }],
    events: readEventTable(eventLines).map((event) => ({ ...told, pod, ...event })),
  }
}

/** The id above the states is that of the current instance; while that waits, of the one that ended last. */
function readStates({ name, values, states }: DescribedContainer) {
  const id = stripScheme(textOf(values, 'Container ID'))
  const own = {
    containerName: name,
    restartCount: wholeNumber(textOf(values, 'Restart Count')),
    oomKilled: null,
  }
  const isWaiting = textOf(values, 'State') === 'Waiting'
  return [...states].map(([key, state]) => {
    const which = key === 'State' ? ('state' as const) : ('lastState' as const)
    const signal = wholeNumber(textOf(state, 'Signal'))
    return {
      ...own,
      which,
      state: stateOf(textOf(values, key)),
      containerId: (which === 'state') === isWaiting ? null : id,
      reason: textOf(state, 'Reason'),
      message: textOf(state, 'Message'),
      exitCode: wholeNumber(textOf(state, 'Exit Code')),
      signal: signal === null ? null : (signalName(signal) ?? null),
      startedAt: readMoment(textOf(state, 'Started')),
      finishedAt: readMoment(textOf(state, 'Finished')),
    }
  })
}

function stateOf(text: string | null): 'running' | 'terminated' | 'waiting' {
  if (text === 'Running') return 'running'
  return text === 'Terminated' ? 'terminated' : 'waiting'
}

function textOf(values: ReadonlyMap<string, string>, key: string): string | null {
  const text = values.get(key) ?? ''
  return text === '' || text === '<none>' ? null : text
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^-?\d{1,10}$/.test(text) ? Number(text) : null
}
