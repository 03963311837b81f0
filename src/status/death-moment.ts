import { momentOfDeath } from '../model/moment-of-death.js'
import type { Termination } from '../model/termination.js'

/** When it died, or what stands for that where its end is not in the log. */
export function deathMoment(termination: Termination): number | null {
  return momentOfDeath(termination)?.time ?? null
}

/** When processes in it were killed for memory, in the order of the lines. */
export function killMoments({ evidence }: Termination): readonly number[] {
  return evidence.flatMap((event) => (event.type === 'kernel.oom_kill' ? (event.time ?? []) : []))
}

/** The last kill in it, else what stands for its death. */
export function lastKill(termination: Termination): number | null {
  return killMoments(termination).at(-1) ?? deathMoment(termination)
}
