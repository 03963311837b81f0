/**
 * Whether a text holds one of these literal substrings; nothing does where there are none. Quotes in a needle
 * are also found escaped, as collectors write a message into JSON: `"Probe failed"` in `{"log":"\"Probe failed\" …"}`.
 *
 * Nearly every text of a log fails the first test, which is for literals alone: with more than those in it the
 * engine takes four times as long.
 */
export function createNeedleTest(needles: readonly string[]): (text: string) => boolean {
  if (needles.length === 0) return () => false
  const literal = unionOf(needles.map(longestUnquoted).map(escape))
  const exact = unionOf(needles.map((needle) => escape(needle).replaceAll('"', `${ESCAPES}"`)))
  return (text) => literal.test(text) && exact.test(text)
}

/** Bounded, so that long runs of backslashes take no longer than other text: seven stand for three levels of JSON. */
const ESCAPES = String.raw`\\{0,7}`

function unionOf(patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'))
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** A part of the needle that stands in the text however its quotes are escaped. */
export function longestUnquoted(needle: string): string {
  return needle.split('"').reduce((longest, part) => (part.length > longest.length ? part : longest))
}
