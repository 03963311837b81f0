import type { Standing } from './occurrence.js'
import type { FactOf } from '../model/fact.js'
import type { CgroupPlace } from '../model/place.js'
import { chosenFor, joinReport, type Kept, NOTHING, type Proof, type Report } from './oom-join.js'
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
  /** A line names the process that the report before it chose. */
  readonly mark: (pid: number, moment: Moment) => void
  /** Gives what is known of a kill and closes what stands before it. */
  readonly reportOf: (proof: Proof) => Report
  /** What stands before this moment has had its kill, or will have none. */
  readonly close: (moment: Moment) => void
  /** Takes out the selections that wait no longer; gives those behind which no kill came. */
  readonly takeSelected: (isOld: (moment: Moment) => boolean) => readonly Seen<FactOf['oom.selected']>[]
  /** Selections are there. */
  readonly hasSelected: boolean
  /** The process selected that this one dies for, or is; null where no line tells it. */
  readonly chosenFor: (pid: number, moment: Moment) => number | null
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

/** The same lists, as they fill. */
type Filling = { -readonly [K in keyof Kept]: Kept[K][number][] }

const createKept = (): Filling => ({
  invocations: [],
  usages: [],
  tables: [],
  taskIns: [],
  selections: [],
  memInfos: [],
  marks: [],
})

function keep<T>(list: Seen<T>[], { at, seq }: Moment, value: T): void {
  list.push({ at, seq, value })
  if (list.length > MOST_KEPT) list.shift()
}

function replace<T>(list: Seen<T>[], old: Seen<T>, value: T): void {
  list[list.indexOf(old)] = { at: old.at, seq: old.seq, value }
}

/** Two writers put what the kernel printed once into one log. */
function isSameLine(a: Moment, b: Moment): boolean {
  return a.at.envelope.sinceBoot !== null && a.at.line.text === b.at.line.text
}

export function createOomPieces(): OomPieces {
  let kept = createKept()
  /** Where the latest report ended that had its kill. */
  let closed = 0
  /** Where the latest kill stood. */
  let killed = 0
  let began: Moment | null = null
  let open = false
  let lastType: ReportFact['type'] | null = null

  function add(fact: ReportFact, moment: Moment): void {
    // These lines stand in other messages, too.
    if (!open && (fact.type === 'oom.cpu' || fact.type === 'oom.task')) return
    if (!open || fact.type === 'oom.invoked') began = moment
    open = true
    put(fact, moment)
    lastType = fact.type
  }

  function put(fact: ReportFact, moment: Moment): void {
    switch (fact.type) {
      case 'oom.invoked':
        return keep(kept.invocations, moment, { name: fact.invoker, pid: null })
      case 'oom.cpu':
        return nameInvoker(fact)
      case 'oom.usage':
        if (fact.of === 'memory') keep(kept.usages, moment, { ...fact, cgroup: null })
        return
      case 'oom.stats':
        return nameUsage(fact.cgroup)
      case 'oom.mem_info':
        return keep(kept.memInfos, moment, fact)
      case 'oom.table':
        return addTable(fact, moment)
      case 'oom.task':
        return addRow(fact, moment)
      case 'oom.task_in':
        return addTaskIn(fact, moment)
      default:
        mark(fact.pid, moment)
        return keep(kept.selections, moment, fact)
    }
  }

  function mark(pid: number | null, { seq }: Moment): void {
    kept.marks.push({ seq, pid })
    if (kept.marks.length > MOST_KEPT) kept.marks.shift()
  }

  function nameInvoker({ name, pid }: FactOf['oom.cpu']): void {
    const invoker = kept.invocations.findLast(({ value }) => value.pid === null && value.name === name)
    if (invoker) replace(kept.invocations, invoker, { name, pid })
  }

  function nameUsage(cgroup: CgroupPlace): void {
    const { usages, invocations } = kept
    const named = usages.findLast(({ value, seq }) => seq > closed && value.cgroup !== null)?.value.cgroup
      ?.path
    // Up to 5.2 statistics of the cgroups below follow those of the one that ran out.
    if (named && cgroup.path.startsWith(`${named}/`)) return
    const unnamed = usages.filter(({ value }) => value.cgroup === null)
    const invoked = invocations.at(-1)?.seq ?? 0
    // Of two usages in a row the first one's statistics come first; one before another report's start is that one's.
    const usage = unnamed.find(({ seq }) => seq > invoked) ?? unnamed.at(-1)
    if (usage) replace(usages, usage, { ...usage.value, cgroup })
  }

  function addTable(fact: FactOf['oom.table'], moment: Moment): void {
    const before = kept.tables.at(-1)
    if (lastType === 'oom.table' && before && isSameLine(before, moment)) return
    const table = createTaskTable(fact.columns)
    // A head among the rows of another table: what rows follow may be of either.
    if (lastType === 'oom.table' || lastType === 'oom.task') {
      kept.tables.at(-1)?.value.mix()
      table.mix()
    }
    keep(kept.tables, moment, table)
  }

  function addRow(fact: FactOf['oom.task'], moment: Moment): void {
    const current = kept.tables.findLast(({ seq }) => seq > closed)
    const table = current?.value ?? createTaskTable(null)
    table.add(fact)
    if (!current) keep(kept.tables, moment, table)
  }

  /** The two halves of one line may be two records. */
  function addTaskIn(fact: FactOf['oom.task_in'], moment: Moment): void {
    const half = kept.taskIns.at(-1)
    if (fact.task !== null || half?.value.limit !== null) keep(kept.taskIns, moment, fact)
    else replace(kept.taskIns, half, { ...half.value, limit: fact.limit })
  }

  function reportOf(proof: Proof): Report {
    const { report, used, chosen, end } = joinReport(kept, proof)
    const isLeft = (piece: Seen<unknown>) => !used.has(piece)
    kept.invocations = kept.invocations.filter(isLeft)
    kept.usages = kept.usages.filter(isLeft)
    kept.tables = kept.tables.filter(isLeft)
    kept.taskIns = kept.taskIns.filter(isLeft)
    if (report !== NOTHING) settle(chosen, end, proof)
    return report
  }

  /** The process that a report chose has had its kill: what comes of it again is another report's. */
  function settle(chosen: number, end: number, proof: Moment): void {
    if (!kept.marks.some(({ pid }) => pid === chosen)) mark(null, proof)
    kept.marks = kept.marks.map(({ seq, pid }) => ({ seq, pid: pid === chosen ? null : pid }))
    kept.selections = kept.selections.filter(({ value }) => value.pid !== chosen)
    killed = Math.max(killed, proof.seq)
    finish(end)
  }

  function finish(seq: number): void {
    closed = Math.max(closed, seq)
    lastType = null
    if (!began || began.seq > seq) return
    began = null
    open = false
  }

  function close(moment: Moment): void {
    mark(null, moment)
    killed = Math.max(killed, moment.seq)
    finish(moment.seq)
  }

  return {
    add,
    mark,
    reportOf,
    close,
    takeSelected(isOld) {
      const old = kept.selections.filter(isOld)
      if (old.length > 0) kept.selections = kept.selections.filter((piece) => !old.includes(piece))
      return old.filter(({ seq }) => seq > killed)
    },
    get hasSelected() {
      return kept.selections.length > 0
    },
    chosenFor: (pid, moment) => chosenFor(kept, pid, moment),
    lists: (pid) => kept.tables.at(-1)?.value.row(pid) !== undefined,
    get unfinished() {
      return began?.at ?? null
    },
    get open() {
      return open
    },
    abandon() {
      kept = createKept()
      open = false
    },
  }
}
