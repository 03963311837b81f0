import { type ByteReader, isAtEnd, take } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { createBitReader } from './bit-reader.js'
import { readBlock } from './bzip2-block.js'
import { bytesOf } from './bzip2-bytes.js'

/** No block of 900 kB is packed into more: 900,001 symbols of 20 bits, and what describes them. */
const MOST_BLOCK_BYTES = 2_400_000
const BLOCK_MAGIC = [0x314159, 0x265359]
const END_MAGIC = [0x177245, 0x385090]
/** What stands around a block: a magic number and a checksum before it, as much after the last. */
const FRAME_BITS = 80

/**
 * bzip2, block by block. Streams in a row are one text, which is how pbzip2 writes it.
 *
 * Ours, since the packages for it unpack all that they are given at once: of 337 bytes that hold 400 MiB of zeros
 * unbzip2-stream 1.4 needed 3 GB of memory.
 */
export async function* bunzip2(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    const header = await take(reader, 4)
    const level = header.readUInt8(3) - 0x30
    if (header.toString('latin1', 0, 3) !== 'BZh' || level < 1 || level > 9) {
      throw new Damage('is followed by something else')
    }
    yield* unpackStream(reader, level * 100_000)
  } while (!(await isAtEnd(reader)))
}

/** Blocks begin at any bit: `offset` is where the next one does in its first byte. */
async function* unpackStream(reader: ByteReader, blockSize: number): AsyncGenerator<Uint8Array> {
  let offset = 0
  for (;;) {
    const bytes = await reader.fill(MOST_BLOCK_BYTES)
    const input = createBitReader(bytes, offset)
    if (bytes.length * 8 < offset + FRAME_BITS) throw reader.shortage()
    const magic = [input.bits(24), input.bits(24)]
    const checksum = ((input.bits(16) << 16) | input.bits(16)) >>> 0
    if (isSame(magic, END_MAGIC)) {
      reader.advance(Math.ceil(input.position() / 8))
      return
    }
    if (!isSame(magic, BLOCK_MAGIC)) throw new Damage('is damaged (no block where one must begin)')
    const block = readBlock(input, blockSize)
    if (block === null)
      throw input.isPastEnd() ? reader.shortage() : new Damage('is damaged (a block makes no sense)')
    offset = input.position() % 8
    reader.advance(Math.floor(input.position() / 8))
    yield* bytesOf(block, checksum)
  }
}

function isSame([a, b]: readonly number[], [c, d]: readonly number[]): boolean {
  return a === c && b === d
}
