import type { ClockSettings, MergeSettings } from '../pipeline.js'
import type { ClockOptions, JoinOptions } from './options.js'
import { zoneNamed } from './zone.js'

/** Throws RangeError for a year or a zone that there is not. `now`: in epoch milliseconds. */
export function readClock({ referenceDate, year, tz }: ClockOptions, now: number): ClockSettings {
  const referenceMs = referenceDate === undefined ? now : Number(referenceDate)
  if (!Number.isFinite(referenceMs)) throw new RangeError('referenceDate is no date')
  if (year !== undefined && !(Number.isInteger(year) && year >= 1900 && year < 2200))
    throw new RangeError(`year is one such as 2026, not ${year}`)
  const timeZone = tz === undefined ? undefined : zoneNamed(tz)
  if (timeZone === null) throw new RangeError(`tz knows no zone "${tz}"; it takes +02:00, UTC, Europe/Berlin`)
  return {
    referenceMs,
    ...(year === undefined ? {} : { year }),
    ...(timeZone === undefined ? {} : { timeZone }),
  }
}

/** Throws RangeError for what can be no window and no number of lines. */
export function readJoining({ windowMs, maxOpen, onEvent }: JoinOptions): MergeSettings {
  if (windowMs !== undefined && !(windowMs >= 0)) throw new RangeError(`windowMs is ${windowMs}`)
  if (maxOpen !== undefined && !(maxOpen >= 1)) throw new RangeError(`maxOpen is ${maxOpen}`)
  return {
    ...(windowMs === undefined ? {} : { windowMs }),
    ...(maxOpen === undefined ? {} : { maxOpen }),
    ...(onEvent === undefined ? {} : { onEvent }),
  }
}
