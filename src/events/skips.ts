import type { Line } from '../model/line.js'

/** A blank line is never handed over: one does not count. */
const BLANK = 1

/**
 * Tells how many lines of a log lie between one that was handed over and the one before, in either direction. The
 * first line of the next file follows the last one of the file before.
 */
export function createSkipCount(): (line: Line) => number {
  let lastFile: string | undefined
  let lastNumber = 0
  return ({ file, number }) => {
    const between = lastFile === file ? Math.abs(number - lastNumber) - 1 : 0
    lastFile = file
    lastNumber = number
    return between > BLANK ? between : 0
  }
}
