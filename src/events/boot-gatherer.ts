import type { FactOf } from '../model/fact.js'
import { createBootLog } from './boots.js'
import { eventOf, inOrder, NONE, type Occurrence, type Standing } from './occurrence.js'

/**
 * The lines that announce the boots of one node → one event a boot.
 *
 * The journal's border bears no time and arm's first line no release: such a line waits for the one right behind it,
 * which may tell more.
 */
export interface BootGatherer {
  readonly next: (fact: FactOf['kernel.boot'], at: Standing) => readonly Occurrence[]
  /** Something else was printed: what waited is told as it is. */
  readonly release: () => readonly Occurrence[]
  readonly holding: boolean
}

export function createBootGatherer(): BootGatherer {
  const boots = createBootLog()
  let held: Occurrence | null = null

  function release(): readonly Occurrence[] {
    if (held === null) return NONE
    const told = [held]
    held = null
    return told
  }

  return {
    next(fact, at) {
      const event = eventOf(fact, at)
      if (event.type !== 'kernel.boot') return NONE
      const isFirst = boots.isFirst(event)
      if (!isFirst && held === null) return NONE
      const before = isFirst ? release() : NONE
      const isBetter = isFirst || fact.release !== null || held?.at.envelope.stamp === null
      if (isBetter) held = { happening: fact, at }
      return fact.release === null ? before : inOrder(before, release())
    },
    release,
    get holding() {
      return held !== null
    },
  }
}
