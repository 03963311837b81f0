import type { Case } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import type { Brief } from './rule.js'
import { DEFAULT_GRACE_SECONDS, ownReason, runtimeTellsStop, toldStop, wouldTellStop } from './stop.js'
import { cameBefore, isBetween, SLACK_MS, toldEnd } from './times.js'

/** An eviction is announced once its pod's containers are stopped; it belongs to deaths up to this long before. */
const ANNOUNCED_MS = 60_000
/** Ranking, and the pressure behind it, come this close before the eviction. */
const RANKED_MS = 60_000
/** The announcement comes this soon behind the end of the container that was stopped last. */
const SOON_MS = 5_000
/** The kubelet looks at its containers once a second: it may report the end after the announcement. */
const SEEN_LATE_MS = 2_000
const CODES_OF_STOPS: readonly (number | null)[] = [null, 137, 143]

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
  /** Its stop, which should stand in the log, does not: only the moment of its end says that it was part of it, if any is told. */
  readonly byMoment: boolean
}

const rejectedForPressure = (e: Event): e is EventOf<'kubelet.rejected'> =>
  e.type === 'kubelet.rejected' && (e.reason === 'Evicted' || /node had condition/i.test(e.message ?? ''))

/** Without one of these there is no eviction to tell of. */
const tellsOfEviction = ({ type }: Event): boolean =>
  type === 'kubelet.evicted' || type === 'kubelet.rejected' || type === 'kubelet.eviction_ranked'

/** The story of the pod's eviction, or null where no line tells one that fits this death. */
export function readEviction(brief: Brief): EvictionStory | null {
  const { one, stop, diedAt } = brief
  const lines = one.ofPod.filter(tellsOfEviction).concat(one.own.filter(tellsOfEviction))
  if (lines.length === 0 || !one.end) return null
  const end = toldEnd(one.end)
  const told = toldStop(stop, one.end)
  const rejected =
    lines.find((e): e is EventOf<'kubelet.rejected'> => rejectedForPressure(e) && justBefore(e)) ?? null
  const evicted =
    lines.find((e): e is EventOf<'kubelet.evicted'> => e.type === 'kubelet.evicted' && fits(e)) ?? null
  const ranked =
    lines.findLast(
      (e): e is EventOf<'kubelet.eviction_ranked'> => e.type === 'kubelet.eviction_ranked' && fitsRanking(e),
    ) ?? null
  const byMoment = !rejected && !stop && wouldTellStop(one)
  // A container that had ended by itself, or was killed for a reason of its own, is none of the eviction's.
  const isRankedLater = !ranked && lines.some(({ type }) => type === 'kubelet.eviction_ranked')
  if (byMoment && (isRankedLater || !endsInEviction(brief, lines))) return null
  if (!rejected && ownReason(stop)) return null
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
    byMoment,
  }

  function fits(e: Event): boolean {
    if (diedAt === null || e.time === null) return true
    const grace = (stop?.graceSeconds ?? DEFAULT_GRACE_SECONDS) * 1000
    return e.time >= diedAt - ANNOUNCED_MS && e.time <= diedAt + grace + ANNOUNCED_MS
  }
  function justBefore(e: Event): boolean {
    return isBetween(e, (diedAt ?? -Infinity) - ANNOUNCED_MS, Infinity) && cameBefore(e, end, one, SLACK_MS)
  }
  function fitsRanking(e: Event): boolean {
    const asked = stop?.requestedAt ?? diedAt ?? -Infinity
    return isBetween(e, asked - RANKED_MS, Infinity) && cameBefore(e, told, one, SLACK_MS)
  }
}

/**
 * The pod's eviction is announced right behind an end that a stop may have brought: excerpts leave out what the kubelet
 * would print of that. The runtime's lines of the container are found by its id, and so its stop with them.
 */
function endsInEviction({ one, code, diedAt }: Brief, lines: readonly Event[]): boolean {
  if (!one.end || one.end.synthetic || one.end.retold) return false
  if (runtimeTellsStop(one) || !CODES_OF_STOPS.includes(code)) return false
  return lines.some(
    (e) =>
      e.type === 'kubelet.evicted' &&
      e.phase !== 'decided' &&
      (diedAt === null || isBetween(e, diedAt - SEEN_LATE_MS, diedAt + SOON_MS)),
  )
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
