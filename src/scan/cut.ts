const PAIRS = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const

/**
 * Whether an unterminated last line ends in the middle: within a character, a quotation or a bracket. A whole
 * line without `\n` is what pasted excerpts end in and no problem.
 *
 *     …containerd[2388]: time="2023-10-12T19:00:20.87Z" level=info msg="TaskOOM event container_id:\"25a3   → true
 */
export function looksCut(text: string): boolean {
  if (text.endsWith('\ufffd')) return true
  const openQuotes = count(text, '"') - count(text, '\\"')
  return openQuotes % 2 === 1 || PAIRS.some(([open, close]) => count(text, open) > count(text, close))
}

function count(text: string, part: string): number {
  return text.split(part).length - 1
}
