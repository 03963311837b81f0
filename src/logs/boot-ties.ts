import { createBootClock } from '../events/boot-clock.js'
import type { Event } from '../model/event.js'

/** A reading of the seconds since boot, at an instant in epoch milliseconds. */
export interface BootTie {
  readonly sinceBoot: number
  readonly time: number
}

/** Kernel events of one log, by what tells the same one in another. */
export interface BootClues {
  readonly add: (event: Event) => void
  /** Of events that a time of day stands beside. */
  readonly timed: ReadonlyMap<string, BootTie>
  /** Of events with nothing but seconds since boot. */
  readonly timeless: ReadonlySet<string>
}

const MOST_CLUES = 65_536

export function createBootClues(): BootClues {
  const timed = new Map<string, BootTie>()
  const timeless = new Set<string>()
  return {
    add(event) {
      const { sinceBoot, time } = event
      const clue = clueOf(event)
      if (clue === null || sinceBoot === null || timed.size + timeless.size === MOST_CLUES) return
      if (time === null) timeless.add(clue)
      else timed.set(clue, { sinceBoot, time })
    },
    timed,
    timeless,
  }
}

/** No other event of any boot is told at the same microsecond. Every boot of a machine begins with the same lines. */
function clueOf(event: Event): string | null {
  const { type, sinceBoot } = event
  if (sinceBoot === null || type === 'kernel.boot') return null
  if (type === 'kernel.oom_kill') return `${sinceBoot} ${type} ${event.victim.pid} ${event.victim.name}`
  return type === 'kernel.oom_invoked' ? `${sinceBoot} ${type} ${event.invoker}` : `${sinceBoot} ${type}`
}

/** The events of one log with a time, where they lack it and the log's boot is tied to one. */
export function createPlacing(ties: readonly BootTie[]): (event: Event) => Event {
  const clock = createBootClock()
  for (const { sinceBoot, time } of ties) clock.observeBoot(sinceBoot, time)
  return (event) => {
    const { time, sinceBoot } = event
    const placed = time === null && sinceBoot !== null ? clock.placeBoot(sinceBoot) : null
    return placed === null ? event : { ...event, time: placed }
  }
}

/** Ascending, as a clock is told them. */
export function tiesOf(
  timeless: ReadonlySet<string>,
  timed: ReadonlyMap<string, BootTie>,
): readonly BootTie[] {
  return [...timeless].flatMap((clue) => timed.get(clue) ?? []).sort((a, b) => a.sinceBoot - b.sinceBoot)
}
