import { formatBytes } from '../model/quantity.js'
import type { ClusterClaim, StatusFinding } from '../model/status.js'
import type { Oom, Termination } from '../model/termination.js'
import { lastKill } from './death-moment.js'
import { codeWords, endWords, spanWords, teller, victimWords } from './words.js'

/** OOMKilled, or its absence, against the kernel's kills. */
export function compareOom(termination: Termination, claim: ClusterClaim): readonly StatusFinding[] {
  const isShown = claim.reason === 'OOMKilled' || claim.oomKilled === true
  const isOomDeath = termination.cause.startsWith('oom-')
  if (isShown) return [isOomDeath ? shownOfKill(termination, claim) : shownOfOther(termination, claim)]
  const isDenied = claim.reason === 'Error' || claim.reason === 'Completed' || claim.oomKilled === false
  return isOomDeath && isDenied ? [denied(termination, claim)] : []
}

/** A death for memory, and a word for it that leaves out who was killed, and at whose limit. */
function shownOfKill(termination: Termination, claim: ClusterClaim): StatusFinding {
  const { oom, exitObserved } = termination
  const [victim] = oom?.kills ?? []
  const isChild = victim !== undefined && oom?.kills.every(({ isInit }) => isInit === false)
  if (isChild && !exitObserved)
    return { id: 'reason', agrees: false, says: livedOn(termination, claim, victimWords(victim)) }
  const limit = oom === null ? undefined : otherLimit(oom)
  const missing = [
    ...(isChild
      ? [`that the victim was a child, ${victimWords(victim)}, and not the first process of the container`]
      : []),
    ...(limit === undefined ? [] : [`that it was ${limit}`]),
  ]
  if (missing.length === 0) {
    return { id: 'reason', agrees: true, says: `${teller(claim)} shows OOMKilled, as the log does` }
  }
  const says = `${teller(claim)} shows OOMKilled, which does not tell ${missing.join(', nor ')}`
  return { id: 'reason-unspecific', agrees: true, says }
}

function livedOn(termination: Termination, claim: ClusterClaim, victim: string): string {
  const killed = lastKill(termination)
  const after = killed === null || claim.finishedAt === null ? null : claim.finishedAt - killed
  const rest = after === null || after < 1_000 ? '' : ` and the container lived on for ${spanWords(after)}`
  return `${teller(claim)} says OOMKilled of the whole container: the kill in the log was of a child, ${victim},${rest}; what ended it is not in the log`
}

/** The limit that was hit, where it was not the container's own, as OOMKilled is mostly read. */
function otherLimit({ scope, limitBytes }: Oom): string | undefined {
  const size = limitBytes === null ? '' : ` (${formatBytes(limitBytes)})`
  if (scope === 'pod') return `the pod’s limit${size} that was full`
  if (scope === 'node') return 'the node that ran out of memory'
  return scope === 'other' ? `a limit above the pod${size} that was full` : undefined
}

function shownOfOther(termination: Termination, claim: ClusterClaim): StatusFinding {
  return {
    id: 'reason',
    agrees: false,
    says: `${teller(claim)} shows ${endWords(claim)}: ${whoElse(termination)}`,
  }
}

/** Whose kill the OOMKilled of a container may come from that did not die for memory. */
function whoElse({ oom, exitCode, evidence, container }: Termination): string {
  const [victim] = oom?.kills ?? []
  const code = exitCode === null ? '' : `, which ended with ${codeWords(exitCode)}`
  if (victim) {
    return `the kernel killed ${victimWords(victim)} in the container${code}, and that kill is not what ended it`
  }
  for (const event of evidence) {
    if (event.type !== 'kernel.oom_kill' || event.containerId === container.id) continue
    return `the victim of the kernel, ${victimWords(event.victim)}, was in another container`
  }
  return evidence.some(({ type }) => type === 'runtime.oom')
    ? 'the runtime reports an OOM event, and no kernel line names a victim in this container'
    : 'no line of the log shows an OOM kill in this container'
}

function denied({ oom }: Termination, claim: ClusterClaim): StatusFinding {
  const [victim] = oom?.kills ?? []
  const shown = claim.reason === null ? 'OOMKilled false' : endWords(claim)
  const killed = victim ? `the kernel killed ${victimWords(victim)} in it` : 'the log shows an OOM kill in it'
  const says = `${teller(claim)} shows ${shown}, not OOMKilled: ${killed}, and the event of it did not reach the status`
  return { id: 'reason', agrees: false, says }
}
