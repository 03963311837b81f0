import { tz } from '@date-fns/tz'
import { format } from 'date-fns/format'
import type { ClockNote } from '../model/termination.js'

const UTC = tz('UTC')

/** The instant whose UTC reading is what the log's own wall clock shows. */
function onWall(time: number, offsetMinutes: number): Date {
  return new Date(time + offsetMinutes * 60_000)
}

/** `19:34:45`, or `19:34:45.357` with milliseconds, on the log's own wall clock. */
export function wallClock(time: number, offsetMinutes: number, withMs: boolean): string {
  return onWall(time, offsetMinutes)
    .toISOString()
    .slice(11, withMs ? 23 : 19)
}

/** `Thu 12 Oct 2023` on the log's own wall clock. */
export function wallDay(time: number, offsetMinutes: number): string {
  return format(onWall(time, offsetMinutes), 'EEE d MMM yyyy', { in: UTC })
}

/** A number that tells days of the wall clock apart; cheaper than their names. */
export function wallDayNumber(time: number, offsetMinutes: number): number {
  return Math.floor((time + offsetMinutes * 60_000) / 86_400_000)
}

/** `UTC`, `UTC+02:00`, `UTC−03:30`. */
export function zoneName(offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC'
  const minutes = Math.abs(offsetMinutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `UTC${offsetMinutes < 0 ? '−' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** The clock that a node's lines are printed on; of several files the first that the node wrote. */
export function clockOf(clocks: readonly ClockNote[], node: string | null): ClockNote | undefined {
  return clocks.find((clock) => clock.node === node) ?? clocks.find((clock) => clock.node === null)
}

/** ISO 8601 with milliseconds and Z; null for what is no time. */
export function isoTime(time: number | null): string | null {
  if (time === null) return null
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
