import type { Case, CaseKill } from '../model/case.js'
import { spanWords, victimWords } from './words.js'

/** `the kernel had OOM-killed worker (pid 1005, 64 MiB) in it 3 s before` */
export function killedWords({ kill }: CaseKill, diedAt: number | null): string {
  const span = spanWords(kill.time, diedAt)
  return `the kernel had OOM-killed ${victimWords(kill)} in it${span === '' ? '' : ` ${span} before`}`
}

/** A process that ends in good order after its child was killed takes up to this long. */
const AFTER_KILL_MS = 10_000

function endsSoonAfter({ kill: { time } }: CaseKill, diedAt: number | null): boolean {
  return time !== null && diedAt !== null && diedAt - time <= AFTER_KILL_MS
}

/** What a headline says of a kill that the end may have come of; empty for one long before it. */
export function afterKill({ kills }: Case, diedAt: number | null): string {
  const last = kills.at(-1)
  return last && endsSoonAfter(last, diedAt) ? ', soon after a process in it was OOM-killed' : ''
}

/** The last OOM kill in it, which it outlived; what fails soon after one may fail for it. */
export function survivedKills({ kills }: Case, diedAt: number | null, failed = false): readonly string[] {
  const last = kills.at(-1)
  if (!last) return []
  const isRecent = failed && endsSoonAfter(last, diedAt)
  const all = kills.length === 1 ? '' : `, the last of ${kills.length} OOM kills`
  return [
    `${killedWords(last, diedAt)}${all}: it ${isRecent ? 'may have exited for that' : 'went on after that'}`,
  ]
}
