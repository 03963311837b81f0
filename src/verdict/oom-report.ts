import type { Case, CaseKill } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import type { Brief } from './rule.js'

/** The runtime's OOM event and the exit it belongs to stand this close together. */
const OOM_EVENT_MS = 5_000
/** A runtime that was frozen, or busy, tells of an OOM event up to this long after it. */
const LATE_MS = 5 * 60_000
/** One limit hit makes the events of all cgroups below it at the same moment. */
const MOMENT_MS = 1_000

/** A line other than the kernel's of a kill that says that something in the container was OOM-killed as it ended. */
export interface OomReport {
  readonly by: 'the kernel' | 'the runtime' | 'systemd' | 'the kubelet'
  readonly says: string
  /** It came so late, or bears no time, that the kill may have been another one, before the end. */
  readonly late: boolean
  readonly podLimit: boolean
}

/** The report of an OOM kill that goes with the container's end; null where none does, or where another container's kill explains it. */
export function findOomReport({ one, diedAt }: Brief): OomReport | null {
  const events = one.own.filter((e): e is OomEvent => e.type === 'runtime.oom' && !bystanderKill(one, e))
  const atEnd = events.find((e) => isAtEnd(e, one, diedAt))
  if (one.own.some((e) => e.type === 'kernel.oom_group' && isAtEnd(e, one, diedAt))) {
    return {
      by: 'the kernel',
      says: 'the kernel was about to kill every process of the container (memory.oom.group)',
      late: false,
      podLimit: atEnd !== undefined && sandboxHadIt(one, atEnd),
    }
  }
  const late = events.find((e) => isAfter(e, diedAt))
  const event = atEnd ?? late ?? events.find((e) => isUntimed(e, diedAt))
  if (event) {
    const when = atEnd
      ? ' at its end'
      : late
        ? ' only after its end, which may tell of a kill long before'
        : ': no times tell whether at its end'
    return {
      by: 'the runtime',
      says: `the runtime had an OOM event of this container${when}`,
      late: !atEnd,
      podLimit: sandboxHadIt(one, event),
    }
  }
  if (one.own.some((e) => isOfSystemd(e) && isAtEnd(e, one, diedAt))) {
    return {
      by: 'systemd',
      says: 'systemd saw the OOM killer at work in its unit',
      late: false,
      podLimit: false,
    }
  }
  if (one.own.some((e) => e.type === 'kubelet.container_finished' && e.reason === 'OOMKilled')) {
    return {
      by: 'the kubelet',
      says: 'the kubelet was given the reason OOMKilled',
      late: false,
      podLimit: false,
    }
  }
  return null
}

type OomEvent = EventOf<'runtime.oom'>

function isOfSystemd(event: Event): boolean {
  if (event.type === 'systemd.scope_oom') return event.by === 'kernel'
  return event.type === 'systemd.scope_ended' && event.result === 'oom-kill'
}

/** The runtime's OOM event of the kill comes with the end, and none came when the kill did. */
export function isToldWithEnd({ kill }: CaseKill, { one, diedAt }: Brief): boolean {
  const events = one.own.filter((e) => e.type === 'runtime.oom')
  return (
    events.some((e) => isAtEnd(e, one, diedAt)) &&
    !events.some(
      ({ time }) => time !== null && kill.time !== null && Math.abs(time - kill.time) <= OOM_EVENT_MS,
    )
  )
}

/** Within seconds of the death, or of the line that reports it where that itself came late. */
function isAtEnd({ time }: Event, one: Case, diedAt: number | null): boolean {
  const reported = one.end?.reports[0]?.time ?? null
  return [diedAt, reported].some((at) => time !== null && at !== null && Math.abs(time - at) <= OOM_EVENT_MS)
}

function isUntimed({ time }: Event, diedAt: number | null): boolean {
  return time === null || diedAt === null
}

function isAfter({ time }: Event, diedAt: number | null): boolean {
  return time !== null && diedAt !== null && time > diedAt && time - diedAt <= LATE_MS
}

/** Whether the pod's sandbox had an OOM event at the same moment: then it was the pod's limit. */
function sandboxHadIt(one: Case, own: OomEvent): boolean {
  return one.ofPod.some(
    (e) =>
      e.type === 'runtime.oom' &&
      e.time !== null &&
      own.time !== null &&
      Math.abs(e.time - own.time) <= MOMENT_MS,
  )
}

/** The kernel's kill in another container of the pod that this container's OOM event tells of. */
export function bystanderKill(one: Case, { time }: Event): EventOf<'kernel.oom_kill'> | undefined {
  return one.siblingKills.findLast(
    (kill) =>
      time === null ||
      kill.time === null ||
      (kill.time <= time + OOM_EVENT_MS && time - kill.time <= LATE_MS),
  )
}
