import type { NodeCoverage } from '../model/coverage.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote } from '../model/termination.js'
import type { EventStream, TerminationStream } from '../pipeline.js'
import { type Sources, openSources, sleep } from './open-sources.js'
import type { EventsOptions } from './options.js'
import type { Input } from '../input/inputs.js'

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

type Pipe<T> = (
  inputs: AsyncIterable<Input>,
  live: { readonly waitForLull: (signal: AbortSignal) => Promise<void> },
) => AsyncIterable<T> & Pick<EventStream | TerminationStream, 'reading'>

const LINGER_MS = 10_000

/** The records that a pipeline makes of sources. */
export function streamRecords<T>(
  sources: Sources,
  options: Omit<EventsOptions, 'year' | 'tz'>,
  pipe: Pipe<T>,
): RecordStream<T> {
  const { signal, follow = false, lingerMs = LINGER_MS, referenceDate, onSkip, maxUnpackedBytes } = options
  const problems: Problem[] = []
  const ending = new AbortController()
  const inputs = openSources(sources, {
    onProblem: (problem) => problems.push(problem),
    onSkip,
    maxUnpackedBytes,
    signal: ending.signal,
    isFollowing: follow,
    hasReference: referenceDate !== undefined,
  })
  const stream = pipe(inputs, { waitForLull: (isOver) => sleep(lingerMs, isOver) })

  async function* records(): AsyncGenerator<T> {
    const end = (): void => ending.abort()
    signal?.throwIfAborted()
    signal?.addEventListener('abort', end)
    try {
      for await (const record of stream) {
        signal?.throwIfAborted()
        yield record
      }
      signal?.throwIfAborted()
    } finally {
      signal?.removeEventListener('abort', end)
      end()
      await Promise.all(sources.contents.map(({ close }) => close()))
    }
  }

  const taken = records()
  return {
    [Symbol.asyncIterator]: () => taken,
    reading() {
      const { problems: met, clocks, coverage, counts } = stream.reading()
      const { files, lines, bytes, events } = counts
      return {
        sources: sources.names,
        problems: [...problems, ...met],
        clocks: [...clocks],
        coverage: coverage.nodes(),
        counts: { files, lines, bytes, events },
      }
    },
  }
}
