import type { NodeCoverage } from '../model/coverage.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote } from '../model/termination.js'

/** What is known beside the records: whole once they have been taken to their end, and before that as far as it goes. */
export interface Reading {
  /** The sources by their names, in the order in which they were given. */
  readonly sources: readonly string[]
  /** What was wrong with the sources; whatever could be read of them is told all the same. */
  readonly problems: readonly Problem[]
  /** What the clock of each log has settled on. */
  readonly clocks: readonly ClockNote[]
  /** What the sources cover, by node: first and last lines, silences, losses, boots. */
  readonly coverage: readonly NodeCoverage[]
  /** How much was read. */
  readonly counts: {
    readonly files: number
    readonly lines: number
    readonly bytes: number
    readonly events: number
  }
  /** The kernel's OOM kills that stand in no termination, since no line ties them to a container; of events always 0. */
  readonly untiedKills: number
}

/**
 * Records one by one, as they become known, to be taken once.
 *
 * Nothing is opened before the first is asked for. All that was opened is closed when the last one was given, when the
 * loop is left, and when the reading is aborted or fails.
 */
export interface RecordStream<T> extends AsyncIterable<T> {
  /** What is known beside them by now. */
  readonly reading: () => Reading
}
