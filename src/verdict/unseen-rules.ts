import type { EventOf } from '../model/event.js'
import { signalName } from '../model/signal.js'
import type { Brief, Rule } from './rule.js'
import { killedWords, survivedKills } from './survived.js'
import { cameBefore, toldEnd } from './times.js'
import { untiedCrashes } from './untied.js'
import { sourceWords } from './words.js'

/** A daemon that was restarted finds what ended meanwhile within this time. */
const FINDING_MS = 10_000

const madeUp: Rule = {
  id: 'code-made-up',
  says: 'It ended while nobody was watching: the only exit code is one that the runtime or the kubelet made up.',
  needs: 'an exit code that its source marks as made up, and nothing that proves more',
  confidence: 'certain',
  conclude({ one }) {
    if (!one.end?.synthetic) return undefined
    const end = toldEnd(one.end)
    const restarted = one.ofNode.findLast((e) => e.type === 'runtime.daemon' && cameBefore(e, end, one))
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `it ended unseen; exit code ${one.end.code} was made up`,
      why: [
        one.end.retold
          ? `the kubelet had just started: exit code ${one.end.code} is what it is given for a container that was lost`
          : `${sourceWords(one.end.codeFrom)} lost sight of the container and made up exit code ${one.end.code}`,
        ...survivedKills(one, one.end.at),
      ],
      cites: restarted ? [restarted] : [],
    }
  },
}

const endedSomehow: Rule = {
  id: 'unknown',
  says: 'It ended, and the log does not say how.',
  needs: 'a line that reports the end, and none with a code or a reason',
  confidence: 'certain',
  conclude(brief) {
    const { one, diedAt } = brief
    const daemon = foundBy(brief)
    const crashes = one.container.initPid === null ? untiedCrashes(brief) : []
    const kill = one.kills.at(-1)
    const unseen = daemon ? `it ended while ${daemon.runtime} was away` : 'it ended'
    const after = kill ? ', after a process in it was OOM-killed' : ''
    return {
      cause: 'unknown',
      confidence: 'certain',
      headline: `${unseen}${after}; the log does not say how`,
      why: [
        daemon
          ? `${daemon.runtime} found it dead when it was started: its end lies before`
          : 'its end is reported without an exit code, and no line asks for its stop before',
        ...(kill ? [`${killedWords(kill, diedAt)}: no line tells whether it ended of that`] : []),
        ...crashes.map(
          (e) =>
            `the kernel reports ${signalName(e.signal) ?? `signal ${e.signal}`} of ${e.name} (pid ${e.pid}) at that time: no line tells whether that was in it`,
        ),
      ],
      cites: [...(daemon ? [daemon] : []), ...crashes],
    }
  },
}

/** The runtime that had just been started when it reported the end: it was not there when that came. */
function foundBy({ one }: Brief): EventOf<'runtime.daemon'> | undefined {
  const reported = one.end?.reports[0]
  if (reported === undefined || !reported.type.startsWith('runtime.')) return undefined
  const at = one.moment(reported)
  return one.ofNode.findLast(
    (e): e is EventOf<'runtime.daemon'> =>
      e.type === 'runtime.daemon' &&
      e.phase === 'starting' &&
      one.moment(e) <= at &&
      at - one.moment(e) <= FINDING_MS &&
      (one.startedAt === null || one.moment(e) > one.startedAt),
  )
}

/** Rules that conclude from an end without a code, after all others: the last one always does. */
export const unseenRules: readonly Rule[] = [madeUp, endedSomehow]
