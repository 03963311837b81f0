import { tz } from '@date-fns/tz'
import { isValid } from 'date-fns/isValid'
import { parse } from 'date-fns/parse'
import { parseISO } from 'date-fns/parseISO'
import { sub } from 'date-fns/sub'
import { UserError } from './user-error.js'

/**
 * A moment as the user typed it. What names no zone is on the log's own clock, and what names no day is on the
 * log's last one: both are known only when the log has been read.
 */
export type Moment =
  /** `2026-11-23T02:20:00Z`, `2h ago`: epoch milliseconds. */
  | { readonly kind: 'instant'; readonly time: number }
  /** `2026-11-23 02:20`: the reading in epoch milliseconds as if its zone were UTC. */
  | { readonly kind: 'wall'; readonly wallMs: number }
  /** `Nov 23 02:20:00`, as syslog writes it: the reading in a leap year that is not meant. */
  | { readonly kind: 'yearless'; readonly wallMs: number }
  /** `02:20`: milliseconds into the day. */
  | { readonly kind: 'time'; readonly ofDayMs: number }
  /** `yesterday`, `today 02:20`: so many days before the reference date's. */
  | { readonly kind: 'day'; readonly daysBack: number; readonly ofDayMs: number }

const DAY = 86_400_000
const UTC = tz('UTC')
const YEARLESS = Date.UTC(2000, 0, 1)

const WALL_FORMATS = ['yyyy-MM-dd HH:mm:ss.SSS', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'yyyy-MM-dd']
const SYSLOG_FORMATS = ['MMM d HH:mm:ss', 'MMM d HH:mm', 'MMM d']
const TIME_FORMATS = ['HH:mm:ss.SSS', 'HH:mm:ss', 'HH:mm']
const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i
const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }
const UNITS = [
  { unit: 'seconds', name: /^s(?:ec(?:ond)?s?)?$/ },
  { unit: 'minutes', name: /^m(?:in(?:ute)?s?)?$/ },
  { unit: 'hours', name: /^h(?:(?:ou)?rs?)?$/ },
  { unit: 'days', name: /^d(?:ays?)?$/ },
  { unit: 'weeks', name: /^w(?:eeks?)?$/ },
] as const

/** What the user typed → a moment; `reference` (epoch milliseconds) is what `ago` counts from. */
export function readMoment(typed: string, option: string, reference: number): Moment {
  const text = typed.trim().replace(/\s+/g, ' ')
  const moment =
    readInstant(text, reference) ?? readWall(text) ?? readYearless(text) ?? readTime(text) ?? readDay(text)
  if (moment) return moment
  throw new UserError(
    `${option} does not understand "${typed}"; it takes 2026-11-23 02:20, 2026-11-23T02:20:00Z, 02:20, "2h ago", yesterday`,
  )
}

function readInstant(text: string, reference: number): Moment | undefined {
  if (text.toLowerCase() === 'now') return { kind: 'instant', time: reference }
  if (ZONED.test(text)) {
    const date = parseISO(text.replace(' ', 'T').replace(',', '.').toUpperCase())
    return isValid(date) ? { kind: 'instant', time: date.getTime() } : undefined
  }
  const ago = /^(?:(?<before>[^-].*) ago|-(?<minus>.+))$/i.exec(text)?.groups
  const span = readSpan((ago?.['before'] ?? ago?.['minus'] ?? '').toLowerCase())
  return span && { kind: 'instant', time: sub(reference, span, { in: UTC }).getTime() }
}

type Span = Partial<Record<(typeof UNITS)[number]['unit'], number>>

/** `2h`, `1h 30min`, `90 seconds`. */
function readSpan(text: string): Span | undefined {
  const span: Span = {}
  const pieces = text.match(/\d+ ?[a-z]+/g)
  if (!pieces || pieces.join('') !== text.replace(/ (?=\d)/g, '')) return undefined
  for (const piece of pieces) {
    const word = piece.replace(/^\d+ ?/, '')
    const unit = UNITS.find(({ name }) => name.test(word))?.unit
    if (!unit) return undefined
    span[unit] = (span[unit] ?? 0) + Number.parseInt(piece, 10)
  }
  return span
}

function readWall(text: string): Moment | undefined {
  const wallMs = readAs(text.replace(/^(\d{4}-\d\d-\d\d)[Tt]/, '$1 ').replace(',', '.'), WALL_FORMATS)
  return wallMs === undefined || wallMs < YEARLESS - 30 * 366 * DAY ? undefined : { kind: 'wall', wallMs }
}

function readYearless(text: string): Moment | undefined {
  const wallMs = readAs(text, SYSLOG_FORMATS)
  return wallMs === undefined ? undefined : { kind: 'yearless', wallMs }
}

function readTime(text: string): Moment | undefined {
  const wallMs = readAs(text.replace(',', '.'), TIME_FORMATS)
  return wallMs === undefined ? undefined : { kind: 'time', ofDayMs: wallMs - YEARLESS }
}

function readDay(text: string): Moment | undefined {
  const [word = '', time] = text.toLowerCase().split(' ')
  const daysBack = DAYS[word]
  if (daysBack === undefined) return undefined
  if (time === undefined) return { kind: 'day', daysBack, ofDayMs: 0 }
  const read = readTime(time)
  return read?.kind === 'time' ? { kind: 'day', daysBack, ofDayMs: read.ofDayMs } : undefined
}

/** The reading in epoch milliseconds as if UTC, in the year 2000 and on its first day where the text names none. */
function readAs(text: string, formats: readonly string[]): number | undefined {
  for (const format of formats) {
    const date = parse(text, format, YEARLESS, { in: UTC })
    if (isValid(date)) return date.getTime()
  }
  return undefined
}

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
export function resolveMoment(moment: Moment, { offsetMinutes, reference, end }: Frame, isStart: boolean): number {
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
      return yearOf(moment.wallMs, end + shift, isStart) - shift
  }
}

/** The reading in the year of `end`, or in the year before where it would lie after it (by more than half a year, for an end). */
function yearOf(yearlessMs: number, end: number, isStart: boolean): number {
  const date = new Date(yearlessMs)
  const inYear = (year: number) => new Date(yearlessMs).setUTCFullYear(year, date.getUTCMonth(), date.getUTCDate())
  const year = new Date(end).getUTCFullYear()
  const same = inYear(year)
  return same > end + (isStart ? 0 : 183 * DAY) ? inYear(year - 1) : same
}
