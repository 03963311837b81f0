import { isLeapYear } from '../../src/model/leap-year.js'
import type { Stamp } from '../../src/model/stamp.js'

/** A stamp read at some place of a text and where the text goes on. */
export interface StampAt {
  readonly stamp: Stamp
  /** Index just behind the stamp. */
  readonly end: number
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MONTH_BY_NAME = new Map(MONTHS.map((name, index) => [name, index + 1]))
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Year used for stamps that write none: a leap year, so that 29 February is a day. */
export const YEARLESS = 2000

/** Month number 1–12 of an English three-letter name, or 0. */
export function monthNumber(name: string): number {
  return MONTH_BY_NAME.get(name) ?? 0
}

/**
 * Fields of a reading → epoch milliseconds as if UTC; undefined where a field is out of its range.
 *
 * `clock`: hours, minutes, seconds and the digits behind them, as printed; seconds may be missing.
 */
export function wallTime(
  year: number,
  month: number,
  day: number,
  clock: readonly (string | undefined)[],
): { readonly wallMs: number; readonly stepMs: number } | undefined {
  const h = Number(clock[0] ?? 0)
  const m = Number(clock[1] ?? 0)
  const s = Number(clock[2] ?? 0)
  const digits = clock[3]
  const second = secondOf(year, month, day, h, m, s)
  if (second === undefined) return undefined
  if (digits) return { wallMs: second + Number(`0.${digits}`) * 1000, stepMs: 1000 / 10 ** digits.length }
  return { wallMs: second, stepMs: clock[2] === undefined ? 60_000 : 1000 }
}

function secondOf(
  year: number,
  month: number,
  day: number,
  h: number,
  m: number,
  s: number,
): number | undefined {
  // A leap second is 60.
  if (h > 23 || m > 59 || s > 60) return undefined
  const latest = year === YEARLESS ? latestYearlessDay : latestDay
  if (day !== latest.day || month !== latest.month || year !== latest.year) {
    if (!isDay(year, month, day)) return undefined
    latest.year = year
    latest.month = month
    latest.day = day
    latest.startMs = Date.UTC(year, month - 1, day)
  }
  return latest.startMs + ((h * 60 + m) * 60 + s) * 1000
}

/** The lines of a log are of few days; many have one stamp with its year and one without. */
const latestDay = { year: YEARLESS, month: 1, day: 1, startMs: Date.UTC(YEARLESS, 0, 1) }
const latestYearlessDay = { ...latestDay }

/** 29 February of a year that has none would be another day. */
function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return false
  return month !== 2 || day !== 29 || isLeapYear(year)
}

/** Minutes of `Z`, `+02:00`, `+0200`, `-07`; null for nothing. */
export function zoneMinutes(zone: string | undefined): number | null {
  if (!zone) return null
  if (zone === 'Z' || zone === 'z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)) * (zone.length > 3 ? 1 : 0)
  return zone.startsWith('-') ? -minutes : minutes
}

/** A zone behind an ISO time, a blank before it allowed; it must not go on. */
const ZONE = / ?(?:Z|z|[+-]\d\d(?::?\d\d)?)(?![\d:])/y

/** A zone as printed, with the blank before it. */
interface Zone {
  readonly raw: string
  readonly minutes: number | null
}

const NO_ZONE: Zone = { raw: '', minutes: null }
const UTC: Zone = { raw: 'Z', minutes: 0 }
/** A log has few. */
let latestZone: Zone = { raw: '+00:00', minutes: 0 }

function zoneAt(text: string, at: number): Zone {
  if (text.charCodeAt(at) === Z && !goesOn(text, at + 1)) return UTC
  if (text.startsWith(latestZone.raw, at) && !goesOn(text, at + latestZone.raw.length)) return latestZone
  ZONE.lastIndex = at
  const raw = ZONE.exec(text)?.[0]
  if (raw === undefined) return NO_ZONE
  return (latestZone = { raw, minutes: zoneMinutes(raw.trimStart()) })
}

/** A digit or a colon stands there: what is before it was no whole zone. */
function goesOn(text: string, at: number): boolean {
  const next = text.charCodeAt(at)
  return next >= ZERO && next <= COLON
}

/** A time that was read and where it began: what follows has the same one most often, at the same place. */
interface Latest {
  readonly at: number
  readonly read: StampAt
}

/** The same characters stand at `at`. */
function readAgain({ at: before, read }: Latest, at: number): StampAt {
  return at === before ? read : { stamp: read.stamp, end: at + read.stamp.raw.length }
}

function latestOf(stamp: Stamp): Latest {
  return { at: 0, read: { stamp, end: stamp.raw.length } }
}

/** A line's own time is read with its envelope, and once more with its message. */
let latestIso: Latest = latestOf(datedStamp('2000-01-01T00:00:00Z', Date.UTC(YEARLESS, 0, 1), 0, 1000))

/** Reads `2024-03-04T09:17:07.123456+00:00`, also with a blank for `T`, a comma, no fraction, no zone, `+0000`. */
export function readIso(text: string, at = 0): StampAt | undefined {
  if (text.charCodeAt(at + 4) !== DASH || text.charCodeAt(at + 7) !== DASH) return undefined
  const { raw } = latestIso.read.stamp
  if (text.startsWith(raw, at) && !goesOn(text, at + raw.length)) return readAgain(latestIso, at)
  const year = digitsAt(text, at, 4)
  const between = text.charCodeAt(at + 10)
  if (year < 0 || (between !== T && between !== BLANK)) return undefined
  const second = secondAt(text, at + 11, year, digitsAt(text, at + 5, 2), digitsAt(text, at + 8, 2))
  if (second === undefined) return undefined
  const digits = fractionAt(text, at + 19, true)
  const zone = zoneAt(text, at + 19 + digits)
  const end = at + 19 + digits + zone.raw.length
  const wallMs = second + fractionMs(text, at + 19, digits)
  const stamp = datedStamp(text.slice(at, end), wallMs, zone.minutes, stepOf(digits))
  // Without a zone more digits might follow, or a zone that this text has not.
  const read = { stamp, end }
  if (zone !== NO_ZONE) latestIso = { at, read }
  return read
}

/** Nearly all lines are of the same second as the one before. */
let latestSecond: Latest = latestOf(yearlessStamp('Jan  1 00:00:00', Date.UTC(YEARLESS, 0, 1), 1000))

/** Reads `Mar  4 09:17:07` and `Mar 04 09:17:07.123456`: no year, no zone. */
export function readSyslogTime(text: string, at = 0): StampAt | undefined {
  if (text.charCodeAt(at + 3) !== BLANK) return undefined
  const { raw } = latestSecond.read.stamp
  if (text.startsWith(raw, at) && text.charCodeAt(at + raw.length) !== POINT)
    return readAgain(latestSecond, at)
  const month = monthNumber(text.slice(at, at + 3))
  const dayAt = text.charCodeAt(at + 4) === BLANK ? at + 5 : at + 4
  const isShort = text.charCodeAt(dayAt + 1) === BLANK
  const behind = isShort ? dayAt + 1 : dayAt + 2
  if (month === 0 || text.charCodeAt(behind) !== BLANK) return undefined
  const second = secondAt(text, behind + 1, YEARLESS, month, digitsAt(text, dayAt, isShort ? 1 : 2))
  if (second === undefined) return undefined
  const digits = fractionAt(text, behind + 9, false)
  const end = behind + 9 + digits
  const wallMs = second + fractionMs(text, behind + 9, digits)
  const stamp = yearlessStamp(text.slice(at, end), wallMs, stepOf(digits))
  const read = { stamp, end }
  if (digits === 0) latestSecond = { at, read }
  return read
}

/** Whether a year stands behind a time that ends at `at`: ` 2024 `, as ctime(3) writes it. */
export function hasYear(text: string, at: number): boolean {
  const century = digitsAt(text, at + 1, 2)
  return (
    (century === 19 || century === 20) && digitsAt(text, at + 3, 2) >= 0 && text.charCodeAt(at + 5) === BLANK
  )
}

/** Reads the time of a klog header, `1012 19:34:44.999261` (month first, no year, no zone). */
export function readKlogTime(text: string, at = 0): StampAt | undefined {
  if (text.charCodeAt(at + 4) !== BLANK || text.charCodeAt(at + 13) !== POINT) return undefined
  const second = secondAt(text, at + 5, YEARLESS, digitsAt(text, at, 2), digitsAt(text, at + 2, 2))
  if (second === undefined || digitsAt(text, at + 14, 6) < 0) return undefined
  const end = at + 20
  const wallMs = second + fractionMs(text, at + 13, 7)
  return { stamp: yearlessStamp(text.slice(at, end), wallMs, stepOf(7)), end }
}

const BLANK = 32
const COMMA = 44
const DASH = 45
const POINT = 46
const ZERO = 48
const COLON = 58
const T = 84
const Z = 90
const MOST_DIGITS = 9

/** The number that exactly so many digits make, or -1 where something else stands there. */
function digitsAt(text: string, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - ZERO
    // NaN behind the text's end is no digit either.
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

/** A date and the `09:17:07` at `at`, as epoch milliseconds as if UTC; undefined where it is none. */
function secondAt(text: string, at: number, year: number, month: number, day: number): number | undefined {
  if (text.charCodeAt(at + 2) !== COLON || text.charCodeAt(at + 5) !== COLON) return undefined
  const h = digitsAt(text, at, 2)
  const m = digitsAt(text, at + 3, 2)
  const s = digitsAt(text, at + 6, 2)
  return h < 0 || m < 0 || s < 0 ? undefined : secondOf(year, month, day, h, m, s)
}

/** Length of a point and the digits behind it, up to nine, or 0. */
function fractionAt(text: string, at: number, orComma: boolean): number {
  const point = text.charCodeAt(at)
  if (point !== POINT && !(orComma && point === COMMA)) return 0
  let end = at + 1
  while (end <= at + MOST_DIGITS && isDigit(text.charCodeAt(end))) end++
  return end === at + 1 ? 0 : end - at
}

function isDigit(code: number): boolean {
  return code >= ZERO && code < COLON
}

/** `length` counts the point, as in the two below. */
function fractionMs(text: string, at: number, length: number): number {
  return length === 0 ? 0 : (digitsAt(text, at + 1, length - 1) / (POWERS[length - 1] ?? 1)) * 1000
}

function stepOf(length: number): number {
  return length === 0 ? 1000 : (STEPS[length - 1] ?? 0)
}

const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, digits) => 10 ** digits)
/** What the last of so many digits is worth, in milliseconds. */
const STEPS = POWERS.map((power) => 1000 / power)

/** Stamp without year and zone: `wallMs` in the year 2000. */
export function yearlessStamp(raw: string, wallMs: number, stepMs: number): Stamp {
  return { raw, wallMs, yearWritten: false, offsetMinutes: null, stepMs }
}

/** Stamp with its year and, where written, its zone. */
export function datedStamp(raw: string, wallMs: number, offsetMinutes: number | null, stepMs: number): Stamp {
  return { raw, wallMs, yearWritten: true, offsetMinutes, stepMs }
}

/** Stamp of an epoch value in milliseconds; `raw` as printed. */
export function epochStamp(raw: string, epochMs: number, stepMs: number): Stamp {
  return { raw, wallMs: epochMs, yearWritten: true, offsetMinutes: 0, stepMs }
}

/** Epoch milliseconds of a stamp that writes its year and zone, else null. */
export function epochOf(stamp: Stamp | undefined): number | null {
  if (!stamp?.yearWritten || stamp.offsetMinutes === null) return null
  return stamp.wallMs - stamp.offsetMinutes * 60_000
}
