import type { Line } from '../model/line.js'

/** A blank line is never handed over: one does not count. */
const BLANK = 1

/**
 * Tells how many lines of a log lie between one that was handed over and the one before, in either direction. The
 * first line of the next file follows the last one of the file before.
 */
export function createSkipCount(): (line: Line) => number {
  let last: Pick<Line, 'file' | 'number'> | undefined
  return ({ file, number }) => {
    const between = last?.file === file ? Math.abs(number - last.number) - 1 : 0
    last = { file, number }
    return between > BLANK ? between : 0
  }
}
