import type { Event } from '../model/event.js'

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
