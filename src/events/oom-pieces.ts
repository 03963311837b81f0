import type { Standing } from './occurrence.js'
import type { FactOf } from '../model/fact.js'
import { joinReport, type Kept, NOTHING, type Proof, type Report } from './oom-join.js'
import type { Moment, Seen } from './oom-moment.js'
import { createTaskTable } from './oom-table.js'

/** Facts that a report is made of before its kill. */
export type ReportFact = FactOf[
  | 'oom.invoked'
  | 'oom.cpu'
  | 'oom.usage'
  | 'oom.mem_info'
  | 'oom.stats'
  | 'oom.table'
  | 'oom.task'
  | 'oom.task_in'
  | 'oom.selected']

/** What the OOM reports of one node printed and no kill has used yet. */
export interface OomPieces {
  readonly add: (fact: ReportFact, moment: Moment) => void
  /** Gives what is known of a kill and closes what stands before it. */
  readonly reportOf: (proof: Proof) => Report
  /** What stands before this moment has had its kill, or will have none. */
  readonly close: (moment: Moment) => void
  /** Takes out processes that were selected and whose kill line has not come. */
  readonly takeSelected: (isOld: (moment: Moment) => boolean) => readonly Seen<FactOf['oom.selected']>[]
  /** Whether the latest table has a row of this process. */
  readonly lists: (pid: number) => boolean
  /** Where the latest report begins whose kill has not come. */
  readonly unfinished: Standing | null
  /** Such a report may still go on. */
  readonly open: boolean
  /** Nothing came for so long that what is here will have no kill. */
  readonly abandon: () => void
}

/** Pieces kept of one kind: more reports are never open at a time. */
const MOST_KEPT = 32

const EMPTY: Kept = { invocations: [], usages: [], tables: [], taskIns: [], selections: [], memInfos: [] }

const push = <T>(list: readonly Seen<T>[], moment: Moment, value: T): readonly Seen<T>[] => [
  ...list.slice(1 - MOST_KEPT),
  { ...moment, value },
]

const replace = <T>(list: readonly Seen<T>[], old: Seen<T>, value: T): readonly Seen<T>[] =>
  list.map((piece) => (piece === old ? { ...old, value } : piece))

export function createOomPieces(): OomPieces {
  let kept = EMPTY
  let closed = 0
  let began: Moment | null = null
  let open = false
  let lastType: ReportFact['type'] | null = null

  function add(fact: ReportFact, moment: Moment): void {
    // These lines stand in other messages, too.
    if (!open && (fact.type === 'oom.cpu' || fact.type === 'oom.task')) return
    if (!open || fact.type === 'oom.invoked') began = moment
    open = true
    kept = { ...kept, ...change(fact, moment) }
    lastType = fact.type
  }

  function change(fact: ReportFact, moment: Moment): Partial<Kept> {
    switch (fact.type) {
      case 'oom.invoked':
        return { invocations: push(kept.invocations, moment, { name: fact.invoker, pid: null }) }
      case 'oom.cpu':
        return nameInvoker(fact)
      case 'oom.usage':
        return fact.of === 'memory' ? { usages: push(kept.usages, moment, { ...fact, cgroup: null }) } : {}
      case 'oom.stats':
        return nameUsage(fact.cgroup.path)
      case 'oom.mem_info':
        return { memInfos: push(kept.memInfos, moment, fact) }
      case 'oom.table':
        return addTable(fact, moment)
      case 'oom.task':
        return addRow(fact, moment)
      case 'oom.task_in':
        return addTaskIn(fact, moment)
      default:
        return { selections: push(kept.selections, moment, fact) }
    }
  }

  function nameInvoker({ name, pid }: FactOf['oom.cpu']): Partial<Kept> {
    const invoker = kept.invocations.findLast(({ value }) => value.pid === null && value.name === name)
    return invoker ? { invocations: replace(kept.invocations, invoker, { name, pid }) } : {}
  }

  function nameUsage(path: string): Partial<Kept> {
    const { usages, invocations } = kept
    const named = usages.findLast(({ value, seq }) => seq > closed && value.cgroup !== null)?.value.cgroup
    // Up to 5.2 statistics of the cgroups below follow those of the one that ran out.
    if (named && path.startsWith(`${named}/`)) return {}
    const unnamed = usages.filter(({ value }) => value.cgroup === null)
    const invoked = invocations.at(-1)?.seq ?? 0
    // Of two usages in a row the first one's statistics come first; one before another report's start is that one's.
    const usage = unnamed.find(({ seq }) => seq > invoked) ?? unnamed.at(-1)
    return usage ? { usages: replace(usages, usage, { ...usage.value, cgroup: path }) } : {}
  }

  function addTable(fact: FactOf['oom.table'], moment: Moment): Partial<Kept> {
    const table = createTaskTable(fact.columns)
    // A head among the rows of another table: what rows follow may be of either.
    if (lastType === 'oom.table' || lastType === 'oom.task') {
      kept.tables.at(-1)?.value.mix()
      table.mix()
    }
    return { tables: push(kept.tables, moment, table) }
  }

  function addRow(fact: FactOf['oom.task'], moment: Moment): Partial<Kept> {
    const current = kept.tables.findLast(({ seq }) => seq > closed)
    const table = current?.value ?? createTaskTable(null)
    table.add(fact)
    return current ? {} : { tables: push(kept.tables, moment, table) }
  }

  /** The two halves of one line may be two records. */
  function addTaskIn(fact: FactOf['oom.task_in'], moment: Moment): Partial<Kept> {
    const half = kept.taskIns.at(-1)
    if (fact.task !== null || half?.value.limit !== null) return { taskIns: push(kept.taskIns, moment, fact) }
    return { taskIns: replace(kept.taskIns, half, { ...half.value, limit: fact.limit }) }
  }

  function reportOf(proof: Proof): Report {
    const { report, used } = joinReport(kept, closed, proof)
    const isLeft = (piece: Seen<unknown>) => !used.has(piece)
    kept = {
      ...kept,
      invocations: kept.invocations.filter(isLeft),
      usages: kept.usages.filter(isLeft),
      tables: kept.tables.filter(isLeft),
      taskIns: kept.taskIns.filter(isLeft),
    }
    if (report !== NOTHING) close(proof)
    return report
  }

  function close({ seq }: Moment): void {
    closed = Math.max(closed, seq)
    kept = { ...kept, selections: kept.selections.filter((selected) => selected.seq > closed) }
    lastType = null
    if (!began || began.seq > seq) return
    began = null
    open = false
  }

  return {
    add,
    reportOf,
    close,
    takeSelected(isOld) {
      const old = kept.selections.filter(isOld)
      if (old.length > 0)
        kept = { ...kept, selections: kept.selections.filter((piece) => !old.includes(piece)) }
      return old
    },
    lists: (pid) => kept.tables.at(-1)?.value.row(pid) !== undefined,
    get unfinished() {
      return began?.at ?? null
    },
    get open() {
      return open
    },
    abandon() {
      kept = EMPTY
      open = false
    },
  }
}
