/**
 * What a search ahead of the scan found in a block of whole lines of plain text: the lines that hold a needle, the
 * block's first line, and the first that begins in each further `everyBytes` of the input.
 */
export interface Found {
  /** Where the block stands in the input. */
  readonly offset: number
  /** `LINE_NUMBERS` numbers a line, in the order of the lines. */
  readonly lines: Uint32Array
  /** Line ends in the block. */
  readonly newlines: number
  readonly everyBytes: number
}

/** Where it begins and ends in the block, how many line ends stand before it, and 1 if it holds a needle. */
export const LINE_NUMBERS = 4

/** Finds what was found before: asked for places that do not go back. A place within the next line with a needle, or `to`. */
export function findAgain({ lines }: Found): (from: number, to: number) => number {
  let next = 0
  return (from, to) => {
    while (next < lines.length && (lines[next + 3] === 0 || (lines[next] ?? 0) < from)) next += LINE_NUMBERS
    return Math.min(lines[next] ?? to, to)
  }
}
