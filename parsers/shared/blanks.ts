const BLANK = 32

/** Index of the first character at or behind `at` that is no blank. */
export function skipBlanks(text: string, at: number): number {
  let end = at
  while (text.charCodeAt(end) === BLANK) end++
  return end
}
