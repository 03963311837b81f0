import type { Line } from '../model/line.js'
import { type Assembly, BETWEEN } from './assembly.js'
import { createJsonDocument } from './json-document.js'
import { linesOfRecord } from './json-records.js'
import { inTimeOrder } from './time-order.js'

/** An object or array with nothing in it yet, or with its first key or element. */
const DOCUMENT = /^\s*(?:\{\s*(?:"|$)|\[\s*(?:[[{"]|$))/
/** The lists that make an object on one line more than one record. */
const LIST =
  /"(?:events|logEvents|[Rr]ecords|hits|result|results|streams|tables|items|logRecords|[\w.]{0,64}stdout_lines)": ?[[{]/
/** The answer of Datadog's API. */
const ANSWERED = /^\{\s*"data": ?\[\s*\{\s*"(?:attributes|id|type)"/
/** `changed: [node-a] => {`, `node-a | SUCCESS => {`: what a host answered Ansible. */
const ANSWER =
  /^(?:(?:ok|changed|fatal|failed): \[([\w.-]{1,253})(?: -> [^\]]{1,253})?\][^{]{0,200}|([\w.-]{1,253}) \| [A-Z!]{2,12} )=> (?=\{)/
/** A message of Pub/Sub; what it carries in base64 holds no word to be found by. */
const PUBLISHED = /"data": ?(?:"(?=e[wy])|\{)/
/** The same of what AWS packs before. */
const PACKED = /"data": ?"H4sI/
/** An event of Kubernetes, or what a watch tells of one. */
const EVENT = /^\{"(?:kind": ?"Event"|apiVersion": ?"v1"|type": ?"(?:ADDED|MODIFIED)")/
/** A stream of Loki, which holds the entries of one set of labels. */
const STREAM = /^\{\s*"(?:stream|values)"/
/** So many lines are kept for the case that they were no document. */
const MOST_HELD = 2000
/** So many entries of streams are kept to be put in order. */
const MOST_ENTRIES = 200_000

/** Whether a line begins a JSON document; an object that is whole on its line is a record by itself. */
export function beginsDocument(text: string): boolean {
  if (isWord(text.charCodeAt(0)) && !isBrace(text.charCodeAt(text.length - 1))) return false
  const front = frontOf(text)
  if (front === '' && !DOCUMENT.test(text)) return false
  const isWhole = text.startsWith('{', front.length) && text.endsWith('}')
  return !isWhole || LIST.test(text) || ANSWERED.test(text) || EVENT.test(text) || isPublished(text)
}

/** Letters and digits of ASCII: neither a blank nor a bracket. */
function isWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

function isBrace(code: number): boolean {
  return code === 0x7b || code === 0x7d
}

/** What stands before the document on its first line. */
function frontOf(text: string): string {
  return isBrace(text.charCodeAt(text.length - 1)) ? (ANSWER.exec(text)?.[0] ?? '') : ''
}

function isPublished(text: string): boolean {
  return (text.includes('"message"') && PUBLISHED.test(text)) || PACKED.test(text)
}

/** One JSON document → its records; those of one line, and those of several streams, in the order of their time. */
export function createDocumentAssembly<T extends Line>(): Assembly<T> {
  const document = createJsonDocument<T>()
  let isOpen = true
  /** All lines so far: lines like any other if this turns out to be no document. */
  let held: T[] = []
  let hasRecords = false
  let isEncoded = false
  let standing = BETWEEN
  let entries: T[] = []
  /** The one that answered, where the document's front tells. */
  let answering: string | undefined
  let isBegun = false

  /** The part of a line that is the document's. */
  function textOf({ text }: T): string {
    if (isBegun) return text
    isBegun = true
    const front = frontOf(text)
    const m = ANSWER.exec(front === '' ? '' : text)
    answering = m?.[1] ?? m?.[2]
    return text.slice(front.length)
  }

  function takeEntries(): readonly T[] {
    const taken = inTimeOrder(entries)
    entries = []
    return taken
  }

  return {
    next(line) {
      const { records, state, piece, depth } = document.next(textOf(line), line)
      standing = { record: piece?.number ?? null, depth, sharesLine: records.length > 0 }
      const made: T[] = []
      for (const { text, at, resource, host = answering } of records) {
        const target = STREAM.test(text) ? entries : made
        for (const one of linesOfRecord(text, { resource, host })) target.push({ ...at, text: one })
      }
      hasRecords ||= made.length > 0 || entries.length > 0
      if (state === 'no-json' && made.length === 0) return undefined
      isEncoded ||= isPublished(line.text)
      isOpen = state === 'open' || isEncoded
      if (!hasRecords && held.length < MOST_HELD) held.push(line)
      const isWhole = state !== 'open' || entries.length > MOST_ENTRIES
      return isWhole ? [...inTimeOrder(made), ...takeEntries()] : inTimeOrder(made)
    },
    get open() {
      return isOpen
    },
    get standing() {
      return standing
    },
    end() {
      const left = hasRecords ? takeEntries() : held
      held = []
      return left
    },
  }
}
