import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { lastKill } from './death-moment.js'
import { endWords, spanWords, teller, timeWords } from './words.js'

/** The end of a container of which the log shows a kill inside, and no end. */
export function compareEnd(termination: Termination, claim: ClusterClaim): readonly StatusFinding[] {
  if (termination.exitObserved) return []
  const killed = lastKill(termination)
  const { finishedAt } = claim
  const when = finishedAt === null ? '' : ` at ${timeWords(finishedAt, killed)}`
  const after =
    finishedAt === null || killed === null ? '' : `, ${spanWords(finishedAt - killed)} after this kill`
  const says = `${teller(claim)} shows the end that the log does not: ${endWords(claim)}${when}${after}`
  return [{ id: 'end-told', agrees: true, says }]
}
