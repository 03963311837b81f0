import type { ClockNote } from '../model/termination.js'
import { threeDigits, twoDigits } from './count.js'

const MINUTE = 60_000
/** Of a day. */
const MINUTES = 24 * 60
const DAY = MINUTES * MINUTE

/**
 * `19:34:45`, or `19:34:45.357` with milliseconds, on the log's own wall clock: the UTC reading of an instant that
 * lies as far off as the clock. Empty for what is no time.
 */
export function wallClock(time: number, offsetMinutes: number, withMs: boolean): string {
  return isoTime(time + offsetMinutes * MINUTE)?.slice(11, withMs ? 23 : 19) ?? ''
}

/** `Thu 12 Oct 2023` on the log's own wall clock. */
export function wallDay(time: number, offsetMinutes: number): string {
  return datePieces(time, offsetMinutes).join(' ')
}

/** `12 Oct`, or `12 Oct 2023` with its year, on the log's own wall clock. */
export function wallDate(time: number, offsetMinutes: number, withYear = false): string {
  return datePieces(time, offsetMinutes)
    .slice(1, withYear ? 4 : 3)
    .join(' ')
}

/** `['Thu', '12', 'Oct', '2023']`; the time zones of Intl, which take long to load, are not needed for it. */
function datePieces(time: number, offsetMinutes: number): readonly string[] {
  const date = new Date(time + offsetMinutes * MINUTE)
  if (Number.isNaN(date.getTime())) return []
  const [weekday = '', day = '', month = '', year = ''] = date.toUTCString().split(' ')
  return [weekday.replace(',', ''), String(Number(day)), month, year]
}

/** A number that tells days of the wall clock apart; cheaper than their names. */
export function wallDayNumber(time: number, offsetMinutes: number): number {
  return Math.floor((time + offsetMinutes * MINUTE) / DAY)
}

/** `UTC`, `UTC+02:00`, `UTC−03:30`. */
export function zoneName(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC'
  const minutes = Math.abs(offsetMinutes)
  return `UTC${offsetMinutes < 0 ? '−' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

/** The clock that a node's lines are printed on; of several files the first that the node wrote. */
export function clockOf(clocks: readonly ClockNote[], node: string | null): ClockNote | undefined {
  return clocks.find((clock) => clock.node === node) ?? clocks.find((clock) => clock.node === null)
}

/** Minutes by which the clock that a node's lines are printed on is off UTC. */
export function offsetOfNode(clocks: readonly ClockNote[], node: string | null): number {
  return clockOf(clocks, node)?.offsetMinutes ?? 0
}

/** A moment as ISO 8601 with milliseconds and Z. */
export type IsoTime = `${number}-${number}-${number}T${string}Z`

/** What was written last, a day up to its `T` and a minute up to its seconds: most times share them with the one before. */
let lastDay = Number.NaN
let writtenDay = ''
let lastMinute = Number.NaN
let writtenMinute = ''

/** Null for what is no time. By hand: `toISOString` takes ten times longer. */
export function isoTime(time: number | null): IsoTime | null {
  if (time === null) return null
  const ms = Math.trunc(time)
  const minute = Math.floor(ms / MINUTE)
  if (minute !== lastMinute && !writeMinute(minute)) return null
  const ofMinute = ms - minute * MINUTE
  const rest = `${twoDigits(Math.floor(ofMinute / 1000))}.${threeDigits(ofMinute % 1000)}Z`
  return `${writtenMinute}${rest}` as IsoTime
}

/** False for what is none. */
function writeMinute(minute: number): boolean {
  const day = Math.floor(minute / MINUTES)
  if (day !== lastDay) {
    const date = new Date(day * DAY)
    if (Number.isNaN(date.getTime())) return false
    writtenDay = date.toISOString().slice(0, -'00:00:00.000Z'.length)
    lastDay = day
  }
  const ofDay = minute - day * MINUTES
  writtenMinute = `${writtenDay}${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}:`
  lastMinute = minute
  return true
}
