import type { Case } from '../model/case.js'
import type { Oom } from '../model/termination.js'

const TOP_TASKS = 10

/** Every OOM kill in the container's life; null where no line tells of one. */
export function readOom(one: Case): Oom | null {
  const { kills } = one
  const last = kills.at(-1)?.kill
  if (!last) return one.own.some((e) => e.type === 'runtime.oom' || e.type === 'systemd.scope_oom') ? reportedOnly(one) : null
  return {
    scope: last.scope,
    cgroup: last.oomCgroup,
    limitBytes: last.limitBytes,
    usageBytes: last.usageBytes,
    failures: last.failures,
    invoker: last.invoker,
    kills: kills.map(({ kill, isInit }) => ({ ...kill.victim, isInit })),
    topTasks: last.tasks.slice(0, TOP_TASKS).map(({ pid, name, rssBytes, rssPages }) => ({ pid, name, rssBytes, rssPages })),
  }
}

/** The runtime or systemd tells of an OOM kill, the kernel's own lines are not there; unless another container had the victim. */
function reportedOnly(one: Case): Oom | null {
  const kernelSeen = one.coverage.sources.some((s) => s.source === 'kernel')
  if (one.siblingKills.length > 0 || kernelSeen) return null
  return { scope: null, cgroup: null, limitBytes: null, usageBytes: null, failures: null, invoker: null, kills: [], topTasks: [] }
}
