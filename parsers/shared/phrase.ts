import type { Fact } from '../../src/model/fact.js'
import { isSupervised, type LogfmtRecord, messageOf, readLogfmt, stampOf } from './logfmt.js'

/** One wording of a message and what it means. */
export interface Phrase {
  /** Anchored at the message's start; one that is anchored at the end too is not looked for in a message cut short. */
  readonly wording: RegExp
  /** `words` are the groups of the wording, empty where a group took no part; the record's stamp is added to the fact. */
  readonly means: (record: LogfmtRecord, ...words: Words) => Fact | undefined
}

/** No wording has more groups. */
type Words = readonly [string, string, string, string]

/** A whole id. */
export const ID = '([0-9a-f]{64})'
/** A whole id in quotes, which are escaped in a record, and by shippers once more. */
export const QUOTED_ID = String.raw`\\*"([0-9a-f]{64})\\*"`

/** The pattern of a wording, anchored at the start: wording`Kill container ${QUOTED_ID}`. */
export function wording({ raw }: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(`^${String.raw({ raw }, ...parts)}`)
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
  for (const { wording: shape, means } of phrases) {
    if (!record.whole && shape.source.endsWith('$')) continue
    const m = shape.exec(record.printed)
    if (!m) continue
    const fact = means(record, m[1] ?? '', m[2] ?? '', m[3] ?? '', m[4] ?? '')
    const stamp = fact && stampOf(record)
    return stamp ? { stamp, ...fact } : fact
  }
  return undefined
}
