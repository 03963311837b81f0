import type { Gap } from '../model/coverage.js'

/** Epoch milliseconds, both included. */
export interface Stretch {
  readonly from: number | null
  readonly to: number | null
}

/** A narrower picture shows nothing. */
const LEAST = 8
const COVERED = '─'
const LOST = '╌'

/**
 * A source's lines on the scale of the whole: `─` from its first to its last, `╌` where some are known to be lost, or none came.
 * Blank where there is no room for a picture, or no time.
 */
export function coverageBar(
  whole: Stretch,
  { from, to }: Stretch,
  losses: readonly Gap[],
  width: number,
): string {
  if (width < LEAST || whole.from === null || whole.to === null || from === null || to === null)
    return ' '.repeat(width)
  const start = whole.from
  const span = Math.max(1, whole.to - start)
  const cellOf = (time: number) =>
    Math.min(width - 1, Math.max(0, Math.floor(((time - start) / span) * width)))
  const cells: string[] = Array.from({ length: width }, (_, n) =>
    n >= cellOf(from) && n <= cellOf(to) ? COVERED : ' ',
  )
  for (const loss of losses) {
    const lost = { from: loss.from ?? from, to: loss.to ?? to }
    for (let n = cellOf(lost.from); n <= cellOf(lost.to); n++) if (cells[n] === COVERED) cells[n] = LOST
  }
  return cells.join('')
}
