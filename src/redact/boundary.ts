const ALPHANUMERIC = /[0-9A-Za-z]/
/** `\n`, `\t`, `\x2d`, `\u003c`: what such an escape ends with is no letter of the word behind it. */
const ESCAPE_END = /\\(?:[nrtbf]|x[0-9a-f]{2}|u[0-9a-f]{4})$/
const LONGEST_ESCAPE = 6

/** Whether a word may begin at this place. */
export function mayBegin(text: string, at: number): boolean {
  const before = text[at - 1]
  if (before === undefined || !ALPHANUMERIC.test(before)) return true
  return ESCAPE_END.test(text.slice(Math.max(0, at - LONGEST_ESCAPE), at))
}

/** Whether a word may end in front of this place. */
export function mayEnd(text: string, at: number): boolean {
  const next = text[at]
  return next === undefined || !ALPHANUMERIC.test(next)
}

export function isAlphanumeric(character: string | undefined): boolean {
  return character !== undefined && ALPHANUMERIC.test(character)
}
