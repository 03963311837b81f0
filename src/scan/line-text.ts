const REPLACEMENT = '\ufffd'

/** Where a line's text comes from. */
export interface RawLine {
  readonly number: number
  readonly offset: number
  /** Its end was dropped because it was too long. */
  readonly cut: boolean
}

/** A line's text without carriage return and byte order mark; a cut through a character leaves nothing of that character. */
export function lineText(raw: string, { number, offset, cut }: RawLine): string {
  let end = raw.length
  if (cut) while (raw[end - 1] === REPLACEMENT) end--
  else if (raw[end - 1] === '\r') end--
  const hasMark = number === 1 && offset === 0 && raw.startsWith('\ufeff')
  return hasMark || end < raw.length ? raw.slice(hasMark ? 1 : 0, end) : raw
}
