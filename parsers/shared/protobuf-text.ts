import { integer } from './go-value.js'
import type { PrintedMessage } from './printed-message.js'

type Value = string | Message

interface Message {
  readonly values: ReadonlyMap<string, Value>
  readonly end: number
  /** false: the text ends inside it. */
  readonly closed: boolean
}

const NAME = /[a-z]\w{0,63}(?=:)/y
/** A bare value that is closed by what stands behind it. */
const SCALAR = /[\w.+-]{1,64}(?=[ }])/y
const LAST_SCALAR = /[\w.+-]{1,64}$/y
const QUOTE = /^\\{0,7}"$/
/** The messages read here hold one inside another, never more. */
const MAX_DEPTH = 3

/**
 * Reads a message in protobuf's one-line text form at exactly `at`; one or two blanks stand between fields, which of
 * them depends on the build. Fields whose value is zero are left out. containerd's events since 1.7, its CRI
 * metadata since 2.2. `whole`: the text was not cut, so its end closes a value.
 *
 * `container_id:"3f9c…"  id:"3f9c…"  pid:1234  exit_status:137  exited_at:{seconds:1728761684  nanos:999261478}`
 */
export function readProtobufText(text: string, at: number, whole: boolean): PrintedMessage | undefined {
  const { values, end } = readFields(text, at, whole, 0)
  if (values.size === 0) return undefined
  const scalar = (field: string, of = values): string | undefined => {
    const value = of.get(field)
    return typeof value === 'string' ? value : undefined
  }
  return {
    end,
    leavesZerosOut: true,
    text: (field) => scalar(field),
    number: (field) => integer(scalar(field)),
    time(field) {
      const value = values.get(field)
      if (value === undefined || typeof value === 'string' || !value.closed) return null
      const seconds = integer(scalar('seconds', value.values))
      return seconds === null ? null : seconds * 1000 + (integer(scalar('nanos', value.values)) ?? 0) / 1e6
    },
  }
}

function readFields(text: string, at: number, whole: boolean, depth: number): Message {
  const values = new Map<string, Value>()
  let end = at
  for (;;) {
    let start = end
    while (text[start] === ' ') start++
    const colon = endOf(NAME, text, start)
    if (colon < 0) break
    const read = readValue(text, colon + 1, whole, depth)
    if (!read) return { values, end: text.length, closed: false }
    values.set(text.slice(start, colon), read.value)
    end = read.end
  }
  return { values, end, closed: text[end] === '}' }
}

function readValue(
  text: string,
  at: number,
  whole: boolean,
  depth: number,
): { value: Value; end: number } | undefined {
  if (text[at] === '{') {
    if (depth === MAX_DEPTH) return undefined
    const value = readFields(text, at + 1, whole, depth + 1)
    return { value, end: value.closed ? value.end + 1 : text.length }
  }
  if (text[at] === '"' || text[at] === '\\') return readQuoted(text, at)
  const closed = endOf(SCALAR, text, at)
  const end = closed < 0 && whole ? endOf(LAST_SCALAR, text, at) : closed
  return end < 0 ? undefined : { value: text.slice(at, end), end }
}

/** Index just behind what `shape` matches at `at`, or -1. */
function endOf(shape: RegExp, text: string, at: number): number {
  shape.lastIndex = at
  return shape.test(text) ? shape.lastIndex : -1
}

/** A string whose quotes may have been escaped once more: it ends at the next quote with as many backslashes as the first. */
function readQuoted(text: string, at: number): { value: string; end: number } | undefined {
  const open = text.indexOf('"', at)
  const mark = text.slice(at, open + 1)
  if (open < 0 || !QUOTE.test(mark)) return undefined
  const close = text.indexOf(mark, open + 1)
  return close < 0 ? undefined : { value: text.slice(open + 1, close), end: close + mark.length }
}
