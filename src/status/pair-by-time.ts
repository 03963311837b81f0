import type { ClusterClaim } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { holdsKill } from './assign.js'
import { isOtherId } from './container-id.js'
import { type Entry, isOtherPod } from './entries.js'
import { explainGap } from './gap.js'

export interface Pair {
  readonly termination: Termination
  readonly entry: Entry
  readonly claim: ClusterClaim
}

/**
 * Deaths of which the log does not say enough names, each with the one end in the status that fits its time; where
 * either has a second choice there is no pair. What is known of both must not differ.
 */
export function pairByTime(deaths: readonly Termination[], entries: readonly Entry[]): readonly Pair[] {
  const pairs = deaths.flatMap((termination) =>
    entries.flatMap((entry) =>
      entry.claims
        .filter((claim) => mayBeOf(termination, claim) && fitsTime(termination, claim))
        .map((claim) => ({ termination, entry, claim })),
    ),
  )
  return pairs.filter(
    (pair) =>
      !pairs.some(
        (other) => other !== pair && (other.termination === pair.termination || other.claim === pair.claim),
      ),
  )
}

function mayBeOf({ node, pod, container }: Termination, claim: ClusterClaim): boolean {
  const { name, id } = container
  return (
    claim.state === 'terminated' &&
    !isOtherId(claim.containerId, id) &&
    !isOtherPod(claim.pod, pod) &&
    (node === null || claim.node === null || claim.node === node) &&
    (name === null || claim.containerName === null || claim.containerName === name)
  )
}

/** To the second; a kill whose container's end is not in the log lies within a life that ended OOMKilled. */
function fitsTime(
  termination: Termination,
  { startedAt, finishedAt, reason, oomKilled }: ClusterClaim,
): boolean {
  if (finishedAt === null) return false
  if (termination.exitObserved) return explainGap(termination, finishedAt)?.by === 'nothing'
  const isOom = reason === 'OOMKilled' || oomKilled === true
  return isOom && startedAt !== null && holdsKill(termination, startedAt, finishedAt)
}
