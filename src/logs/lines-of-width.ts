import type { Interpreter } from '../events/interpret.js'
import type { Opener } from '../events/open.js'
import { type Breaks, mayBeRest, startOf } from './breaks.js'

/** Lines are broken at 72 to 80 columns, quoted ones at less, by editors at up to 132, and in windows of other widths. */
const LEAST_WIDTH = 60
const MOST_WIDTH = 132
const WIDEST_WINDOW = 500
/** One line may be as long as the longest by chance. */
const LEAST_CUTS = 2

/**
 * Whoever fills lines with words breaks one only where the next word would not fit. So no line is longer than the width,
 * and each broken one is with the word behind it. A window breaks lines where it ends: each broken one is as wide as it.
 * Nothing is broken where a line tells something that it would not behind the words before it. Null where that is not
 * proven.
 */
export function linesOfWidth(
  lines: readonly string[],
  opener: Opener,
  { interpret }: Pick<Interpreter, 'interpret'>,
): Breaks | null {
  const tells = (text: string): boolean => interpret(opener.open(text), false) !== undefined
  const widthOf = (line: string): number => (isBreakable(line, opener) ? line.trimEnd().length : 0)
  const width = lines.reduce((most, line) => Math.max(most, widthOf(line)), 0)
  const mayBeFilled = width >= LEAST_WIDTH && width <= MOST_WIDTH
  const edge = lines.reduce((most, line) => Math.max(most, line.length), 0)
  const isWindow = edge >= LEAST_WIDTH && edge <= WIDEST_WINDOW
  const mayBeCut = isWindow && lines.filter((line) => line.length === edge).length >= LEAST_CUTS
  const envelope = mayBeFilled || mayBeCut ? envelopeOf(lines, opener) : null
  if (envelope === null) return null
  const begins = (line: string): boolean => startOf(line, opener) === envelope
  if (mayBeFilled && isFilled(lines, { width, begins, tells })) {
    return {
      begins,
      goesOn: (last, rest) => !fits(last, rest, width),
      join: (whole, last, rest) => whole + between(last) + rest,
    }
  }
  if (mayBeCut && isCut(lines, { width: edge, begins, tells })) {
    return {
      begins,
      goesOn: (last) => isFull(last, edge),
      join: (whole, last, rest) => whole + blanksBetween(last, edge) + rest,
    }
  }
  return null
}

interface Shape extends Pick<Breaks, 'begins'> {
  /** No line with a place to break it at is longer; no line at all where they were broken at the edge. */
  readonly width: number
  readonly tells: (text: string) => boolean
}

function isFilled(lines: readonly string[], { width, begins, tells }: Shape): boolean {
  const breaks: number[] = []
  let flows = true
  let [before, whole] = ['', '']
  for (const line of lines) {
    const isFirst = begins(line)
    const isRest = before !== '' && mayBeRest(line) && !isFirst
    whole = isRest ? whole + between(before) + line : line
    flows &&= !isRest || before.endsWith(' ')
    if (isRest && (fits(before, line, width) || (tells(line) && !tells(whole)))) return false
    if (isRest) breaks.push(before.trimEnd().length)
    before = isRest || isFirst ? line : ''
  }
  // A window breaks lines at its edge, in the middle of words too, where nothing may be put in between; some at a blank.
  // A mail whose lines flow leaves the blank at each break.
  const atEdge = breaks.filter((length) => length >= width - 1).length
  const isWords = !breaks.includes(width) && atEdge < breaks.length
  return breaks.length > 0 && (flows || isWords || atEdge * 2 <= breaks.length)
}

/** Whether all that is no line of its own stands behind a line of the full width. */
function isCut(lines: readonly string[], { width, begins, tells }: Shape): boolean {
  let [cuts, rests] = [0, 0]
  let [before, whole] = ['', '']
  for (const line of lines) {
    const isFirst = begins(line)
    const isRest = before !== '' && mayBeRest(line) && !isFirst
    whole = isRest ? whole + blanksBetween(before, width) + line : line
    if (isRest && (!isFull(before, width) || (tells(line) && !tells(whole)))) return false
    if (isRest) rests += 1
    if (isRest && before.length === width) cuts += 1
    before = isRest || isFirst ? line : ''
  }
  return cuts >= LEAST_CUTS && cuts * 2 > rests
}

/** Blanks at the edge of a window are not copied, and a table has many. */
const MOST_BLANKS = 16
const isFull = (line: string, width: number): boolean => line.length >= width - MOST_BLANKS

const blanksBetween = (line: string, width: number): string => ' '.repeat(Math.max(0, width - line.length))

/** What stood at a break between words: the blank is gone, but not where lines may flow on, nor was there one behind a hyphen. */
const between = (line: string): string => (line.endsWith(' ') || /\w-$/.test(line) ? '' : ' ')

/** The first word of the second line could have stood in the first. */
function fits(line: string, next: string, width: number): boolean {
  const word = /^\s*\S*/.exec(next)?.[0] ?? ''
  return line.length + 1 + word.length <= width
}

/** The one in which most lines begin; null where none is told by a time. */
function envelopeOf(lines: readonly string[], opener: Opener): string | null {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const id = startOf(line, opener)
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0] || null
}

/** A record of one long word is left whole, its time before it. */
function isBreakable(line: string, opener: Opener): boolean {
  return line.trim().includes(' ') && (line.length <= LEAST_WIDTH || isOfWords(opener.open(line)))
}

const isOfWords = ({ message }: { readonly message: string }): boolean => message.trim().includes(' ')
