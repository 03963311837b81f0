import { NONE, type Tally, add } from './tally.js'

/** A line that the guard let through: where it stands. */
export interface GuardedLine {
  /** 1-based; the parts of a line that NUL bytes divide share its number. */
  readonly number: number
  /** Byte offset of its first byte in the input. */
  readonly offset: number
  /** The end of the line was dropped because it was too long. */
  readonly cut: boolean
}

/** The bytes of a chunk that passed, and the lines that end in them, one for each `\n` among those bytes. */
export interface Guarded {
  readonly bytes: Uint8Array
  readonly lines: readonly GuardedLine[]
}

/**
 * Stands before the line splitter, so that no input can make it hold more than one line of `maxLineBytes`
 * (a carriage return counts), and so that every line's number and byte offset is known whatever is dropped.
 *
 * NUL bytes are dropped and end a line, but count no new one: a crash leaves runs of them where text was
 * lost, and what follows the run is another record (`…kubelet[812]: I03\0\0\0\0Mar  4 09:20:00 node-a kernel: …`).
 * It knows nothing of encodings, and gives the same lines however the input is cut into chunks.
 */
export interface Guard {
  readonly pass: (chunk: Uint8Array) => Guarded
  /** The line that ended with the input rather than with `\n`, if there was one. */
  readonly end: () => GuardedLine | undefined
  /** Lines begun so far, those that were empty too. */
  readonly lineCount: () => number
  readonly byteCount: () => number
  /** What was dropped so far: NUL bytes, and ends of lines. */
  readonly dropped: () => { readonly nul: Tally; readonly long: Tally }
}

const NEWLINE = 10
const NUL = 0

export function createGuard(maxLineBytes: number): Guard {
  let consumed = 0
  let number = 1
  let lineStart = 0
  let lineOffset = 0
  let kept = 0
  let cut = false
  let nul = NONE
  let long = NONE

  const endPart = (nextOffset: number): GuardedLine => {
    const line = { number, offset: lineOffset, cut }
    if (cut) long = add(long, 1, number)
    lineOffset = nextOffset
    kept = 0
    cut = false
    return line
  }

  return {
    pass(chunk) {
      const out = createCopy(chunk)
      const lines: GuardedLine[] = []
      let newline = -1
      let zero = -1
      for (let at = 0; at < chunk.length; ) {
        if (newline < at) newline = find(chunk, NEWLINE, at)
        if (zero < at) zero = find(chunk, NUL, at)
        const end = Math.min(newline, zero)
        const stop = Math.min(end, at + maxLineBytes - kept)
        if (stop < end) cut = true
        kept += stop - at
        out.keep(at, stop)
        if (end === newline && end < chunk.length) {
          const isRestOfDivided = kept === 0 && lineOffset > lineStart
          if (!isRestOfDivided) out.keep(end, end + 1)
          const line = endPart(consumed + end + 1)
          if (!isRestOfDivided) lines.push(line)
          lineStart = lineOffset
          number++
          at = end + 1
        } else if (end === zero && end < chunk.length) {
          at = skipNul(chunk, end)
          nul = add(nul, at - end, number)
          if (kept > 0) {
            out.newline()
            lines.push(endPart(consumed + at))
          } else {
            lineOffset = consumed + at
          }
        } else {
          at = end
        }
      }
      consumed += chunk.length
      return { bytes: out.bytes(), lines }
    },
    end: () => (kept > 0 ? endPart(consumed) : undefined),
    lineCount: () => (consumed > lineStart ? number : number - 1),
    byteCount: () => consumed,
    dropped: () => ({ nul, long }),
  }
}

/** Index of the byte, or the chunk's length where there is none. */
function find(chunk: Uint8Array, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from)
  return at < 0 ? chunk.length : at
}

function skipNul(chunk: Uint8Array, from: number): number {
  let at = from
  while (at < chunk.length && chunk[at] === NUL) at++
  return at
}

/** Collects the kept pieces of a chunk; costs nothing, and gives the chunk itself, while no byte is left out. */
function createCopy(chunk: Uint8Array) {
  let copy: Uint8Array | null = null
  let length = 0
  const own = (): Uint8Array => {
    if (copy === null) {
      copy = new Uint8Array(chunk.length)
      copy.set(chunk.subarray(0, length))
    }
    return copy
  }
  return {
    keep(from: number, to: number): void {
      if (from === to) return
      if (from !== length || copy !== null) own().set(chunk.subarray(from, to), length)
      length += to - from
    },
    newline(): void {
      own()[length++] = NEWLINE
    },
    bytes: (): Uint8Array => (copy ?? chunk).subarray(0, length),
  }
}
