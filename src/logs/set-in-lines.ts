import type { Interpreter } from '../events/interpret.js'
import type { Opener } from '../events/open.js'
import type { Fact } from '../model/fact.js'
import { type Breaks, mayBeRest, startOf } from './breaks.js'

const MARGIN = /^(?: {2}|\t)/

/** A page's author broke lines where it suited, and set in what is left of each; null where that is not proven. */
export function setInLines(
  lines: readonly string[],
  opener: Opener,
  interpreter: Pick<Interpreter, 'interpret'>,
): Breaks | null {
  if (!isProven(lines, opener, interpreter)) return null
  return {
    begins: (line) => mayBeRest(line) && !MARGIN.test(line),
    goesOn: () => true,
    join: (whole, _last, rest) => withSetIn(whole, rest),
  }
}

/** With what is set in behind it a line tells what it did not, or more; nothing that is set in tells anything by itself. */
function isProven(
  lines: readonly string[],
  opener: Opener,
  { interpret }: Pick<Interpreter, 'interpret'>,
): boolean {
  if (!lines.some((line) => MARGIN.test(line))) return false
  const factOf = (text: string): Fact | undefined => interpret(opener.open(text), false)
  const begins = (text: string): boolean => startOf(text, opener) !== null
  let tellsMore = false
  let [first, whole] = ['', '']
  for (const line of [...lines, '']) {
    if (first !== '' && MARGIN.test(line) && mayBeRest(line)) {
      if (begins(line) || factOf(line)) return false
      whole = withSetIn(whole, line)
      continue
    }
    const [before, after] = [factOf(first), factOf(whole)]
    if (before && !(after && goesFarther(before, after))) return false
    tellsMore ||= after !== undefined && JSON.stringify(after) !== JSON.stringify(before)
    // What is not set in is no rest.
    if (mayBeRest(line) && begins(first) && !begins(line) && !factOf(line)) return false
    first = whole = line.trimEnd()
  }
  return tellsMore
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
