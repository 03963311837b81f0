import type { PodRef } from './place.js'
import type { Cause } from './termination.js'

/** All deaths of a run, gathered. */
export interface Summary {
  readonly terminations: number
  /** The worst first: by how bad the cause is, then by count, then the latest. */
  readonly groups: readonly DeathGroup[]
}

/** Deaths that belong together: the same death again and again, or those of one root. Times are epoch milliseconds. */
export interface DeathGroup {
  readonly count: number
  readonly cause: Cause
  /** What all have in common; null where one root took several kinds of containers. */
  readonly fingerprint: string | null
  /** The root that all share; null where they have several, or none is known. */
  readonly incident: string | null
  /** How many roots are known. */
  readonly incidents: number
  /** Pods by the names that their replicas share, each once. */
  readonly workloads: readonly Workload[]
  readonly pods: readonly PodRef[]
  /** Containers by their names, each once; by the id where the log does not name one. Sandboxes are none of them. */
  readonly containers: readonly string[]
  /** How many of the deaths are of pods' sandboxes. */
  readonly sandboxes: number
  readonly nodes: readonly (string | null)[]
  /** What evictions were to free. */
  readonly resources: readonly string[]
  /** Null where they differ, as the next two. */
  readonly limitBytes: number | null
  /** The OOM-killed process by its name. */
  readonly victim: string | null
  readonly headline: string | null
  /** The most frequent first; null: not in the log. */
  readonly exitCodes: readonly (number | null)[]
  readonly first: number | null
  readonly last: number | null
  readonly loop: CrashLoop | null
}

/** Pods of one owner, by the name that they share. */
export interface Workload {
  readonly namespace: string | null
  readonly name: string
}

/** Containers that died again soon after each restart. */
export interface CrashLoop {
  /** How many did so. */
  readonly containers: number
  /** The most deaths of one of them in a row. */
  readonly deaths: number
  /** Seconds by which the kubelet put restarts off, the shortest and the longest; null: not in the log. */
  readonly backoff: { readonly from: number; readonly to: number } | null
}
