import type { Event } from '../model/event.js'

/** An event with its place on the one time line. */
export interface Ordered {
  readonly event: Event
  /** Epoch milliseconds used for order: finer than the event's own time where the stamp is coarse. */
  readonly at: number
}

/**
 * Puts events of any number of inputs into one order.
 *
 * Whole-second stamps say little within their second, but the lines of one file were written in order: a coarse
 * stamp takes the finer time of the line before it when that falls into its second. A line without time
 * stands where its neighbour stands. Events of the same moment keep the order of their lines.
 */
export function orderEvents(events: readonly Event[]): readonly Ordered[] {
  const byFile = new Map<string, Event[]>()
  for (const event of events) {
    const list = byFile.get(event.file)
    if (list) list.push(event)
    else byFile.set(event.file, [event])
  }
  const placed = [...byFile.values()].flatMap((list) => placeInFile(list.sort((a, b) => a.line - b.line)))
  return placed.sort((a, b) => a.at - b.at || compareFiles(a.event, b.event) || a.event.line - b.event.line)
}

function compareFiles(a: Event, b: Event): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : 0
}

function placeInFile(inOrder: readonly Event[]): Ordered[] {
  let last = inOrder.find((e) => e.time !== null)?.time ?? 0
  return inOrder.map((event) => {
    const { time, stepMs } = event
    if (time === null) return { event, at: last }
    const within = last >= time && last < time + stepMs
    const at = within && stepMs > 1 ? last : time
    last = at
    return { event, at }
  })
}
