import type { Event } from '../model/event.js'
import { showsRunning } from './case-of.js'
import type { Lines, OrderedOf } from './lines.js'
import type { Ordered } from './order.js'
import type { Identity, Who } from './who.js'
import { between } from './window.js'

/** The usual grace period, and what the kubelet and the runtime take on top of it. */
const ENDS_MS = 40_000

interface Ended {
  readonly me: Identity
  readonly at: number
  /** When its first line that begins a container stands. */
  readonly bornAt: number
}

/**
 * Ties an event by which the kubelet kills a container, named by pod and name alone, to the one that ended of it: the
 * only one of that name in the pod, or where no name is known the only one of the pod, whose end follows. A container
 * of which a line tells the same by its id needs no event.
 */
export function tieKillings(lines: Lines, who: Who, tied: Map<Event, string>): void {
  const killings = lines.of('kubelet.killing')
  const nameless = killings.filter((one) => namesNoId(one) && !tied.has(one.event))
  if (nameless.length === 0) return
  const told = new Set(killings.map(({ event }) => event.containerId && who.fullId(event.containerId)))
  const ended = endsOf(lines, who).filter(({ me }) => !told.has(me.id))
  for (const { event, at } of nameless) {
    const ends = between(ended, at, at + ENDS_MS).filter(
      ({ me, bornAt }) => bornAt <= at && me.pod !== null && who.samePod(me.pod, event.pod),
    )
    const named = ends.filter(({ me }) => me.name === event.containerName)
    const [only, ...others] = named.length > 0 ? named : ends.filter(({ me }) => me.name === null)
    if (only && others.length === 0) tied.set(event, only.me.id)
  }
}

function namesNoId({ event }: OrderedOf<'kubelet.killing'>): boolean {
  const { phase, containerId, containerName } = event
  return (phase === 'requested' || phase === 'decided') && containerId === null && containerName !== null
}

/** The first report of each container's end, by time. */
function endsOf({ all }: Lines, who: Who): readonly Ended[] {
  const born = new Map<string, number>()
  const ends = new Map<string, Ended>()
  for (const one of all) {
    const { keys, at, isEnd } = one
    if (!keys.container || !(isEnd || begins(one))) continue
    const id = who.fullId(keys.container)
    if (!isEnd) {
      if (!born.has(id)) born.set(id, at)
      continue
    }
    const me = who.containers.get(id)
    if (me && !me.sandbox && !ends.has(id)) ends.set(id, { me, at, bornAt: born.get(id) ?? -Infinity })
  }
  return [...ends.values()]
}

function begins(one: Ordered): boolean {
  const { type } = one.event
  return type === 'runtime.container_created' || type === 'runtime.container_started' || showsRunning(one)
}
