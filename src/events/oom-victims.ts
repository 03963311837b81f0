import type { Kill } from './oom-kill.js'
import { type Instant, isWithin, type Moment, type Seen, type Span } from './oom-moment.js'
import type { Summary } from './oom-summaries.js'

/** The latest kills of a node by pid. */
export interface OomVictims {
  readonly add: (kill: Seen<Kill>) => void
  readonly latest: Seen<Kill> | null
  /** What follows is about another kill than the latest one. */
  readonly passOver: () => void
  /** Whether the pid's kill is known and a line so soon behind it tells it again. */
  readonly isToldAgain: (pid: number, line: Told, moment: Moment) => boolean
  /** Whether the reaper may be done with a kill that is known. */
  readonly isAwaitingReaper: (pid: number, moment: Moment) => boolean
}

/** What a line tells of a kill besides its pid. */
interface Told {
  readonly totalVmBytes: number | null
  readonly summary: Summary | null
}

/** What is remembered of a kill: its report may have as many rows as the node has processes. */
interface Known extends Instant {
  readonly taskCgroup: string | null
  readonly totalVmBytes: number | null
}

/** A sweep prints its first victim's line again. */
const REPEATED: Span = { ms: 10_000, lines: 4000 }
/** The reaper follows within seconds, a blocked one within minutes. */
const REAPING: Span = { ms: 600_000, lines: 40_000 }
/** More victims than fall in that time; twice as many are remembered. */
const MOST_VICTIMS = 512

export function createOomVictims(): OomVictims {
  let byPid = new Map<number, Known>()
  let before = new Map<number, Known>()
  let latest: Seen<Kill> | null = null

  const killOf = (pid: number) => byPid.get(pid) ?? before.get(pid)

  return {
    add(kill) {
      latest = kill
      const { at, seq, value } = kill
      const { victim, taskCgroup } = value.event
      const { stamp, sinceBoot } = at.envelope
      byPid.set(victim.pid, {
        at: { envelope: { stamp, sinceBoot } },
        seq,
        taskCgroup,
        totalVmBytes: value.line.totalVmBytes,
      })
      if (byPid.size <= MOST_VICTIMS) return
      before = byPid
      byPid = new Map()
    },
    get latest() {
      return latest
    },
    passOver() {
      latest = null
    },
    isToldAgain(pid, { totalVmBytes, summary }, moment) {
      const known = killOf(pid)
      if (!known || !isWithin(REPEATED, known, moment)) return false
      if (!summary) return true
      // A pid may be in use again at once: in another cgroup it is another process.
      const isSameCgroup = known.taskCgroup === null || known.taskCgroup === summary.task?.path
      return isSameCgroup && (totalVmBytes === null || totalVmBytes === known.totalVmBytes)
    },
    isAwaitingReaper(pid, moment) {
      const known = killOf(pid)
      return known !== undefined && isWithin(REAPING, known, moment)
    },
  }
}
