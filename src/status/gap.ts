import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'

/** Kubernetes keeps whole seconds, and the line that reports an end may come a second after it. */
const SAME_MS = 2_000
const QUARTER_HOUR_MS = 15 * 60_000
const WIDEST_ZONE_MS = 14 * 60 * 60_000
/** A clock is that of the death where it is read this close to it. */
const NEAR_DEATH_MS = 10_000

/** How far the cluster's time of an end lies from the log's, and what would explain it. */
export type Gap = { readonly ms: number } & (
  | { readonly by: 'nothing' }
  /** A program on the node whose own clock shows the cluster's time. */
  | { readonly by: 'clock'; readonly program: string; readonly aheadMs: number }
  /** The log writes no year, or no zone, and with this one both agree. */
  | { readonly by: 'year'; readonly year: number }
  | { readonly by: 'zone'; readonly offsetMinutes: number }
  | { readonly by: 'unknown' }
)

/** The gap from the log's time of death to the cluster's; null where the log has none. */
export function explainGap(termination: Termination, finishedAt: number): Gap | null {
  const { finishedAt: died, evidence } = termination
  if (died === null) return null
  const ms = finishedAt - died
  if (Math.abs(ms) <= SAME_MS) return { ms, by: 'nothing' }
  for (const event of evidence) {
    if (event.time === null || Math.abs(event.time - died) > NEAR_DEATH_MS) continue
    const aheadMs = aheadOf(event)
    if (aheadMs !== null && Math.abs(ms - aheadMs) <= SAME_MS) {
      return { ms, by: 'clock', program: event.program ?? event.type.replace(/\..*/, ''), aheadMs }
    }
  }
  const origin = evidence.find((event) => event.time === died)?.origin
  if (origin && origin.year !== 'written') {
    const year = new Date(finishedAt).getUTCFullYear()
    if (Math.abs(finishedAt - new Date(died).setUTCFullYear(year)) <= SAME_MS) return { ms, by: 'year', year }
  }
  if (origin?.zone === 'assumed' && Math.abs(ms) <= WIDEST_ZONE_MS) {
    const quarters = Math.round(ms / QUARTER_HOUR_MS)
    if (quarters !== 0 && Math.abs(ms - quarters * QUARTER_HOUR_MS) <= SAME_MS) {
      return { ms, by: 'zone', offsetMinutes: -quarters * 15 }
    }
  }
  return { ms, by: 'unknown' }
}

/** By how much the line's own stamp runs ahead of the line's time; of one without a zone what is left of quarters of an hour. */
function aheadOf({ stamp, time }: Event): number | null {
  if (!stamp || time === null) return null
  if (stamp.yearWritten && stamp.offsetMinutes !== null)
    return stamp.wallMs - stamp.offsetMinutes * 60_000 - time
  const ahead = stamp.wallMs - time
  return ahead - Math.round(ahead / QUARTER_HOUR_MS) * QUARTER_HOUR_MS
}
