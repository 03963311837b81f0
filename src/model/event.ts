import type { Fact, FactBase } from './fact.js'
import type { Constraint, LimitScope, Runtime } from './place.js'
import type { Stamp, StampOrigin } from './stamp.js'

/** Where and when an event stands. Who made it is in its own fields. */
export interface Placed {
  /** Epoch milliseconds UTC on the solved clock, with fractions; null where the line has no time. */
  readonly time: number | null
  /** What one unit of the stamp's last digit is worth in milliseconds: 1000 for a whole-second stamp. */
  readonly stepMs: number
  readonly node: string | null
  readonly program: string | null
  readonly file: string
  /** 1-based line number. */
  readonly line: number
  /** Byte offset of the line in its input. */
  readonly order: number
  /** Its place in a log that is kept in several files, generation after generation; absent: its line in its file. */
  readonly sequence?: { readonly log: string; readonly at: number }
  /** The line as it stands in the input. */
  readonly text: string
  readonly origin: StampOrigin | null
  /** The stamp that the line's envelope carries, before any clock placed it. */
  readonly written: Stamp | null
  /** Seconds since boot, where the line carries them. */
  readonly sinceBoot: number | null
}

/** A process as the kernel names it in a kill. */
export interface Victim {
  readonly pid: number
  readonly name: string
  readonly uid: number | null
  readonly rssBytes: number | null
}

/** A row of the report's tasks table, pages turned into bytes (null when the page size is not known: then `rssPages` counts). */
export interface Task {
  readonly pid: number
  readonly name: string
  readonly rssBytes: number | null
  readonly rssPages: number
  readonly oomScoreAdj: number | null
}

/** One kernel OOM kill, however many lines the kernel spent on it. */
export interface KernelOomKill extends FactBase<'kernel.oom_kill'> {
  readonly constraint: Constraint | null
  readonly victim: Victim
  /** 64 hex digits from the victim's own cgroup, never from `cpuset=`. */
  readonly containerId: string | null
  readonly podUid: string | null
  readonly runtime: Runtime | null
  /** Whose limit was hit; null: the lines do not tell. */
  readonly scope: LimitScope | null
  readonly oomCgroup: string | null
  readonly taskCgroup: string | null
  readonly limitBytes: number | null
  readonly usageBytes: number | null
  readonly failures: number | null
  readonly oomScoreAdj: number | null
  /** Who asked for memory when the limit was hit: not the victim. */
  readonly invoker: { readonly pid: number | null; readonly name: string } | null
  /** One of the kills of a `memory.oom.group` sweep. */
  readonly group: boolean
  /**
   * What the kill rests on: the kill line itself; alone the line that chose the victim (`oom-kill:`, before 5.0
   * `Kill process … or sacrifice child`, which may have hit a child instead); or the reaper alone.
   */
  readonly seenAs: 'killed' | 'summary' | 'reaped' | 'exiting'
  readonly tasks: readonly Task[]
  /** `tasks` are all that the report listed: its table stands in the log with its head and without another's rows. */
  readonly tasksComplete: boolean
}

export interface KernelOomInvoked extends FactBase<'kernel.oom_invoked'> {
  readonly invoker: string
  /** Asked for by a person (SysRq f), not by a shortage. */
  readonly manual: boolean
}

export interface KernelOomGroup extends FactBase<'kernel.oom_group'> {
  readonly containerId: string | null
  readonly podUid: string | null
  readonly cgroup: string
}

export interface KernelOomReaped extends FactBase<'kernel.oom_reaped'> {
  readonly pid: number
  readonly name: string
  readonly unable: boolean
}

/** Facts that are an event as they stand: all but the pieces of an OOM report. */
export type WholeFact = Exclude<Fact, { readonly type: `oom.${string}` }>

/** What happened, without where and when. */
export type Happening = WholeFact | KernelOomKill | KernelOomInvoked | KernelOomGroup | KernelOomReaped

/** The name of a kind of event, such as `kernel.oom_kill`. */
export type EventType = Happening['type']

/** One thing that happened on a node, typed, placed and timed. */
export type Event = Happening & Placed

/** The event of a kind, with its fields. */
export type EventOf<T extends EventType> = Extract<Happening, { readonly type: T }> & Placed
