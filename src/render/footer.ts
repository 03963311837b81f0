import { type Cause, CAUSES } from '../model/termination.js'
import { count } from './count.js'
import type { Ending } from './renderer.js'
import { wrap } from './width.js'

/** How many records were printed, by cause. */
export type CauseTally = Map<Cause, number>

/** `3 terminations: 2 oom-pod, 1 eviction`, and what was found beside them and not printed. */
export function whatEnded(tally: CauseTally, ending: Ending): readonly string[] {
  const { hidden } = ending
  const shown = [...tally.values()].reduce((sum, n) => sum + n, 0)
  const causes = CAUSES.flatMap((cause) => {
    const n = tally.get(cause)
    return n === undefined ? [] : [`${n} ${cause}`]
  })
  const parts = [
    shown === 0 ? 'no termination found' : `${count(shown, 'termination')}: ${causes.join(', ')}`,
  ]
  if (hidden.filtered > 0) parts.push(`${hidden.filtered} more left out by the filters`)
  if (hidden.sandboxes > 0) parts.push(`${count(hidden.sandboxes, 'sandbox', 'sandboxes')} not shown (--all)`)
  return [...parts, ...whatIsUntied(ending)]
}

/** Of kills outside of containers, too, somebody may be looking for the victim. */
export function whatIsUntied({ untiedKills = 0 }: Ending): readonly string[] {
  if (untiedKills === 0) return []
  return [`${count(untiedKills, 'OOM kill')} that no line ties to a container (exitlog events -o text)`]
}

/** `94 lines read, 12 events`, `no problems`. */
export function whatWasRead({ counts }: Ending): readonly string[] {
  return [
    `${count(counts.lines, 'line')} read, ${count(counts.events, 'event')}`,
    counts.problems === 0 ? 'no problems' : count(counts.problems, 'problem'),
  ]
}

/** The groups on one line where they fit, else each on lines of its own. */
export function joinParts(groups: readonly (readonly string[])[], width: number): readonly string[] {
  const all = groups.flat().join(' · ')
  return all.length <= width ? [all] : groups.flatMap((parts) => wrap(parts.join(' · '), width))
}
