import type { Event, EventOf } from '../model/event.js'
import type { Lines, OrderedOf } from './lines.js'
import { canBe, takeNames } from './take-names.js'
import type { Who } from './who.js'
import { between } from './window.js'

/** The event stands right behind the line; other containers' lines may stand between them. */
const TOLD_MS = 2
/** How the event begins that kubelets up to 1.13 print when the runtime has stopped the container. */
const STOPPED = 'Killing container with id '

type Killing = EventOf<'kubelet.killing'>

/**
 * Ties such an event, which names pod and container but not its id, to the one line right before it that tells by id
 * that a container was stopped. The container then is the one that the event names.
 */
export function tieKillingNames(lines: Lines, who: Who, tied: Map<Event, string>): void {
  const killings = lines.of('kubelet.killing')
  const stopped = killings.filter(({ event }) => event.phase === 'finished' && event.containerId !== null)
  if (stopped.length === 0) return
  for (const { event, at } of killings) {
    if (!tellsStopped(event)) continue
    const ids = new Set(between(stopped, at - TOLD_MS, at).map(idOf))
    const [me, ...others] = [...ids].flatMap((id) => who.containers.get(who.fullId(id)) ?? [])
    if (!me || others.length > 0 || !canBe(me, event, who)) continue
    tied.set(event, me.id)
    takeNames(me, event)
  }
}

function tellsStopped({ containerId, containerName, message }: Killing): boolean {
  return containerId === null && containerName !== null && (message ?? '').startsWith(STOPPED)
}

function idOf({ event }: OrderedOf<'kubelet.killing'>): string {
  return event.containerId ?? ''
}
