import { type Cause, CAUSES } from '../model/termination.js'
import type { ClockSettings } from '../pipeline.js'
import type { Look } from '../render/renderer.js'
import type { Typed } from './arguments.js'
import {
  EVENT_FORMATS,
  type EventFormat,
  REPORT_FORMATS,
  type ReportFormat,
  TIMELINE_FORMATS,
  type TimelineFormat,
} from './formats.js'
import type { Io } from './io.js'
import { readLook } from './look.js'
import { type Moment, readMoment } from './moment.js'
import { resolveMoment } from './resolve-moment.js'
import { didYouMean } from './suggest.js'
import { UserError } from './user-error.js'
import { readZone, zoneOffset } from './zone.js'

/** Which records the user wants; an empty list asks for nothing. */
export interface Choice {
  readonly since: Moment | null
  readonly until: Moment | null
  readonly nodes: readonly string[]
  readonly pods: readonly string[]
  readonly containers: readonly string[]
  readonly causes: readonly Cause[]
  /** Sandboxes too, and every record whole, in formats for people; in JSON they always are. */
  readonly all: boolean
}

interface ReadSettings {
  /** Names of files; `-` is standard input. */
  readonly files: readonly string[]
  readonly clock: ClockSettings
  /** The user named the reference date: it counts more than the age of a file. */
  readonly hasReference: boolean
  readonly choice: Choice
  readonly look: Look
}

/** What the typed words mean, each value checked. */
export type Settings =
  | ({
      readonly command: 'timeline'
      readonly format: TimelineFormat
      /** Names of files that tell what the cluster said; `-` is standard input. */
      readonly statusFiles: readonly string[]
    } & ReadSettings)
  | ({ readonly command: 'events'; readonly format: EventFormat } & ReadSettings)
  | ({ readonly command: 'summary' | 'coverage'; readonly format: ReportFormat } & ReadSettings)
  | {
      readonly command: 'explain'
      readonly words: readonly string[]
      /** Lines of a log, to be explained instead of words. */
      readonly lines: readonly string[]
      readonly look: Look
    }
  | { readonly command: 'rules'; readonly format: ReportFormat; readonly look: Look }
  | { readonly command: 'parsers'; readonly look: Look }

/** Throws UserError for a value that means nothing. */
export function readSettings({ command, words, values }: Typed, around: Io): Settings {
  const look = readLook(last(values, 'width'), last(values, 'color'), around)
  switch (command) {
    case 'explain':
      return { command, words, lines: readLines(values, words), look }
    case 'rules':
      expectNoWords(words, command)
      return { command, format: readFormat(values, REPORT_FORMATS, command), look }
    case 'parsers':
      expectNoWords(words, command)
      return { command, look }
    case 'summary':
    case 'coverage':
      return {
        command,
        format: readFormat(values, REPORT_FORMATS, command),
        ...readReading(words, values, look, around),
      }
    case 'timeline':
      return {
        command,
        format: readFormat(values, TIMELINE_FORMATS, command),
        statusFiles: readStatusFiles(values, words),
        ...readReading(words, values, look, around),
      }
    case 'events':
      break
  }
  return {
    command,
    format: readFormat(values, EVENT_FORMATS, command),
    ...readReading(words, values, look, around),
  }
}

type Values = Typed['values']

/** Of an option given several times the last one counts. */
function last(values: Values, name: string): string | undefined {
  return values[name]?.at(-1)
}

/** Of options that make a list all count, and commas divide. */
function list(values: Values, name: string): readonly string[] {
  return (values[name] ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '')
}

function expectNoWords(words: readonly string[], command: string): void {
  if (words.length > 0) throw new UserError(`${command} takes no words`, command)
}

/** Each line of what was pasted. */
function readLines(values: Values, words: readonly string[]): readonly string[] {
  const lines = (values['line'] ?? []).flatMap((text) => text.split(/\r?\n/)).filter((line) => line !== '')
  if (lines.length > 0 && words.length > 0)
    throw new UserError('explain takes words or --line, not both: quote the line as one', 'explain')
  if (values['line'] !== undefined && lines.length === 0) throw new UserError('--line is empty', 'explain')
  return lines
}

function readStatusFiles(values: Values, files: readonly string[]): readonly string[] {
  const status = values['status'] ?? []
  if (status.includes('-') && (files.length === 0 || files.includes('-')))
    throw new UserError('standard input cannot be both the log and the status: name a file for one of them')
  return status
}

function readReading(files: readonly string[], values: Values, look: Look, around: Io): ReadSettings {
  const referenceMs = readReference(last(values, 'reference-date'), last(values, 'tz'), around.now())
  const moment = (name: 'since' | 'until') => {
    const typed = last(values, name)
    return typed === undefined ? null : readMoment(typed, `--${name}`, referenceMs)
  }
  const year = readYear(last(values, 'year'))
  const zone = last(values, 'tz')
  const timeZone = zone === undefined ? undefined : readZone(zone)
  return {
    files: files.length === 0 ? ['-'] : files,
    clock: {
      referenceMs,
      ...(year === undefined ? {} : { year }),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
    hasReference: 'reference-date' in values,
    choice: {
      since: moment('since'),
      until: moment('until'),
      nodes: list(values, 'node'),
      pods: list(values, 'pod'),
      containers: list(values, 'container'),
      causes: list(values, 'cause').map(readCause),
      all: 'all' in values,
    },
    look,
  }
}

function readFormat<F extends string>(values: Values, formats: readonly [F, ...F[]], command: string): F {
  const typed = last(values, 'output')
  if (typed === undefined) return formats[0]
  const format = formats.find((name) => name === typed)
  if (format !== undefined) return format
  throw new UserError(
    `${command} has no output format "${typed}"${didYouMean(typed, formats) || `; it has ${formats.join(', ')}`}`,
    command,
  )
}

function readCause(typed: string): Cause {
  const cause = CAUSES.find((name) => name === typed.toLowerCase())
  if (cause !== undefined) return cause
  throw new UserError(
    `there is no cause "${typed}"${didYouMean(typed, CAUSES) || `; there are ${CAUSES.join(', ')}`}`,
  )
}

function readYear(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined
  if (/^(?:19|20|21)\d\d$/.test(typed)) return Number(typed)
  throw new UserError(`--year takes a year such as 2026, not "${typed}"`)
}

/** The reference date in epoch milliseconds; without a zone it is in `--tz`, else in UTC. */
function readReference(typed: string | undefined, zone: string | undefined, now: number): number {
  if (typed === undefined) return now
  const moment = readMoment(typed, '--reference-date', now)
  const time = resolveMoment(moment, { offsetMinutes: 0, reference: now, end: now }, false)
  return moment.kind === 'instant' || zone === undefined
    ? time
    : time - zoneOffset(readZone(zone), time) * 60_000
}
