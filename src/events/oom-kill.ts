import type { KernelOomKill } from '../model/event.js'
import type { CgroupPlace, Constraint, LimitScope } from '../model/place.js'
import { scopeOfLimit } from './limit-scope.js'
import type { Report } from './oom-join.js'
import { constraintOf, type Summary } from './oom-summaries.js'

/** The line that proves a kill, in one shape whichever it is. */
export interface KillLine {
  readonly pid: number
  readonly name: string
  readonly uid: number | null
  readonly constraint: Constraint | null
  readonly scope?: LimitScope
  readonly rssBytes: number | null
  readonly totalVmBytes: number | null
  readonly oomScoreAdj: number | null
  readonly seenAs: KernelOomKill['seenAs']
}

/** What only the kernel's kill line tells. */
export const UNMEASURED = { uid: null, rssBytes: null, totalVmBytes: null, oomScoreAdj: null }

/** A kill and what it was made of. */
export interface Kill {
  readonly event: KernelOomKill
  readonly line: KillLine
  readonly report: Report
}

/** One kill from its line and what its report told. `pageSize` is null where no page of this node is known. */
export function makeKill(line: KillLine, report: Report, pageSize: number | null): Kill {
  const { constraint, summary, limit, task, usage, table, invoker } = report
  const row = table?.row(line.pid)
  const event: KernelOomKill = {
    type: 'kernel.oom_kill',
    constraint,
    victim: {
      pid: line.pid,
      name: line.name,
      uid: line.uid ?? summary?.uid ?? row?.uid ?? null,
      rssBytes: line.rssBytes ?? (row && pageSize ? row.rssPages * pageSize : null),
    },
    containerId: task?.containerId ?? null,
    podUid: task?.podUid ?? null,
    runtime: task?.runtime ?? null,
    scope: line.scope ?? scopeOf(report),
    oomCgroup: limit?.path ?? null,
    taskCgroup: task?.path ?? null,
    limitBytes: usage?.limitBytes ?? null,
    usageBytes: usage?.usageBytes ?? null,
    failures: usage?.failures ?? null,
    oomScoreAdj: line.oomScoreAdj ?? row?.oomScoreAdj ?? null,
    invoker,
    group: false,
    seenAs: line.seenAs,
    tasks: table?.tasks(line.pid, pageSize) ?? [],
    tasksComplete: table?.complete ?? false,
  }
  return { event, line, report }
}

/** The kill with what its summary tells, which came behind its line. */
export function withSummary({ line, report }: Kill, summary: Summary, pageSize: number | null): Kill {
  const constraint = constraintOf(summary) ?? report.constraint
  const [limit, task] = [summary.limit ?? report.limit, summary.task ?? report.task]
  return makeKill(line, { ...report, summary, constraint, limit, task }, pageSize)
}

/** A shortage on some of the node's memory (cpuset, policy) is nobody's limit. */
function scopeOf({ constraint, limit, task }: Report): LimitScope | null {
  if (constraint === 'global') return 'node'
  if (constraint === 'cpuset' || constraint === 'policy') return 'other'
  return limit && scopeOfLimit(limit, task)
}

/** Whether the victim was in this cgroup or below it, as far as its cgroup is known. */
export function mayBeIn({ event: { taskCgroup } }: Kill, { path }: CgroupPlace): boolean {
  return taskCgroup === null || taskCgroup === path || taskCgroup.startsWith(`${path}/`)
}
