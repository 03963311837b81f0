import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import { deathMoment } from './death-moment.js'
import type { Place } from './match.js'
import { teller, timeWords } from './words.js'

/** What laying the two beside one another rests on, and which of them is the newer. */
export function compareLives(
  termination: Termination,
  { basis, entry, claims }: Place,
): readonly StatusFinding[] {
  const died = deathMoment(termination)
  const [claim] = claims
  if (claim) return basis === 'time' ? [matchedByTime(claim, died)] : []
  if (died === null) return []
  const times = entry.claims.flatMap((one) => timeOf(one) ?? [])
  const newest = entry.claims.find((one) => timeOf(one) === Math.max(...times))
  const time = newest && timeOf(newest)
  if (!newest || time == null) return []
  const what =
    newest.state === 'running'
      ? `the container running since ${timeWords(time, died)}`
      : `an end of it at ${timeWords(time, died)}`
  if (time > died) {
    const says = `${teller(newest)} no longer shows this death, only ${what}`
    return [{ id: 'death-overwritten', agrees: false, says }]
  }
  const says = `the status is older than this death: ${teller(newest)} shows ${what}`
  return [{ id: 'status-older', agrees: false, says }]
}

/** When what the claim tells of came about. */
function timeOf({ state, startedAt, finishedAt }: ClusterClaim): number | null {
  return state === 'running' ? startedAt : finishedAt
}

function matchedByTime(
  { pod, containerName, startedAt, finishedAt }: ClusterClaim,
  died: number | null,
): StatusFinding {
  const who = [pod?.name, containerName].flatMap((name) => name ?? []).join(' › ')
  const from = startedAt === null ? '' : ` from ${timeWords(startedAt, died)}`
  const to = finishedAt === null ? '' : ` to ${timeWords(finishedAt, died)}`
  const says = `the log does not name it: ${who} of the status is laid beside it by the time alone, as the one container that fits (it ran${from}${to})`
  return { id: 'matched-by-time', agrees: true, says }
}
