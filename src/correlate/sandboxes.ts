import { appendTo } from '../model/append-to.js'
import type { Event, EventOf } from '../model/event.js'
import type { Lines } from './lines.js'
import { byPlace, type Ordered } from './order.js'
import type { Identity } from './who.js'

/** The kubelet looks at the containers about once a second. */
const LOOK_MS = 1_000

/**
 * Finds sandboxes that no line names as one. The kubelet reports their start and death like a container's, but never
 * a finish with a code, a kill or a name. So an id of which it tells only that much is a sandbox
 *
 * - where it says that the pod has no container of this id, or tells the code of every container of the pod, and this
 *   one did not vanish before it could look;
 * - where it is the last of several to die before the deleted pod was gone from the API: a pod's sandbox outlives its
 *   containers, and of one look the kubelet tells the containers first;
 * - else where it killed the pod's other containers to take the whole pod down, and this id died only then. Without
 *   that it may be a container that crashed.
 */
export function inferSandboxes(
  lines: Lines,
  linesOf: ReadonlyMap<string, readonly Ordered[]>,
  containers: ReadonlyMap<string, Identity>,
  fullId: (id: string) => string,
): void {
  const nameless = [...linesOf].filter(([, own]) => own.every(({ event }) => isNameless(event)))
  if (nameless.length === 0) return
  const uidOf = ({ keys }: Ordered) => keys.container && containers.get(fullId(keys.container))?.pod?.uid
  const tellsCodes = new Set(lines.of('kubelet.container_finished').map(uidOf))
  const killedAt = new Map<string, number>()
  for (const one of lines.of('kubelet.killing')) {
    const uid = uidOf(one)
    if (uid && one.event.phase === 'requested' && !killedAt.has(uid)) killedAt.set(uid, one.at)
  }
  const takesDown = [
    ...lines.of('kubelet.pod_deleted'),
    ...lines.of('kubelet.evicted'),
    ...lines.of('kubelet.sandbox_changed'),
  ]
  const takenDown = new Set(takesDown.flatMap(({ keys }) => keys.podNames))
  const lastToDie = lastOfDeletedPods(lines, nameless, containers)
  for (const [id, own] of nameless) {
    const me = containers.get(id)
    const uid = me?.pod?.uid
    if (!me?.pod || !uid || me.name !== null) continue
    const diedAt = firstChange(own, 'ContainerDied')
    const removedAt = firstChange(own, 'ContainerRemoved')
    const vanished = diedAt !== null && removedAt !== null && removedAt - diedAt < LOOK_MS
    const killed = killedAt.get(uid)
    const wentDown = me.podNames.some((name) => takenDown.has(name))
    const diedWithPod = wentDown && killed !== undefined && (diedAt ?? Infinity) >= killed
    const isNone = own.some(({ event }) => event.type === 'kubelet.names')
    if (isNone || tellsCodes.has(uid) ? !vanished : diedWithPod || lastToDie.has(id)) me.sandbox = true
  }
}

/** Of each pod that the API let go, the id that died last, where others died too and none dies when the pod is gone. */
function lastOfDeletedPods(
  lines: Lines,
  nameless: readonly (readonly [string, readonly Ordered[]])[],
  containers: ReadonlyMap<string, Identity>,
): ReadonlySet<string> {
  const goneAt = new Map<string, number>()
  for (const { event, keys, at } of lines.of('kubelet.pod_deleted')) {
    if (event.operation === 'REMOVE' && event.source === 'api')
      for (const name of keys.podNames) goneAt.set(name, at)
  }
  const deaths = new Map<string, (readonly [string, Ordered])[]>()
  for (const [id, own] of goneAt.size === 0 ? [] : nameless) {
    const uid = containers.get(id)?.pod?.uid
    const died = own.find((one) => changesTo(one, 'ContainerDied'))
    if (uid && died) appendTo(deaths, uid, [id, died])
  }
  const last = new Set<string>()
  for (const ofPod of deaths.values()) {
    const [id, died] = ofPod.reduce((a, b) => (byPlace(a[1], b[1]) < 0 ? b : a))
    const isGone = containers.get(id)?.podNames.some((name) => died.at <= (goneAt.get(name) ?? -Infinity))
    if (ofPod.length > 1 && isGone) last.add(id)
  }
  return last
}

/** It tells no more of an id than that something of that id started or died. */
function isNameless(event: Event): boolean {
  return (
    event.type === 'kubelet.pleg' || (event.type === 'kubelet.names' && event.sandbox === 'not-a-container')
  )
}

function firstChange(own: readonly Ordered[], change: EventOf<'kubelet.pleg'>['change']): number | null {
  return own.find((one) => changesTo(one, change))?.at ?? null
}

function changesTo({ event }: Ordered, change: EventOf<'kubelet.pleg'>['change']): boolean {
  return event.type === 'kubelet.pleg' && event.change === change
}
