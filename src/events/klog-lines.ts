import type { Envelope } from '../model/envelope.js'

/**
 * Joins the records into which a klog message with a value of several lines was split on its way through syslog:
 * `… err=<`, lines behind a TAB (`#011`), and ` > pod="ns/name"`, which closes the value and may go on.
 *
 * The joined envelope is the first record's with the whole message, its lines parted by line feeds as klog printed them.
 * Lines are told apart by host, program and pid; other programs' lines may stand between.
 */
export interface KlogJoiner<T extends Enveloped> {
  /** The record itself, the joined one that it closes, or undefined where it is held back. */
  readonly next: (record: T) => T | undefined
  /** Nothing is to be done: `next` would give the record as it is. Nearly all records are such. */
  readonly passes: (envelope: Envelope) => boolean
  /** A message is held: the lines that close it hold no needle, so all must come. */
  readonly open: boolean
  /** Messages that were never closed, as far as they came: cut off by the next message, too long, or at the end. */
  readonly end: () => readonly T[]
}

/** A record and what else is known of it. */
export interface Enveloped {
  readonly envelope: Envelope
}

const MOST_LINES = 200
const MOST_CHARACTERS = 65_536
/** Messages held or given up at a time; above it the oldest goes. */
const MOST_HELD = 64

const HEADER = /^[IWEF]\d{4} \d\d:/
const CONTINUES = /^(?:[ \t]|#011|$)/
const CLOSES = /^ ?>(?= |$)/

interface Held<T> {
  readonly first: T
  readonly lines: string[]
  characters: number
  /** Lines of the same process since, its own and others. */
  seen: number
}

export function createKlogJoiner<T extends Enveloped = Enveloped>(): KlogJoiner<T> {
  const held = new Map<string, Held<T>>()
  const givenUp: T[] = []

  function giveUp(key: string, { first, lines }: Held<T>): void {
    held.delete(key)
    givenUp.push(join(first, lines))
    if (givenUp.length > MOST_HELD) givenUp.shift()
  }

  function next(record: T): T | undefined {
    const { message, host, program, pid } = record.envelope
    const opens = opensValue(message)
    if (held.size === 0 && !opens) return record
    const key = `${host}\0${program}\0${pid}`
    const block = held.get(key)
    if (block && !HEADER.test(message)) return take(key, block, record)
    if (block) giveUp(key, block)
    if (!opens) return record
    held.set(key, { first: record, lines: [message], characters: message.length, seen: 1 })
    const [oldest] = held
    if (oldest && held.size > MOST_HELD) giveUp(...oldest)
    return undefined
  }

  function take(key: string, block: Held<T>, record: T): T | undefined {
    const { message } = record.envelope
    block.seen++
    if (CLOSES.test(message)) {
      block.lines.push(message.startsWith(' ') ? message : ` ${message}`)
      if (message.endsWith('=<')) return undefined
      held.delete(key)
      return join(block.first, block.lines)
    }
    const mine = CONTINUES.test(message)
    if (mine) {
      block.lines.push(message.startsWith('#011') ? `\t${message.slice('#011'.length)}` : message)
      block.characters += message.length
    }
    if (block.seen > MOST_LINES || block.characters > MOST_CHARACTERS) giveUp(key, block)
    return mine ? undefined : record
  }

  return {
    next,
    passes: ({ message }) => held.size === 0 && !opensValue(message),
    get open() {
      return held.size > 0
    },
    end() {
      for (const [key, block] of held) giveUp(key, block)
      return givenUp.splice(0)
    },
  }
}

function opensValue(message: string): boolean {
  return message.endsWith('=<') && HEADER.test(message)
}

function join<T extends Enveloped>(first: T, lines: readonly string[]): T {
  return { ...first, envelope: { ...first.envelope, message: lines.join('\n') } }
}
