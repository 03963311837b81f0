import type { Event } from '../model/event.js'

/** Counts the kernel's OOM kills that stand in no record, since no line ties them to a container. */
export interface UntiedKills {
  readonly see: (event: Event) => void
  /** A record tells these lines. */
  readonly tie: (evidence: readonly Event[]) => void
  readonly count: () => number
}

export function countUntiedKills(): UntiedKills {
  /** Weak, since a log may tell of any number. */
  const untied = new WeakSet<Event>()
  let count = 0
  return {
    see(event) {
      if (event.type !== 'kernel.oom_kill' || event.containerId !== null) return
      untied.add(event)
      count += 1
    },
    tie(evidence) {
      if (count === 0) return
      for (const event of evidence) if (untied.delete(event)) count -= 1
    },
    count: () => count,
  }
}
