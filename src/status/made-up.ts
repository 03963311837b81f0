import type { ClusterClaim } from '../model/status.js'

/** A claim that reports no exit: whoever writes it lost sight of the container. */
interface Invention {
  readonly isIt: (claim: ClusterClaim) => boolean
  /** Behind `the cluster shows Error with exit code 137: `. */
  readonly because: string
}

const INVENTIONS: readonly Invention[] = [
  {
    isIt: ({ reason }) => reason === 'ContainerStatusUnknown' || reason === 'RestartingAllContainers',
    because: 'Kubernetes writes that for a container it lost',
  },
  {
    isIt: ({ reason, exitCode }) => reason === 'Unknown' && exitCode === 255,
    because: 'containerd writes that where it finds no task after it was restarted',
  },
  {
    isIt: ({ message }) => message?.startsWith('Unable to get init container status') === true,
    because: 'the kubelet writes that for an init container that is gone, since its pod got past it',
  },
]

/** Why the claim reports an end that nobody saw; undefined for what a runtime reports of an exit. */
export function inventedBecause(claim: ClusterClaim): string | undefined {
  return claim.state === 'terminated' ? INVENTIONS.find(({ isIt }) => isIt(claim))?.because : undefined
}
