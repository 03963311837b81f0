import type { ClusterStatus } from '../model/status.js'

export const NOTHING: ClusterStatus = { containers: [], pods: [], events: [] }

/** What several files tell, as one. */
export function joinStatus(parts: readonly ClusterStatus[]): ClusterStatus {
  return {
    containers: parts.flatMap((part) => part.containers),
    pods: parts.flatMap((part) => part.pods),
    events: parts.flatMap((part) => part.events),
  }
}

export function isEmptyStatus({ containers, pods, events }: ClusterStatus): boolean {
  return containers.length + pods.length + events.length === 0
}
