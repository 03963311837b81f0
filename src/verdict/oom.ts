import type { Case, CaseKill } from '../model/case.js'
import type { Task } from '../model/event.js'
import type { Cause, MemoryHolder, Oom, OomKillOf } from '../model/termination.js'
import { bystanderKill } from './oom-report.js'
import type { Brief } from './rule.js'
import { findUserspaceKill } from './userspace-oom.js'

const TOP_TASKS = 10

/** Every OOM kill in the container's life; null where no line tells of one. */
export function readOom(brief: Brief, cause: Cause): Oom | null {
  const { one } = brief
  const { kills } = one
  const last = kills.at(-1)?.kill
  if (!last) return cause.startsWith('oom-') || isReported(brief.one) ? reportedOnly(brief) : null
  return {
    scope: last.scope,
    cgroup: last.oomCgroup,
    limitBytes: last.limitBytes,
    usageBytes: last.usageBytes,
    failures: last.failures,
    invoker: last.invoker,
    kills: kills.map(({ kill, isInit }) => ({ ...kill.victim, isInit })),
    topTasks: last.tasks.slice(0, TOP_TASKS).map((task) => holderOf(task, last, one)),
  }
}

/** A task of the report, with the other container that it belongs to, where the log knows that. */
function holderOf({ pid, name, rssBytes, rssPages }: Task, kill: CaseKill['kill'], one: Case): MemoryHolder {
  const task = { pid, name, rssBytes, rssPages }
  const holder = one.holderOf(pid, kill)
  if (holder === null || holder.container.id === one.container.id || holder.container.sandbox) return task
  const { id, name: containerName } = holder.container
  return { ...task, of: { pod: holder.pod, container: { id, name: containerName } } }
}

/** The runtime or systemd tells of an OOM kill, and no kernel line shows that it was another container's, or none. */
function isReported(one: Case): boolean {
  const kernelSeen = one.coverage.sources.some((s) => s.source === 'kernel')
  return (
    !kernelSeen &&
    one.own.some(
      (e) => e.type === 'systemd.scope_oom' || (e.type === 'runtime.oom' && !bystanderKill(one, e)),
    )
  )
}

/** An OOM kill of which the kernel tells nothing. */
function reportedOnly(brief: Brief): Oom {
  const kill = findUserspaceKill(brief)
  return {
    scope: kill ? 'node' : null,
    cgroup: null,
    limitBytes: null,
    usageBytes: null,
    failures: null,
    invoker: null,
    kills: kill?.type === 'earlyoom.kill' ? [victimOf(kill)] : [],
    topTasks: [],
  }
}

function victimOf({
  pid,
  name,
  rssBytes,
}: {
  pid: number
  name: string | null
  rssBytes: number | null
}): OomKillOf {
  return { pid, name: name ?? '', uid: null, rssBytes, isInit: true }
}
