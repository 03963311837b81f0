import type { FactOf } from '../model/fact.js'
import type { CgroupPlace, Constraint } from '../model/place.js'
import type { Moment, Seen } from './oom-moment.js'
import { constraintOf, type Summary } from './oom-summaries.js'
import type { TaskTable } from './oom-table.js'

export interface Invocation {
  readonly name: string
  /** Of the `CPU:` line behind it. */
  readonly pid: number | null
}

export interface Usage {
  readonly limitBytes: number | null
  readonly usageBytes: number
  readonly failures: number | null
  /** The cgroup that the statistics behind it name: whose limit it is. */
  readonly cgroup: CgroupPlace | null
}

/** Where a report ends: the line that names the process it chose, or a kill that came without one. */
export interface Mark {
  readonly seq: number
  /** Of the process chosen, until its kill comes. */
  readonly pid: number | null
}

/** Pieces of reports by kind, the latest last. */
export interface Kept {
  readonly invocations: readonly Seen<Invocation>[]
  readonly usages: readonly Seen<Usage>[]
  readonly tables: readonly Seen<TaskTable>[]
  readonly taskIns: readonly Seen<FactOf['oom.task_in']>[]
  readonly selections: readonly Seen<FactOf['oom.selected']>[]
  readonly memInfos: readonly Seen<FactOf['oom.mem_info']>[]
  readonly marks: readonly Mark[]
}

/** The line that proves a kill, the constraint it tells itself, and the summary before it. */
export interface Proof extends Moment {
  readonly pid: number
  readonly constraint: Constraint | null
  readonly summary: Summary | null
  /** The selection that is itself the proof, no more among those kept. */
  readonly selected: Seen<FactOf['oom.selected']> | null
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
  /** The process that the report chose: the one killed, or one that a child dies for. */
  readonly chosen: number
  /** Where the report ends. */
  readonly end: number
}

/**
 * Joins the pieces that are about one kill.
 *
 * The kernel writes one report after the other, up to 4.1 also at once from several processors, and lines get lost.
 * So a piece that names a pid or a cgroup is joined by that; one that names nothing belongs to the process that is
 * chosen behind it, or killed where no line chooses, if no other process is chosen or killed between.
 */
export function joinReport(kept: Kept, proof: Proof): Joined {
  const { pid, summary } = proof
  const selections = selectionsOf(kept, proof)
  const areDoubtful = areSeveral(selections, chooses)
  const selected = areDoubtful ? undefined : selections.at(-1)
  const chosen = summary?.pid ?? selected?.value.pid ?? pid
  const end = kept.marks.findLast((mark) => mark.seq <= proof.seq && mark.pid === chosen)?.seq ?? proof.seq
  const start = kept.marks.findLast((mark) => mark.seq < end && mark.pid !== chosen)?.seq ?? 0
  const isNear = (piece: Moment) => piece.seq > start && piece.seq <= end

  const listing = kept.tables.findLast(({ value }) => value.row(pid))
  const isNamed = selected?.value.pid === pid || (listing && isNear(listing))
  if (proof.late && !isNamed) return { report: NOTHING, used: new Set(), chosen, end }

  const around = kept.tables.findLast(isNear)
  // A report in progress whose table lacks the victim is about another one.
  const isForeign = !summary && !selected && around && around.value.size > 0 && !around.value.row(pid)
  const isMixed = !summary && (areDoubtful || areSeveral(kept.taskIns.filter(isNear), names))
  const nearest = <T>(list: readonly Seen<T>[]) => (isForeign || isMixed ? undefined : list.findLast(isNear))

  const told = proof.constraint ?? constraintTold(selections)
  const taskIn = summary || told === 'global' ? undefined : nearest(kept.taskIns)
  const named = summary?.limit ?? taskIn?.value.limit ?? null
  const shortage = taskIn || nearest(kept.usages) ? 'memcg' : nearest(kept.memInfos) ? 'global' : null
  const constraint = (summary && constraintOf(summary)) ?? told ?? shortage

  const isOfLimit = ({ value }: Seen<Usage>) => value.cgroup !== null && value.cgroup.path === named?.path
  const mayBeOfLimit = ({ value }: Seen<Usage>) => value.cgroup === null || named === null
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
      limit: named ?? usage?.value.cgroup ?? null,
      task: summary?.task ?? taskIn?.value.task ?? null,
      usage: usage?.value ?? null,
      table: table?.value ?? null,
      invoker: invocation?.value ?? null,
    },
    used: new Set<Seen<unknown>>(used),
    chosen,
    end,
  }
}

/** The only process that lines chose of which a kill of `pid` may be; null: none did, or several. */
export function chosenFor(kept: Kept, pid: number, { seq }: Moment): number | null {
  const selections = selectionsOf(kept, { pid, seq, summary: null, selected: null, late: false })
  return areSeveral(selections, chooses) ? null : (selections.at(-1)?.value.pid ?? null)
}

/** The lines that chose the victim, or any whose kill has not come: a child may have died in place of one chosen. */
function selectionsOf({ selections }: Kept, proof: Omit<Proof, 'at' | 'constraint'>): Kept['selections'] {
  const { pid, seq, summary, selected, late } = proof
  if (selected) return [selected]
  const before = selections.filter((other) => other.seq <= seq)
  const own = before.filter(({ value }) => value.pid === pid)
  return own.length > 0 || summary || late ? own : before
}

const chooses = ({ pid }: FactOf['oom.selected']) => String(pid)
const names = ({ task, limit }: FactOf['oom.task_in']) => `${task?.path} ${limit?.path}`

/** Of several that differ nothing tells which one is meant; a line may come twice. */
function areSeveral<T>(pieces: readonly Seen<T>[], keyOf: (value: T) => string): boolean {
  const [first, ...others] = pieces.map(({ value }) => keyOf(value))
  return others.some((key) => key !== first)
}

function constraintTold(selections: Kept['selections']): Constraint | null {
  const [first, ...others] = selections.map(({ value }) => value.constraint)
  return first !== undefined && others.every((constraint) => constraint === first) ? first : null
}
