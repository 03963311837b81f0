import type { Cause } from '../model/termination.js'

/** A reason for a stop that only the cluster may know, and the causes that it bears out or fills in. */
export interface StopReason {
  readonly reason: string
  /** Words that the event's message holds; a pod's reason needs none. */
  readonly holds?: string
  /** Behind `the cluster gives the reason: `. */
  readonly tells: string
  /** The log's cause says the same. */
  readonly fits: readonly Cause[]
  /** The log's cause leaves room for it. */
  readonly fills: readonly Cause[]
}

const STOPS: readonly Cause[] = ['eviction', 'probe', 'deletion', 'stopped', 'preemption', 'node-shutdown']
/** Ended by somebody, and the log does not say why. */
const OPEN: readonly Cause[] = ['stopped', 'killed', 'unknown']
const NODE_DOWN = { tells: 'its node was shut down', fits: ['node-shutdown'], fills: OPEN } as const

/** `status.reason` of a pod, and the reason of its condition DisruptionTarget. */
export const podReasons: readonly StopReason[] = [
  { reason: 'Evicted', tells: 'its pod was evicted', fits: ['eviction'], fills: OPEN },
  { reason: 'Preempting', tells: 'its pod made room for a critical one', fits: ['preemption'], fills: OPEN },
  { reason: 'Terminated', ...NODE_DOWN },
  { reason: 'NodeShutdown', ...NODE_DOWN },
  { reason: 'Shutdown', ...NODE_DOWN },
  { reason: 'NodeLost', tells: 'its node was lost', fits: ['node-reboot'], fills: OPEN },
  {
    reason: 'DeadlineExceeded',
    tells: 'its pod ran longer than activeDeadlineSeconds allows',
    fits: [],
    fills: OPEN,
  },
  {
    reason: 'EvictionByEvictionAPI',
    tells: 'its pod was evicted through the API, as kubectl drain does',
    fits: [],
    fills: [...OPEN, 'deletion'],
  },
  {
    reason: 'PreemptionByScheduler',
    tells: 'the scheduler made room for a pod of higher priority',
    fits: ['preemption'],
    fills: [...OPEN, 'deletion'],
  },
  {
    reason: 'DeletionByTaintManager',
    tells: 'its pod was deleted because of a taint of its node',
    fits: [],
    fills: [...OPEN, 'deletion'],
  },
  {
    reason: 'DeletionByPodGC',
    tells: 'its pod was cleared away, as one whose node is gone',
    fits: [],
    fills: [...OPEN, 'deletion'],
  },
]

/** Events of a pod. */
export const eventReasons: readonly StopReason[] = [
  {
    reason: 'Killing',
    holds: 'failed liveness probe',
    tells: 'its liveness probe failed',
    fits: ['probe'],
    fills: OPEN,
  },
  {
    reason: 'Killing',
    holds: 'failed startup probe',
    tells: 'its startup probe failed',
    fits: ['probe'],
    fills: OPEN,
  },
  { reason: 'Killing', holds: 'PostStartHook', tells: 'its postStart hook failed', fits: [], fills: OPEN },
  { reason: 'Killing', holds: 'definition changed', tells: 'its definition changed', fits: [], fills: OPEN },
  {
    reason: 'Killing',
    holds: 'Stopping container',
    tells: 'the kubelet stopped it',
    fits: STOPS,
    fills: ['killed', 'unknown'],
  },
  { reason: 'Evicted', tells: 'its pod was evicted', fits: ['eviction'], fills: OPEN },
  { reason: 'Preempting', tells: 'its pod made room for a critical one', fits: ['preemption'], fills: OPEN },
  {
    reason: 'Preempted',
    tells: 'the scheduler made room for a pod of higher priority',
    fits: ['preemption'],
    fills: [...OPEN, 'deletion'],
  },
  {
    reason: 'TaintManagerEviction',
    holds: 'Marking for deletion',
    tells: 'its pod was deleted because of a taint of its node',
    fits: [],
    fills: [...OPEN, 'deletion'],
  },
  { reason: 'SandboxChanged', tells: 'its sandbox was gone or changed', fits: [], fills: OPEN },
]
