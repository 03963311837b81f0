import type { CgroupPlace, LimitScope } from '../model/place.js'

/** Behind a container's id where the limit is the container's: crun, systemd and nested engines move its processes down. */
const OWN_TAIL = /^(?:\.scope)?(?:\/(?:container|init|supervisor|init\.scope))?$/

/**
 * Whose limit a cgroup's memory limit is, seen from the task that was killed at it; null where it was set inside a
 * container, by whoever manages services there.
 *
 * A limit of another container or pod than the task's own is that of a nested node around it: `other`.
 * `/kubepods` and the classes below it bound all pods of the node together: `node`.
 */
export function scopeOfLimit(limit: CgroupPlace, task: CgroupPlace | null): LimitScope | null {
  if (limit.level === 'container') {
    if (differ(task?.containerId, limit.containerId)) return 'other'
    return isInside(limit) ? null : 'container'
  }
  if (limit.level === 'pod') return differ(task?.podUid, limit.podUid) ? 'other' : 'pod'
  return limit.level === 'kubepods' ? 'node' : 'other'
}

/** Below the cgroup of its container, not that one itself. */
function isInside({ path, containerId }: CgroupPlace): boolean {
  if (containerId === null) return false
  const at = path.indexOf(containerId)
  return at >= 0 && !OWN_TAIL.test(path.slice(at + containerId.length))
}

function differ(a: string | null | undefined, b: string | null): boolean {
  return Boolean(a && b && a !== b)
}
