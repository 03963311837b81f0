import { appendTo } from '../model/append-to.js'
import type { Event } from '../model/event.js'
import type { Keys } from './keys.js'

/** An event with what it joins by, which is asked for so often that it is worked out once. */
export interface Keyed {
  readonly event: Event
  readonly keys: Keys
}

/** One with its place on the one time line. */
export interface Ordered extends Keyed {
  /** Epoch milliseconds used for order: finer than the event's own time where the stamp is coarse. */
  readonly at: number
}

/**
 * Puts events of any number of inputs into one order.
 *
 * Whole-second stamps say little within their second, but the lines of one log were written in order: a coarse
 * stamp takes the finer time of the line before it when that falls into its second. A line without time
 * stands where its neighbour stands. Events of the same moment keep the order of their lines.
 */
export function orderEvents(events: readonly Keyed[]): readonly Ordered[] {
  const byLog = new Map<string, Keyed[]>()
  for (const one of events) appendTo(byLog, logOf(one.event), one)
  const placed = [...byLog.values()].flatMap((list) =>
    placeInLog(list.sort((a, b) => lineOf(a.event) - lineOf(b.event))),
  )
  return placed.sort(
    (a, b) => a.at - b.at || compareLogs(a.event, b.event) || lineOf(a.event) - lineOf(b.event),
  )
}

/** The log that an event's line stands in, whole or in several files. */
export const logOf = (event: Event): string => event.sequence?.log ?? event.file
const lineOf = (event: Event): number => event.sequence?.at ?? event.line

function compareLogs(a: Event, b: Event): number {
  return logOf(a) < logOf(b) ? -1 : logOf(a) > logOf(b) ? 1 : 0
}

function placeInLog(inOrder: readonly Keyed[]): Ordered[] {
  let last = inOrder.find(({ event }) => event.time !== null)?.event.time ?? 0
  return inOrder.map(({ event, keys }) => {
    const { time, stepMs } = event
    if (time === null) return { event, at: last, keys }
    const within = last >= time && last < time + stepMs
    const at = within && stepMs > 1 ? last : time
    last = at
    return { event, at, keys }
  })
}
