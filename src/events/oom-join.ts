import type { FactOf } from '../model/fact.js'
import type { CgroupPlace, Constraint } from '../model/place.js'
import type { Moment, Seen } from './oom-moment.js'
import type { Summary } from './oom-summaries.js'
import type { TaskTable } from './oom-table.js'

export interface Invocation {
  readonly name: string
  /** Of the `CPU:` line behind it. */
  readonly pid: number | null
}

export interface Usage {
  readonly limitBytes: number | null
  readonly usageBytes: number
  readonly failures: number
  /** The cgroup that the statistics behind it name. */
  readonly cgroup: string | null
}

/** Pieces of reports by kind, the latest last. */
export interface Kept {
  readonly invocations: readonly Seen<Invocation>[]
  readonly usages: readonly Seen<Usage>[]
  readonly tables: readonly Seen<TaskTable>[]
  readonly taskIns: readonly Seen<FactOf['oom.task_in']>[]
  readonly selections: readonly Seen<FactOf['oom.selected']>[]
  readonly memInfos: readonly Seen<FactOf['oom.mem_info']>[]
}

/** The line that proves a kill, the constraint it tells itself, and the summary before it. */
export interface Proof extends Moment {
  readonly pid: number
  readonly constraint: Constraint | null
  readonly summary: Summary | null
  /** The reaper comes seconds later: only a table or a selection that names its victim is about it. */
  readonly late: boolean
}

/** What the report behind a kill told, as far as its pieces are known. */
export interface Report {
  readonly constraint: Constraint | null
  readonly summary: Summary | null
  readonly limit: CgroupPlace | null
  readonly task: CgroupPlace | null
  readonly usage: Usage | null
  readonly table: TaskTable | null
  readonly invoker: Invocation | null
}

/** The report of a kill that came without one. */
export const NOTHING: Report = {
  constraint: null,
  summary: null,
  limit: null,
  task: null,
  usage: null,
  table: null,
  invoker: null,
}

/** A kill's report and the pieces that no other kill can be about. */
export interface Joined {
  readonly report: Report
  readonly used: ReadonlySet<Seen<unknown>>
}

/**
 * Joins the pieces that are about one kill.
 *
 * The kernel writes one report after the other, but lines get lost and another report's may stand between. So a piece
 * that names a pid or a cgroup is joined by that; one that names nothing goes to the nearest kill behind it, if no
 * other kill stands between. `closed` is where the last one stood.
 */
export function joinReport(kept: Kept, closed: number, proof: Proof): Joined {
  const { pid, summary } = proof
  const isNear = (piece: Moment) => piece.seq > closed && piece.seq <= proof.seq
  const listing = kept.tables.findLast(({ value }) => value.row(pid))
  const selected = kept.selections.findLast(isNear)
  const isNamed = (listing && isNear(listing)) || selected?.value.pid === pid
  if (proof.late && !isNamed) return { report: NOTHING, used: new Set() }

  const around = kept.tables.findLast(isNear)
  // A report in progress whose table lacks the victim is about another one.
  const isForeign = !summary && !selected && around && around.value.size > 0 && !around.value.row(pid)
  const nearest = <T>(list: readonly Seen<T>[]) => (isForeign ? undefined : list.findLast(isNear))

  const told = proof.constraint ?? selected?.value.constraint ?? null
  const taskIn = summary || told === 'global' ? undefined : nearest(kept.taskIns)
  const limit = summary?.limit ?? taskIn?.value.limit ?? null
  const shortage = taskIn || nearest(kept.usages) ? 'memcg' : nearest(kept.memInfos) ? 'global' : null
  const constraint = (summary && constraintOf(summary)) ?? told ?? shortage

  const isOfLimit = ({ value }: Seen<Usage>) => value.cgroup !== null && value.cgroup === limit?.path
  const mayBeOfLimit = ({ value }: Seen<Usage>) => value.cgroup === null || limit === null
  const usage =
    constraint === 'memcg'
      ? (kept.usages.findLast(isOfLimit) ?? nearest(kept.usages.filter(mayBeOfLimit)))
      : undefined
  const table = listing ?? (summary ? nearest(kept.tables) : undefined)
  const mates = table && !table.value.mixed ? table.value : null
  const invocation =
    kept.invocations.findLast(({ value }) => value.pid === pid) ??
    kept.invocations.findLast(({ value }) => value.pid !== null && mates?.row(value.pid)) ??
    (table?.value.mixed ? undefined : nearest(kept.invocations))

  const used = [taskIn, usage, invocation, mates ? table : undefined].filter((piece) => piece !== undefined)
  return {
    report: {
      constraint,
      summary,
      limit,
      task: summary?.task ?? taskIn?.value.task ?? null,
      usage: usage?.value ?? null,
      table: table?.value ?? null,
      invoker: invocation?.value ?? null,
    },
    used: new Set<Seen<unknown>>(used),
  }
}

/** An out-of-tree kernel may print a word of its own. */
function constraintOf({ constraint, global, limit }: Summary): Constraint | null {
  return constraint ?? (global ? 'global' : limit ? 'memcg' : null)
}
