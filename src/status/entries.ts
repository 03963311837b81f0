import type { PodRef } from '../model/place.js'
import type { ClusterClaim } from '../model/status.js'

/** One container as one file tells of it: all its states, of one instance or of several. */
export interface Entry {
  readonly file: string
  readonly pod: PodRef | null
  readonly name: string | null
  readonly claims: readonly ClusterClaim[]
}

/** The claims by the container that they are about. One without a pod is known by its id alone. */
export function groupClaims(claims: readonly ClusterClaim[]): readonly Entry[] {
  const byKey = new Map<string, readonly ClusterClaim[]>()
  for (const claim of claims) {
    const { source, file, pod, containerName, containerId } = claim
    const who = pod ? [pod.namespace, pod.name, pod.uid, containerName] : [containerId]
    const key = JSON.stringify([source, file, ...who])
    byKey.set(key, [...(byKey.get(key) ?? []), claim])
  }
  return [...byKey.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ file: first.file, pod: first.pod, name: first.containerName, claims: own }] : []
  })
}

/** Whether two references can only be of one pod. */
export function isSamePod(a: PodRef | null, b: PodRef | null): boolean {
  if (a === null || b === null) return false
  if (a.uid !== null && b.uid !== null) return isSameUid(a.uid, b.uid)
  return (
    a.name !== null &&
    a.name === b.name &&
    (a.namespace === null || b.namespace === null || a.namespace === b.namespace)
  )
}

/** Whether two references cannot be of one pod. */
export function isOtherPod(a: PodRef | null, b: PodRef | null): boolean {
  if (a === null || b === null) return false
  const differs = (x: string | null, y: string | null) => x !== null && y !== null && x !== y
  const isOtherUid = a.uid !== null && b.uid !== null && !isSameUid(a.uid, b.uid)
  return isOtherUid || differs(a.name, b.name) || differs(a.namespace, b.namespace)
}

/** A static pod's uid is written with dashes and without. */
function isSameUid(a: string, b: string): boolean {
  return a === b || (a.length !== b.length && a.replaceAll('-', '') === b.replaceAll('-', ''))
}
