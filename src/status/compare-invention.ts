import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { causeWords, codeWords, endWords, teller } from './words.js'

/** A claim that reports no exit, beside what the node wrote. */
export function compareInvention(
  { cause, exitCode }: Termination,
  claim: ClusterClaim,
  because: string,
): readonly StatusFinding[] {
  const times = claim.startedAt === null && claim.finishedAt === null ? ' and no times (01 Jan 0001)' : ''
  const seen =
    exitCode === null
      ? `the log shows ${causeWords(cause)}, and nobody saw the exit code`
      : `the log shows ${causeWords(cause)}, with exit code ${codeWords(exitCode)}`
  const says = `${teller(claim)} shows ${endWords(claim)}${times}: ${because}; ${seen}`
  return [{ id: 'made-up', agrees: false, says }]
}
