import type { Event } from '../model/event.js'
import type { PodRef } from '../model/place.js'
import { podLabel, shortId } from './sayings.js'

/** Whom an event is about, by the names on its line alone. */
export interface Subject {
  readonly containerId: string | null
  readonly pod: PodRef | null
}

export function subjectOf(event: Event): Subject {
  return {
    containerId: 'containerId' in event ? event.containerId : null,
    pod:
      'pod' in event
        ? event.pod
        : 'pods' in event && event.pods.length === 1
          ? (event.pods[0] ?? null)
          : null,
  }
}

/** `25a38b5b8d55`, else the pod's name; null for what is about the node. */
export function subjectLabel({ containerId, pod }: Subject): string | null {
  return containerId === null ? podLabel(pod) : shortId(containerId)
}

/** Two names of one pod: the same uid, or the same namespace and name where one of them has no uid. */
export function samePod(a: PodRef | null, b: PodRef | null): boolean {
  if (a === null || b === null) return false
  if (a.uid !== null && b.uid !== null) return a.uid === b.uid
  return a.name !== null && a.name === b.name && a.namespace === b.namespace
}
