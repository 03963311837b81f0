/**
 * What a thread tells of a block of whole lines of plain text: the lines that hold a needle, the block's first line, the
 * first that begins in each further `everyBytes` of the input, and the last that is not blank.
 */
export interface Told {
  /** Where the block stands in the input. */
  readonly offset: number
  /** The block's bytes. */
  readonly length: number
  /** `LINE_NUMBERS` numbers a line, in the order of the lines. */
  readonly lines: Uint32Array
  /** Line ends in the block. */
  readonly newlines: number
  readonly everyBytes: number
  /** Where the bytes that came with what was told stand in their buffer. */
  readonly kept: { readonly from: number; readonly to: number }
}

/**
 * Where it begins and ends in the block, how many line ends stand before it, 1 if it holds a needle, and where it begins
 * among the bytes that came with what was told: those of the whole block, or of these lines alone.
 */
export const LINE_NUMBERS = 5

/** What a search ahead of the scan has found in a block, and the block itself, which may stand in a file only. */
export interface Found extends Omit<Told, 'kept'> {
  /** Bytes of the block; fewer where the file has become shorter. Good until the next call. */
  readonly look: (from: number, to: number) => Uint8Array
}

/** Finds what was found before: asked for places that do not go back. A place within the next line with a needle, or `to`. */
export function findAgain({ lines }: Pick<Told, 'lines'>): (from: number, to: number) => number {
  let next = 0
  return (from, to) => {
    while (next < lines.length && (lines[next + 3] === 0 || (lines[next] ?? 0) < from)) next += LINE_NUMBERS
    return Math.min(lines[next] ?? to, to)
  }
}
