import { createCoverageLog } from '../events/coverage.js'
import type { Input } from '../input/inputs.js'
import { once } from '../model/once.js'
import { type Beginning, beginningOf } from './beginning.js'
import { peek } from './direction.js'
import type { Neighbour } from './homes.js'
import { createLogNaming } from './log-naming.js'
import { createLogReader, type LogFindings } from './read-log.js'

/** What can be seen of a log before it is read. */
export interface Glance {
  readonly look: NonNullable<Neighbour['look']>
  readonly readAhead: NonNullable<Neighbour['readAhead']>
  /** In epoch milliseconds; null: it was not asked, or does not tell. */
  readonly startsAt: () => Promise<number | null>
  /** The first input of the log, to be read from now on. */
  readonly first: () => Input
}

/** No more of one input is read ahead. */
const MOST_BYTES = 1024 ** 3

/** `areMany`: when it begins is asked, if it is a file. */
export function createGlance(
  [input, ...others]: readonly [Input, ...Input[]],
  areMany: boolean,
  findings: LogFindings,
): Glance {
  const isFile = input.access === 'again'
  const isAsked = areMany && isFile
  let first = input
  let seen: Beginning | null = null
  /** Of a stream no more can be seen than comes at once. */
  const ofStream = once(async (): Promise<Input> => {
    const { first: head, chunks } = await peek(input.chunks)
    first = { ...input, chunks }
    return { ...input, chunks: only(head) }
  })
  const visible = async (): Promise<Input> => (isFile ? input : ofStream())

  async function look(suffices: (beginning: Beginning) => boolean): Promise<Beginning> {
    return (seen = await beginningOf(await visible(), findings, suffices))
  }

  return {
    look: (extent) =>
      look(({ hosts, startsAt }) => extent !== 'head' && hosts.length > 0 && (!isAsked || startsAt !== null)),
    async *readAhead() {
      const beginning = await visible()
      const quiet = unheard(findings)
      const reader = createLogReader(beginning, others.length > 0, createLogNaming(false, true, quiet), quiet)
      for (const one of [beginning, ...(isFile ? others : [])])
        yield* reader.read({ ...one, chunks: bounded(one.chunks) })
      yield reader.end()
    },
    async startsAt() {
      if (!isAsked) return null
      return (seen ?? (await look(({ startsAt }) => startsAt !== null))).startsAt
    },
    first: () => first,
  }
}

/** To read with as with these, and tell nobody. */
function unheard(findings: LogFindings): LogFindings {
  return {
    ...findings,
    search: null,
    coverage: createCoverageLog(),
    counts: { files: 0, lines: 0, bytes: 0, events: 0, reached: -Infinity },
    clocks: [],
    joined: new Map(),
    tell: () => undefined,
    onSeen: undefined,
  }
}

function only(chunk: Uint8Array): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      yield chunk
    },
  }
}

function bounded(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      let bytes = 0
      for await (const chunk of chunks) {
        yield chunk
        bytes += chunk.length
        if (bytes >= MOST_BYTES) return
      }
    },
  }
}
