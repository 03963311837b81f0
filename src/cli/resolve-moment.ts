import type { Moment } from './moment.js'

const DAY = 86_400_000

/** What a moment is measured against. */
export interface Frame {
  /** Minutes east of UTC of the log's own clock. */
  readonly offsetMinutes: number
  /** Epoch milliseconds of the reference date. */
  readonly reference: number
  /** Epoch milliseconds of the log's end, or what is asked to come no later. */
  readonly end: number
}

/** A moment in epoch milliseconds. `isStart`: it comes before `end`, if need be a day or a year earlier. */
export function resolveMoment(
  moment: Moment,
  { offsetMinutes, reference, end }: Frame,
  isStart: boolean,
): number {
  const shift = offsetMinutes * 60_000
  const dayOf = (time: number) => Math.floor((time + shift) / DAY) * DAY
  switch (moment.kind) {
    case 'instant':
      return moment.time
    case 'wall':
      return moment.wallMs - shift
    case 'day':
      return dayOf(reference) - moment.daysBack * DAY + moment.ofDayMs - shift
    case 'time': {
      const time = dayOf(end) + moment.ofDayMs - shift
      return isStart && time > end ? time - DAY : time
    }
    case 'yearless':
      break
  }
  return yearOf(moment.wallMs, end + shift, isStart) - shift
}

/** The reading in the year of `end`, or in the year before where it would lie after it (by more than half a year, for an end). */
function yearOf(yearlessMs: number, end: number, isStart: boolean): number {
  const date = new Date(yearlessMs)
  const inYear = (year: number) =>
    new Date(yearlessMs).setUTCFullYear(year, date.getUTCMonth(), date.getUTCDate())
  const year = new Date(end).getUTCFullYear()
  const same = inYear(year)
  return same > end + (isStart ? 0 : 183 * DAY) ? inYear(year - 1) : same
}
