import { appendTo } from '../model/append-to.js'
import type { Event } from '../model/event.js'
import { reportsEnd } from './end.js'
import type { Keys } from './keys.js'
import { nearlySorted } from './nearly-sorted.js'

/** An event with what it joins by, and its place on the one time line. */
export interface Ordered {
  readonly event: Event
  readonly keys: Keys
  /** The log that its line stands in, whole or in several files, and its place there. */
  readonly log: string
  readonly line: number
  /** It says that the container it names has ended. */
  readonly isEnd: boolean
  /** Epoch milliseconds used for order: finer than the event's own time where the stamp is coarse. */
  readonly at: number
}

/** An event that has no place yet but its own time. */
export function unordered(event: Event, keys: Keys): Ordered {
  return {
    event,
    keys,
    log: logOf(event),
    line: lineInLog(event),
    isEnd: reportsEnd(event),
    at: event.time ?? 0,
  }
}

function logOf({ sequence, file }: Event): string {
  return sequence?.log ?? file
}

function lineInLog({ sequence, line }: Event): number {
  return sequence?.at ?? line
}

/**
 * Puts events of any number of inputs into one order.
 *
 * Whole-second stamps say little within their second, but the lines of one log were written in order: a coarse
 * stamp takes the finer time of the line before it when that falls into its second, and in a log of the kernel alone
 * beside finer ones the time that the kernel's own clock gives it. A line without time stands right behind its
 * neighbour. Events of the same moment keep the order of their lines.
 */
export function orderEvents(events: readonly Ordered[]): readonly Ordered[] {
  const logs = [...splitByLog(events)].map((list) => nearlySorted(list, byLine))
  // Among stamps as coarse as its own a finer place would tell less than the order of the logs.
  const isAmongFine = logs.length > 1 && logs.every((list) => isOfKernel(list) || list.every(isFine))
  const placed: Ordered[] = []
  for (const list of logs) {
    if (isAmongFine && isOfKernel(list)) placeByBoot(list, placed)
    else placeInLog(list, placed)
  }
  return nearlySorted(placed, byPlace)
}

function splitByLog(events: readonly Ordered[]): Iterable<readonly Ordered[]> {
  const log = events[0]?.log
  if (events.every((one) => one.log === log)) return [events]
  const byLog = new Map<string, Ordered[]>()
  for (const one of events) appendTo(byLog, one.log, one)
  return byLog.values()
}

/** The order of two that are placed. */
export function byPlace(a: Ordered, b: Ordered): number {
  return a.at - b.at || compareLogs(a.log, b.log) || a.line - b.line
}

/** The order of two lines of the same moment. */
export function byLogAndLine(a: Event, b: Event): number {
  return compareLogs(logOf(a), logOf(b)) || lineInLog(a) - lineInLog(b)
}

function byLine(a: Ordered, b: Ordered): number {
  return a.line - b.line
}

function compareLogs(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** How far lines without times stand from each other: the least that numbers of today's milliseconds keep apart, and some. */
const HAIR_MS = 0.001

function placeInLog(inOrder: readonly Ordered[], placed: Ordered[]): void {
  let last = inOrder.find(({ event }) => event.time !== null)?.event.time ?? 0
  for (const one of inOrder) {
    const { time, stepMs } = one.event
    const isWithin = time !== null && stepMs > 1 && last >= time && last < time + stepMs
    const at = time === null ? last + HAIR_MS : isWithin ? last : time
    last = at
    placed.push(at === one.at ? one : placedAt(one, at))
  }
}

/** A line with a stamp of whole seconds and, in it, the kernel's own time. */
interface OfKernel extends Ordered {
  readonly event: Event & { readonly time: number; readonly sinceBoot: number }
}

function isOfKernel(list: readonly Ordered[]): list is readonly OfKernel[] {
  return list.every(({ event }) => event.time !== null && event.sinceBoot !== null && !isFine({ event }))
}

function isFine({ event }: Pick<Ordered, 'event'>): boolean {
  return event.time === null || event.stepMs < WHOLE_SECOND_MS
}

const WHOLE_SECOND_MS = 1_000
/** A clock that falls by more than what processors overtake each other is another boot's. */
const NEW_BOOT_SECONDS = 1

/**
 * A kern.log beside the other programs' logs: the seconds since boot tell how far its lines stand apart, and the stamps
 * of all of one boot together how late in its second each of them was at least.
 */
function placeByBoot(inOrder: readonly OfKernel[], placed: Ordered[]): void {
  for (let first = 0; first < inOrder.length; ) {
    let end = first
    let booted = -Infinity
    let before = -Infinity
    for (; end < inOrder.length; end++) {
      const event = inOrder[end]?.event
      if (!event || event.sinceBoot < before - NEW_BOOT_SECONDS) break
      before = event.sinceBoot
      booted = Math.max(booted, event.time - event.sinceBoot * 1000)
    }
    for (const one of inOrder.slice(first, end)) {
      const { time, stepMs, sinceBoot } = one.event
      const at = Math.max(time, Math.min(booted + sinceBoot * 1000, time + stepMs - 1))
      placed.push(at === one.at ? one : placedAt(one, at))
    }
    first = end
  }
}

function placedAt({ event, keys, log, line, isEnd }: Ordered, at: number): Ordered {
  return { event, keys, log, line, isEnd, at }
}
