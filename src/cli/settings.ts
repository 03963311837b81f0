import { type Cause, CAUSES } from '../model/termination.js'
import type { ClockSettings } from '../pipeline.js'
import type { Look } from '../render/renderer.js'
import type { Typed } from './arguments.js'
import { EVENT_FORMATS, type EventFormat, TIMELINE_FORMATS, type TimelineFormat } from './formats.js'
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
  /** Sandboxes in formats for people; in JSON they always are. */
  readonly sandboxes: boolean
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
  | ({ readonly command: 'timeline'; readonly format: TimelineFormat } & ReadSettings)
  | ({ readonly command: 'events'; readonly format: EventFormat } & ReadSettings)
  | { readonly command: 'explain'; readonly words: readonly string[]; readonly look: Look }
  | { readonly command: 'parsers'; readonly look: Look }

/** Throws UserError for a value that means nothing. */
export function readSettings({ command, words, values }: Typed, around: Io): Settings {
  const look = readLook(last(values, 'width'), last(values, 'color'), around)
  switch (command) {
    case 'explain':
      return { command, words, look }
    case 'parsers':
      if (words.length > 0) throw new UserError('parsers takes no words', command)
      return { command, look }
    case 'timeline':
      return {
        command,
        format: readFormat(values, TIMELINE_FORMATS, command),
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
      sandboxes: 'all' in values,
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
