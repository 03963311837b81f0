import type { PodRef } from '../../src/model/place.js'
import { readPodUid } from './pod-ref.js'

/** Whose a container is that the kubelet (dockershim) or cri-dockerd had docker make. */
export interface KubernetesName {
  /** null: the pod's sandbox. */
  readonly container: string | null
  readonly pod: PodRef
  readonly attempt: number
}

const NAME =
  /^k8s_([A-Za-z0-9-]{1,63})_([a-z0-9.-]{1,253})_([a-z0-9-]{1,63})_([0-9a-f-]{32,36})_(\d{1,9})(?:_[0-9a-f]{1,8})?$/
const SANDBOX = 'POD'

/** Reads `k8s_app_web-0_shop_7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23_2`; undefined for a name of another making. */
export function readKubernetesName(name: string): KubernetesName | undefined {
  const [, container, pod = '', namespace = '', printedUid, attempt] = NAME.exec(name) ?? []
  const uid = readPodUid(printedUid)
  if (container === undefined || uid === null) return undefined
  return {
    container: container === SANDBOX ? null : container,
    pod: { namespace, name: pod, uid },
    attempt: Number(attempt),
  }
}
