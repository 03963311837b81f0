import { once } from '../../model/once.js'

const POLYNOMIAL = { high: 0xc96c5795, low: 0xd7870f42 }
/** Bytes taken in one step: one by one it would take longer than the unpacking. */
const STEP = 4

/** What a byte, with 0 to 3 zeros behind it, makes of a checksum of zero; halves apart. */
const tables = once(() => {
  const lows = new Int32Array(STEP * 256)
  const highs = new Int32Array(STEP * 256)
  for (let byte = 0; byte < 256; byte++) {
    let low = byte
    let high = 0
    for (let bit = 0; bit < 8 * STEP; bit++) {
      const isOdd = low & 1
      low = (low >>> 1) | (high << 31)
      high >>>= 1
      if (isOdd) {
        low ^= POLYNOMIAL.low
        high ^= POLYNOMIAL.high
      }
      if (bit % 8 === 7) {
        const zeros = (bit - 7) / 8
        lows[zeros * 256 + byte] = low
        highs[zeros * 256 + byte] = high
      }
    }
  }
  return { lows, highs }
})

/** The checksum that xz writes by default (ECMA-182, the lowest bit first). */
export interface Crc64 {
  readonly update: (bytes: Uint8Array) => void
  /** Eight bytes, the lowest first. */
  readonly digest: () => Buffer
}

export function createCrc64(): Crc64 {
  const { lows, highs } = tables()
  let low = -1
  let high = -1

  /** Four bytes, the first in the lowest bits. */
  function mix(table: Int32Array, bytes: number): number {
    return (
      (table[768 + (bytes & 0xff)] ?? 0) ^
      (table[512 + ((bytes >>> 8) & 0xff)] ?? 0) ^
      (table[256 + ((bytes >>> 16) & 0xff)] ?? 0) ^
      (table[bytes >>> 24] ?? 0)
    )
  }
  return {
    update(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      let at = 0
      for (; at + STEP <= bytes.length; at += STEP) {
        const mixed = low ^ view.getInt32(at, true)
        low = high ^ mix(lows, mixed)
        high = mix(highs, mixed)
      }
      for (; at < bytes.length; at++) {
        const index = (low ^ (bytes[at] ?? 0)) & 0xff
        low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0)
        high = (high >>> 8) ^ (highs[index] ?? 0)
      }
    },
    digest() {
      const digest = Buffer.alloc(8)
      digest.writeInt32LE(~low, 0)
      digest.writeInt32LE(~high, 4)
      return digest
    },
  }
}
