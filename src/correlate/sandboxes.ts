import type { Ordered } from './order.js'
import { namesOf } from './pod-names.js'
import type { Identity } from './who.js'

/** The kubelet looks at the containers about once a second. */
const LOOK_MS = 1_000

/** What the kubelet tells of an id of which it tells nothing but that it started and died. */
interface Nameless {
  diedAt: number | null
  removedAt: number | null
}

/**
 * Finds sandboxes that no line names as one. The kubelet reports their start and death like a container's, but never
 * a finish with a code, a kill or a name. So an id of which it tells only that much is a sandbox
 *
 * - where it tells the code of every container of the pod, and this one did not vanish before it could look;
 * - else where it killed the pod's other containers to take the whole pod down, and this id died only then. Without
 *   that it may be a container that crashed.
 */
export function inferSandboxes(
  ordered: readonly Ordered[],
  containers: ReadonlyMap<string, Identity>,
  fullId: (id: string) => string,
): void {
  const nameless = new Map<string, Nameless | null>()
  const tellsCodes = new Set<string>()
  const killedAt = new Map<string, number>()
  const takenDown = new Set<string>()
  for (const { event, at, keys } of ordered) {
    const { container, pods } = keys
    if (
      event.type === 'kubelet.pod_deleted' ||
      event.type === 'kubelet.evicted' ||
      event.type === 'kubelet.sandbox_changed'
    ) {
      for (const pod of pods ?? []) for (const name of namesOf(pod)) takenDown.add(name)
    }
    if (!container) continue
    const id = fullId(container)
    const uid = containers.get(id)?.pod?.uid
    if (event.type !== 'kubelet.pleg') nameless.set(id, null)
    else if (nameless.get(id) !== null) {
      const known = nameless.get(id) ?? { diedAt: null, removedAt: null }
      if (event.change === 'ContainerDied') known.diedAt ??= at
      if (event.change === 'ContainerRemoved') known.removedAt ??= at
      nameless.set(id, known)
    }
    if (!uid) continue
    if (event.type === 'kubelet.container_finished') tellsCodes.add(uid)
    if (event.type === 'kubelet.killing' && event.phase === 'requested' && !killedAt.has(uid))
      killedAt.set(uid, at)
  }
  for (const [id, told] of nameless) {
    const me = containers.get(id)
    const uid = me?.pod?.uid
    if (!told || !me?.pod || !uid || me.name !== null) continue
    const vanished = told.diedAt !== null && told.removedAt !== null && told.removedAt - told.diedAt < LOOK_MS
    const killed = killedAt.get(uid)
    const wentDown = namesOf(me.pod).some((name) => takenDown.has(name))
    const diedWithPod = wentDown && killed !== undefined && (told.diedAt ?? Infinity) >= killed
    if (tellsCodes.has(uid) ? !vanished : diedWithPod) me.sandbox = true
  }
}
