import type { Task } from '../model/event.js'
import type { FactOf } from '../model/fact.js'

/** One row of a report's tasks table, its numbers named by the table's head. */
export interface TaskRow {
  readonly pid: number
  readonly name: string
  readonly uid: number | null
  readonly totalVmPages: number | null
  readonly rssPages: number
  readonly oomScoreAdj: number | null
}

/** Rows kept of one table: more tasks than a node has. */
const MOST_ROWS = 65_536
/** Tasks given with a kill: those that held the most, and the victim. */
const MOST_TASKS = 64
/** Page sizes of the machines that run containers, in bytes. */
const PAGE_SIZES = [4096, 16_384, 65_536]
/** Row and kill line are not of the same instant. Page sizes are four times each other. */
const SLACK = 1.5

/** These lead the numbers of every version's table: all that is read where its head is lost. */
const LEADING = ['uid', 'tgid', 'total_vm', 'rss']

/** The tasks table of an OOM report. */
export interface TaskTable {
  readonly add: (fact: FactOf['oom.task']) => void
  readonly row: (pid: number) => TaskRow | undefined
  readonly size: number
  /** The table's tasks by memory held, or of a table mixed with another's the victim alone. */
  readonly tasks: (victimPid: number, pageSize: number | null) => readonly Task[]
  /** Tells that rows of another report stand among these: whose they are is not known any more. */
  readonly mix: () => void
  readonly mixed: boolean
  /** The head is there, no other table's rows are among these, and `tasks` gives all of them. */
  readonly complete: boolean
}

/** `columns` is the table's head, null where it is lost. */
export function createTaskTable(columns: readonly string[] | null): TaskTable {
  const names = columns?.slice(1, -1)
  const rows = new Map<number, TaskRow>()
  let mixed = false
  return {
    add(fact) {
      const row = readRow(fact, names)
      if (row && rows.size < MOST_ROWS) rows.set(row.pid, row)
    },
    row: (pid) => rows.get(pid),
    get size() {
      return rows.size
    },
    get mixed() {
      return mixed
    },
    mix() {
      mixed = true
    },
    get complete() {
      return names !== undefined && !mixed && rows.size > 0 && rows.size <= MOST_TASKS
    },
    tasks(victimPid, pageSize) {
      const victim = rows.get(victimPid)
      if (mixed) return victim ? [taskOf(victim, pageSize)] : []
      const held = [...rows.values()].sort((a, b) => b.rssPages - a.rssPages)
      const top = held.slice(0, MOST_TASKS)
      if (victim && !top.includes(victim)) top.push(victim)
      return top.map((row) => taskOf(row, pageSize))
    },
  }
}

function taskOf({ pid, name, rssPages, oomScoreAdj }: TaskRow, pageSize: number | null): Task {
  return { pid, name, rssBytes: pageSize && rssPages * pageSize, rssPages, oomScoreAdj }
}

function readRow(fact: FactOf['oom.task'], names: readonly string[] | undefined): TaskRow | undefined {
  const count = names?.length ?? fact.numbers.length
  // A name may begin with digits; a row with fewer numbers than columns is cut.
  const surplus = fact.numbers.slice(count)
  if (fact.numbers.length < count) return undefined
  const numbers = fact.numbers.slice(0, count)
  const valueOf = (name: string) => numbers[(names ?? LEADING).indexOf(name)] ?? null
  const rssPages = valueOf('rss')
  if (rssPages === null) return undefined
  return {
    pid: fact.pid,
    name: [...surplus, fact.name].join(' '),
    uid: valueOf('uid'),
    totalVmPages: valueOf('total_vm'),
    rssPages,
    oomScoreAdj: valueOf('oom_score_adj'),
  }
}

/** Bytes of a page where one process's memory is known in pages and in bytes, else null. */
export function solvePageSize(bytes: number | null, pages: number | undefined): number | null {
  if (!bytes || !pages) return null
  const size = bytes / pages
  return PAGE_SIZES.find((known) => size < known * SLACK && size > known / SLACK) ?? null
}
