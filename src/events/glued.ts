import type { Line } from '../model/line.js'
import { repeatedHeads } from './repeated-heads.js'

/** Seconds since boot, or the time of `dmesg -T`. */
const STAMP = /\[(?: *\d{1,12}\.\d{6}|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})\] /y
const STAR = 42
const BLANK = 32
const BRACKET = 91
const WORD_END = /[\w)]/
/** A mapped file ends a message, too. */
const MESSAGE_END = /[\w)\]]/
/** Behind the point of seconds since boot, and behind the last colon of a time with its year. */
const DIGITS = 6
const SECOND_AND_YEAR = 7
const MOST_RECORDS = 16
/** Consoles of 4.6 to 4.11 print this without a line feed behind it. */
const LOSS = /^\*\* \d{1,12} printk messages dropped \*\* (?=\[)/
/** A process name has 15 bytes, and some marks around it. */
const NAME = 32

/** How the kernel's records of a kill begin, longer than any process name, and what the one before ends in. */
const KILL = /(?:(?:Memory cgroup o|O)ut of [Mm]emory: [Kk]ill(?:ed)?|Killed) process \d/g
const KILL_END = /(?:\)|child|\dkB|oom_score_adj:-?\d{1,4}) ?$/
const WIDEST_END = 24
const VICTIM = 'ed process '
/** Of who only repeats them all stays together: before theirs stands at most the kernel's stamp and tag. */
const HEADER = /(?:^|[\]:>] )$/

/** Of kernel records whose stamps are gone, a page leaves this before each. */
const KERNEL = 'kernel: '

/** Whether a line may be more than one record. */
export function isGlued(text: string): boolean {
  return (
    isTagged(text) ||
    nextGlued(text, 1) > 0 ||
    repeatedHeads(text).length > 1 ||
    isLoss(text) ||
    (text.includes(VICTIM) && killsIn(text).length > 1)
  )
}

function isTagged(text: string): boolean {
  return text.startsWith(KERNEL) && text.includes(` ${KERNEL}`, KERNEL.length)
}

function isLoss(text: string): boolean {
  return text.charCodeAt(0) === STAR && LOSS.test(text)
}

/** Several records on one line → as many lines. */
export function splitGlued<T extends Line>(line: T): readonly T[] {
  const { text } = line
  const loss = LOSS.exec(text)?.[0]
  if (loss !== undefined) {
    return [{ ...line, text: loss.trimEnd() }, ...splitGlued({ ...line, text: text.slice(loss.length) })]
  }
  if (isTagged(text)) return cutAt(line, repeatedTags(text))
  const starts = repeatedHeads(text)
  const parts = starts.length === 1 ? splitKernel(line) : cutAt(line, starts)
  return text.includes(VICTIM) ? parts.flatMap(splitKills) : parts
}

/** As JSON writes it. */
const LINE_FEED = '\\n'

function cutAt<T extends Line>(line: T, starts: readonly number[]): readonly T[] {
  return starts.map((start, n) => {
    const text = line.text.slice(start, starts[n + 1]).trimEnd()
    return { ...line, text: text.endsWith(LINE_FEED) ? text.slice(0, -LINE_FEED.length) : text }
  })
}

function repeatedTags(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf(` ${KERNEL}`); at > 0; at = text.indexOf(` ${KERNEL}`, at + 1)) {
    if (starts.length < MOST_RECORDS && !isInName(text.slice(Math.max(0, at - NAME), at))) starts.push(at + 1)
  }
  return starts
}

/** Two kernel records on one line → two lines, both behind what stood in front of the first. */
function splitKernel<T extends Line>(line: T): readonly T[] {
  const { text } = line
  const first = nextGlued(text, 1)
  if (first < 0) return [line]
  const starts = [0]
  for (let at = first; at > 0 && starts.length < MOST_RECORDS; at = nextGlued(text, at + 1)) {
    if (!isInName(text.slice(Math.max(0, at - NAME), at))) starts.push(at)
  }
  if (starts.length === 1) return [line]
  const header = text.slice(0, firstStamp(text))
  const parts = starts.map((start, n) => (n === 0 ? '' : header) + text.slice(start, starts[n + 1]).trimEnd())
  return parts.map((part) => ({ ...line, text: part }))
}

/** Records of kills whose line feeds a page made blanks, or that were printed without → as many lines, behind the header of the first. */
function splitKills<T extends Line>(line: T): readonly T[] {
  const { text } = line
  const starts = killsIn(text)
  const [first] = starts
  if (first === undefined || starts.length === 1) return [line]
  const header = text.slice(0, first)
  return starts.map((start, n) => ({ ...line, text: header + text.slice(start, starts[n + 1]).trimEnd() }))
}

function killsIn(text: string): readonly number[] {
  const starts: number[] = []
  for (const { index } of text.matchAll(KILL)) {
    const before = text.slice(Math.max(0, index - WIDEST_END), index)
    const begins = starts.length === 0 ? HEADER.test(before) : KILL_END.test(before)
    if (!begins) return starts
    starts.push(index)
    if (starts.length === MOST_RECORDS) break
  }
  return starts
}

/**
 * Where a kernel's stamp stands behind the end of a word, at `from` or later: a line feed was lost before it.
 *
 * Directly behind it, or where a page made blanks of the line feeds of `dmesg`: then the line begins with such a stamp.
 */
function nextGlued(text: string, from: number): number {
  for (let at = text.indexOf('[', from); at > 0; at = text.indexOf('[', at + 1)) {
    const isBehindBlank = text.charCodeAt(at - 1) === BLANK
    if (isBehindBlank && text.charCodeAt(0) !== BRACKET) continue
    if (isStamp(text, at) && (isBehindBlank ? isFlowed(text, at) : isBehindWord(text, at))) return at
  }
  return -1
}

/** Marks of the same record: its stamp, who printed it. */
const MARKS = /^(?:\[[^\]]{1,30}\] ?){1,4}$/

function isBehindWord(text: string, at: number): boolean {
  return WORD_END.test(text.charAt(at - 1))
}

function isFlowed(text: string, at: number): boolean {
  return MESSAGE_END.test(text.charAt(at - 2)) && isStamp(text, 0) && !MARKS.test(text.slice(0, at))
}

function firstStamp(text: string): number {
  let at = text.indexOf('[')
  while (!isStamp(text, at)) at = text.indexOf('[', at + 1)
  return at
}

function isStamp(text: string, at: number): boolean {
  const end = text.indexOf(']', at)
  // A tag's pid stands in such brackets, too: in nearly every line.
  if (text.charAt(end - DIGITS - 1) !== '.' && text.charAt(end - SECOND_AND_YEAR - 1) !== ':') return false
  STAMP.lastIndex = at
  return STAMP.test(text)
}

/** Inside of parentheses stands the name of a process, which may look like anything. */
function isInName(before: string): boolean {
  return before.lastIndexOf('(') > before.lastIndexOf(')')
}
