import type { Case } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'

/** Who asked for the container's end before it ended, and what was asked. */
export interface Stop {
  readonly requestedAt: number | null
  readonly graceSeconds: number | null
  /** The signal that the runtime sent first. */
  readonly signal: string | null
  /** SIGKILL came because the grace period ran out. */
  readonly escalated: boolean
  readonly by: 'kubelet' | 'runtime' | 'user'
  /** Only the sandbox was asked to stop, and the container with it. */
  readonly wholeSandbox: boolean
  /** The lines that ask, the first one first. */
  readonly asked: readonly Event[]
}

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

/** The stop that was asked for before the container ended; null where none was, or where it came too late. */
export function readStop(one: Case): Stop | null {
  const own = one.own.filter((e) => asks(e) && cameBefore(e, one))
  const sandbox = one.ofPod.filter((e) => asks(e) && e.type === 'runtime.stop_requested' && cameBefore(e, one))
  const asked = own.length > 0 ? own : sandbox
  const first = asked[0]
  if (!first) return null
  const requests = asked.filter((e): e is EventOf<'runtime.stop_requested'> => e.type === 'runtime.stop_requested')
  const killings = asked.filter((e): e is EventOf<'kubelet.killing'> => e.type === 'kubelet.killing')
  const sent = asked.filter((e): e is EventOf<'runtime.kill_sent'> => e.type === 'runtime.kill_sent')
  const graceSeconds =
    killings.findLast((k) => k.gracePeriodSeconds !== null)?.gracePeriodSeconds ??
    requests.find((r) => r.timeoutSeconds !== null)?.timeoutSeconds ??
    null
  const requestedAt = first.time
  return {
    requestedAt,
    graceSeconds,
    signal: sent[0]?.signal ?? null,
    escalated: graceSeconds !== 0 && sent.some((s) => s.escalated && (s.runtime !== 'containerd' || requests.length > 0)),
    by: killings.length > 0 ? 'kubelet' : 'runtime',
    wholeSandbox: own.length === 0,
    asked,
  }
}

/** Whole-second stamps and the two clocks of one node make a line late by up to this. */
const SLACK_MS = 20

function cameBefore(event: Event, one: Case): boolean {
  const died = one.end?.at ?? null
  if (died === null || event.time === null) return one.end !== null
  return event.time <= died + SLACK_MS
}
