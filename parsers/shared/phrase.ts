import type { Fact } from '../../src/model/fact.js'
import { type LogfmtRecord, readLogfmt } from './logfmt.js'

/** One wording of a message and what it means. */
export interface Phrase {
  /** Anchored at the message's start; one that is anchored at the end too is not looked for in a message cut short. */
  readonly wording: RegExp
  /** `words` are the groups of the wording, empty where a group took no part; the record's stamp is added to the fact. */
  readonly means: (record: LogfmtRecord, ...words: string[]) => Fact | undefined
}

/** A whole id. */
export const ID = '([0-9a-f]{64})'
/** A whole id in quotes, which shippers escape once more. */
export const QUOTED_ID = String.raw`\\*"([0-9a-f]{64})\\*"`

/** The pattern of a wording, anchored at the start: wording`Kill container ${QUOTED_ID}`. */
export function wording({ raw }: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(`^${String.raw({ raw }, ...parts)}`)
}

/** What a logrus record says: the meaning of the first phrase that fits its message, with the record's own stamp. */
export function readPhrase(text: string, phrases: readonly Phrase[]): Fact | undefined {
  const record = readLogfmt(text)
  if (!record) return undefined
  for (const phrase of phrases) {
    if (!record.whole && phrase.wording.source.endsWith('$')) continue
    const m = phrase.wording.exec(record.message)
    if (!m) continue
    const fact = phrase.means(record, ...m.slice(1).map((word) => word ?? ''))
    const { stamp } = record.stamped()
    return fact && stamp ? { stamp, ...fact } : fact
  }
  return undefined
}
