import type { PodRef } from '../../src/model/place.js'
import { readPodRef } from './pod-ref.js'

/** A container as the kubelet's docker_manager.go, before 1.7, names it in quotes. */
export interface ManagedContainer {
  readonly containerId: string
  readonly containerName: string | null
  readonly pod: PodRef
}

const NAME = /^([0-9a-f]{64})(?: ([A-Za-z0-9-]{1,63}))?(?: ([a-z0-9-]{1,63}\/[a-z0-9.-]{1,253}))?$/

/** Reads `<id> nginx shop/web-0`; name and pod are not there where the kubelet did not know them. */
export function readManagedContainer(text: string | undefined): ManagedContainer | undefined {
  const [, containerId, containerName = null, pod] = NAME.exec(text ?? '') ?? []
  return containerId === undefined ? undefined : { containerId, containerName, pod: readPodRef(pod) }
}
