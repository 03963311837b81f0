import type { Case } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import type { Brief } from './rule.js'
import { DEFAULT_GRACE_SECONDS, ownReason, wouldTellStop } from './stop.js'

/** An eviction is announced once its pod's containers are stopped; it belongs to deaths up to this long before. */
const ANNOUNCED_MS = 60_000
/** Ranking, and the pressure behind it, come this close before the eviction. */
const RANKED_MS = 60_000

/** What the kubelet's eviction manager says about the pod around its death. */
export interface EvictionStory {
  readonly evicted: EventOf<'kubelet.evicted'> | null
  readonly rejected: EventOf<'kubelet.rejected'> | null
  readonly ranked: EventOf<'kubelet.eviction_ranked'> | null
  readonly rank: { readonly place: number; readonly of: number } | null
  readonly resource: string | null
  /** The reason as the end of a sentence: `: the node was low on memory`. */
  readonly because: string
  readonly pressure: readonly Event[]
}

const rejectedForPressure = (e: Event): e is EventOf<'kubelet.rejected'> =>
  e.type === 'kubelet.rejected' && (e.reason === 'Evicted' || /node had condition/i.test(e.message ?? ''))

/** Without one of these there is no eviction to tell of. */
const tellsOfEviction = ({ type }: Event): boolean =>
  type === 'kubelet.evicted' || type === 'kubelet.rejected' || type === 'kubelet.eviction_ranked'

/** The story of the pod's eviction, or null where no line tells one that fits this death. */
export function readEviction({ one, stop, diedAt }: Brief): EvictionStory | null {
  const lines = one.ofPod.filter(tellsOfEviction).concat(one.own.filter(tellsOfEviction))
  if (lines.length === 0) return null
  const rejected =
    lines.find((e): e is EventOf<'kubelet.rejected'> => rejectedForPressure(e) && justBefore(e)) ?? null
  // A container that had ended by itself, or was killed for a reason of its own, is none of the eviction's.
  if (!rejected && ((!stop && wouldTellStop(one)) || ownReason(stop))) return null
  const evicted =
    lines.find((e): e is EventOf<'kubelet.evicted'> => e.type === 'kubelet.evicted' && fits(e)) ?? null
  const ranked =
    lines.findLast(
      (e): e is EventOf<'kubelet.eviction_ranked'> => e.type === 'kubelet.eviction_ranked' && fitsRanking(e),
    ) ?? null
  const place = ranked ? placeIn(ranked, one) : null
  if (!evicted && !rejected && !(place === 1 && stop !== null)) return null
  const pressure = one.ofNode.filter((e) => e.type === 'kubelet.eviction_pressure' && fitsRanking(e))
  const named = pressure.findLast((e) => e.type === 'kubelet.eviction_pressure' && e.resource !== null)
  const resource =
    evicted?.resource ??
    (named?.type === 'kubelet.eviction_pressure' ? named.resource : null) ??
    conditionResource(rejected?.message ?? null)
  return {
    evicted,
    rejected,
    ranked,
    rank: ranked && place !== null ? { place, of: ranked.pods.length } : null,
    resource,
    because: becauseWords(evicted?.message ?? null, resource),
    pressure,
  }

  function fits(e: Event): boolean {
    if (diedAt === null || e.time === null) return true
    const grace = (stop?.graceSeconds ?? DEFAULT_GRACE_SECONDS) * 1000
    return e.time >= diedAt - ANNOUNCED_MS && e.time <= diedAt + grace + ANNOUNCED_MS
  }
  function justBefore(e: Event): boolean {
    return diedAt === null || e.time === null || (e.time <= diedAt + 1_000 && e.time >= diedAt - ANNOUNCED_MS)
  }
  function fitsRanking(e: Event): boolean {
    const asked = stop?.requestedAt ?? diedAt
    return asked === null || e.time === null || (e.time <= asked + 1_000 && e.time >= asked - RANKED_MS)
  }
}

/** Not `exceeds its request`: that only ranks it. */
const OVER_LIMIT = /exceed(?:s|ed) (?:its local ephemeral storage|the total|the) limit/

function becauseWords(message: string | null, resource: string | null): string {
  if (message !== null && OVER_LIMIT.test(message)) return ': it used more storage than its limit allows'
  return resource === null
    ? '; which resource was low is not in the log'
    : `: the node was low on ${resource}`
}

function placeIn(ranked: EventOf<'kubelet.eviction_ranked'>, { pod }: Case): number | null {
  const at = ranked.pods.findIndex((p) =>
    p.uid !== null && pod?.uid ? p.uid === pod.uid : p.name === pod?.name && p.namespace === pod?.namespace,
  )
  return at < 0 ? null : at + 1
}

/** `The node had condition: [MemoryPressure]. ` → memory */
function conditionResource(message: string | null): string | null {
  if (message === null) return null
  if (message.includes('MemoryPressure')) return 'memory'
  if (message.includes('DiskPressure')) return 'ephemeral-storage'
  return message.includes('PIDPressure') ? 'pids' : null
}
