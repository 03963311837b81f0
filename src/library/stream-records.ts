import type { Input } from '../input/inputs.js'
import { openScratch } from '../input/scratch.js'
import type { Problem } from '../model/problem.js'
import type { EventSettings, EventStream, TerminationStream } from '../pipeline.js'
import { openSources, type Sources, sleep } from './open-sources.js'
import type { EventsOptions } from './options.js'
import type { RecordStream } from './record-stream.js'

type Pipe<T> = (
  inputs: AsyncIterable<Input>,
  ways: Pick<EventSettings, 'waitForLull' | 'openScratch'>,
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
  const stream = pipe(inputs, { waitForLull: (isOver) => sleep(lingerMs, isOver), openScratch })

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
      const { problems: met, clocks, coverage, counts, untiedKills = 0 } = stream.reading()
      const { files, lines, bytes, events } = counts
      return {
        sources: sources.names,
        problems: [...problems, ...met],
        clocks: [...clocks],
        coverage: coverage.nodes(),
        counts: { files, lines, bytes, events },
        untiedKills,
      }
    },
  }
}
