import { createOpener, type Opener } from '../events/open.js'
import { beginsDocument } from '../events/json-assembly.js'
import { createRecordAssembler } from '../events/records.js'
import type { Interpreter } from '../events/interpret.js'
import type { EnvelopeReader } from '../model/parser.js'
import type { Stamp } from '../model/stamp.js'
import { type Wrapping, wrappingOf } from './wrapping.js'

/** So many lines are looked at, and so many falls in time among them are no chance. */
const LINES = 200
const LEAST_FALLS = 3
/** Late lines make a log rise and fall; one that is turned round falls so much more often than it rises. */
const FALLS_TO_RISES = 4

/** How a log's lines follow each other: its first bytes tell. */
export interface Direction {
  readonly isNewestFirst: boolean
  /** Its records span lines (tables, documents, exported journals), so that lines cannot be turned round by themselves. */
  readonly hasRecords: boolean
  /** It is a document on one line, which holds all its records. */
  readonly isOneLine: boolean
  /** How its lines were broken; null: they were not, or it is not proven. */
  readonly wrapping: Wrapping | null
}

const HEAD_BYTES = 64 * 1024

/** What lines are read with. */
interface Reading {
  readonly envelopes: readonly EnvelopeReader[]
  readonly interpreter: Interpreter
}

/** Looks into the first bytes of an input, as many as come at once, and gives them back with the others. */
export async function look(
  unread: AsyncIterable<Uint8Array>,
  { envelopes, interpreter }: Reading,
): Promise<{ readonly chunks: AsyncGenerator<Uint8Array>; readonly direction: Direction }> {
  const { first, chunks } = await peek(unread)
  const head = Buffer.from(first.subarray(0, HEAD_BYTES)).toString()
  return { chunks, direction: directionOf(head, createOpener(envelopes), interpreter) }
}

/** The first bytes of an input, as many as come at once, and all of them. */
export async function peek(
  unread: AsyncIterable<Uint8Array>,
): Promise<{ readonly first: Uint8Array; readonly chunks: AsyncGenerator<Uint8Array> }> {
  const rest = unread[Symbol.asyncIterator]()
  const first = await rest.next()
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (let next = first; !next.done; next = await rest.next()) yield next.value
    } finally {
      await rest.return?.()
    }
  }
  return { first: first.done ? Buffer.alloc(0) : first.value, chunks: chunks() }
}

/** Ends what may not have begun: such a generator would not end what it is made of. */
export async function leave(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks) break
}

/** Which way the time of a log runs, from its first lines; the last may be cut. */
function directionOf(head: string, opener: Opener, interpreter: Interpreter): Direction {
  const records = createRecordAssembler()
  const clocks = [createSlope(), createSlope(), createSlope()] as const
  let hasRecords = false
  const lines = head.split(/\r?\n/, LINES).slice(0, -1)
  for (const [index, text] of lines.entries()) {
    for (const record of records.next({ file: '', number: index + 1, offset: 0, text })) {
      const { stamp, told, sinceBoot } = opener.open(record.text)
      const [written, own, boot] = clocks
      // Of lines of one second the finer clocks of their programs tell which came first.
      if (stamp) written.next(timeOf(stamp))
      if (told) own.next(timeOf(told))
      if (sinceBoot !== null) boot.next(sinceBoot)
    }
    // A window's edge may stand behind a backslash or a comma, too.
    hasRecords ||= records.open && !records.isFolded
  }
  const falls = clocks.reduce((sum, clock) => sum + clock.falls(), 0)
  const rises = clocks.reduce((sum, clock) => sum + clock.rises(), 0)
  const isNewestFirst = falls >= LEAST_FALLS && falls > FALLS_TO_RISES * rises
  const isOneLine = !head.includes('\n') && beginsDocument(head)
  const wrapping = isNewestFirst || hasRecords ? null : wrappingOf(lines, opener, interpreter)
  return { isNewestFirst, hasRecords, isOneLine, wrapping }
}

/** Counts how often the readings of one clock fall and rise. */
function createSlope() {
  let last: number | null = null
  let falls = 0
  let rises = 0
  return {
    next(reading: number): void {
      if (last !== null && reading < last) falls++
      if (last !== null && reading > last) rises++
      last = reading
    },
    falls: () => falls,
    rises: () => rises,
  }
}

const timeOf = ({ wallMs, offsetMinutes }: Stamp): number => wallMs - (offsetMinutes ?? 0) * 60_000
