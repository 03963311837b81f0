import type { Runtime } from '../../src/model/place.js'

/** Whose containers a containerd namespace holds: dockerd keeps its own in `moby`, the CRI plugin in `k8s.io`. */
export function runtimeOfNamespace(namespace: string | undefined): Runtime {
  return namespace === 'moby' ? 'docker' : 'containerd'
}
