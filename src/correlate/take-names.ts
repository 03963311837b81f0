import type { PodRef } from '../model/place.js'
import { namesOf } from './pod-names.js'
import type { Identity, Who } from './who.js'

/** What a line that names no id calls a container. */
interface Names {
  readonly pod: PodRef
  readonly containerName: string | null
}

/** Whether nothing that is known of the container speaks against the names. */
export function canBe(me: Identity, { pod, containerName }: Names, who: Who): boolean {
  const isSameName = me.name === null || me.name === containerName
  return isSameName && (me.pod === null || !hasPod(me) || who.samePod(me.pod, pod))
}

/** The container is the one of these names. */
export function takeNames(me: Identity, { pod, containerName }: Names): void {
  me.name ??= containerName
  if (hasPod(me)) return
  me.pod = pod
  me.podNames = namesOf(pod)
}

/** A pod without any name is none. */
function hasPod({ pod }: Identity): boolean {
  return pod !== null && (pod.uid !== null || pod.name !== null)
}
