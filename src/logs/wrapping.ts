import type { Interpreter } from '../events/interpret.js'
import type { Opener } from '../events/open.js'
import type { Fact } from '../model/fact.js'
import type { LineSink, ScannedLine } from '../model/line-sink.js'

/** How a mail or a ticket broke the lines of a log between words, or a window at its edge. */
export interface Wrapping {
  /** No line with a place to break it at is longer; no line at all where they were broken at the edge. */
  readonly width: number
  /** Broken in the middle of words, after as many characters as the window is wide. */
  readonly atEdge: boolean
  /** Broken by hand, wherever it suited, with the rest of each line set in. */
  readonly isSetIn: boolean
  /** The envelope of the lines that are none of the broken ones' rest; null where that is told by their margin. */
  readonly envelope: string | null
  /** What a mail that quotes the log put before every line, the broken ones' rest too. */
  readonly quote: string
}

/** Lines are broken at 72 to 80 columns, quoted ones at less, by editors at up to 132, and in windows of other widths. */
const LEAST_WIDTH = 60
const MOST_WIDTH = 132
const WIDEST_WINDOW = 500
/** One line may be as long as the longest by chance. */
const LEAST_CUTS = 2
const MOST_CHARACTERS = 1 << 16

/**
 * Whether the lines of a log were broken, by its first ones; null where that is not proven.
 *
 * Whoever fills lines with words breaks one only where the next word would not fit. So no line is longer than the width,
 * and each broken one is with the word behind it. A window breaks lines where it ends: each broken one is as wide as it.
 * Nothing is broken where a line tells something that it would not behind the words before it.
 */
export function wrappingOf(
  lines: readonly string[],
  opener: Opener,
  interpreter: Pick<Interpreter, 'interpret'>,
): Wrapping | null {
  const quote = quoteOf(lines)
  const unquoted = quote === '' ? lines : lines.map((line) => line.slice(quote.length))
  if (isSetIn(unquoted, opener, interpreter))
    return { width: 0, envelope: null, atEdge: false, isSetIn: true, quote }
  const found = brokenHow(unquoted, opener, interpreter)
  return found && { ...found, isSetIn: false, quote }
}

const QUOTE = /^(?:> ?){1,8}/

function quoteOf(lines: readonly string[]): string {
  const quote = QUOTE.exec(lines[0] ?? '')?.[0] ?? ''
  return lines.every((line) => line.startsWith(quote) || quote.startsWith(line)) ? quote : ''
}

function brokenHow(
  lines: readonly string[],
  opener: Opener,
  { interpret }: Pick<Interpreter, 'interpret'>,
): Pick<Wrapping, 'width' | 'envelope' | 'atEdge'> | null {
  const tells = (text: string): boolean => interpret(opener.open(text), false) !== undefined
  const widthOf = (line: string): number => (isBreakable(line, opener) ? line.trimEnd().length : 0)
  const width = lines.reduce((most, line) => Math.max(most, widthOf(line)), 0)
  const mayBeFilled = width >= LEAST_WIDTH && width <= MOST_WIDTH
  const edge = lines.reduce((most, line) => Math.max(most, line.length), 0)
  const isWindow = edge >= LEAST_WIDTH && edge <= WIDEST_WINDOW
  const mayBeCut = isWindow && lines.filter((line) => line.length === edge).length >= LEAST_CUTS
  const envelope = mayBeFilled || mayBeCut ? envelopeOf(lines, opener) : null
  if (envelope === null) return null
  if (mayBeFilled && isFilled(lines, opener, { width, envelope, tells }))
    return { width, envelope, atEdge: false }
  if (mayBeCut && isCut(lines, opener, { width: edge, envelope, tells })) {
    return { width: edge, envelope, atEdge: true }
  }
  return null
}

interface Shape extends Pick<Wrapping, 'width' | 'envelope'> {
  readonly tells: (text: string) => boolean
}

const MARGIN = /^(?: {2}|\t)/

/** A page's author broke lines where it suited, and set in what is left of each: with that one tells what it did not, or more. */
function isSetIn(
  lines: readonly string[],
  opener: Opener,
  { interpret }: Pick<Interpreter, 'interpret'>,
): boolean {
  if (!lines.some((line) => MARGIN.test(line))) return false
  const factOf = (text: string): Fact | undefined => interpret(opener.open(text), false)
  const begins = (text: string): boolean => startOf(text, opener) !== null
  let isProven = false
  let [first, whole] = ['', '']
  for (const line of [...lines, '']) {
    if (first !== '' && MARGIN.test(line) && mayBeRest(line)) {
      if (begins(line) || factOf(line)) return false
      whole = withSetIn(whole, line)
      continue
    }
    const [before, after] = [factOf(first), factOf(whole)]
    if (before && !(after && goesFarther(before, after))) return false
    isProven ||= after !== undefined && JSON.stringify(after) !== JSON.stringify(before)
    // What is not set in is no rest.
    if (mayBeRest(line) && begins(first) && !begins(line) && !factOf(line)) return false
    first = whole = line.trimEnd()
  }
  return isProven
}

/** The fields of the kernel's summary stand without blanks between them. */
const SUMMARY = 'oom-kill:constraint='

function withSetIn(before: string, rest: string): string {
  const text = before.trimEnd()
  return `${text}${text.endsWith(',') && text.includes(SUMMARY) ? '' : ' '}${rest.trim()}`
}

/** It says the same, and what the other left out. */
function goesFarther(before: Fact, after: Fact): boolean {
  const more = new Map<string, unknown>(Object.entries(after))
  return Object.entries(before).every(
    ([key, value]) => value === null || JSON.stringify(value) === JSON.stringify(more.get(key)),
  )
}

function isFilled(lines: readonly string[], opener: Opener, { width, envelope, tells }: Shape): boolean {
  const breaks: number[] = []
  let flows = true
  let [before, whole] = ['', '']
  for (const line of lines) {
    const begins = startOf(line, opener) === envelope
    const isRest = before !== '' && mayBeRest(line) && !begins
    whole = isRest ? whole + between(before) + line : line
    flows &&= !isRest || before.endsWith(' ')
    if (isRest && (fits(before, line, width) || (tells(line) && !tells(whole)))) return false
    if (isRest) breaks.push(before.trimEnd().length)
    before = isRest || begins ? line : ''
  }
  // A window breaks lines at its edge, in the middle of words too, where nothing may be put in between; some at a blank.
  // A mail whose lines flow leaves the blank at each break.
  const atEdge = breaks.filter((length) => length >= width - 1).length
  const isWords = !breaks.includes(width) && atEdge < breaks.length
  return breaks.length > 0 && (flows || isWords || atEdge * 2 <= breaks.length)
}

/** Whether all that is no line of its own stands behind a line of the full width. */
function isCut(lines: readonly string[], opener: Opener, { width, envelope, tells }: Shape): boolean {
  let [cuts, rests] = [0, 0]
  let [before, whole] = ['', '']
  for (const line of lines) {
    const begins = startOf(line, opener) === envelope
    const isRest = before !== '' && mayBeRest(line) && !begins
    whole = isRest ? whole + blanksBetween(before, width) + line : line
    if (isRest && (!isFull(before, width) || (tells(line) && !tells(whole)))) return false
    if (isRest) rests += 1
    if (isRest && before.length === width) cuts += 1
    before = isRest || begins ? line : ''
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

/** The envelope of a line that begins with a time; null: it may be the rest of another. */
function startOf(line: string, opener: Opener): string | null {
  const { id, stamp, sinceBoot } = opener.open(line)
  return stamp === null && sinceBoot === null ? null : id
}

/** What journalctl, tail and grep put between lines is of none, nor is what systemd writes to a console: `[  OK  ] Started …`. */
const MARK = /^(?:-- |--$|==> |\[(?: {2}OK {2}|FAILED|DEPEND| INFO | WARN )\] | {9}[A-Z][a-z]{2,20}ing )/

function mayBeRest(line: string): boolean {
  return line.trim() !== '' && !MARK.test(line)
}

/** A record of one long word is left whole, its time before it. */
function isBreakable(line: string, opener: Opener): boolean {
  return line.trim().includes(' ') && (line.length <= LEAST_WIDTH || isOfWords(opener.open(line)))
}

const isOfWords = ({ message }: { readonly message: string }): boolean => message.trim().includes(' ')

/** Hands the broken lines on as the one that each was, where that stood first. */
export function joinWrapped(
  { width, envelope, atEdge, isSetIn, quote }: Wrapping,
  opener: Opener,
  sink: LineSink,
): LineSink & { readonly end: () => void } {
  let held: { readonly first: ScannedLine; text: string; last: string } | null = null

  function end(): void {
    if (held)
      sink.line({ ...held.first, text: held.text, hit: held.first.hit || held.text !== held.first.text })
    held = null
  }

  function goesOn(text: string): boolean {
    if (!held || !mayBeRest(text) || held.text.length > MOST_CHARACTERS) return false
    if (isSetIn) return true
    return atEdge ? isFull(held.last, width) : !fits(held.last, text, width)
  }

  const begins = (text: string): boolean =>
    isSetIn ? mayBeRest(text) && !MARGIN.test(text) : startOf(text, opener) === envelope

  function goOn(before: { text: string; last: string }, text: string): void {
    if (isSetIn) before.text = withSetIn(before.text, text)
    else before.text += (atEdge ? blanksBetween(before.last, width) : between(before.last)) + text
    before.last = text
  }

  return {
    line(line) {
      const text = line.text.startsWith(quote) ? line.text.slice(quote.length) : line.text
      const isFirst = begins(text)
      if (held && !isFirst && goesOn(text)) {
        goOn(held, text)
        return 'all'
      }
      end()
      if (isFirst) held = { first: line, text, last: text }
      else sink.line(line)
      return 'all'
    },
    problem: sink.problem,
    end,
  }
}
