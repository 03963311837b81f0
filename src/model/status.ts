import type { PodRef } from './place.js'

/** Whose words a status is: the API server's pods, their description, its events, or those of the runtime itself. */
export type StatusSource = 'pods' | 'describe' | 'events' | 'crictl' | 'docker'

interface Told {
  readonly source: StatusSource
  /** The status file by the name that the user gave. */
  readonly file: string
}

/**
 * One state of one container as a status tells it: the platform's claim, to be weighed and never to be believed.
 *
 * Times are epoch milliseconds, of which Kubernetes keeps whole seconds; the times that it leaves empty
 * (`Mon, 01 Jan 0001`) are null.
 */
export interface ClusterClaim extends Told {
  readonly node: string | null
  readonly pod: PodRef | null
  readonly containerName: string | null
  /** Without its scheme (`containerd://`). */
  readonly containerId: string | null
  readonly state: 'running' | 'terminated' | 'waiting'
  /** `lastState` is the state of the instance before the one of `state`. */
  readonly which: 'state' | 'lastState'
  readonly reason: string | null
  readonly exitCode: number | null
  readonly signal: string | null
  readonly startedAt: number | null
  readonly finishedAt: number | null
  readonly restartCount: number | null
  readonly message: string | null
  /** Docker's own flag, which stands for no reason of Kubernetes; null: not docker's. */
  readonly oomKilled: boolean | null
}

/** What a status tells of a pod as a whole. */
export interface PodClaim extends Told {
  readonly pod: PodRef
  readonly phase: string | null
  readonly reason: string | null
  readonly message: string | null
  /** The reason of the condition DisruptionTarget: `EvictionByEvictionAPI`. */
  readonly disruption: string | null
}

/** One event of the cluster about a pod. */
export interface EventClaim extends Told {
  readonly pod: PodRef
  readonly containerName: string | null
  readonly reason: string
  readonly message: string | null
  /** How often it was seen; 1 where nothing else is said. */
  readonly count: number
  /** Epoch milliseconds; null where only an age is printed. */
  readonly firstAt: number | null
  readonly lastAt: number | null
}

/** All that the status files tell. */
export interface ClusterStatus {
  readonly containers: readonly ClusterClaim[]
  readonly pods: readonly PodClaim[]
  readonly events: readonly EventClaim[]
}

/**
 * What a finding is about. Those that end in `-told` give what the log does not: they stand for no
 * disagreement, and for no proof either.
 */
export type StatusFindingId =
  | 'matched-by-time'
  | 'status-older'
  | 'death-overwritten'
  | 'made-up'
  | 'exit-code'
  | 'exit-code-told'
  | 'end-told'
  | 'reason'
  | 'reason-unspecific'
  | 'reason-told'
  | 'stop-reason'
  | 'stop-reason-told'
  | 'finished'
  | 'restarts'
  | 'resource'
  | 'resource-told'

/** One thing in which the cluster's account of a death agrees with the node's, or does not. */
export interface StatusFinding {
  readonly id: StatusFindingId
  /** false: who reads the cluster's account alone is misled, or misses it. */
  readonly agrees: boolean
  /** A plain sentence, without a capital and a full stop. */
  readonly says: string
}
