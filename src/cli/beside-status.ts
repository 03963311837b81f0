import type { ClusterClaim, ClusterStatus } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import type { TerminationStream } from '../pipeline.js'
import { setBeside } from '../status/beside.js'

export interface BesideStatus extends TerminationStream {
  /** Ends that the status tells and no termination fits; complete when the terminations have been taken. */
  readonly unseen: () => readonly ClusterClaim[]
}

/** The terminations with the cluster's account beside each. Which account is whose is known at the end of the log only. */
export function besideStatus(stream: TerminationStream, status: ClusterStatus): BesideStatus {
  let unseen: readonly ClusterClaim[] = []
  async function* compared(): AsyncGenerator<Termination> {
    const all: Termination[] = []
    for await (const termination of stream) all.push(termination)
    const { terminations, unseen: left } = setBeside(all, status)
    unseen = left
    yield* terminations
  }
  return { ...stream, [Symbol.asyncIterator]: compared, unseen: () => unseen }
}
