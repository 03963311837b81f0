import type { Case, End } from '../model/case.js'
import type { Event } from '../model/event.js'
import { isWholeSecond } from '../model/moment-of-death.js'

/** A line that comes with another may stand this long behind it: stamps of whole seconds, several writers. */
export const SLACK_MS = 1_000

/** Something that happened, and the line that tells it first. */
export interface Told {
  /** Epoch milliseconds; null where not told. */
  readonly at: number | null
  readonly line: Event | undefined
  /** It may have happened up to so long after `at`. */
  readonly stepMs?: number
}

export function toldEnd({ at, reports }: End): Told {
  return { at, line: reports[0], stepMs: reports.some((event) => isSecondOf(event, at)) ? 1_000 : 0 }
}

/** A pod's status tells but the second of an end. */
function isSecondOf(event: Event, at: number | null): boolean {
  return event.type === 'kubelet.container_finished' && event.finishedAt !== null && event.finishedAt === at
}

/**
 * A line came before something else, or up to so long behind it. Where one of them bears no time, or that of one is
 * too coarse to tell, their places do.
 */
export function cameBefore(event: Event, { at, line, stepMs = 0 }: Told, one: Case, slackMs = 0): boolean {
  if (at !== null && event.time !== null) {
    const isInTime = event.time <= at + slackMs
    const isOpen = isInTime
      ? isWholeSecond(event) && event.time + event.stepMs > at
      : event.time < at + stepMs
    if (!isOpen) return isInTime
  }
  return line === undefined || one.byPlace(event, line) < 0
}

/** Within two times, both included; a line without a time may be. */
export function isBetween({ time }: Event, from: number, until: number): boolean {
  return time === null || (time >= from && time <= until)
}

/** A line's time lies in the given time before the death, or just after it where its stamp is coarse. */
export function isWithin({ time, stepMs }: Event, diedAt: number | null, ms: number): boolean {
  return time !== null && diedAt !== null && time <= diedAt + stepMs && diedAt - time <= ms + stepMs
}
