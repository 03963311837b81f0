import type { Event } from '../model/event.js'
import { soonAfter } from './breath.js'
import type { Rule } from './rule.js'
import { killedWords, survivedKills } from './survived.js'
import { containerWords } from './words.js'

const madeUp: Rule = {
  id: 'code-made-up',
  says: 'It ended while nobody was watching: the only exit code is one that the runtime or the kubelet made up.',
  needs: 'an exit code that its source marks as made up, and nothing that proves more',
  confidence: 'certain',
  conclude({ one }) {
    if (!one.end?.synthetic) return undefined
    const restarted = one.ofNode.findLast(
      (e) => e.type === 'runtime.daemon' && isBefore(e, one.end?.at ?? null),
    )
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `it ended unseen; exit code ${one.end.code} was made up`,
      why: [
        one.end.retold
          ? `the kubelet had just started: exit code ${one.end.code} is what it is given for a container that was lost`
          : `${from(one.end.codeFrom)} lost sight of the container and made up exit code ${one.end.code}`,
      ],
      cites: restarted ? [restarted] : [],
    }
  },
}

function isBefore({ time }: Event, end: number | null): boolean {
  return time === null || end === null || time <= end
}

const exitedZero: Rule = {
  id: 'completed',
  says: 'It exited by itself with 0.',
  needs: 'exit code 0 (also an exit line that omits a zero status) and no stop before it',
  confidence: 'certain',
  conclude({ one, code, diedAt }) {
    if (!one.end || code !== 0) return undefined
    return {
      cause: 'completed',
      confidence: one.end.retold ? 'likely' : 'certain',
      headline: 'exited by itself with 0',
      why: [
        `${from(one.end.codeFrom)} reports exit code 0, and no line asks for its stop before`,
        ...survivedKills(one, diedAt),
      ],
      cites: [],
    }
  },
}

const exitedWithError: Rule = {
  id: 'error',
  says: 'It exited by itself with a code other than 0.',
  needs: 'an exit code that stands for no signal, and no stop before it',
  confidence: 'certain',
  conclude(brief) {
    const { one, code, diedAt } = brief
    if (!one.end || code === null) return undefined
    const hit = one.kills.findLast((k) => soonAfter(k, brief))
    const reported = `${from(one.end.codeFrom)} reports exit code ${code}, and no line asks for its stop before`
    return {
      cause: 'error',
      confidence: one.end.retold ? 'likely' : 'certain',
      headline: `exited by itself with ${code}${hit ? ', right after a process in it was OOM-killed' : ''}`,
      why: hit
        ? [reported, `${killedWords(hit, diedAt)}: that is probably why it exited`]
        : [reported, ...survivedKills(one, diedAt, true)],
      cites: [],
    }
  },
}

const endedSomehow: Rule = {
  id: 'unknown',
  says: 'It ended, and the log does not say how.',
  needs: 'a line that reports the end, and none with a code or a reason',
  confidence: 'certain',
  conclude({ one }) {
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `${containerWords(one)} ended; the log does not say how`,
      why: ['its end is reported without an exit code, and no line asks for its stop before'],
      cites: [],
    }
  },
}

const from = (source: string | null) => (source === 'kubelet' ? 'the kubelet' : (source ?? 'the log'))

/** Rules that conclude from the exit code alone, after all others. */
export const exitRules: readonly Rule[] = [madeUp, exitedZero, exitedWithError, endedSomehow]
