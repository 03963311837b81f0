import { type Cause, CAUSES } from '../model/termination.js'
import type { TimelineSettings } from '../pipeline.js'
import type { Look } from '../render/renderer.js'
import { commandWords, withoutSecrets } from './command-words.js'
import type { Io } from './io.js'
import type { Moment } from './moment.js'
import { readRedaction, type Redaction } from './redaction.js'
import { resolveMoment } from './resolve-moment.js'
import { didYouMean } from './suggest.js'
import type { Typed } from './typed.js'
import { UserError } from './user-error.js'
import { last, list } from './values.js'
import { readZone } from './zone.js'

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
  readonly clock: TimelineSettings
  /** The user named the reference date: it counts more than the age of a file. */
  readonly hasReference: boolean
  /** More is waited for that may be written to the files. */
  readonly isFollowing: boolean
  /** Milliseconds of the wall clock without a line after which what is known is told. */
  readonly lingerMs: number
  readonly choice: Choice
  /** How many lines of containers that have not ended are kept. */
  readonly limits: Pick<TimelineSettings, 'maxOpen'>
  /** How many threads may work at once; undefined: as many as there are processors, to a limit. */
  readonly jobs: number | undefined
  /** Causes of which no death may be found. */
  readonly failOn: readonly Cause[]
  /** Where counts for Prometheus are written; null: nowhere. */
  readonly metricsFile: string | null
  /** How much is told on standard error: nothing, problems, or also what was read and how. */
  readonly telling: 'nothing' | 'problems' | 'all'
  readonly look: Look
  /** The command that was typed, word by word. */
  readonly commandLine: readonly string[]
  /** What is hidden; null: nothing. */
  readonly redaction: Redaction | null
}

const LINGER_MS = 10_000

/** Throws UserError for a value that means nothing. */
export async function readReadingSettings(typed: Typed, look: Look, around: Io): Promise<ReadingSettings> {
  const { words: files, values } = typed
  const redaction = readRedaction(values)
  const now = around.now()
  const reference = last(values, 'reference-date')
  const referenceMs = reference === undefined ? now : await readReference(reference, last(values, 'tz'), now)
  const moment = async (name: 'since' | 'until') => {
    const said = last(values, name)
    return said === undefined ? null : (await load()).readMoment(said, `--${name}`, referenceMs)
  }
  const duration = async (name: 'window' | 'linger') => {
    const typed = last(values, name)
    return typed === undefined ? undefined : (await import('./duration.js')).readDuration(typed, `--${name}`)
  }
  const windowMs = await duration('window')
  const year = readYear(last(values, 'year'))
  const zone = last(values, 'tz')
  const timeZone = zone === undefined ? undefined : readZone(zone)
  return {
    files: files.length === 0 ? ['-'] : files,
    clock: {
      referenceMs,
      ...(year === undefined ? {} : { year }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(windowMs === undefined ? {} : { windowMs }),
    },
    hasReference: 'reference-date' in values,
    isFollowing: 'follow' in values,
    lingerMs: (await duration('linger')) ?? LINGER_MS,
    choice: {
      since: await moment('since'),
      until: await moment('until'),
      nodes: list(values, 'node'),
      pods: list(values, 'pod'),
      containers: list(values, 'container'),
      causes: list(values, 'cause').map(readCause),
      all: 'all' in values,
    },
    limits: readLimits(last(values, 'max-open')),
    jobs: readJobs(last(values, 'jobs')),
    failOn: list(values, 'fail-on').map(readCause),
    metricsFile: last(values, 'metrics') ?? null,
    telling: 'quiet' in values ? 'nothing' : 'verbose' in values ? 'all' : 'problems',
    look,
    commandLine: commandWords(redaction ? withoutSecrets(typed) : typed),
    redaction,
  }
}

function readLimits(typed: string | undefined): ReadingSettings['limits'] {
  if (typed === undefined) return {}
  if (/^[1-9]\d{0,11}$/.test(typed)) return { maxOpen: Number(typed) }
  throw new UserError(`--max-open takes a number of lines such as 100000, not "${typed}"`)
}

function readJobs(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined
  if (/^[1-9]\d?$/.test(typed)) return Number(typed)
  throw new UserError(`--jobs takes a number of threads from 1 to 99, not "${typed}"`)
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

/** What reads times as people type them takes long to load, and few type any. */
const load = () => import('./moment.js')

/** The reference date in epoch milliseconds; without a zone it is in `--tz`, else in UTC. */
async function readReference(typed: string, zone: string | undefined, now: number): Promise<number> {
  const { readMoment } = await load()
  const moment = readMoment(typed, '--reference-date', now)
  const time = resolveMoment(moment, { offsetMinutes: 0, reference: now, end: now }, false)
  if (moment.kind === 'instant' || zone === undefined) return time
  const { zoneOffset } = await import('./zone-offset.js')
  return time - zoneOffset(readZone(zone), time) * 60_000
}
