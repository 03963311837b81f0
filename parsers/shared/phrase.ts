import type { Fact } from '../../src/model/fact.js'
import type { Stamp } from '../../src/model/stamp.js'
import { isSupervised, type LogfmtRecord, messageOf, readLogfmt } from './logfmt.js'

/** One wording of a message and what it means. */
export interface Phrase {
  readonly wording: Wording
  /** A new fact, to which the record's stamp is added; `words` are the groups of the wording, empty where one took no part. */
  readonly means: (record: LogfmtRecord, ...words: Words) => Fact | undefined
}

/** No wording has more groups. */
type Words = readonly [string, string, string, string]

/** The pattern of a message, anchored at its start. */
export interface Wording {
  readonly shape: RegExp
  /** What every message of this pattern begins with, where that is a letter: most others are told from it by that alone. */
  readonly initial: number | null
  /** It is anchored at the end too, and not looked for in a message cut short. */
  readonly isToEnd: boolean
}

/** A whole id. Written out: an engine that counts the digits takes twice as long. */
export const ID = `(${'[0-9a-f]'.repeat(64)})`
/** An id as docker and crictl shorten it, to 12 or 13 digits, or whole. */
const DIGITS = `(${'[0-9a-f]'.repeat(12)}[0-9a-f]?(?:${'[0-9a-f]'.repeat(51)})?)`
/** An id in quotes, which are escaped in a record, and by shippers once more; they close a shortened one, too. */
export const QUOTED_ID = String.raw`\\*"${DIGITS}[.…]{0,3}\\*"`

/** The pattern of a wording: wording`Kill container ${QUOTED_ID}`. */
export function wording({ raw }: TemplateStringsArray, ...parts: readonly string[]): Wording {
  return new LazyWording(String.raw({ raw }, ...parts))
}

/** Most logs are over before each of them has been looked for. */
class LazyWording implements Wording {
  readonly initial: number | null
  readonly isToEnd: boolean
  readonly #pattern: string
  #shape: RegExp | undefined

  constructor(pattern: string) {
    this.initial = initialOf(pattern)
    this.isToEnd = pattern.endsWith('$')
    this.#pattern = pattern
  }

  get shape(): RegExp {
    return (this.#shape ??= new RegExp(`^${this.#pattern}`))
  }
}

/** The second letter tells that the first is not optional. */
function initialOf(pattern: string): number | null {
  const front = pattern.includes('|') ? /^[A-Za-z]{2}/ : /^\(?[A-Za-z]{2}/
  const [letters] = front.exec(pattern) ?? []
  return letters === undefined ? null : letters.charCodeAt(letters.length - 2)
}

/** What a message says behind its first colon. */
export function behindColon(record: LogfmtRecord): string {
  const message = messageOf(record)
  return message.slice(message.indexOf(': ') + 2)
}

/** What a logrus record says: the meaning of the first phrase that fits its message, with the record's own stamp. */
export function readPhrase(text: string, phrases: readonly Phrase[]): Fact | undefined {
  const outer = readLogfmt(text)
  if (!outer) return undefined
  const isInner = outer.printed.startsWith('time=') && isSupervised(outer)
  const record = isInner ? readLogfmt(messageOf(outer)) : outer
  if (!record) return undefined
  const { printed, whole } = record
  const initial = printed.charCodeAt(0)
  for (const { wording: words, means } of phrases) {
    if ((words.initial ?? initial) !== initial || (words.isToEnd && !whole)) continue
    const m = words.shape.exec(printed)
    if (!m) continue
    const fact = means(record, m[1] ?? '', m[2] ?? '', m[3] ?? '', m[4] ?? '')
    return fact && stamped(fact, record.stamp)
  }
  return undefined
}

/** A fact just made, which takes the stamp itself: to copy it costs more than to read a record. */
function stamped(fact: Fact, stamp: Stamp | null): Fact {
  const made: { stamp?: Stamp } = fact
  if (stamp) made.stamp ??= stamp
  return fact
}
