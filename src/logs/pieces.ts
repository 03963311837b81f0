import type { Input } from '../input/inputs.js'
import { leave } from './direction.js'
import { countLines, type Piece } from './turn-round.js'

const NEWLINE = 10
/** A line that is longer loses its end, as it would for the scan. */
const LINE_BYTES = 2 * 1024 * 1024

/** So much of a stream is held. */
const HELD_BYTES = 64 * 1024 * 1024

/**
 * The lines of an input whose last lines are wanted first: a plain file is read from its end. Of one that can only be
 * read forward 64 MiB are held at a time: what a longer one tells of both sides of such a cut may stay apart.
 */
export async function* piecesOf(input: Input, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  if (input.fromEnd) {
    await leave(chunks)
    const size = await measure(input.chunks)
    yield* piecesFromEnd(input.fromEnd(size.bytes), size)
  } else yield* piecesOfStream(chunks, HELD_BYTES)
}

/** Blocks of a file, its last block first → whole lines. `bytes` and `lines`: of the whole file. */
async function* piecesFromEnd(
  blocks: AsyncIterable<Uint8Array>,
  { bytes, lines }: { readonly bytes: number; readonly lines: number },
): AsyncGenerator<Piece> {
  let offset = bytes
  let number = lines + 1
  /** The end of a line that begins in the next block. */
  let carried: Uint8Array = Buffer.alloc(0)
  for await (const block of blocks) {
    const whole = Buffer.concat([block, carried])
    offset -= block.length
    const begin = whole.indexOf(NEWLINE) + 1
    const rest = whole.subarray(begin)
    carried = begin === 0 || rest.length === 0 ? whole : whole.subarray(0, begin)
    if (carried.length > LINE_BYTES)
      carried = Buffer.concat([carried.subarray(0, LINE_BYTES), Buffer.from('\n')])
    if (begin === 0 || rest.length === 0) continue
    number -= countLines(rest)
    yield { bytes: rest, offset: offset + begin, number }
  }
  if (carried.length > 0) yield { bytes: Buffer.from(carried), offset: 0, number: 1 }
}

/** The bytes of a stream → whole lines, of so many bytes at a time as may be held. */
async function* piecesOfStream(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<Piece> {
  let held: Buffer[] = []
  let size = 0
  let offset = 0
  let number = 1
  for await (const chunk of chunks) {
    held.push(Buffer.from(chunk))
    size += chunk.length
    if (size < mostBytes) continue
    const whole = Buffer.concat(held)
    const end = whole.lastIndexOf(NEWLINE) + 1 || whole.length
    const bytes = whole.subarray(0, end)
    yield { bytes, offset, number }
    offset += end
    number += countLines(bytes)
    held = [whole.subarray(end)]
    size -= end
  }
  yield { bytes: Buffer.concat(held), offset, number }
}

/** The size of a file in bytes and in lines. */
async function measure(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: number; readonly lines: number }> {
  let bytes = 0
  let lines = 0
  let endsWhole = true
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    bytes += chunk.length
    // A line that goes on over chunks counts where it ends.
    const isWhole = chunk.at(-1) === NEWLINE
    lines += countLines(chunk) - Number(!isWhole)
    endsWhole = isWhole
  }
  return { bytes, lines: lines + Number(!endsWhole) }
}
