import { eastAsianWidth } from 'get-east-asian-width'
import { once } from '../model/once.js'

/** Columns that escaped text takes on a terminal: CJK and emoji take two, combining marks none. Widths add up. */
export function widthOf(text: string): number {
  return fit(text, Number.POSITIVE_INFINITY).columns
}

/** The text in at most `width` columns, `…` for what is cut. Never reads beyond the cut. */
export function cut(text: string, width: number): string {
  if (fit(text, width).end === text.length) return text
  return width <= 0 ? '' : `${text.slice(0, fit(text, width - 1).end).trimEnd()}…`
}

/** The text in at most `width` columns, cut in its middle: the ends of generated names tell them apart. */
export function cutMiddle(text: string, width: number): string {
  if (width < 8 || fit(text, width).end === text.length) return cut(text, width)
  const tail = lastColumns(text, Math.floor((width - 1) / 2))
  return `${text.slice(0, fit(text, width - 1 - widthOf(tail)).end)}…${tail}`
}

/** Letters of Europe, and the dashes, quotes and points that our own text has: nearly all text is of these alone. */
const NARROW = /^[\x20-\x7e\u00a0-\u02ff\u2010-\u203f\u2212]*$/
const mark = once(() => /^\p{M}$/u)

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  // Below the first combining mark nothing is wide.
  if (code < 0x300 || NARROW.test(character)) return 1
  return mark().test(character) ? 0 : eastAsianWidth(code)
}

/** How much of a text fits into `width` columns: the index where it ends and the columns that it takes. */
function fit(text: string, width: number): { readonly end: number; readonly columns: number } {
  if (NARROW.test(text.length > width ? text.slice(0, Math.max(0, width) + 1) : text)) {
    const all = Math.min(text.length, Math.max(0, width))
    return { end: all, columns: all }
  }
  let end = 0
  let columns = 0
  for (const character of text) {
    const own = columnsOf(character)
    if (columns + own > width) break
    end += character.length
    columns += own
  }
  return { end, columns }
}

/** The last characters of a text that fit into `width` columns. */
function lastColumns(text: string, width: number): string {
  const characters = Array.from(text.slice(-2 * width))
  let columns = 0
  let start = characters.length
  while (start > 0) {
    columns += columnsOf(characters[start - 1] ?? '')
    if (columns > width) break
    start -= 1
  }
  // The slice may have begun with half a pair.
  return characters
    .slice(start)
    .join('')
    .replace(/^[\udc00-\udfff]/, '')
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text
}

/** A blank between a number and its unit, where prose is not broken. */
const BEFORE_UNIT = /(\d) (?=(?:[KMGTPE]i)?B\b|(?:ms|min|s|m|h)\b)/g

/** What stays as it is where it fits into a line. */
const NARROW_PROSE = /^(?! )[\x20-\x7e\u00a1-\u02ff\u2010-\u203f\u2212]+$/

/** Prose → lines of at most `width` columns, broken at blanks; a longer word is cut. */
export function wrap(text: string, width: number): readonly string[] {
  if (text.length <= width && NARROW_PROSE.test(text)) return [text]
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const long of text.replace(BEFORE_UNIT, '$1\u00a0').split(' ')) {
    const word = cut(long.replaceAll('\u00a0', ' '), width)
    const columns = widthOf(word)
    if (line !== '' && used + 1 + columns > width) {
      lines.push(line)
      line = ''
      used = 0
    }
    used += columns + (line === '' ? 0 : 1)
    line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(line)
  return lines
}
