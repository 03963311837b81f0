import { type Cause, CAUSES } from '../model/termination.js'
import type { ClockSettings } from '../pipeline.js'
import type { Look } from '../render/renderer.js'
import type { Io } from './io.js'
import { type Moment, readMoment } from './moment.js'
import { resolveMoment } from './resolve-moment.js'
import { didYouMean } from './suggest.js'
import { UserError } from './user-error.js'
import { last, list, type Values } from './values.js'
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

/** What every command that reads a log takes. */
export interface ReadingSettings {
  /** Names of files; `-` is standard input. */
  readonly files: readonly string[]
  readonly clock: ClockSettings
  /** The user named the reference date: it counts more than the age of a file. */
  readonly hasReference: boolean
  readonly choice: Choice
  readonly look: Look
}

/** Throws UserError for a value that means nothing. */
export function readReadingSettings(
  files: readonly string[],
  values: Values,
  look: Look,
  around: Io,
): ReadingSettings {
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
