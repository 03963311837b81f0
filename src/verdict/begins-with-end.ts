import type { Case } from '../model/case.js'
import { formatSeconds } from '../model/quantity.js'

/** What leads to an end is printed this long before it, or longer. */
const LEAST_MS = 2_000
const WORDS = `the log begins no earlier than ${formatSeconds(LEAST_MS / 1000)} before its end`

/** Says that no log of any source reaches back to what would have led to the end; null where one does, or to the start, or none has times. */
export function beginsWithEnd({ coverage, end, startedAt }: Case): string | null {
  if (startedAt !== null) return null
  const died = end?.at ?? null
  const begins = coverage.sources
    .flatMap(({ first, heard }) => [first, heard?.from ?? null])
    .filter((at) => at !== null)
  return died !== null && begins.length > 0 && Math.min(...begins) > died - LEAST_MS ? WORDS : null
}
