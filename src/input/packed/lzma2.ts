import { type ByteReader, take } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { createLzmaDecoder } from './lzma.js'
import { createLzmaWindow } from './lzma-window.js'

/** `xz -9` needs 64 MiB; a window is only as large as what was unpacked. */
const MOST_WINDOW_BYTES = 1024 * 1024 * 1024
/** Bytes before the first that the range coder needs. */
const CODER_BYTES = 5

/**
 * LZMA2: chunks of up to 64 KiB packed and 2 MiB unpacked, until an end mark.
 *
 * `sizeCode` tells the size of the window. A chunk that is cut gives what can be told from it.
 */
export async function* unpackLzma2(reader: ByteReader, sizeCode: number): AsyncGenerator<Uint8Array> {
  const window = createLzmaWindow(windowBytes(sizeCode))
  const decoder = createLzmaDecoder()
  let isReset = false
  for (;;) {
    const control = (await take(reader, 1)).readUInt8(0)
    if (control === 0) return
    if (control === 1 || control >= 0xe0) {
      window.clear()
      isReset = control >= 0xe0
    }
    if (control < 0x80) {
      if (control > 2) throw nonsense()
      const length = (await take(reader, 2)).readUInt16BE(0) + 1
      const bytes = await reader.fill(length)
      window.reserve(length).set(bytes.subarray(0, length), window.end())
      yield window.extend(Math.min(length, bytes.length))
      if (bytes.length < length) throw reader.shortage()
      reader.advance(length)
      continue
    }
    const header = await take(reader, 4)
    const length = ((control & 0x1f) << 16) + header.readUInt16BE(0) + 1
    const packedLength = header.readUInt16BE(2) + 1
    if (control >= 0xc0) {
      const properties = (await take(reader, 1)).readUInt8(0)
      if (properties >= 9 * 5 * 5 || (properties % 9) + (Math.floor(properties / 9) % 5) > 4) throw nonsense()
      decoder.reset(properties)
      isReset = true
    } else if (control >= 0xa0) {
      decoder.reset(null)
    }
    if (!isReset) throw nonsense()
    const packed = (await reader.fill(packedLength)).subarray(0, packedLength)
    if (packed.length < CODER_BYTES) throw reader.shortage()
    const bytes = window.reserve(length)
    const start = window.end()
    const end = decoder.decode(packed, bytes, start, start + length)
    if (end === -1) throw nonsense()
    if (end > start) yield window.extend(end - start)
    if (end < start + length) throw packed.length < packedLength ? reader.shortage() : nonsense()
    reader.advance(packedLength)
  }
}

/** Sizes are 2 or 3 times a power of 2. */
function windowBytes(code: number): number {
  const size = (2 | (code & 1)) * 2 ** (Math.floor(code / 2) + 11)
  if (size > MOST_WINDOW_BYTES) throw new Damage(`needs ${size / 2 ** 20} MiB of memory, which is refused`)
  return size
}

function nonsense(): Damage {
  return new Damage('is damaged (a chunk makes no sense)')
}
