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

const UTC = tz('UTC')
const YEARLESS = Date.UTC(2000, 0, 1)

const WALL_FORMATS = ['yyyy-MM-dd HH:mm:ss.SSS', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', 'yyyy-MM-dd']
const SYSLOG_FORMATS = ['MMM d HH:mm:ss', 'MMM d HH:mm', 'MMM d']
const TIME_FORMATS = ['HH:mm:ss.SSS', 'HH:mm:ss', 'HH:mm']
const ZONED = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{3})?)?(?:Z|[+-]\d\d(?::?\d\d)?)$/i
const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }
const UNITS = [
  { unit: 'seconds', name: /^s(?:ec(?:ond)?s?)?$/ },
  { unit: 'minutes', name: /^m(?:in(?:ute)?s?)?$/ },
  { unit: 'hours', name: /^h(?:(?:ou)?rs?)?$/ },
  { unit: 'days', name: /^d(?:ays?)?$/ },
  { unit: 'weeks', name: /^w(?:eeks?)?$/ },
] as const

/** `.5`, `,123456789` behind the seconds. */
const FRACTION = /(:\d\d)[.,](\d{1,9})(?!\d)/

function inMilliseconds(_: string, seconds: string, fraction: string): string {
  return `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}`
}

/** What the user typed → a moment; `reference` (epoch milliseconds) is what `ago` counts from. */
export function readMoment(typed: string, option: string, reference: number): Moment {
  const text = typed.trim().replace(/\s+/g, ' ').replace(FRACTION, inMilliseconds)
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
    const date = parseISO(text.replace(' ', 'T').toUpperCase())
    return isValid(date) ? { kind: 'instant', time: date.getTime() } : undefined
  }
  const ago = /^(?:(?<before>[^-].*) ago|-(?<minus>.+))$/i.exec(text)?.groups
  const span = readSpan((ago?.['before'] ?? ago?.['minus'] ?? '').toLowerCase())
  return span && { kind: 'instant', time: sub(reference, span, { in: UTC }).getTime() }
}

type Span = Partial<Record<(typeof UNITS)[number]['unit'], number>>

/** `2h`, `1h 30min`, `90 seconds`. */
export function readSpan(text: string): Span | undefined {
  const span: Span = {}
  const pieces = text.match(/\d{1,9} ?[a-z]{1,12}/g)
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
  const wallMs = readAs(text.replace(/^(\d{4}-\d\d-\d\d)[Tt]/, '$1 '), WALL_FORMATS)
  return wallMs === undefined || wallMs < 0 ? undefined : { kind: 'wall', wallMs }
}

function readYearless(text: string): Moment | undefined {
  const wallMs = readAs(text, SYSLOG_FORMATS)
  return wallMs === undefined ? undefined : { kind: 'yearless', wallMs }
}

function readTime(text: string): Moment | undefined {
  const wallMs = readAs(text, TIME_FORMATS)
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
