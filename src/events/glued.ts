import type { Line } from '../model/line.js'

const UPTIME = /\[ *\d{1,12}\.\d{6}\] /
/** A kernel's stamp directly behind the end of a word: a line feed was lost before it. */
const GLUED = /[\w)](?=\[ *\d{1,12}\.\d{6}\] )/g

/** Two kernel records on one line → two lines, both behind what stood in front of the first. */
export function splitGlued<T extends Line>(line: T): readonly T[] {
  const { text } = line
  const ends = [...text.matchAll(GLUED)].map((m) => m.index + 1).filter((end) => !isInName(text, end))
  if (ends.length === 0) return [line]
  const header = text.slice(0, Math.max(0, text.search(UPTIME)))
  const starts = [0, ...ends]
  const parts = starts.map((start, n) => (n === 0 ? '' : header) + text.slice(start, starts[n + 1]))
  return parts.map((part) => ({ ...line, text: part }))
}

/** Inside of parentheses stands the name of a process, which may look like anything. */
function isInName(text: string, at: number): boolean {
  return text.lastIndexOf('(', at) > text.lastIndexOf(')', at - 1)
}
