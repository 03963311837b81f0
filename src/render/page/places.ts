import type { Termination } from '../../model/termination.js'
import { toneOf } from '../cause-tone.js'
import { createRepetitions } from '../repetitions.js'

/** How a record is told of on the page: in a card, on a line (perhaps as what repeats a card), or only counted. */
export type Place =
  | { readonly kind: 'card' }
  | { readonly kind: 'row'; readonly first: number | null }
  | { readonly kind: 'counted' }

export interface Limits {
  readonly cards: number
  readonly rows: number
}

/** More would make a page that opens slowly and that nobody reads to its end. */
export const LIMITS: Limits = { cards: 150, rows: 1500 }
/** Where the user asked for all. */
export const LIMITS_OF_ALL: Limits = { cards: 1500, rows: 8500 }

const WORST_FIRST = { bad: 0, notice: 1, good: 2 } as const

/**
 * The place of each record, by its index: what repeats another takes a line unless all are asked for, and where
 * there are too many the worst get the cards, of each fingerprint one before any gets a second.
 */
export function placesOf(
  terminations: readonly Termination[],
  isWhole: boolean,
  limits: Limits,
): readonly Place[] {
  const repetitions = createRepetitions()
  const seen = new Map<string, number>()
  const wanted: { readonly index: number; readonly weight: number }[] = []
  const repeats = new Map<number, number>()
  for (const [index, one] of terminations.entries()) {
    const before = isWhole ? undefined : repetitions.of(one, index)
    if (before !== undefined && before !== null) {
      repeats.set(index, before)
      continue
    }
    const times = seen.get(one.fingerprint) ?? 0
    seen.set(one.fingerprint, times + 1)
    wanted.push({ index, weight: times * 3 + WORST_FIRST[toneOf[one.cause]] })
  }
  const cards = new Set(
    wanted
      .sort((a, b) => a.weight - b.weight || a.index - b.index)
      .slice(0, limits.cards)
      .map(({ index }) => index),
  )
  let rows = 0
  return terminations.map((_, index) => {
    if (cards.has(index)) return { kind: 'card' }
    if (rows >= limits.rows) return { kind: 'counted' }
    rows += 1
    const first = repeats.get(index)
    return { kind: 'row', first: first !== undefined && cards.has(first) ? first : null }
  })
}
