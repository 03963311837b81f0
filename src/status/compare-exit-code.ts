import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { codeWords, teller } from './words.js'

/** The claim's exit code against the log's; of a container whose end the log shows. */
export function compareExitCode(
  { exitObserved, exitCode, exitCodeFrom }: Termination,
  claim: ClusterClaim,
): readonly StatusFinding[] {
  if (claim.exitCode === null || !exitObserved) return []
  const theirs = codeWords(claim.exitCode)
  if (exitCode === null) {
    const says = `${teller(claim)} gives an exit code, which no line of the log does: ${theirs}`
    return [{ id: 'exit-code-told', agrees: true, says }]
  }
  if (exitCode === claim.exitCode) {
    return [{ id: 'exit-code', agrees: true, says: `${teller(claim)} shows the same exit code, ${theirs}` }]
  }
  const from = exitCodeFrom === null ? '' : `, from ${exitCodeFrom},`
  const says = `${teller(claim)} shows exit code ${theirs}; in the log it is${from} ${codeWords(exitCode)}`
  return [{ id: 'exit-code', agrees: false, says }]
}
