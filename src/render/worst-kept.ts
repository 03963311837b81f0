import { severityOf } from '../model/severity.js'
import type { Termination } from '../model/termination.js'

/** The worst of many deaths, by how bad the cause is, then as they come; the others are let go. */
export interface WorstKept {
  readonly add: (death: Termination) => void
  /** The worst first. */
  readonly byWorst: () => readonly Termination[]
  readonly asTheyCame: () => readonly Termination[]
}

interface Kept {
  readonly death: Termination
  readonly place: number
}

const MOST_SEVERE = Math.max(...Object.values(severityOf))

/** Keeps at most so many. */
export function keepWorst(most: number): WorstKept {
  const bySeverity = Array.from({ length: 1 + MOST_SEVERE }, (): Kept[] => [])
  let came = 0
  let count = 0
  return {
    add(death) {
      bySeverity[severityOf[death.cause]]?.push({ death, place: came++ })
      if (count < most) count += 1
      else bySeverity.find((some) => some.length > 0)?.pop()
    },
    byWorst: () => bySeverity.toReversed().flatMap((some) => some.map(({ death }) => death)),
    asTheyCame: () =>
      bySeverity
        .flat()
        .sort((a, b) => a.place - b.place)
        .map(({ death }) => death),
  }
}
