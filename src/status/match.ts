import type { ClusterClaim, ClusterStatus } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { assignClaims } from './assign.js'
import { isOtherId, isSameId } from './container-id.js'
import { deathMoment } from './death-moment.js'
import { type Entry, groupClaims, isSamePod } from './entries.js'
import { pairByTime } from './pair-by-time.js'

/** A container of the log in one file of status. */
export interface Place {
  /** What says that it is the same container: its id, the names of pod and container, or nothing but the time. */
  readonly basis: 'id' | 'name' | 'time'
  readonly entry: Entry
  /** The claims about this very death. */
  readonly claims: readonly ClusterClaim[]
  /** Its deaths in the log, by time, this one among them. */
  readonly deaths: readonly Termination[]
}

export interface Matching {
  /** Every place of each termination's container in the status; none: the status does not know it. */
  readonly placesOf: ReadonlyMap<Termination, readonly Place[]>
  /** Ends that the status tells and no termination of the log fits. */
  readonly unseen: readonly ClusterClaim[]
}

/** Which claim is about which death: by the container's id, else by names and time, else by the time alone. */
export function matchClaims(all: readonly Termination[], { containers }: ClusterStatus): Matching {
  const terminations = all.filter((t) => !t.container.sandbox)
  const entries = groupClaims(containers)
  const placesOf = new Map<Termination, Place[]>()
  const taken = new Set<ClusterClaim>()
  const add = (termination: Termination, place: Place) => {
    placesOf.set(termination, [...(placesOf.get(termination) ?? []), place])
    for (const claim of place.claims) taken.add(claim)
  }
  for (const entry of entries) {
    const known = terminations.flatMap((t) => {
      const basis = basisOf(t, entry, entries)
      return basis === undefined ? [] : [{ termination: t, basis }]
    })
    const deaths = known
      .map((one) => one.termination)
      .sort((a, b) => (deathMoment(a) ?? 0) - (deathMoment(b) ?? 0))
    const claimsOf = assignClaims(entry, deaths)
    for (const { termination, basis } of known) {
      add(termination, { basis, entry, claims: claimsOf.get(termination) ?? [], deaths })
    }
  }
  const lone = terminations.filter((t) => !placesOf.has(t))
  const free = entries.filter((entry) => !entry.claims.some((claim) => taken.has(claim)))
  for (const { termination, entry, claim } of pairByTime(lone, free)) {
    add(termination, { basis: 'time', entry, claims: [claim], deaths: [termination] })
  }
  const unseen = containers.filter((claim) => claim.state === 'terminated' && !taken.has(claim))
  return { placesOf, unseen: unseen.filter((claim) => ![...taken].some((other) => isSameEnd(claim, other))) }
}

function basisOf(t: Termination, entry: Entry, entries: readonly Entry[]): Place['basis'] | undefined {
  const { id, name } = t.container
  if (entry.claims.some((claim) => isSameId(claim.containerId, id))) return 'id'
  // The runtime was asked for instances by their ids: it tells nothing of others with the same names.
  const isOfRuntime = entry.claims.every(({ source }) => source === 'crictl' || source === 'docker')
  if (isOfRuntime && entry.claims.some((claim) => isOtherId(claim.containerId, id))) return undefined
  if (!isSamePod(entry.pod, t.pod)) return undefined
  if (name !== null) return name === entry.name ? 'name' : undefined
  const inPod = entries.filter((other) => other.file === entry.file && isSamePod(other.pod, entry.pod))
  return inPod.length === 1 ? 'name' : undefined
}

/** The same end, told by two files. */
function isSameEnd(a: ClusterClaim, b: ClusterClaim): boolean {
  if (a.containerId !== null && b.containerId !== null) return isSameId(a.containerId, b.containerId)
  if (!isSamePod(a.pod, b.pod) || a.containerName !== b.containerName) return false
  return a.finishedAt === null || b.finishedAt === null || Math.abs(a.finishedAt - b.finishedAt) < 1_000
}
