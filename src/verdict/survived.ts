import type { Case, CaseKill } from '../model/case.js'
import { spanWords, victimWords } from './words.js'

/** `the kernel had OOM-killed worker (pid 1005, 64 MiB) in it 3 s before` */
export function killedWords({ kill }: CaseKill, diedAt: number | null): string {
  const span = spanWords(kill.time, diedAt)
  return `the kernel had OOM-killed ${victimWords(kill)} in it${span === '' ? '' : ` ${span} before`}`
}

/** A process that ends in good order after its child was killed takes up to this long. */
const AFTER_KILL_MS = 10_000

/** The last OOM kill in it, which it outlived; what fails soon after one may fail for it. */
export function survivedKills({ kills }: Case, diedAt: number | null, failed = false): readonly string[] {
  const last = kills.at(-1)
  if (!last) return []
  const { time } = last.kill
  const isRecent = failed && time !== null && diedAt !== null && diedAt - time <= AFTER_KILL_MS
  const all = kills.length === 1 ? '' : `, the last of ${kills.length} OOM kills`
  return [
    `${killedWords(last, diedAt)}${all}: it ${isRecent ? 'may have exited for that' : 'went on after that'}`,
  ]
}
