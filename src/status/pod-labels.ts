import type { PodRef } from '../model/place.js'
import { type Fields, textIn } from './fields.js'

const PREFIX = 'io.kubernetes.'

/** The names that the kubelet gives its containers as labels; a container that is not the kubelet's has no pod. */
export function podInLabels(labels: Fields): {
  readonly pod: PodRef | null
  readonly containerName: string | null
} {
  const pod = {
    namespace: textIn(labels, `${PREFIX}pod.namespace`),
    name: textIn(labels, `${PREFIX}pod.name`),
    uid: textIn(labels, `${PREFIX}pod.uid`),
  }
  return {
    pod: pod.name === null && pod.uid === null ? null : pod,
    containerName: textIn(labels, `${PREFIX}container.name`),
  }
}
