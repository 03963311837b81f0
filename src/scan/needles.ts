/**
 * Whether a text holds one of these literal substrings; nothing does where there are none. Quotes in a needle
 * are also found escaped, as collectors write a message into JSON: `"Probe failed"` in `{"log":"\"Probe failed\" …"}`.
 */
export function createNeedleTest(needles: readonly string[]): (text: string) => boolean {
  if (needles.length === 0) return () => false
  const union = new RegExp(needles.map(patternOf).join('|'))
  return (text) => union.test(text)
}

/** Bounded, so that long runs of backslashes take no longer than other text: seven stand for three levels of JSON. */
const ESCAPES = String.raw`\\{0,7}`

function patternOf(needle: string): string {
  return needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('"', `${ESCAPES}"`)
}
