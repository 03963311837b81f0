import type { EventClaim, PodClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { compareEnd } from './compare-end.js'
import { compareExitCode } from './compare-exit-code.js'
import { compareInvention } from './compare-invention.js'
import { compareLives } from './compare-lives.js'
import { compareOom } from './compare-oom.js'
import { comparePodReason } from './compare-pod-reason.js'
import { compareReason } from './compare-reason.js'
import { compareResource } from './compare-resource.js'
import { compareRestarts } from './compare-restarts.js'
import { compareTime } from './compare-time.js'
import { inventedBecause } from './made-up.js'
import type { Place } from './match.js'

/** All that the status says of one death. */
export interface StatusBeside {
  readonly places: readonly Place[]
  readonly pods: readonly PodClaim[]
  readonly events: readonly EventClaim[]
}

/** What can be said of one claim about this very death that reports an exit. */
const OF_EXIT = [compareExitCode, compareEnd, compareOom, compareReason, compareTime] as const

/**
 * The cluster's account of a death against the node's. It weighs both and changes neither: what the record says of
 * its cause and its exit code stays the node's.
 */
export function compareStatus(termination: Termination, beside: StatusBeside): readonly StatusFinding[] {
  const { places, pods, events } = beside
  const isLast = places.every(({ deaths }) => deaths.at(-1) === termination)
  const findings = [
    ...places.flatMap((place) => [
      ...compareLives(termination, place),
      ...place.claims.flatMap((claim) => {
        const because = inventedBecause(claim)
        if (because !== undefined) return compareInvention(termination, claim, because)
        return OF_EXIT.flatMap((compare) => compare(termination, claim))
      }),
      ...compareRestarts(termination, place),
    ]),
    ...compareResource(termination, pods, events),
    ...(isLast ? comparePodReason(termination, pods, events) : []),
  ]
  return findings.filter((one, n) => findings.findIndex((other) => other.says === one.says) === n)
}
