import { NEVER_RAN } from '../model/start-failure.js'
import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Cause, Termination } from '../model/termination.js'
import { causeWords, quoted, teller } from './words.js'

/** A reason that says no more than the exit code, and the cause that it would fit by itself. */
const SAYS_ONLY: Readonly<Record<string, { readonly only: string; readonly fits: Cause }>> = {
  Error: { only: 'that the exit code was not 0', fits: 'error' },
  Completed: { only: 'that the exit code was 0', fits: 'completed' },
}

/** The claim's reason against the cause, but for what concerns memory. */
export function compareReason(
  { cause, exitCode }: Termination,
  claim: ClusterClaim,
): readonly StatusFinding[] {
  const { reason } = claim
  if (reason === null || reason === 'OOMKilled' || cause.startsWith('oom-')) return []
  const who = teller(claim)
  if (NEVER_RAN.includes(reason)) {
    const agrees = cause === 'start-failure'
    const but = agrees ? '' : `: that it never ran; the log shows ${causeWords(cause)}`
    return [{ id: 'reason', agrees, says: `${who} shows ${reason}${agrees ? ', as the log does' : but}` }]
  }
  const vague = Object.hasOwn(SAYS_ONLY, reason) ? SAYS_ONLY[reason] : undefined
  if (!vague) return [{ id: 'reason-told', agrees: true, says: `${who} gives the reason ${quoted(reason)}` }]
  // Codes that differ are told as such, and the reasons follow from them.
  if (exitCode !== null && (exitCode === 0) !== (reason === 'Completed')) return []
  if (cause === vague.fits)
    return [{ id: 'reason', agrees: true, says: `${who} shows ${reason}, which fits the log` }]
  const says = `${who} shows ${reason}, which says only ${vague.only}; the log shows ${causeWords(cause)}`
  return [{ id: 'reason-unspecific', agrees: true, says }]
}
