import type { CaseKill } from '../model/case.js'
import type { EventOf, Task } from '../model/event.js'
import type { ContainerRef } from '../model/termination.js'
import type { Ordered } from './order.js'

type Kill = EventOf<'kernel.oom_kill'>

/** Processes that stand beside a container's own in its pod's cgroup. */
const NOT_IN_CONTAINERS = ['pause', 'conmon', 'containerd-shim', 'containerd-shim-']

/** The OOM kills in one life, and whether each one's victim was the container's init. */
export function killsOf(
  life: readonly Ordered[],
  { initPid }: ContainerRef,
  sandboxPids: () => ReadonlySet<number | null>,
): readonly CaseKill[] {
  const kills = life.flatMap(({ event }) => (event.type === 'kernel.oom_kill' ? [event] : []))
  return kills.map((kill, i) => killOf(kill, kills[i - 1], initPid, sandboxPids()))
}

function killOf(
  kill: Kill,
  before: Kill | undefined,
  initPid: number | null,
  sandboxPids: ReadonlySet<number | null>,
): CaseKill {
  if (kill.victim.pid === initPid) return { kill, isInit: true, alone: false, older: null }
  if (wasAlone(kill, sandboxPids)) return { kill, isInit: true, alone: true, older: null }
  if (initPid !== null)
    return { kill, isInit: isElsewhere(kill, initPid) ? null : false, alone: false, older: null }
  const older = olderProcess(kill, sandboxPids)
  const isOther = older !== null || (before !== undefined && isNewSince(before, kill, sandboxPids))
  return { kill, isInit: isOther ? false : null, alone: false, older }
}

/**
 * The only process of the container that the report lists. The init lives as long as its container does, so it is
 * among the tasks of a report at the limit of the container's or its pod's whole cgroup.
 */
function wasAlone(kill: Kill, sandboxPids: ReadonlySet<number | null>): boolean {
  // Without the kill line itself the one that died may be a child of the one that was chosen.
  if (kill.seenAs !== 'killed' || !listsInit(kill)) return false
  const [only, ...others] = ownTasks(kill.tasks, sandboxPids)
  return only?.pid === kill.victim.pid && others.length === 0
}

/** A report at the limit of the container's or its pod's whole cgroup, with all of its tasks. */
function listsInit({ oomCgroup, containerId, podUid, scope, tasksComplete }: Kill): boolean {
  const whose = scope === 'container' ? containerId : scope === 'pod' ? podUid : null
  if (!tasksComplete || whose === null || oomCgroup === null) return false
  // Below the container's own cgroup there may be limits that do not hold its init.
  const last = oomCgroup.slice(oomCgroup.lastIndexOf('/') + 1)
  return last.includes(whose) || last.includes(whose.replaceAll('-', '_'))
}

/**
 * The report of the kill before does not list the victim, as it would have listed the init. That it was the same run of
 * the container a process shows that stands in both. Of a later report that proves nothing: who is dying is not listed.
 */
function isNewSince(before: Kill, kill: Kill, sandboxPids: ReadonlySet<number | null>): boolean {
  if (kill.scope !== 'container' || before.scope !== 'container' || kill.seenAs !== 'killed') return false
  if (!listsInit(before) || before.tasks.some(({ pid }) => pid === kill.victim.pid)) return false
  const pids = new Set(kill.tasks.map(({ pid }) => pid))
  return ownTasks(before.tasks, sandboxPids).some(({ pid }) => pids.has(pid))
}

/**
 * Where the runtime counts processes in a namespace of its own (a node in a container) the init, which lives as long as
 * the container, is not among the tasks under its own pid.
 */
function isElsewhere({ tasks, tasksComplete, scope }: Kill, initPid: number): boolean {
  const listsAll = (scope === 'container' || scope === 'pod') && tasksComplete
  return listsAll && !tasks.some(({ pid }) => pid === initPid)
}

/**
 * A process that shows the victim not to be the container's init where no line prints the init's pid: the kubelet
 * gives all processes of a container one score, so a victim with another one, beside an older process of the container
 * that has the given one, was started later and scored itself. At the pod's limit the older one may be another
 * container's: then only a score that the kubelet gives to no container of this class shows it.
 */
function olderProcess(kill: Kill, sandboxPids: ReadonlySet<number | null>): Task | null {
  const { scope, victim, oomScoreAdj } = kill
  if ((scope !== 'container' && scope !== 'pod') || oomScoreAdj === null) return null
  if (scope === 'pod' && mayBeGiven(oomScoreAdj, kill.taskCgroup ?? '')) return null
  const oldest = oldestProcess(kill.tasks, sandboxPids)
  if (oldest === undefined || oldest.pid >= victim.pid) return null
  return oldest.oomScoreAdj !== null && oldest.oomScoreAdj !== oomScoreAdj ? oldest : null
}

/** The kubelet gives 1000 to best-effort pods, 2 to 999 to burstable ones, and less than 0 to the others. */
function mayBeGiven(score: number, cgroup: string): boolean {
  if (cgroup.includes('besteffort')) return score === 1000
  if (cgroup.includes('burstable')) return score >= 2 && score <= 999
  return true
}

function oldestProcess(tasks: readonly Task[], sandboxPids: ReadonlySet<number | null>): Task | undefined {
  return ownTasks(tasks, sandboxPids).reduce<Task | undefined>(
    (a, b) => (a && a.pid < b.pid ? a : b),
    undefined,
  )
}

function ownTasks(tasks: readonly Task[], sandboxPids: ReadonlySet<number | null>): readonly Task[] {
  return tasks.filter(({ name, pid }) => !NOT_IN_CONTAINERS.includes(name) && !sandboxPids.has(pid))
}
