import { isLeapYear } from '../model/leap-year.js'

const DAY = 86_400_000
const START = Date.UTC(2000, 0, 1)
const YEAR = 366 * DAY
/** Where 29 February stands in the year. */
const LEAP_DAY = 59 * DAY

/** How far lines may run back over New Year. */
const MOST_BACK = 31 * DAY

function isLeapDay(yearlessMs: number): boolean {
  const into = yearlessMs - START
  return into >= LEAP_DAY && into < LEAP_DAY + DAY
}

/** A reading in the year 2000, which stamps without a year have, as a reading in `year`. */
export function inYear(yearlessMs: number, year: number): number {
  const into = yearlessMs - START
  return beginOf(year) + (isLeapYear(year) || into < LEAP_DAY + DAY ? into : into - DAY)
}

/** The year that was asked for last: several times for each line, and seldom another. */
let latest = { year: 2000, begin: START, end: START + YEAR }

function beginOf(year: number): number {
  if (latest.year !== year) latest = { year, begin: Date.UTC(year, 0, 1), end: Date.UTC(year + 1, 0, 1) }
  return latest.begin
}

/** The year of an instant, in UTC. */
export function yearOf(time: number): number {
  if (time < latest.begin || time >= latest.end) beginOf(new Date(time).getUTCFullYear())
  return latest.year
}

/** The year that brings a reading without one closest to an instant. */
export function nearestYear(yearlessMs: number, time: number): number {
  const year = yearOf(time)
  const same = Math.abs(inYear(yearlessMs, year) - time)
  if (same < YEAR / 4) return year
  if (Math.abs(inYear(yearlessMs, year - 1) - time) < same) return year - 1
  return Math.abs(inYear(yearlessMs, year + 1) - time) < same ? year + 1 : year
}

/** From one reading without a year to the other, the shorter way round. */
export function yearlessDistance(one: number, other: number): number {
  const apart = one - other
  // Nearly always, and without asking for the year 2000, which drives out the one of the lines.
  return Math.abs(apart) < YEAR / 4 ? apart : inYear(one, nearestYear(one, other)) - other
}

/**
 * Counts New Years in readings that write no year, in the order of their lines.
 *
 * December to January is the next year; January to December is the year before (a late line, or newest first),
 * unless it is months: then the log was silent.
 */
export interface YearCount {
  /**
   * New Years between the first reading and this one; negative where the lines run backwards. The next reading is
   * compared with this one.
   */
  readonly next: (yearlessMs: number) => number
  /** The newest first year in which no reading is later than `limit` and each 29 February is a day. */
  readonly newestFirstYear: (limit: number) => number
}

export function createYearCount(): YearCount {
  let turn = 0
  let last: number | undefined
  /** Of the latest reading. */
  let latestTurn = 0
  let latestMs = START
  const leapTurns = new Set<number>()
  let assumed: { readonly year: number; readonly leaps: number } | undefined

  function turnOf(ms: number): number {
    if (last === undefined) return turn
    if (last - ms > YEAR / 2) return turn + 1
    return ms - last > YEAR - MOST_BACK ? turn - 1 : turn
  }
  return {
    next(ms) {
      turn = turnOf(ms)
      if (last === undefined || turn > latestTurn || (turn === latestTurn && ms > latestMs)) {
        latestTurn = turn
        latestMs = ms
      }
      if (isLeapDay(ms)) leapTurns.add(turn)
      last = ms
      return turn
    },
    newestFirstYear(limit) {
      const fits = (year: number): boolean => inYear(latestMs, year + latestTurn) <= limit
      const isReal = (year: number): boolean => [...leapTurns].every((t) => isLeapYear(year + t))
      // Later readings only ever rule years out.
      if (assumed?.leaps === leapTurns.size && fits(assumed.year)) return assumed.year
      const newest = new Date(limit).getUTCFullYear() - latestTurn
      const years = Array.from({ length: 12 }, (_, back) => newest - back).filter(fits)
      const year = years.find(isReal) ?? years[0] ?? newest
      assumed = { year, leaps: leapTurns.size }
      return year
    },
  }
}
