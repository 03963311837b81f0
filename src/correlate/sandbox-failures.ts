import type { Event } from '../model/event.js'
import { showsRunning } from './case-of.js'
import type { Lines, OrderedOf } from './lines.js'
import type { Who } from './who.js'
import { between } from './window.js'

/** The kubelet looks once a second, while the runtime still tries and when it has given up. */
const SEEN_MS = 3_000

/**
 * Ties the line that a pod's sandbox could not be started to the only id of the pod that the kubelet finds dead around
 * it and that nothing shows running: the sandbox that was made and never ran.
 */
export function tieSandboxFailures(lines: Lines, who: Who, tied: Map<Event, string>): void {
  const failures = lines.of('kubelet.start_failed').filter(({ event }) => event.sandbox)
  if (failures.length === 0) return
  const died = lines.of('kubelet.pleg').filter(({ event }) => event.change === 'ContainerDied')
  for (const { event, at } of failures) {
    const found = between(died, at - SEEN_MS, at + SEEN_MS).flatMap((one) => identityOf(one, who) ?? [])
    const ofPod = new Set(found.filter(({ pod }) => pod !== null && who.samePod(pod, event.pod)))
    const [me, ...others] = ofPod
    if (!me || others.length > 0 || me.name !== null || who.linesOf.get(me.id)?.some(showsRunning)) continue
    tied.set(event, me.id)
    me.sandbox = true
  }
}

function identityOf({ event }: OrderedOf<'kubelet.pleg'>, who: Who) {
  return event.containerId === null ? undefined : who.containers.get(who.fullId(event.containerId))
}
