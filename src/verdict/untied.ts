import type { EventOf } from '../model/event.js'
import type { Brief } from './rule.js'
import { isWithin } from './times.js'

/** A crash and the end that it brings stand this close together. */
const CRASHED_MS = 1_000
/** So do an OOM kill and its end. */
const KILLED_MS = 2_000

/** Crashes at the time of the end that no line ties to any container: one may have been in this one. */
export function untiedCrashes(brief: Brief): readonly EventOf<'kernel.fatal_signal'>[] {
  return ofNodeAtEnd(brief, 'kernel.fatal_signal', CRASHED_MS)
}

/** OOM kills at the time of the end of whose victim no line tells the cgroup: one may have been in this container. */
export function untiedKills(brief: Brief): readonly EventOf<'kernel.oom_kill'>[] {
  return ofNodeAtEnd(brief, 'kernel.oom_kill', KILLED_MS).filter(({ taskCgroup }) => taskCgroup === null)
}

function ofNodeAtEnd<T extends 'kernel.fatal_signal' | 'kernel.oom_kill'>(
  { one, diedAt }: Brief,
  type: T,
  withinMs: number,
): readonly EventOf<T>[] {
  return one.ofNode.filter((e): e is EventOf<T> => e.type === type && isWithin(e, diedAt, withinMs))
}
