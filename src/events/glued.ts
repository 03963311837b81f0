import type { Line } from '../model/line.js'

const UPTIME = /\[ *\d{1,12}\.\d{6}\] /
/** A kernel's stamp directly behind the end of a word: a line feed was lost before it. */
const GLUED = /[\w)](?=\[ *\d{1,12}\.\d{6}\] )/g
const MOST_RECORDS = 16
/** A process name has 15 bytes, and some marks around it. */
const NAME = 32

/** Two kernel records on one line → two lines, both behind what stood in front of the first. */
export function splitGlued<T extends Line>(line: T): readonly T[] {
  const { text } = line
  const starts = [0]
  GLUED.lastIndex = 0
  while (starts.length < MOST_RECORDS && GLUED.test(text)) {
    if (!isInName(text.slice(Math.max(0, GLUED.lastIndex - NAME), GLUED.lastIndex)))
      starts.push(GLUED.lastIndex)
  }
  if (starts.length === 1) return [line]
  const header = text.slice(0, text.search(UPTIME))
  const parts = starts.map((start, n) => (n === 0 ? '' : header) + text.slice(start, starts[n + 1]))
  return parts.map((part) => ({ ...line, text: part }))
}

/** Inside of parentheses stands the name of a process, which may look like anything. */
function isInName(before: string): boolean {
  return before.lastIndexOf('(') > before.lastIndexOf(')')
}
