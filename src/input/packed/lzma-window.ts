const FIRST_BYTES = 2 * 1024 * 1024
const GROWTH = 4
/** What is unpacked between two moves of a large window. */
const MOST_SLACK_BYTES = 16 * 1024 * 1024
/** Symbols depend on the lowest bits of their place, which stays what it is when the window moves. */
const STEP = 16

/** The latest unpacked bytes, for matches to be copied from. */
export interface LzmaWindow {
  readonly size: number
  /** Room for so many more bytes at `end()`. The bytes behind `end()` less the size of the window may go. */
  readonly reserve: (count: number) => Uint8Array
  readonly end: () => number
  /** So many bytes have been written at the end. */
  readonly extend: (count: number) => Uint8Array
  readonly clear: () => void
}

/** It grows with what is unpacked, however large a window the packed bytes ask for. */
export function createLzmaWindow(size: number): LzmaWindow {
  const most = size + Math.min(size, MOST_SLACK_BYTES)
  let bytes = new Uint8Array(Math.min(most, FIRST_BYTES))
  let end = 0

  return {
    size,
    reserve(count) {
      if (end + count <= bytes.length) return bytes
      const gone = Math.floor(Math.max(0, end - size) / STEP) * STEP
      const kept = bytes.subarray(gone, end)
      const roomy = Math.max(Math.min(GROWTH * bytes.length, most), kept.length + count)
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
