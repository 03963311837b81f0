import type { Line } from '../model/line.js'

/**
 * Joins a message that its writer split over several records: parts marked `P` of a CRI log file up to the one marked
 * `F`, records of docker's json-file up to the one that ends with a line feed, and journal entries in JSON that systemd
 * cut at the longest line (`_LINE_BREAK=line-max`).
 *
 * The whole message comes in the wrapping of its first part. Parts are told apart by their stream.
 */
export interface RecordJoiner<T extends Line> {
  /** The records that are whole now; none while a part waits for the next. */
  readonly next: (record: T) => readonly T[]
  /** Nothing is to be done: `next` would give the record as it is. Nearly all records are such. */
  readonly passes: (record: T) => boolean
  /** A part waits: the others may hold no needle. */
  readonly open: boolean
  /** Parts that nothing followed. */
  readonly end: () => readonly T[]
}

/** A part as it stands in a record, and how a message is put in its place. */
interface Part {
  readonly stream: string
  readonly goesOn: boolean
  readonly message: string
  readonly around: (message: string) => string
}

interface Waiting<T> {
  readonly first: T
  readonly around: Part['around']
  message: string
  /** Records since its first part. */
  seen: number
}

const MOST_CHARACTERS = 1 << 20
/** What is not complete after so many records, of whatever stream, never will be. */
const MOST_SEEN = 1000

export function createRecordJoiner<T extends Line>(): RecordJoiner<T> {
  const waiting = new Map<string, Waiting<T>>()
  /** Some tools take the line feeds off: then records of docker's are whole without. */
  let hasLineFeeds = false

  function whole({ first, around, message }: Waiting<T>): T {
    return { ...first, text: around(message) }
  }

  /** Those that waited too long. */
  function giveUp(): readonly T[] {
    const given: T[] = []
    for (const [stream, one] of waiting) {
      if (++one.seen <= MOST_SEEN && one.message.length <= MOST_CHARACTERS) continue
      waiting.delete(stream)
      given.push(whole(one))
    }
    return given
  }

  return {
    next(record) {
      const { text } = record
      const isDockers = text.startsWith(DOCKER)
      if (isDockers) hasLineFeeds ||= LINE_FEED.test(text)
      if (waiting.size === 0 && !(isDockers ? !LINE_FEED.test(text) : mayGoOn(text))) return [record]
      const late = giveUp()
      const part = isDockers ? dockerPart(text, hasLineFeeds) : (criPart(text) ?? journalPart(text))
      if (!part) return [...late, record]
      const before = waiting.get(part.stream)
      if (!before && !part.goesOn) return [...late, record]
      const one = before ?? { first: record, around: part.around, message: '', seen: 0 }
      one.message += part.message
      if (part.goesOn) {
        waiting.set(part.stream, one)
        return late
      }
      waiting.delete(part.stream)
      return [...late, whole(one)]
    },
    // What docker wrote tells whether its line feeds are there, too.
    passes: ({ text }) => waiting.size === 0 && !text.startsWith(DOCKER) && !mayGoOn(text),
    get open() {
      return waiting.size > 0
    },
    end() {
      const left = [...waiting.values()].map(whole)
      waiting.clear()
      return left
    },
  }
}

const LINE_MAX = '"_LINE_BREAK":"line-max"'

function mayGoOn(text: string): boolean {
  if (text.startsWith('{')) return text.includes(LINE_MAX)
  return text.charAt(4) === '-' && text.includes(' P', 20) && criPart(text)?.goesOn === true
}

/** `2024-03-04T09:17:07.123456789Z stderr P first part of a long li` */
const CRI = /^(\d{4}-\d\d-\d\dT\S{9,32} (stdout|stderr) )([PF])((?::[\w:]{1,64})? )/

function criPart(text: string): Part | undefined {
  const m = CRI.exec(text)
  if (!m) return undefined
  const [head, stamp, stream, mark, rest] = m
  return {
    stream: `cri ${stream}`,
    goesOn: mark === 'P',
    message: text.slice(head.length),
    around: (message) => `${stamp}F${rest}${message}`,
  }
}

/** The fields stand in this order. */
const DOCKER = '{"log":'
const LINE_FEED = /\\n", ?"stream":/
/** Docker splits what is longer. */
const DOCKER_BYTES = 16 * 1024

function dockerPart(text: string, hasLineFeeds: boolean): Part | undefined {
  const { log, stream, ...others } = parsed(text) ?? {}
  if (typeof log !== 'string') return undefined
  const isFull = hasLineFeeds || Buffer.byteLength(log) >= DOCKER_BYTES
  return {
    stream: `docker ${String(stream)}`,
    goesOn: isFull && !log.endsWith('\n'),
    message: log,
    around: (whole) => JSON.stringify({ log: whole, stream, ...others }),
  }
}

function journalPart(text: string): Part | undefined {
  if (!text.startsWith('{') || !text.includes('"MESSAGE"')) return undefined
  const entry = parsed(text)
  const message = entry?.['MESSAGE']
  if (!entry || typeof message !== 'string') return undefined
  const { _STREAM_ID: stream, _BOOT_ID: boot, _PID: pid, _LINE_BREAK: cause, ...others } = entry
  return {
    stream: `journal ${String(boot)} ${String(stream ?? pid)}`,
    goesOn: cause === 'line-max',
    message,
    around: (whole) => JSON.stringify({ ...others, _BOOT_ID: boot, _PID: pid, MESSAGE: whole }),
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
