import type { ClusterClaim, ClusterStatus, EventClaim, PodClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { compareStatus } from './compare.js'
import { deathMoment } from './death-moment.js'
import { isSamePod } from './entries.js'
import { matchClaims, type Place } from './match.js'

/** Records with the cluster's account beside each, and what that has more. */
export interface Compared {
  readonly terminations: readonly Termination[]
  /** Ends that the status tells and the log does not show. */
  readonly unseen: readonly ClusterClaim[]
}

/** Sets the cluster's account beside the node's. A container that the status does not know, and a sandbox, has none. */
export function setBeside(terminations: readonly Termination[], status: ClusterStatus): Compared {
  const { placesOf, unseen } = matchClaims(terminations, status)
  const beside = (termination: Termination): readonly StatusFinding[] | null => {
    const places = placesOf.get(termination) ?? []
    const pods = status.pods.filter((claim) => isOfPod(claim, termination, places))
    const events = status.events.filter((claim) => isOfDeath(claim, termination, places))
    const findings = compareStatus(termination, { places, pods, events })
    return places.length + findings.length === 0 ? null : findings
  }
  return {
    terminations: terminations.map((t) => (t.container.sandbox ? t : { ...t, status: beside(t) })),
    unseen,
  }
}

function isOfPod(
  { file, pod }: PodClaim | EventClaim,
  termination: Termination,
  places: readonly Place[],
): boolean {
  if (isSamePod(pod, termination.pod)) return true
  // A description that was cut down names no pod; what is said in it belongs together.
  return places.some(({ entry }) => entry.file === file && JSON.stringify(entry.pod) === JSON.stringify(pod))
}

/** An event comes this close to what it tells of, and a grace period later at most. */
const AROUND_MS = 60_000

/** Whether an event is about this death; one without a time only where the container died once. */
function isOfDeath(event: EventClaim, termination: Termination, places: readonly Place[]): boolean {
  if (!isOfPod(event, termination, places)) return false
  const { container, kill } = termination
  if (event.containerName !== null && container.name !== null && event.containerName !== container.name)
    return false
  const died = deathMoment(termination)
  const { firstAt, lastAt } = event
  if (firstAt === null || lastAt === null || died === null)
    return places.every(({ deaths }) => deaths.length === 1)
  const around = AROUND_MS + (kill?.gracePeriodSeconds ?? 0) * 1_000
  const isNear = (time: number) => Math.abs(time - died) <= around
  return isNear(firstAt) || isNear(lastAt) || (event.count > 1 && firstAt < died && died < lastAt)
}
