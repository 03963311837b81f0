/** Names of a pod, each null where the log does not tell it. A static pod's uid is 32 hex digits, any other's is dashed. */
export interface PodRef {
  readonly namespace: string | null
  readonly name: string | null
  readonly uid: string | null
}

/** Who runs containers, and prints lines of them. */
export type Runtime = 'containerd' | 'docker' | 'cri-o' | 'conmon' | 'podman'

/** What a cgroup path names. `level` is what stands at the path itself: a container's cgroup (or one inside it), a pod's, what is above pods, or none of these. */
export interface CgroupPlace {
  /** The path as printed. */
  readonly path: string
  readonly level: 'container' | 'pod' | 'kubepods' | 'other'
  /** 64 hex digits, or null. In nested nodes (kind) the innermost container. */
  readonly containerId: string | null
  readonly podUid: string | null
  readonly runtime: Runtime | null
}

/** Whose memory limit was hit: the container's, its pod's, the node's (global, or all pods together), or something else's. */
export type LimitScope = 'container' | 'pod' | 'node' | 'other'

/** Whose memory ran out, as the kernel says it: a cgroup's, the node's, or that of a set or policy of memory nodes. */
export type Constraint = 'memcg' | 'global' | 'cpuset' | 'policy'
