/** Bits of bytes in memory, the highest of each byte first; behind the end they are zeros, and `isPastEnd` says so. */
export interface BitReader {
  /** The next bits as a number, at most 24. */
  readonly bits: (count: number) => number
  /** The same, but they stay. */
  readonly peek: (count: number) => number
  readonly skip: (count: number) => void
  /** How many bits were read. */
  readonly position: () => number
  readonly isPastEnd: () => boolean
}

export function createBitReader(bytes: Uint8Array, start: number): BitReader {
  let position = start

  function peek(count: number): number {
    const at = position >>> 3
    const word =
      ((bytes[at] ?? 0) << 24) |
      ((bytes[at + 1] ?? 0) << 16) |
      ((bytes[at + 2] ?? 0) << 8) |
      (bytes[at + 3] ?? 0)
    return (word << (position & 7)) >>> (32 - count)
  }
  return {
    peek,
    bits(count) {
      const value = peek(count)
      position += count
      return value
    },
    skip(count) {
      position += count
    },
    position: () => position,
    isPastEnd: () => position > bytes.length * 8,
  }
}
