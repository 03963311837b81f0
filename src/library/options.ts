import type { Event } from '../model/event.js'
import type { ClockSettings, MergeSettings } from '../pipeline.js'
import { zoneNamed } from './zone.js'

/** How stamps that leave out year or zone are read. What the lines tell themselves is solved, and needs none of these. */
export interface ClockOptions {
  /** No line lies after it, in epoch milliseconds where it is a number; default: when a file was written, else now. */
  readonly referenceDate?: Date | number | undefined
  /** The year of the first line, where lines write none; overrules what is solved. */
  readonly year?: number | undefined
  /** The zone of lines that write none, as `+02:00` or `Europe/Berlin`; overrules what is solved. */
  readonly tz?: string | undefined
}

/** What concerns the reading itself. */
export interface InputOptions {
  /** Ends the reading: what it had opened is closed, and the next record is refused with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** What one source may unpack to before the rest of it is left; default: 64 GiB. */
  readonly maxUnpackedBytes?: number | undefined
  /** Called with the path of each file in a folder or an archive that is passed over, since it is no log. */
  readonly onSkip?: ((path: string) => void) | undefined
}

/** Of logs that are written while they are read. */
export interface LiveOptions {
  /** Files are followed, through their rotations, and the reading ends by the signal or by leaving the loop alone. */
  readonly follow?: boolean | undefined
  /** So many milliseconds without a line, and what is known by then is told; default: 10 s. */
  readonly lingerMs?: number | undefined
}

/** Of records that several lines make. */
export interface JoinOptions {
  /** By how many milliseconds of log time a line may come late and still amend a record; default: 5 minutes. */
  readonly windowMs?: number | undefined
  /** How many lines of containers that have not ended are kept in memory; default: a million. */
  readonly maxOpen?: number | undefined
  /** Called with each event before it is joined. */
  readonly onEvent?: ((event: Event) => void) | undefined
}

/** What `events` may be told. */
export interface EventsOptions extends ClockOptions, InputOptions, LiveOptions {}
/** What `timeline` may be told: the names are those of the command line's options. */
export interface TimelineOptions extends EventsOptions, JoinOptions {}
/** What `merge` may be told. */
export interface MergeOptions extends InputOptions, JoinOptions {}

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
