import type { Line } from '../model/line.js'
import type { Assembly } from './assembly.js'
import { createJsonDocument } from './json-document.js'
import { linesOfRecord } from './json-records.js'

/** An object or array with nothing in it yet, or with its first key or element. */
const DOCUMENT = /^\s*(?:\{\s*(?:"|$)|\[\s*(?:[[{]|$))/
/** The lists that make an object on one line more than one record. */
const LIST = /"(?:events|logEvents|hits|result|results|tables|logRecords)": ?[[{]/
/** A message of Pub/Sub; what it carries in base64 holds no word to be found by. */
const PUBLISHED = /"data": ?(?:"(?=e[wy])|\{)/
/** So many lines are kept for the case that they were no document. */
const MOST_HELD = 2000

/** Whether a line begins a JSON document; an object that is whole on its line is a record by itself. */
export function beginsDocument(text: string): boolean {
  if (!DOCUMENT.test(text)) return false
  return !(text.startsWith('{') && text.endsWith('}')) || LIST.test(text) || isPublished(text)
}

function isPublished(text: string): boolean {
  return text.includes('"message"') && PUBLISHED.test(text)
}

/** One JSON document → its records. */
export function createDocumentAssembly<T extends Line>(): Assembly<T> {
  const document = createJsonDocument<T>()
  let isOpen = true
  /** All lines so far: lines like any other if this turns out to be no document. */
  let held: T[] = []
  let hasRecords = false
  let isEncoded = false

  return {
    next(line) {
      const { records, state } = document.next(line.text, line)
      const made = records.flatMap(({ text, at }) => linesOfRecord(text).map((one) => ({ ...at, text: one })))
      hasRecords ||= made.length > 0
      if (state === 'no-json' && made.length === 0) return undefined
      isEncoded ||= isPublished(line.text)
      isOpen = state === 'open' || isEncoded
      if (!hasRecords && held.length < MOST_HELD) held.push(line)
      return made
    },
    get open() {
      return isOpen
    },
    end() {
      const left = hasRecords ? [] : held
      held = []
      return left
    },
  }
}
