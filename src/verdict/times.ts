import type { Event } from '../model/event.js'

/** A line that comes with another may stand this long behind it: stamps of whole seconds, several writers. */
export const SLACK_MS = 1_000

/** Within two times, both included; a line without a time may be. */
export function isBetween({ time }: Event, from: number, until: number): boolean {
  return time === null || (time >= from && time <= until)
}

/** A line's time lies in the given time before the death, or just after it where its stamp is coarse. */
export function isWithin({ time, stepMs }: Event, diedAt: number | null, ms: number): boolean {
  return time !== null && diedAt !== null && time <= diedAt + stepMs && diedAt - time <= ms + stepMs
}
