import type { CgroupPlace } from '../model/place.js'
import { NOTHING } from './oom-join.js'
import { type Kill, type KillLine, makeKill } from './oom-kill.js'
import { isWithin, type Moment, type Seen, type Span } from './oom-moment.js'

/** All of a cgroup is being killed (`memory.oom.group`). */
export interface Sweep {
  readonly cgroup: CgroupPlace
  /** The kill that began it; null where it is lost. */
  readonly first: Kill | null
}

/** A sweep's kills follow each other faster than reports that are not printed do. */
const SWEEPING: Span = { ms: 1000, lines: 200 }

/** The first kill of a sweep: the sweep names the victim's cgroup where no line before it did. */
export function asFirst(kill: Kill, { path, containerId, podUid, runtime }: CgroupPlace): Kill {
  const named = kill.event.taskCgroup === null ? { taskCgroup: path, containerId, podUid, runtime } : {}
  return { ...kill, event: { ...kill.event, ...named, group: true } }
}

/** Whether the line is about one more victim of the sweep, whose latest kill `sweep` was seen at. */
export function isSwept({ pid, constraint }: KillLine, sweep: Seen<Sweep>, now: Moment): boolean {
  const { first } = sweep.value
  // Up to 5.0 later kills tell no constraint.
  const isSameShortage = (constraint === 'memcg') === (first?.event.constraint === 'memcg')
  if (first && constraint !== null && !isSameShortage) return false
  const table = first?.report.table
  return table ? table.row(pid) !== undefined : isWithin(SWEEPING, sweep, now)
}

/** A later kill of a sweep: the limit is the first one's, the cgroup the sweep's. */
export function killInSweep(line: KillLine, { cgroup, first }: Sweep, pageSize: number | null): Kill {
  const report = first?.report ?? { ...NOTHING, constraint: line.constraint }
  const kill = makeKill(line, { ...report, task: cgroup, summary: null }, pageSize)
  const { tasks = [], tasksComplete = false } = first?.event ?? {}
  return { ...kill, event: { ...kill.event, group: true, tasks, tasksComplete } }
}
