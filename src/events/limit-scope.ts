import type { CgroupPlace, LimitScope } from '../model/place.js'

/**
 * Whose limit a cgroup's memory limit is, seen from the task that was killed at it.
 *
 * A limit of another container or pod than the task's own is that of a nested node around it: `other`.
 * `/kubepods` and the classes below it bound all pods of the node together: `node`.
 */
export function scopeOfLimit(limit: CgroupPlace, task: CgroupPlace | null): LimitScope {
  if (limit.level === 'container') return differ(task?.containerId, limit.containerId) ? 'other' : 'container'
  if (limit.level === 'pod') return differ(task?.podUid, limit.podUid) ? 'other' : 'pod'
  return limit.level === 'kubepods' ? 'node' : 'other'
}

function differ(a: string | null | undefined, b: string | null): boolean {
  return Boolean(a && b && a !== b)
}
