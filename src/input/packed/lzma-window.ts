const FIRST_BYTES = 1024 * 1024
/** Symbols depend on the lowest bits of their place, which stays what it is when the window moves. */
const STEP = 16

/** The latest unpacked bytes, for matches to be copied from. */
export interface LzmaWindow {
  /** Room for so many more bytes at `end()`. The bytes behind `end()` less the size of the window may go. */
  readonly reserve: (count: number) => Uint8Array
  readonly end: () => number
  /** So many bytes have been written at the end. */
  readonly extend: (count: number) => Uint8Array
  readonly clear: () => void
}

/** It grows with what is unpacked, however large a window the packed bytes ask for. */
export function createLzmaWindow(size: number): LzmaWindow {
  let bytes = new Uint8Array(Math.min(size, FIRST_BYTES) * 2)
  let end = 0

  return {
    reserve(count) {
      if (end + count <= bytes.length) return bytes
      const gone = Math.floor(Math.max(0, end - size) / STEP) * STEP
      const kept = bytes.subarray(gone, end)
      const roomy = Math.max(Math.min(2 * size, 2 * bytes.length), kept.length + count)
      // Copying what is kept must be rare beside what is unpacked.
      if (roomy > bytes.length) {
        bytes = new Uint8Array(roomy)
        bytes.set(kept)
      } else {
        bytes.copyWithin(0, gone, end)
      }
      end = kept.length
      return bytes
    },
    end: () => end,
    extend(count) {
      end += count
      return bytes.subarray(end - count, end)
    },
    clear() {
      end = 0
    },
  }
}
