import type { EventOf } from '../model/event.js'
import { beginsWithEnd } from './begins-with-end.js'
import { soonAfter } from './breath.js'
import { mayNeverHaveRun } from './may-never-have-run.js'
import type { Brief, Rule } from './rule.js'
import { afterKill, killedWords, survivedKills } from './survived.js'
import { isWithin } from './times.js'
import { sourceWords } from './words.js'

/** What a process limit refuses shows soon. */
const REFUSED_MS = 10_000

const exitedZero: Rule = {
  id: 'completed',
  says: 'It exited by itself with 0.',
  needs:
    'exit code 0 (also an exit line that omits a zero status) and no stop before it; likely where the log begins with its end',
  confidence: 'certain',
  conclude({ one, code, diedAt }) {
    if (!one.end || code !== 0) return undefined
    return {
      cause: 'completed',
      confidence: one.end.retold || beginsWithEnd(one) ? 'likely' : 'certain',
      headline: `exited by itself with 0${afterKill(one, diedAt)}`,
      why: [
        `${sourceWords(one.end.codeFrom)} reports exit code 0, and no line asks for its stop before`,
        ...survivedKills(one, diedAt),
      ],
      cites: [],
    }
  },
}

const exitedWithError: Rule = {
  id: 'error',
  says: 'It exited by itself with a code other than 0.',
  needs:
    'an exit code that stands for no signal, and no stop before it; likely where the log begins with its end, or the kubelet alone tells 128, the code of a failed start too',
  confidence: 'certain',
  conclude(brief) {
    const { one, code, diedAt } = brief
    if (!one.end || code === null) return undefined
    const hit = one.kills.findLast((k) => soonAfter(k, brief))
    const refused = hit ? undefined : refusedFork(brief)
    const after = hit
      ? ', right after a process in it was OOM-killed'
      : refused
        ? ', right after the kernel refused it a new process'
        : afterKill(one, diedAt)
    const reported = `${sourceWords(one.end.codeFrom)} reports exit code ${code}, and no line asks for its stop before`
    return {
      cause: 'error',
      confidence: one.end.retold || beginsWithEnd(one) || mayNeverHaveRun(one) ? 'likely' : 'certain',
      headline: `exited by itself with ${code}${after}`,
      why: [
        reported,
        ...(refused
          ? [
              `it had as many processes as its limit allows (pids.max of ${refused.containerId === null ? 'its pod' : 'its cgroup'}): that is probably why it exited`,
            ]
          : []),
        ...(hit
          ? [`${killedWords(hit, diedAt)}: that is probably why it exited`]
          : survivedKills(one, diedAt, true)),
      ],
      cites: refused ? [refused] : [],
    }
  },
}

/** The kernel refused the container, or its pod, a new process within seconds before the end. */
function refusedFork({ one, diedAt }: Brief): EventOf<'kernel.fork_rejected'> | undefined {
  return one.own
    .concat(one.ofPod)
    .find(
      (e): e is EventOf<'kernel.fork_rejected'> =>
        e.type === 'kernel.fork_rejected' && isWithin(e, diedAt, REFUSED_MS),
    )
}

/** Rules that conclude from the exit code alone. */
export const exitRules: readonly Rule[] = [exitedZero, exitedWithError]
