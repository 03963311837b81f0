import type { Stamp } from '../../src/model/stamp.js'

/** A stamp read at some place of a text and where the text goes on. */
export interface StampAt {
  readonly stamp: Stamp
  /** Index just behind the stamp. */
  readonly end: number
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Year used for stamps that write none: a leap year, so that 29 February is a day. */
export const YEARLESS = 2000

/** Month number 1–12 of an English three-letter name, or 0. */
export function monthNumber(name: string): number {
  return MONTHS.indexOf(name) + 1
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
  if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return undefined
  // A leap second is 60; 29 February of a year that has none would be another day.
  if (h > 23 || m > 59 || s > 60 || (month === 2 && day === 29 && !isLeap(year))) return undefined
  const second = Date.UTC(year, month - 1, day, h, m, s)
  if (digits) return { wallMs: second + Number(`0.${digits}`) * 1000, stepMs: 1000 / 10 ** digits.length }
  return { wallMs: second, stepMs: clock[2] === undefined ? 60_000 : 1000 }
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Minutes of `Z`, `+02:00`, `+0200`, `-07`; null for nothing. */
export function zoneMinutes(zone: string | undefined): number | null {
  if (!zone) return null
  if (zone === 'Z' || zone === 'z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)) * (zone.length > 3 ? 1 : 0)
  return zone.startsWith('-') ? -minutes : minutes
}

const ISO =
  /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|z|[+-]\d\d(?::?\d\d)?)(?![\d:]))?/y

/** Reads `2024-03-04T09:17:07.123456+00:00`, also with a blank for `T`, a comma, no fraction, no zone, `+0000`. */
export function readIso(text: string, at = 0): StampAt | undefined {
  ISO.lastIndex = at
  const m = ISO.exec(text)
  const time = m ? wallTime(Number(m[1]), Number(m[2]), Number(m[3]), m.slice(4, 8)) : undefined
  if (!m || !time) return undefined
  return { stamp: datedStamp(m[0], time.wallMs, zoneMinutes(m[8]), time.stepMs), end: ISO.lastIndex }
}

const SYSLOG = /([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/y

/** Reads `Mar  4 09:17:07` and `Mar 04 09:17:07.123456`: no year, no zone. */
export function readSyslogTime(text: string, at = 0): StampAt | undefined {
  SYSLOG.lastIndex = at
  const m = SYSLOG.exec(text)
  const time = m ? wallTime(YEARLESS, monthNumber(m[1] ?? ''), Number(m[2]), m.slice(3, 7)) : undefined
  return m && time
    ? { stamp: yearlessStamp(m[0], time.wallMs, time.stepMs), end: SYSLOG.lastIndex }
    : undefined
}

const KLOG = /(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})/y

/** Reads the time of a klog header, `1012 19:34:44.999261` (month first, no year, no zone). */
export function readKlogTime(text: string, at = 0): StampAt | undefined {
  KLOG.lastIndex = at
  const m = KLOG.exec(text)
  const time = m ? wallTime(YEARLESS, Number(m[1]), Number(m[2]), m.slice(3, 7)) : undefined
  return m && time ? { stamp: yearlessStamp(m[0], time.wallMs, time.stepMs), end: KLOG.lastIndex } : undefined
}

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
