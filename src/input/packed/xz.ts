import { crc32 } from 'node:zlib'
import { type ByteReader, isAtEnd, take } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { createLzmaWindow, type LzmaWindow } from './lzma-window.js'
import { unpackLzma2 } from './lzma2.js'
import { checkBytes, createBlockCheck } from './xz-check.js'

const MAGIC = 'fd377a585a00'
const FOOTER_MAGIC = 'YZ'
const LZMA2 = 0x21
const FLAG = { moreFilters: 3, packedSize: 0x40, size: 0x80 }
/** `xz -9` needs 64 MiB; a window is only as large as what was unpacked. */
const MOST_WINDOW_BYTES = 256 * 1024 * 1024

/**
 * xz: streams of blocks, each with its checksum. Streams in a row are one text, and zeros after one are padding.
 *
 * Ours, since the one package that unpacks it bit by bit without native code (xz-decompress 0.2) unpacks one file at a
 * time in a whole process, so that the `.xz` in a `.tar.xz` waits for ever, and refuses the checksums of `xz -C sha256`.
 */
export async function* unxz(reader: ByteReader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const header = await take(reader, 12)
    if (header.toString('hex', 0, 6) !== MAGIC) throw new Damage('is followed by something else')
    expectCrc(header.subarray(6, 8), header.readUInt32LE(8))
    yield* unpackBlocks(reader, header.readUInt8(7))
    await skipIndex(reader)
    const footer = await take(reader, 12)
    if (footer.toString('latin1', 10) !== FOOTER_MAGIC) throw new Damage('is damaged (it has no end)')
    if (!(await hasNextStream(reader))) return
  }
}

/** Up to the first byte of the index, which is no size of a block's header. */
async function* unpackBlocks(reader: ByteReader, checkKind: number): AsyncGenerator<Uint8Array> {
  let window: LzmaWindow | null = null
  for (;;) {
    const size = (await reader.fill(1))[0]
    if (size === undefined) throw reader.shortage()
    if (size === 0) return
    const bytes = windowBytes(readBlockHeader(await take(reader, (size + 1) * 4)))
    if (window?.size !== bytes) window = createLzmaWindow(bytes)
    const check = createBlockCheck(checkKind)
    let packedBytes = 0
    const counting = {
      ...reader,
      advance(count: number) {
        packedBytes += count
        reader.advance(count)
      },
    }
    for await (const chunk of unpackLzma2(counting, window)) {
      check.update(chunk)
      yield chunk
    }
    await take(reader, -packedBytes & 3)
    const written = await take(reader, checkBytes(checkKind))
    if (check.digest()?.equals(written) === false) throw new Damage('is damaged (a checksum differs)')
  }
}

/** The size of the window that the block was packed with, as a code. */
function readBlockHeader(header: Buffer): number {
  const end = header.length - 4
  expectCrc(header.subarray(0, end), header.readUInt32LE(end))
  const flags = header.readUInt8(1)
  let at = 2
  if (flags & FLAG.packedSize) at = endOfNumber(header, at)
  if (flags & FLAG.size) at = endOfNumber(header, at)
  const isLzma2Alone = (flags & FLAG.moreFilters) === 0 && header[at] === LZMA2 && header[at + 1] === 1
  if (!isLzma2Alone) throw new Damage('is packed with a filter that is not known here')
  return header[at + 2] ?? 0
}

/** Sizes are 2 or 3 times a power of 2. */
function windowBytes(code: number): number {
  const size = (2 | (code & 1)) * 2 ** (Math.floor(code / 2) + 11)
  if (size > MOST_WINDOW_BYTES) throw new Damage(`needs ${size / 2 ** 20} MiB of memory, which is refused`)
  return size
}

/** Numbers are written in groups of seven bits; the last has no high bit. */
function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = start
  while ((bytes[at] ?? 0) & 0x80) at++
  return at + 1
}

/** A zero, how many blocks there are, two numbers on each, zeros up to a multiple of four, a checksum. */
async function skipIndex(reader: ByteReader): Promise<void> {
  let size = 1
  await take(reader, 1)
  const next = async (): Promise<number> => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = (await take(reader, 1)).readUInt8(0)
      size++
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }
  for (let left = 2 * (await next()); left > 0; left--) await next()
  await take(reader, (-size & 3) + 4)
}

async function hasNextStream(reader: ByteReader): Promise<boolean> {
  while (!(await isAtEnd(reader))) {
    const bytes = await reader.fill(4)
    if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0) return true
    reader.advance(4)
  }
  return false
}

function expectCrc(bytes: Buffer, expected: number): void {
  if (crc32(bytes) !== expected) throw new Damage('is damaged (a checksum of a header differs)')
}
