import type { ClusterClaim } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { isOtherId, isSameId } from './container-id.js'
import { deathMoment, killMoments } from './death-moment.js'
import type { Entry } from './entries.js'
import { explainGap } from './gap.js'

/** Times that nothing explains may lie this far apart and still be those of one death. */
const REACH_MS = 5 * 60_000
const RANKS = { nothing: 0, clock: 1, year: 2, zone: 2 } as const

/** Each claim of an end to the death of this container that it is about; one that fits none is left out. */
export function assignClaims(
  entry: Entry,
  deaths: readonly Termination[],
): ReadonlyMap<Termination, readonly ClusterClaim[]> {
  const claimsOf = new Map<Termination, ClusterClaim[]>()
  for (const claim of entry.claims) {
    if (claim.state !== 'terminated') continue
    const death = deathOf(claim, entry, deaths)
    if (death) claimsOf.set(death, [...(claimsOf.get(death) ?? []), claim])
  }
  return claimsOf
}

function deathOf(claim: ClusterClaim, entry: Entry, deaths: readonly Termination[]): Termination | undefined {
  const named = deaths.filter(({ container }) => isSameId(claim.containerId, container.id))
  const [only] = named
  // Kubernetes gives every instance an id of its own; docker's dies several times under one.
  if (only && named.length === 1 && claim.source !== 'docker') return only
  const possible = named.length > 0 ? named : deaths.filter((death) => mayBe(claim, entry, death))
  if (claim.finishedAt === null) return possible.at(-1)
  const ranked = possible.map((death) => [rank(death, claim, possible.length), death] as const)
  const [best, death] = ranked.sort(([a], [b]) => a - b)[0] ?? []
  return best === undefined || best === Number.POSITIVE_INFINITY ? undefined : death
}

/** No id tells it apart, neither the claim's own nor that of another claim here. */
function mayBe(claim: ClusterClaim, entry: Entry, { container }: Termination): boolean {
  if (isOtherId(claim.containerId, container.id)) return false
  return !entry.claims.some((other) => other !== claim && isSameId(other.containerId, container.id))
}

/** How well the claim's time fits the death, 0 best. */
function rank(death: Termination, claim: ClusterClaim, candidates: number): number {
  const { finishedAt, startedAt } = claim
  if (finishedAt === null) return Number.POSITIVE_INFINITY
  const gap = explainGap(death, finishedAt)
  if (gap) {
    if (gap.by !== 'unknown') return RANKS[gap.by]
    return Math.abs(gap.ms) <= REACH_MS ? 3 + Math.abs(gap.ms) : Number.POSITIVE_INFINITY
  }
  if (death.exitObserved) return candidates === 1 ? 3 : Number.POSITIVE_INFINITY
  return holdsKill(death, startedAt, finishedAt) ? 1 : Number.POSITIVE_INFINITY
}

/** Whether something in the container was killed between these times; an unknown start excludes nothing. */
export function holdsKill(death: Termination, startedAt: number | null, finishedAt: number): boolean {
  const kills = killMoments(death)
  const moments = kills.length > 0 ? kills : [deathMoment(death) ?? Number.POSITIVE_INFINITY]
  return moments.every(
    (time) => time <= finishedAt + 1_000 && (startedAt === null || time >= startedAt - 1_000),
  )
}
