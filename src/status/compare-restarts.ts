import type { StatusFinding } from '../model/status.js'
import type { Termination } from '../model/termination.js'
import type { Entry } from './entries.js'
import { inventedBecause } from './made-up.js'
import type { Place } from './match.js'
import { teller } from './words.js'

/** The restart count against the deaths in the log, told with the last of these. */
export function compareRestarts(
  termination: Termination,
  { entry, claims, deaths }: Place,
): readonly StatusFinding[] {
  const seen = deaths.filter((death) => death.exitObserved)
  const count = countRestarts(entry)
  if (!count || seen.at(-1) !== termination) return []
  const { restarts, ends, isInvented, who } = count
  const finding = (agrees: boolean, says: string) => [{ id: 'restarts', agrees, says }] as const
  if (isInvented && restarts === 1 && seen.length === 1) {
    return finding(
      false,
      `${who} counts 1 restart, which nobody saw: Kubernetes adds it where it makes up an end`,
    )
  }
  const counts = `${who} counts ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}`
  const missing = ends - seen.length
  if (missing > 0) {
    const rest = `${missing} ${missing === 1 ? 'is' : 'are'} not in the log`
    return finding(
      false,
      `${counts}, and so ${deathWords(ends)} of it; the log shows ${seen.length}: ${rest}`,
    )
  }
  if (missing < 0) {
    // A status that was taken before this death cannot have counted it.
    if (claims.length === 0) return []
    return finding(false, `${counts}, which hides ${deathWords(-missing)}: the log shows ${seen.length}`)
  }
  if (restarts === 0) return []
  const shown = ends > 2 ? ', of which it shows no more than the last two' : ''
  return finding(true, `${counts}, which fits the ${deathWords(ends)} in the log${shown}`)
}

function deathWords(n: number): string {
  return `${n} ${n === 1 ? 'death' : 'deaths'}`
}

/** Each restart follows an end, and the current instance may have ended too; Kubernetes adds one for an end that it makes up. */
function countRestarts({ claims }: Entry) {
  const counted = claims.filter(({ which, restartCount }) => which === 'state' && restartCount !== null)
  const [current] = counted.sort((a, b) => (b.restartCount ?? 0) - (a.restartCount ?? 0))
  if (!current || current.restartCount === null) return undefined
  const restarts = current.restartCount
  const isInvented = claims.some((claim) => inventedBecause(claim) !== undefined)
  const hasEnded = current.state !== 'running' && claims.some(({ state }) => state === 'terminated')
  const ends = restarts + (hasEnded ? 1 : 0) - (isInvented && hasEnded ? Math.min(1, restarts) : 0)
  return { restarts, ends, isInvented, who: teller(current) }
}
