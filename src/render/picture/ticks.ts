import { wallClock, wallDate, wallDayNumber } from '../wall-time.js'
import type { TimeScale } from './time-scale.js'

export interface Tick {
  readonly share: number
  readonly label: string
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 30, 90, 365].map((n) => n * DAY),
]
const MOST_TICKS = 6
/** No two labels closer than this: on a phone they would touch. */
const LEAST_SHARE = 0.16
/** A label further right would be cut off. */
const LAST_SHARE = 0.9

/** Moments that a clock would show, on the log's own wall clock; the more the axis is enlarged. */
export function ticksOf(
  { at, knots, breaks }: TimeScale,
  offsetMinutes: number,
  zoom: number,
): readonly Tick[] {
  const first = knots[0]?.[0] ?? 0
  const last = knots.at(-1)?.[0] ?? first
  const drawn = last - first - breaks.reduce((sum, { from, to }) => sum + to - from, 0)
  const step = STEPS.find((one) => drawn / one <= MOST_TICKS * zoom) ?? DAY * 365
  const offset = offsetMinutes * MINUTE
  const stretches = [first, ...breaks.flatMap(({ from, to }) => [from, to]), last]
  const ticks: Tick[] = []
  const years = new Set([first, last].map((time) => wallDate(time, offsetMinutes, true).slice(-4)))
  const isOneDay = wallDayNumber(first, offsetMinutes) === wallDayNumber(last, offsetMinutes)
  let day: number | null = null
  for (let n = 0; n + 1 < stretches.length; n += 2) {
    const [from = 0, to = 0] = [stretches[n], stretches[n + 1]]
    const round = Math.ceil((from + offset) / step) * step - offset
    // A stretch too short for a round moment shows where it begins.
    for (let time = round <= to ? round : from; time <= to; time += step) {
      const share = at(time)
      if (share > 1 - (1 - LAST_SHARE) / zoom || share - (ticks.at(-1)?.share ?? -1) < LEAST_SHARE / zoom)
        continue
      const today = wallDayNumber(time, offsetMinutes)
      const clock = wallClock(time, offsetMinutes, step < SECOND || time % SECOND !== 0)
      const date = wallDate(time, offsetMinutes, years.size > 1 || step >= 90 * DAY)
      const isNewDay = !isOneDay && today !== day
      ticks.push({ share, label: step >= DAY ? date : isNewDay ? `${date} ${clock.slice(0, 5)}` : clock })
      day = today
    }
  }
  return ticks
}
