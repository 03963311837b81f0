import { type ByteReader, take } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { createLzmaDecoder, type LzmaDecoder } from './lzma.js'
import type { LzmaWindow } from './lzma-window.js'

/** What a chunk begins with: its kind, and what it forgets of those before. */
const CONTROL = {
  end: 0,
  copiedAnew: 1,
  copied: 2,
  packed: 0x80,
  reset: 0xa0,
  resetProperties: 0xc0,
  packedAnew: 0xe0,
}
/** Bytes before the first symbol that the range coder needs. */
const CODER_BYTES = 5

/** LZMA2: chunks of up to 64 KiB packed and 2 MiB unpacked, until an end mark. A cut one gives what can be told from it. */
export async function* unpackLzma2(reader: ByteReader, window: LzmaWindow): AsyncGenerator<Uint8Array> {
  const decoder = createLzmaDecoder()
  let isReset = false
  window.clear()
  for (;;) {
    const control = (await take(reader, 1)).readUInt8(0)
    if (control === CONTROL.end) return
    if (control === CONTROL.copiedAnew || control >= CONTROL.packedAnew) {
      window.clear()
      isReset = false
    }
    if (control < CONTROL.packed) {
      if (control > CONTROL.copied) throw nonsense()
      yield* copyChunk(reader, window)
      continue
    }
    const header = await take(reader, 4)
    const length = ((control & 0x1f) << 16) + header.readUInt16BE(0) + 1
    const packedLength = header.readUInt16BE(2) + 1
    if (control >= CONTROL.resetProperties) {
      decoder.reset(readProperties(await take(reader, 1)))
      isReset = true
    } else if (control >= CONTROL.reset) {
      decoder.reset(null)
    }
    if (!isReset) throw nonsense()
    yield* decodeChunk(reader, window, decoder, packedLength, length)
  }
}

async function* copyChunk(reader: ByteReader, window: LzmaWindow): AsyncGenerator<Uint8Array> {
  const length = (await take(reader, 2)).readUInt16BE(0) + 1
  const bytes = (await reader.fill(length)).subarray(0, length)
  window.reserve(length).set(bytes, window.end())
  yield window.extend(bytes.length)
  if (bytes.length < length) throw reader.shortage()
  reader.advance(length)
}

async function* decodeChunk(
  reader: ByteReader,
  window: LzmaWindow,
  decoder: LzmaDecoder,
  packedLength: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  const packed = (await reader.fill(packedLength)).subarray(0, packedLength)
  if (packed.length < CODER_BYTES) throw reader.shortage()
  const bytes = window.reserve(length)
  const start = window.end()
  const end = decoder.decode(packed, bytes, start, start + length)
  if (end === -1) throw nonsense()
  yield window.extend(end - start)
  if (end < start + length) throw packed.length < packedLength ? reader.shortage() : nonsense()
  reader.advance(packedLength)
}

/** `(pb * 5 + lp) * 9 + lc` of LZMA, where `lc + lp` is at most 4. */
function readProperties(bytes: Buffer): number {
  const properties = bytes.readUInt8(0)
  if (properties >= 9 * 5 * 5 || (properties % 9) + (Math.floor(properties / 9) % 5) > 4) throw nonsense()
  return properties
}

function nonsense(): Damage {
  return new Damage('is damaged (a chunk makes no sense)')
}
