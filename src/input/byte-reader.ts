import { Damage } from './fault.js'

/**
 * The bytes of a source in the portions that a format asks for.
 *
 * What it gives is a view, good until the next call of `fill`. A source that fails ends there for the reader, and
 * `shortage` tells so: what came before it is never lost.
 */
export interface ByteReader {
  /** All bytes at hand, at least so many, unless the source ends before. They stay at hand. */
  readonly fill: (least: number) => Promise<Buffer>
  /** Takes so many of the bytes at hand away. */
  readonly advance: (count: number) => void
  /** Why there are fewer bytes than were asked for: always the same error. */
  readonly shortage: () => unknown
  /** The error of a source that failed, else null. */
  readonly failure: () => unknown
  readonly close: () => Promise<unknown>
}

const NONE: Buffer = Buffer.alloc(0)

export function createByteReader(chunks: AsyncIterable<Uint8Array>): ByteReader {
  const source = chunks[Symbol.asyncIterator]()
  let held = NONE
  let isAtEnd = false
  let failure: unknown = null
  let shortage: unknown = null

  /** The source may write over its last chunk now: what is left of it is copied. */
  async function pull(): Promise<void> {
    const left = held.length === 0 ? NONE : Buffer.from(held)
    held = left
    try {
      const next = await source.next()
      if (next.done) isAtEnd = true
      else held = left.length === 0 ? viewOf(next.value) : Buffer.concat([left, next.value])
    } catch (error) {
      failure = error
      isAtEnd = true
    }
  }

  return {
    async fill(least) {
      while (held.length < least && !isAtEnd) await pull()
      return held
    },
    advance(count) {
      held = held.subarray(count)
    },
    shortage: () => (shortage ??= failure ?? new Damage('ends too early')),
    failure: () => failure,
    close: async () => source.return?.(),
  }
}

/** Takes exactly so many bytes; throws where there are fewer. They are a view, good until the next call. */
export async function take(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.fill(count)
  if (bytes.length < count) throw reader.shortage()
  reader.advance(count)
  return bytes.subarray(0, count)
}

/** The next `length` bytes in chunks, without any in between; throws where there are fewer. */
export async function* takeChunks(reader: ByteReader, length: number): AsyncGenerator<Uint8Array> {
  for (let left = length; left > 0; ) {
    const bytes = await reader.fill(1)
    if (bytes.length === 0) throw reader.shortage()
    const chunk = bytes.subarray(0, left)
    reader.advance(chunk.length)
    left -= chunk.length
    yield chunk
  }
}

/** All that is left, in chunks. */
export async function* takeRest(reader: ByteReader): AsyncGenerator<Uint8Array> {
  while (!(await isAtEnd(reader))) {
    const bytes = await reader.fill(1)
    reader.advance(bytes.length)
    yield bytes
  }
}

/** Whether the source is over; throws where it failed. */
export async function isAtEnd(reader: ByteReader): Promise<boolean> {
  const bytes = await reader.fill(1)
  if (bytes.length === 0 && reader.failure() !== null) throw reader.failure()
  return bytes.length === 0
}

/** Takes exactly so many bytes, of which nobody wants any. */
export async function skip(reader: ByteReader, count: number): Promise<void> {
  for await (const _ of takeChunks(reader, count));
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
