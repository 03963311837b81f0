import { skipBlanks } from './blanks.js'
import { integer } from './go-value.js'
import type { PrintedMessage } from './printed-message.js'

interface Field {
  readonly name: string
  /** A scalar, or the message in braces. */
  readonly value: string | Message
}

interface Message {
  readonly fields: readonly Field[]
  readonly end: number
  /** false: the text ends inside it. */
  readonly closed: boolean
}

const NAME = / *[a-z]\w{0,63}:/y
/** A quote may have been escaped once more. */
const QUOTE = /\\{0,7}"/y
/** A bare value is closed by what stands behind it. */
const SCALAR = /[\w.+-]{1,64}(?=[ }])/y
/** A bare value that ends the text. */
const LAST_SCALAR = /[\w.+-]{1,64}$/y
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
  const message = readFields(text, at, whole, 0)
  if (message.fields.length === 0) return undefined
  return new ProtobufText(message)
}

class ProtobufText implements PrintedMessage {
  readonly leavesZerosOut = true
  readonly end: number

  constructor(private readonly message: Message) {
    this.end = message.end
  }

  text(name: string): string | undefined {
    return scalarOf(this.message, name)
  }

  number(name: string): number | null {
    return integer(scalarOf(this.message, name))
  }

  time(name: string): number | null {
    const value = valueOf(this.message, name)
    if (value === undefined || typeof value === 'string' || !value.closed) return null
    const seconds = integer(scalarOf(value, 'seconds'))
    return seconds === null ? null : seconds * 1000 + (integer(scalarOf(value, 'nanos')) ?? 0) / 1e6
  }
}

function scalarOf(message: Message, name: string): string | undefined {
  const value = valueOf(message, name)
  return typeof value === 'string' ? value : undefined
}

/** Of two fields with one name the last counts. */
function valueOf({ fields }: Message, name: string): string | Message | undefined {
  for (let i = fields.length - 1; i >= 0; i--) if (fields[i]?.name === name) return fields[i]?.value
  return undefined
}

function readFields(text: string, at: number, whole: boolean, depth: number): Message {
  const fields: Field[] = []
  let end = at
  for (;;) {
    const valueAt = endOf(NAME, text, end)
    if (valueAt < 0) return { fields, end, closed: text[end] === '}' }
    const name = text.slice(skipBlanks(text, end), valueAt - 1)
    const quoteEnd = endOf(QUOTE, text, valueAt)
    const scalarEnd = quoteEnd < 0 ? endOf(SCALAR, text, valueAt) : -1
    let value: string | Message | undefined
    if (quoteEnd >= 0) {
      // It ends at the next quote with as many backslashes.
      const close = text.indexOf(text.slice(valueAt, quoteEnd), quoteEnd)
      value = close < 0 ? undefined : text.slice(quoteEnd, close)
      end = close + quoteEnd - valueAt
    } else if (scalarEnd >= 0) {
      value = text.slice(valueAt, scalarEnd)
      end = scalarEnd
    } else if (text.charCodeAt(valueAt) === BRACE) {
      value = depth < MAX_DEPTH ? readFields(text, valueAt + 1, whole, depth + 1) : undefined
      end = value?.closed ? value.end + 1 : text.length
    } else {
      value = whole ? lastScalar(text, valueAt) : undefined
      end = text.length
    }
    if (value === undefined) return { fields, end: text.length, closed: false }
    fields.push({ name, value })
  }
}

const BRACE = 123

/** Where what `shape` finds at exactly `at` ends, or -1. */
function endOf(shape: RegExp, text: string, at: number): number {
  shape.lastIndex = at
  return shape.test(text) ? shape.lastIndex : -1
}

function lastScalar(text: string, at: number): string | undefined {
  LAST_SCALAR.lastIndex = at
  return LAST_SCALAR.test(text) ? text.slice(at) : undefined
}
