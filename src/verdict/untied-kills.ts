import type { EventOf } from '../model/event.js'
import type { Brief } from './rule.js'
import { isWithin } from './times.js'

/** An OOM kill and the end that it brings stand this close together. */
const KILLED_MS = 2_000

/** OOM kills at the time of the end of whose victim no line tells the cgroup: one may have been in this container. */
export function untiedKills({ one, diedAt }: Brief): readonly EventOf<'kernel.oom_kill'>[] {
  return one.ofNode.filter(
    (e): e is EventOf<'kernel.oom_kill'> =>
      e.type === 'kernel.oom_kill' && e.taskCgroup === null && isWithin(e, diedAt, KILLED_MS),
  )
}
