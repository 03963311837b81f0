import type { CaseKill } from '../model/case.js'
import type { EventOf, Task } from '../model/event.js'
import type { ContainerRef } from '../model/termination.js'
import type { Ordered } from './order.js'

type Kill = EventOf<'kernel.oom_kill'>

/** The kernel names in a report no more tasks than it has; of more than these a report here holds but the biggest. */
const ALL_TASKS = 64
/** Processes that stand beside a container's own in its pod's cgroup. */
const NOT_IN_CONTAINERS = ['pause', 'conmon', 'containerd-shim', 'containerd-shim-']

/** The OOM kills in one life, and whether each one's victim was the container's init. */
export function killsOf(
  life: readonly Ordered[],
  { initPid }: ContainerRef,
  sandboxPids: ReadonlySet<number | null>,
): readonly CaseKill[] {
  return life.flatMap(({ event }): readonly CaseKill[] => {
    if (event.type !== 'kernel.oom_kill') return []
    if (initPid !== null) return [{ kill: event, isInit: isVictim(event, initPid), older: null }]
    const older = olderProcess(event, sandboxPids)
    return [{ kill: event, isInit: older === null ? null : false, older }]
  })
}

/**
 * Null where the runtime counts processes in a namespace of its own (a node in a container): the init, which lives as
 * long as the container, then is not among the tasks under its own pid.
 */
function isVictim({ victim, tasks, scope }: Kill, initPid: number): boolean | null {
  if (victim.pid === initPid) return true
  const listsAll = (scope === 'container' || scope === 'pod') && tasks.length > 1 && tasks.length < ALL_TASKS
  return listsAll && !tasks.some(({ pid }) => pid === initPid) ? null : false
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
  const own = tasks.filter(({ name, pid }) => !NOT_IN_CONTAINERS.includes(name) && !sandboxPids.has(pid))
  return own.reduce<Task | undefined>((a, b) => (a && a.pid < b.pid ? a : b), undefined)
}
