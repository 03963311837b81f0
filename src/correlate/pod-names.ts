import type { PodRef } from '../model/place.js'

/** Names by which lines may speak of a pod: its uid, and namespace and name. */
export function namesOf(pod: PodRef): readonly string[] {
  const names = pod.uid === null ? [] : [pod.uid]
  if (pod.namespace !== null && pod.name !== null) names.push(`${pod.namespace}/${pod.name}`)
  return names
}
