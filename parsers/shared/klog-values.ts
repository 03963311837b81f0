import { endOfBrackets, endOfQuoted, unescaped, unquote } from './go-value.js'

/** Where a value of a klog record stands; decoded only when asked for. */
export interface RawValue {
  readonly key: string
  readonly raw: string
  /** false: the text ends inside it. */
  readonly whole: boolean
}

/** In the order of the text; of a key that stands twice the last counts, as klog itself has it. */
export type KlogValues = readonly RawValue[]

export function findValue(values: KlogValues, key: string): RawValue | undefined {
  for (let i = values.length - 1; i >= 0; i--) if (values[i]?.key === key) return values[i]
  return undefined
}

/** A value as text: unquoted where it was quoted, its lines without their indentation where it has several, else as printed. */
export function decode({ raw, whole }: RawValue): string {
  if (raw.charCodeAt(0) === QUOTE) return unescaped(raw.slice(1, whole ? -1 : undefined))
  return isBlock(raw, 0) ? unindent(raw) : raw
}

const QUOTE = 34
const LESS = 60

const KEY = / [^\s"[\]{}=][^"[\]{}\n=]*=/y

/** ` key=value`* from `at` on. */
export function scanPairs(message: string, at: number): KlogValues {
  // A record that came through with its line feeds escaped is read as if it had them.
  const isEscaped = message.includes('=<#012', at)
  const text = isEscaped ? message.slice(at).replaceAll('#012', '\n').replaceAll('#011', '\t') : message
  const values: RawValue[] = []
  for (let i = isEscaped ? 0 : at; i >= 0; ) {
    KEY.lastIndex = i
    if (!KEY.test(text)) break
    const start = KEY.lastIndex
    const end = endOfValue(text, start)
    const raw = text.slice(start, end < 0 ? undefined : end)
    values.push({ key: text.slice(i + 1, start - 1), raw, whole: end >= 0 })
    i = end
  }
  return values
}

/** What stands before a struct, a map or a list. */
const BRACKET = /(?:&|map|\[\])?(?=[[{])/y

/** Index just behind the value that begins at `at`, -1 where the text ends inside it. */
function endOfValue(text: string, at: number): number {
  if (text.charCodeAt(at) === QUOTE) return endOfQuoted(text, at)
  if (isBlock(text, at)) {
    const end = text.indexOf('\n >', at)
    return end < 0 ? -1 : end + 3
  }
  BRACKET.lastIndex = at
  const from = BRACKET.test(text) ? endOfBrackets(text, BRACKET.lastIndex) : at
  if (from < 0) return -1
  const blank = text.indexOf(' ', from)
  return blank < 0 ? text.length : blank
}

/** A value of several lines begins at `at`; the first of them may be all that came through. */
function isBlock(text: string, at: number): boolean {
  return text.charCodeAt(at) === LESS && (at + 1 === text.length || text[at + 1] === '\n')
}

/** `<\n\tfirst line\n\tsecond line\n >` → the lines themselves. */
function unindent(block: string): string {
  const lines = block.slice(2).split('\n')
  if (lines.at(-1) === ' >') lines.pop()
  return lines.map((line) => (line.startsWith('\t') ? line.slice(1) : line)).join('\n')
}

/** Members of the outermost object of a JSON record, also of one that is cut short. */
export function scanMembers(text: string): KlogValues {
  const values: RawValue[] = []
  let i = 1
  while (text[i] === '"') {
    const colon = endOfQuoted(text, i)
    if (colon < 0 || text[colon] !== ':') break
    const end = endOfMember(text, colon + 1)
    const raw = text.slice(colon + 1, end < 0 ? undefined : end)
    values.push({ key: unquote(text.slice(i, colon)), raw, whole: end >= 0 })
    if (end < 0 || text[end] !== ',') break
    i = end + 1
  }
  return values
}

function endOfMember(text: string, at: number): number {
  if (text[at] === '"') return endOfQuoted(text, at)
  if (text[at] === '{' || text[at] === '[') return endOfBrackets(text, at)
  const end = /[,}]/g
  end.lastIndex = at
  return end.exec(text)?.index ?? -1
}
