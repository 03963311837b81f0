import type { Stamp } from '../../src/model/stamp.js'
import { skipBlanks } from './blanks.js'
import { integer, unquote } from './go-value.js'
import { readIso } from './time.js'

/** A record of a program that logs with logrus: containerd, dockerd, cri-dockerd, CRI-O, podman. */
export interface LogfmtRecord {
  /** What `msg` says, as it stands in the text: quotes inside of it are escaped mostly. */
  readonly printed: string
  /** false: the text ends inside the message. */
  readonly whole: boolean
  readonly quoted: boolean
  /** The program's own time; null where the record has none. */
  readonly stamp: Stamp | null
  readonly text: string
  /** Where the fields behind the message begin; 0 where they stand anywhere. */
  readonly behind: number
  /** Few records are asked for more than their message: undefined until then. */
  fields: Fields | undefined
}

type Value = Omit<Field, 'key'>

interface Field {
  readonly key: string
  /** Without the quotes around it. */
  readonly printed: string
  readonly quoted: boolean
  /** false: the text ends before anything that closes the value. */
  readonly closed: boolean
}

/** The fields of a text, as far as they were asked for. */
interface Fields {
  readonly text: string
  /** Where the first field that is not read begins. */
  next: number
  readonly read: Field[]
}

/** What `msg` says, unquoted. */
export function messageOf(record: LogfmtRecord): string {
  return textOf(record)
}

function stampOf(time: Value): Stamp | null {
  const text = textOf(time)
  const read = readIso(text)
  return read && read.end === text.length ? read.stamp : null
}

/** A field's value, unquoted; of one that the text cuts short, what there is of it. */
export function fieldOf(record: LogfmtRecord, key: string): string | undefined {
  const value = valueOf(record, key)
  return value && textOf(value)
}

/** Whether something stands behind a field's value: a bare one that ends the text may have been cut. */
export function isClosed(record: LogfmtRecord, key: string): boolean {
  return valueOf(record, key)?.closed ?? false
}

/** A field that is an integer, and closed; else null. */
export function numberOf(record: LogfmtRecord, key: string): number | null {
  const value = valueOf(record, key)
  return value?.closed ? integer(textOf(value)) : null
}

/** Those that k0s runs and whose lines are read. */
const COMPONENTS: readonly (string | undefined)[] = ['kubelet', 'containerd']

/** The record is k0s's, of what a program that it runs has printed: `msg="…" component=kubelet stream=stderr`, older ones without the stream. */
export function isSupervised(record: LogfmtRecord): boolean {
  const component = fieldOf(record, 'component')
  return (
    COMPONENTS.includes(component) || (component !== undefined && fieldOf(record, 'stream') !== undefined)
  )
}

/** What is left of a record whose front was cut off, up to the end of its time. */
const CUT_FRONT = /^"?[\dT:.Z+ -]{0,40}\\{0,7}" (?=level=)/
const TERMINAL = /^(?:TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[([\dT:.Z+ -]{1,40})\] */
/** How nearly all records begin: a time, a level, and the message. */
const TIME = 'time="'
const LEVEL = '" level='
const MESSAGE = 'msg='
const ESCAPED = /^(?:time=|level=[a-z]{1,8} msg=)\\/
/** How often a record may have been wrapped into a string by shippers. */
const MAX_WRAPPINGS = 3

/** Several parsers may ask for one text: it is read once. */
let latestText: string | undefined
let latest: LogfmtRecord | undefined

/**
 * Reads a logrus record, its fields by key and only as they are asked for; undefined where the text is none or
 * has no message. Its length is what bounds the work, whatever the text holds.
 *
 * `time="2024-10-12T19:34:44.999261478Z" level=info msg="Kill container \"…\"" id=…`, the same as JSON, as
 * logrus prints it at a terminal (`INFO[0012] shim reaped   id=…`), escaped once more or stripped of its
 * backslashes by a shipper, with its front cut off, or ending inside a value.
 */
export function readLogfmt(text: string): LogfmtRecord | undefined {
  if (latestText !== text) {
    latest = readAny(text)
    latestText = text
  }
  return latest
}

function readAny(text: string): LogfmtRecord | undefined {
  if (text.startsWith('time=') || text.startsWith('level=')) return readRecord(text)
  if (text.startsWith('{')) return readJson(text)
  const terminal = TERMINAL.exec(text)
  if (terminal) return readTerminal(text, terminal[0].length, plainField('time', terminal[1] ?? ''))
  const front = CUT_FRONT.exec(text)
  return front ? readRecord(text.slice(front[0].length)) : undefined
}

function readRecord(text: string): LogfmtRecord | undefined {
  return readUsual(text) ?? readUnusual(text)
}

function readUsual(text: string): LogfmtRecord | undefined {
  const time = text.startsWith(TIME) ? readIso(text, TIME.length) : undefined
  if (!time || !text.startsWith(LEVEL, time.end)) return undefined
  const levelAt = time.end + LEVEL.length
  const at = endOfWord(text, levelAt) + 1
  if (text.charCodeAt(levelAt) === QUOTE || !text.startsWith(MESSAGE, at)) return undefined
  const { printed, quoted, closed } = readValue(text, at + MESSAGE.length)
  const behind = at + MESSAGE.length + printed.length + (quoted ? 2 : 0)
  return { printed, whole: closed, quoted, stamp: time.stamp, text, behind, fields: undefined }
}

function readUnusual(text: string): LogfmtRecord | undefined {
  let plain = text
  for (let n = 0; n < MAX_WRAPPINGS && ESCAPED.test(plain); n++) plain = unquote(plain)
  const fields = { text: plain, next: 0, read: [] }
  const message = find(fields, 'msg')
  return message && bind(message, fields, find(fields, 'time'))
}

/** The stamp of a time that stands alone, as samples spell it: `2024-10-12T19:34:44.999261478Z`. */
export function logfmtStamp(time: string): Stamp {
  const read = readIso(time)
  if (read?.end !== time.length) throw new Error(`not a time: ${time}`)
  return read.stamp
}

function bind(message: Value, fields: Fields, time: Value | undefined): LogfmtRecord {
  const { printed, closed, quoted } = message
  return {
    printed,
    whole: closed,
    quoted,
    stamp: time ? stampOf(time) : null,
    text: fields.text,
    behind: 0,
    fields,
  }
}

/** A field by its key: behind the message first, since what stands before it is seldom asked for. */
function valueOf(record: LogfmtRecord, key: string): Value | undefined {
  const { text, behind } = record
  record.fields ??= { text, next: behind, read: [] }
  const found = find(record.fields, key)
  if (found || behind === 0) return found
  return find({ text: text.slice(0, behind), next: 0, read: [] }, key)
}

function readJson(text: string): LogfmtRecord | undefined {
  let record: unknown
  try {
    record = JSON.parse(text)
  } catch {
    return undefined
  }
  const read: Field[] = []
  for (const [key, value] of Object.entries(record as object)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      read.push(plainField(key, String(value)))
    }
  }
  const fields = { text: '', next: 0, read }
  const message = find(fields, 'msg')
  return message && find(fields, 'level') && bind(message, fields, find(fields, 'time'))
}

/** At a terminal the message is not quoted, but padded if it is short: what ends it is a key behind two blanks, or fields alone. */
function readTerminal(text: string, at: number, time: Value): LogfmtRecord {
  let end = text.indexOf(' ', at)
  for (let keys = 0; end >= 0; ) {
    const behind = skipBlanks(text, end)
    const isKey = keyEnd(text, behind) > behind
    if (isKey && (behind - end > 1 || (++keys <= MOST_KEYS && holdsFields(text, behind)))) break
    end = text.indexOf(' ', behind)
  }
  const message = plainField('msg', text.slice(at, end < 0 ? undefined : end).trimEnd())
  return bind(message, { text, next: end < 0 ? text.length : end, read: [] }, time)
}

/** In a message what looks like a key is a rarity. */
const MOST_KEYS = 8

/** From here on there are fields alone. */
function holdsFields(text: string, from: number): boolean {
  for (let at = from; at < text.length; ) {
    const equals = keyEnd(text, at)
    if (equals < 0) return false
    at = skipBlanks(text, endOfField(readValue(text, equals + 1), equals))
  }
  return true
}

/** A field, read on up to it where it was not read yet; of two with one key the first counts. */
function find(fields: Fields, key: string): Field | undefined {
  const { text, read } = fields
  for (const field of read) if (field.key === key) return field
  while (fields.next < text.length) {
    const start = skipBlanks(text, fields.next)
    const equals = keyEnd(text, start)
    if (equals < 0) {
      fields.next = endOfWord(text, start)
      continue
    }
    const { printed, quoted, closed } = readValue(text, equals + 1)
    const field = { key: text.slice(start, equals), printed, quoted, closed }
    fields.next = endOfField(field, equals)
    read.push(field)
    if (field.key === key) return field
  }
  return undefined
}

/** The value that begins at `at`. */
function readValue(text: string, at: number): Value {
  if (text.charCodeAt(at) !== QUOTE) {
    const end = endOfWord(text, at)
    return { printed: text.slice(at, end), quoted: false, closed: end < text.length }
  }
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    if (slashesBefore(text, quote) % 2 === 0 && endsValue(text, quote + 1)) {
      return { printed: text.slice(at + 1, quote), quoted: true, closed: true }
    }
  }
  return { printed: text.slice(at + 1), quoted: true, closed: false }
}

function endOfField({ printed, quoted, closed }: Value, equals: number): number {
  return equals + 1 + printed.length + (quoted ? 1 : 0) + (quoted && closed ? 1 : 0)
}

/** Where backslashes were stripped, quotes stand inside a value; the one that closes it has the next field, or nothing, behind it. */
function endsValue(text: string, at: number): boolean {
  const behind = skipBlanks(text, at)
  return behind === text.length || (behind > at && keyEnd(text, behind) >= 0)
}

function plainField(key: string, printed: string): Field {
  return { key, printed, quoted: false, closed: true }
}

function textOf({ printed, quoted }: Pick<Value, 'printed' | 'quoted'>): string {
  return quoted && printed.includes('\\') ? unquote(`"${printed}`) : printed
}

const QUOTE = 34
const BACKSLASH = 92
const KEY = /[\w.@/-]{1,64}(?==)/y

/** Index of the `=` behind the key at `at`, or -1 where no key stands there. */
function keyEnd(text: string, at: number): number {
  KEY.lastIndex = at
  return KEY.test(text) ? KEY.lastIndex : -1
}

function endOfWord(text: string, at: number): number {
  const blank = text.indexOf(' ', at)
  return blank < 0 ? text.length : blank
}

function slashesBefore(text: string, at: number): number {
  let i = at
  while (text.charCodeAt(i - 1) === BACKSLASH) i--
  return at - i
}
