import type { Case, End } from '../model/case.js'
import type { Event, EventOf, EventType } from '../model/event.js'
import type { KillingReason } from '../model/fact.js'
import { cameBefore, type Told, toldEnd } from './times.js'

/** Who asked for the container's end before it ended, and what was asked. */
export interface Stop {
  readonly requestedAt: number | null
  readonly graceSeconds: number | null
  /** The signal that the runtime sent first. */
  readonly signal: string | null
  /** SIGKILL came behind a signal that leaves time, mostly because the grace period ran out. */
  readonly escalated: boolean
  /** It came so long after the request, and the grace period was not over; null: that cannot be said. */
  readonly earlyAfterMs: number | null
  readonly by: 'kubelet' | 'runtime' | 'user'
  /** No line asks for it, but one tells how it went. */
  readonly answeredOnly: boolean
  /** Only the sandbox was asked to stop, and the container with it. */
  readonly wholeSandbox: boolean
  /** No line that asks tells the container's id: that it is this one shows by its end alone. */
  readonly byEndAlone: boolean
  /** That it was asked before the end shows by the places of lines without times alone: it may have come to nothing long before. */
  readonly untimed: boolean
  /** The lines that ask, the first one first. */
  readonly asked: readonly Event[]
}

/** A stop that has not brought the end this long after its grace period did not bring it. */
const OVERDUE_MS = 120_000
/** The grace period of a pod that sets none. */
export const DEFAULT_GRACE_SECONDS = 30

type StopRequest = EventOf<'runtime.stop_requested'>

/** A line asks for a stop. */
function asks(event: Event): boolean {
  switch (event.type) {
    case 'runtime.stop_requested':
      return true
    case 'kubelet.killing':
      return event.phase === 'requested' || event.phase === 'decided'
    case 'runtime.kill_sent':
      return true
    case 'runtime.removed':
      return event.forced
    default:
      return false
  }
}

/** Lines tell that it was this container's, and that it came before the end. */
export function isSure({ byEndAlone, untimed }: Stop): boolean {
  return !byEndAlone && !untimed
}

/** When the stop was asked for; the end, where no line tells that. */
export function toldStop(stop: Stop | null, end: End): Told {
  const line = stop?.asked[0]
  const isTold = line && asks(line) && (stop.requestedAt !== null || line.time === null)
  return isTold ? { at: stop.requestedAt, line } : toldEnd(end)
}

/** The stop that was asked for before the container ended; null where none was, or where it came too late. */
export function readStop(one: Case): Stop | null {
  if (wasDeadAlready(one)) return null
  const own = one.own.filter((e) => asks(e) && wasInTime(e, one))
  const ofContainer = own.some((e) => e.type !== 'runtime.kill_sent')
  const ofSandbox = ofContainer ? [] : one.ofPod.filter((e) => isRequest(e) && wasInTime(e, one))
  const asked = [...ofSandbox, ...own]
  const first = asked[0]
  if (!first) return stopToldLater(one)
  const requests = own.filter(isRequest)
  const killings = asked.filter((e): e is EventOf<'kubelet.killing'> => e.type === 'kubelet.killing')
  const sent = asked.filter((e): e is EventOf<'runtime.kill_sent'> => e.type === 'runtime.kill_sent')
  const graceSeconds =
    killings.findLast((k) => k.gracePeriodSeconds !== null)?.gracePeriodSeconds ??
    requests.find((r) => r.timeoutSeconds !== null)?.timeoutSeconds ??
    null
  if (isOverdue(asked, graceSeconds, one)) return null
  const hadGrace = requests.some((r) => r.timeoutSeconds !== null) || killings.length > 0
  const escalated =
    graceSeconds !== 0 &&
    (sent.some((s) => s.escalated && (s.runtime !== 'containerd' || hadGrace)) ||
      gaveTime(sent, one) ||
      ranOut(first.time, graceSeconds, one))
  return {
    // Where only the SIGKILL stands in the log, the request lies a grace period before it.
    requestedAt: escalated && isSigkill(first) ? null : first.time,
    graceSeconds,
    signal: sent[0]?.signal ?? null,
    escalated,
    earlyAfterMs: escalated ? earlyAfter(first, sent, graceSeconds) : null,
    by: killings.length > 0 ? 'kubelet' : 'runtime',
    answeredOnly: false,
    wholeSandbox: ofSandbox.length > 0,
    byEndAlone: killings.length === asked.length && killings.every((k) => k.containerId === null),
    untimed: first.time === null || (one.end?.at ?? one.end?.reports[0]?.time ?? null) === null,
    asked,
  }
}

/** Whole-second stamps, and what a busy runtime takes to kill. */
const RUNS_OUT_EARLY_MS = 1_000
const RUNS_OUT_LATE_MS = 10_000
const SIGKILL_CODE = 137

/** docker's events tell each signal, not why: one stop, which is answered, sends SIGKILL only to what outlived its grace. */
function gaveTime(sent: readonly EventOf<'runtime.kill_sent'>[], { own }: Case): boolean {
  const [first, ...others] = sent
  return first !== undefined && !isSigkill(first) && others.some(isSigkill) && own.some(isAnswer)
}

function isSigkill(event: Event): boolean {
  return event.type === 'runtime.kill_sent' && event.signal === 'SIGKILL'
}

/** CRI-O prints no SIGKILL, and other runtimes’ lines may not be in the input: an end by one as the grace period is over. */
function ranOut(askedAt: number | null, graceSeconds: number | null, { end, kills }: Case): boolean {
  if (askedAt === null || graceSeconds === null || end?.at == null || kills.length > 0) return false
  const late = end.at - askedAt - graceSeconds * 1000
  const isKilled = end.code === SIGKILL_CODE && !end.synthetic
  return isKilled && late >= -RUNS_OUT_EARLY_MS && late <= RUNS_OUT_LATE_MS
}

/** How long after the request SIGKILL was sent, where that is well before the end of the grace period that the lines tell. */
function earlyAfter(
  first: Event,
  sent: readonly EventOf<'runtime.kill_sent'>[],
  graceSeconds: number | null,
): number | null {
  const kill = sent.find(({ escalated }) => escalated)
  if (kill?.time == null || first.time === null || graceSeconds === null) return null
  const after = kill.time - first.time
  return after + kill.stepMs + RUNS_OUT_EARLY_MS < graceSeconds * 1000 ? after : null
}

/** A stop that brought the end is answered this soon after it. */
const ANSWERED_MS = 10_000

/**
 * A stop of which only the end is in the input: docker, which prints no request, may say with the container's end that
 * somebody had asked for it, swarm mode that it did; elsewhere the request can lie before the first line.
 */
function stopToldLater(one: Case): Stop | null {
  const byHand = one.own.find((e) => e.type === 'runtime.exit' && e.manuallyStopped)
  const unhealthy = one.own.find(isUnhealthy)
  const told = byHand ?? unhealthy ?? answerAlone(one)
  if (!told) return null
  return {
    requestedAt: null,
    graceSeconds: null,
    signal: null,
    escalated: false,
    earlyAfterMs: null,
    by: byHand ? 'user' : told.type === 'kubelet.killing' ? 'kubelet' : 'runtime',
    answeredOnly: !byHand && !unhealthy,
    wholeSandbox: false,
    byEndAlone: told === unhealthy,
    untimed: false,
    asked: [told],
  }
}

/**
 * The line that tells how a stop went, where no line before it asks for one; a stop asked of a dead container is
 * answered later. Where an OOM kill may have ended it, an answer alone does not tell which of them did.
 */
function answerAlone({ own, end, kills }: Case): Event | undefined {
  if (!end) return undefined
  const mayBeOom = end.code === null || end.code === SIGKILL_CODE
  if (mayBeOom && (kills.length > 0 || own.some((e) => e.type === 'runtime.oom'))) return undefined
  const told = own.find((e) => asks(e) || isAnswer(e))
  if (!told || asks(told)) return undefined
  return told.time === null || end.at === null || told.time - end.at <= ANSWERED_MS ? told : undefined
}

/** Swarm mode stopped it for its health check. */
export function isUnhealthy(event: Event): boolean {
  return event.type === 'runtime.task_exit' && event.unhealthy
}

function isAnswer(event: Event): boolean {
  if (event.type === 'kubelet.killing') return event.phase === 'finished'
  return event.type === 'runtime.stopped' && event.outcome === 'stopped'
}

/** The reason that the kubelet itself gives for the stop, where it gives one. */
export function statedReason(stop: Stop | null): KillingReason | null {
  const given = stop?.asked.findLast((e) => e.type === 'kubelet.killing' && e.reason !== null)
  return given?.type === 'kubelet.killing' ? given.reason : null
}

/** Reasons that lie in the container itself: what happens to its pod at the same time is not why. */
const OWN_REASONS: readonly KillingReason[] = [
  'liveness-probe',
  'startup-probe',
  'definition-changed',
  'post-start-hook',
  'deadline',
]

export function ownReason(stop: Stop | null): KillingReason | null {
  const reason = statedReason(stop)
  return reason !== null && OWN_REASONS.includes(reason) ? reason : null
}

/** The runtime says that it sent SIGKILL. */
export function sentSigkill({ asked }: Stop): boolean {
  return asked.some(isSigkill)
}

/** A stop of this container would stand in the log: its runtime prints them and is heard, or the kubelet does. */
export function wouldTellStop(one: Case): boolean {
  if (one.container.sandbox) return false
  const kubelet = one.coverage.sources.find(({ source }) => source === 'kubelet')
  return (kubelet?.verbosity ?? 0) >= 2 || runtimeTellsStop(one)
}

/** Its runtime prints stops by the container's id, and has printed a line of it by that. */
export function runtimeTellsStop({ own, container: { runtime } }: Case): boolean {
  if (runtime !== 'containerd' && runtime !== 'cri-o') return false
  return own.some((e) => e.type === 'runtime.container_created' || e.type === 'runtime.container_started')
}

function isRequest(event: Event): event is StopRequest {
  return event.type === 'runtime.stop_requested'
}

/** The runtime says of a stop that the container was not running, before anything reports its end. */
function wasDeadAlready({ own, end }: Case): boolean {
  const reported = end?.reports[0]
  for (const e of own) {
    // What was sent a signal was running then: a line behind that is about a later stop.
    if (e === reported || e.type === 'runtime.kill_sent') return false
    if (e.type === 'runtime.stopped' && e.outcome === 'not-running') return true
  }
  return false
}

/** The container outlived all that was asked by so much that it ended for another reason. */
function isOverdue(asked: readonly Event[], graceSeconds: number | null, one: Case): boolean {
  const last = asked.at(-1)?.time ?? null
  const died = one.end?.at ?? null
  if (last === null || died === null) return false
  return died - last > (graceSeconds ?? DEFAULT_GRACE_SECONDS) * 1000 + OVERDUE_MS
}

/** Whole-second stamps and the two clocks of one node make a line late by up to this. */
const SLACK_MS = 20

/** What the kubelet prints of an end as it looks at its containers. */
const LOOKS: readonly EventType[] = ['kubelet.pleg', 'kubelet.container_finished']

/** The kubelet looks for ends, and stops the sandbox at once where it has seen one: what is asked behind its line did not bring it. */
function wasInTime(event: Event, one: Case): boolean {
  if (!one.end) return false
  const told = toldEnd(one.end)
  const isSeen = told.line !== undefined && LOOKS.includes(told.line.type) && told.line.time === told.at
  return cameBefore(event, told, one, isSeen ? 0 : SLACK_MS)
}
