import { Decompress } from 'fzstd'
import xxhash, { type XXHash } from 'xxhash-wasm'
import { type ByteReader, take } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { type FrameHeader, readFrameHeader } from './zstd-frame.js'

const MIB = 1024 * 1024
/** What `zstd -d` takes unasked. */
const MOST_WINDOW_BYTES = 128 * MIB
const MOST_BLOCK_BYTES = 128 * 1024
/** A block of one byte and how often it comes. */
const RUN = 1

/** Zstandard (RFC 8878). Frames in a row are one text. */
export async function* unzstd(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const hashing = await xxhash()
  for (let frame = await readFrameHeader(reader); frame !== null; frame = await readFrameHeader(reader)) {
    yield* unpackFrame(reader, frame, hashing.create64())
  }
}

/** Block by block: the engine unpacks all that it is given at once, however much comes of it, and checks no sum. */
async function* unpackFrame(
  reader: ByteReader,
  frame: FrameHeader,
  checksum: XXHash<bigint>,
): AsyncGenerator<Uint8Array> {
  if (frame.needsDictionary) throw new Damage('was packed with a dictionary, which is not in it')
  if (frame.windowBytes > MOST_WINDOW_BYTES) {
    throw new Damage(`needs ${Math.ceil(frame.windowBytes / MIB)} MiB of memory, which is refused`)
  }
  let unpacked: Uint8Array[] = []
  const engine = new Decompress((chunk) => unpacked.push(chunk))
  engine.push(frame.bytes)
  for (let isLast = false; !isLast; ) {
    const block = await takeBlock(reader)
    isLast = (block.readUInt8(0) & 1) === 1
    try {
      engine.push(block, isLast)
    } catch (error) {
      throw new Damage(`is damaged (${error instanceof Error ? error.message : 'a block makes no sense'})`)
    }
    for (const chunk of unpacked) {
      checksum.update(chunk)
      yield chunk
    }
    unpacked = []
  }
  if (!frame.hasChecksum) return
  const expected = (await take(reader, 4)).readUInt32LE(0)
  if (BigInt(expected) !== (checksum.digest() & 0xffff_ffffn))
    throw new Damage('is damaged (a checksum differs)')
}

/** A block with its header, as a copy: the engine may keep it. */
async function takeBlock(reader: ByteReader): Promise<Buffer> {
  const start = await reader.fill(3)
  if (start.length < 3) throw reader.shortage()
  const header = start.readUIntLE(0, 3)
  const size = header >> 3
  if (size > MOST_BLOCK_BYTES) throw new Damage('is damaged (a block is too large)')
  return Buffer.from(await take(reader, 3 + (((header >> 1) & 3) === RUN ? 1 : size)))
}
