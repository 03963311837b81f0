import { type Pattern, PATTERNS } from './patterns.js'
import type { Hiding, Search } from './pieces.js'
import type { PublicWords } from './public-words.js'
import type { Secrets } from './secrets.js'

/** Finds what stands behind the words for names. */
export function createPatternSearch(secrets: Secrets, words: PublicWords): readonly Search[] {
  return PATTERNS.filter(({ hides }) => hides.some(secrets.isHidden)).map(
    (pattern) => (text) =>
      [...text.matchAll(pattern.shape)].flatMap((match) => hidingsOf(match, pattern, secrets, words)),
  )
}

/** A word is a name where a sign or a quote says so: not in `container: exit status 1`. */
const NAMES_IT = /[="]$/

function hidingsOf(
  match: RegExpMatchArray,
  { hides }: Pattern,
  secrets: Secrets,
  words: PublicWords,
): readonly Hiding[] {
  let start = match.index ?? 0
  return hides.flatMap((kind, n) => {
    const lead = match[2 * n + 1] ?? ''
    const value = match[2 * n + 2] ?? ''
    start += lead.length
    const at = start
    start += value.length
    if (words.isOrdinary(value) && !NAMES_IT.test(lead)) return []
    const text = secrets.pseudonymOf(kind, value)
    return text === undefined ? [] : [{ start: at, end: at + value.length, text }]
  })
}
