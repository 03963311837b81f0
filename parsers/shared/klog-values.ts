import { endOfBrackets, endOfQuoted, unquote } from './go-value.js'

interface RawValue {
  readonly raw: string
  /** false: the text ends inside it. */
  readonly whole: boolean
}

/** Where the values of a klog record stand, by key; decoded only when asked for. */
export type KlogValues = ReadonlyMap<string, RawValue>

/** A value as text: unquoted where it was quoted, its lines without their indentation where it has several, else as printed. */
export function decode({ raw }: RawValue): string {
  if (raw.startsWith('"')) return unquote(raw)
  return isBlock(raw, 0) ? unindent(raw) : raw
}

const KEY = /^[^\s"[\]{}][^"[\]{}\n]*$/

/** ` key=value`* from `at` on; of a key that stands twice the last counts, as klog itself has it. */
export function scanPairs(body: string, at: number): KlogValues {
  const values = new Map<string, RawValue>()
  const tail = body.slice(at)
  // A record that came through with its line feeds escaped is read as if it had them.
  const text = tail.includes('=<#012') ? tail.replaceAll('#012', '\n').replaceAll('#011', '\t') : tail
  let i = 0
  while (text[i] === ' ') {
    const equals = text.indexOf('=', i)
    if (equals < 0) break
    const key = text.slice(i + 1, equals)
    if (!KEY.test(key)) break
    const end = endOfValue(text, equals + 1)
    values.set(key, { raw: text.slice(equals + 1, end < 0 ? undefined : end), whole: end >= 0 })
    if (end < 0) break
    i = end
  }
  return values
}

/** What stands before a struct, a map or a list. */
const BRACKET = /(?:&|map|\[\])?(?=[[{])/y

/** Index just behind the value that begins at `at`, -1 where the text ends inside it. */
function endOfValue(text: string, at: number): number {
  if (text[at] === '"') return endOfQuoted(text, at)
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
  return text[at] === '<' && (at + 1 === text.length || text[at + 1] === '\n')
}

/** `<\n\tfirst line\n\tsecond line\n >` → the lines themselves. */
function unindent(block: string): string {
  const lines = block.slice(2).split('\n')
  if (lines.at(-1) === ' >') lines.pop()
  return lines.map((line) => (line.startsWith('\t') ? line.slice(1) : line)).join('\n')
}

/** Members of the outermost object of a JSON record, also of one that is cut short. */
export function scanMembers(text: string): KlogValues {
  const values = new Map<string, RawValue>()
  let i = 1
  while (text[i] === '"') {
    const colon = endOfQuoted(text, i)
    if (colon < 0 || text[colon] !== ':') break
    const end = endOfMember(text, colon + 1)
    values.set(unquote(text.slice(i, colon)), {
      raw: text.slice(colon + 1, end < 0 ? undefined : end),
      whole: end >= 0,
    })
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
