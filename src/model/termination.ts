import type { Event } from './event.js'
import type { LimitScope, PodRef, Runtime } from './place.js'
import type { StatusFinding } from './status.js'

/** What ended a container; the meanings are the output contract's. */
export const CAUSES = [
  'oom-container',
  'oom-pod',
  'oom-node',
  'eviction',
  'probe',
  'deletion',
  'stopped',
  'preemption',
  'node-shutdown',
  'node-reboot',
  'crash',
  'killed',
  'error',
  'completed',
  'start-failure',
  'unknown',
] as const
/** What ended a container. */
export type Cause = (typeof CAUSES)[number]

/** certain: a line says so; likely: the lines fit one story alone; possible: they fit it among others. */
export type Confidence = 'certain' | 'likely' | 'possible'

/** What the log knows a container by. */
export interface ContainerRef {
  /** As far as the log knows it; 64 hex digits where it prints them all. Null only where no line names it. */
  readonly id: string | null
  readonly name: string | null
  readonly attempt: number | null
  readonly runtime: Runtime | null
  readonly sandbox: boolean
  /** The pod's sandbox that the container lived in; null for a sandbox itself or where not told. */
  readonly sandboxId: string | null
  /** Process id of the container's init in the host's pid namespace. */
  readonly initPid: number | null
}

/** A process in the container that the OOM killer killed. */
export interface OomKillOf {
  readonly pid: number
  readonly name: string
  readonly uid: number | null
  readonly rssBytes: number | null
  /** The victim was the container's init process; null: the log does not tell which process that is. */
  readonly isInit: boolean | null
}

/** Every OOM kill in the container's life, whatever ended it. */
export interface Oom {
  /** null: the runtime or systemd reports an OOM kill and no kernel line tells whose limit it was. */
  readonly scope: LimitScope | null
  readonly cgroup: string | null
  readonly limitBytes: number | null
  readonly usageBytes: number | null
  readonly failures: number | null
  readonly invoker: { readonly pid: number | null; readonly name: string } | null
  readonly kills: readonly OomKillOf[]
  /** Those that held the most memory. */
  readonly topTasks: readonly MemoryHolder[]
}

/** A process that the report of an OOM kill lists. */
export interface MemoryHolder {
  readonly pid: number
  readonly name: string
  readonly rssBytes: number | null
  readonly rssPages: number
  /** The other container that it is the init of; absent where it is this one's, or nothing tells. */
  readonly of?: {
    readonly pod: PodRef | null
    readonly container: { readonly id: string | null; readonly name: string | null }
  }
}

/** The stop that was asked for, or the signal that ended it. */
export interface Kill {
  readonly requestedAt: number | null
  readonly gracePeriodSeconds: number | null
  readonly signal: string | null
  /** SIGKILL followed because the grace period ran out. */
  readonly escalated: boolean
  readonly by: 'kubelet' | 'runtime' | 'user' | 'kernel' | null
}

/** What the kubelet says of the eviction that ended it. */
export interface Eviction {
  readonly resource: string | null
  readonly rankedAt: number | null
  readonly evictedAt: number | null
  /** 1-based place in the ranking and its length. */
  readonly rank: { readonly place: number; readonly of: number } | null
}

/** Which two claims contradict each other. */
export type ContradictionId =
  | 'oomkilled-exit-0'
  | 'oomkilled-exit-143'
  | 'kernel-kill-without-taskoom'
  | 'taskoom-without-kernel-kill'
  | 'exit-code-differs'
  | 'container-status-unknown'
  | 'clock-differs'

/** Two claims of the log that cannot both be the whole truth. `evidence` are indexes into the record's evidence. */
export interface Contradiction {
  readonly id: ContradictionId
  readonly says: string
  readonly evidence: readonly number[]
}

/** One record per death of a container: who, when, why, what proves it and what does not. */
export interface Termination {
  readonly node: string | null
  readonly pod: PodRef | null
  readonly container: ContainerRef
  /** Epoch milliseconds UTC. */
  readonly startedAt: number | null
  readonly finishedAt: number | null
  /** false: something in it was killed, its own end is not in the log. */
  readonly exitObserved: boolean
  readonly exitCode: number | null
  readonly exitCodeFrom: string | null
  /** Its source was not there at the end and made the code up. */
  readonly exitCodeMadeUp: boolean
  readonly signal: string | null
  readonly cause: Cause
  readonly confidence: Confidence
  /** The rule that gave the cause. */
  readonly rule: string
  readonly headline: string
  readonly why: readonly string[]
  readonly notProven: readonly string[]
  readonly oom: Oom | null
  readonly kill: Kill | null
  readonly eviction: Eviction | null
  readonly contradictions: readonly Contradiction[]
  /** What the cluster says of this death (`--status`); null or absent where nobody asked it, or it does not know the container. */
  readonly status?: readonly StatusFinding[] | null
  readonly incident: string | null
  readonly fingerprint: string
  /** The joined lines in time order. */
  readonly evidence: readonly Event[]
}

/** What the clock of an input settled on, for those who print wall-clock times. */
export interface ClockNote {
  readonly node: string | null
  readonly file: string
  /** Minutes east of UTC of the log's own wall clock. */
  readonly offsetMinutes: number
  readonly year: 'written' | 'inferred' | 'assumed'
  readonly zone: 'written' | 'inferred' | 'assumed'
  /** `kubelet runs 2 m 0 s behind syslog`. */
  readonly skews: readonly { readonly source: string; readonly aheadSeconds: number }[]
}
