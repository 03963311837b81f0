import { formatSeconds } from '../model/quantity.js'
import type { Brief, Finding } from './rule.js'
import { isUnhealthy, type Stop } from './stop.js'
import { survivedKills } from './survived.js'
import { codeWords, spanWords } from './words.js'

/** How the stop went: grace, what was sent, how long it took. */
function stopWords(stop: Stop, { code, diedAt }: Brief): string {
  const grace = stop.graceSeconds === null ? '' : ` with ${graceWords(stop.graceSeconds)}`
  const isToldLater = stop.answeredOnly || stop.asked.some(isUnhealthy)
  const took = isToldLater ? '' : spanWords(stop.requestedAt ?? stop.asked[0]?.time ?? null, diedAt)
  const end = code === null ? '' : `, exit code ${codeWords(code)}`
  if (stop.escalated && stop.requestedAt === null) {
    return `the grace period of a stop ran out and SIGKILL followed${took === '' ? '' : `, gone after ${took}`}${end}`
  }
  const how = stop.escalated ? `; ${escalationWords(stop)}` : ''
  return `${askedWords(stop)}${stop.wholeSandbox ? '' : grace}${took === '' ? '' : `, gone after ${took}`}${how}${end}`
}

/** A hook before the stop may have used up more than there was. */
function graceWords(seconds: number): string {
  if (seconds > 0) return `a grace period of ${formatSeconds(seconds)}`
  return `no grace period${seconds < 0 ? ' left' : ''}`
}

function escalationWords({ earlyAfterMs }: Stop): string {
  return earlyAfterMs === null
    ? 'the grace period ran out and SIGKILL followed'
    : `SIGKILL followed after ${formatSeconds(Math.round(earlyAfterMs / 1000))} already, before the grace period was over`
}

function askedWords(stop: Stop): string {
  if (stop.wholeSandbox) return 'its sandbox was stopped, and it with it'
  if (stop.answeredOnly) {
    const who = stop.by === 'kubelet' ? 'the kubelet' : 'the runtime'
    return `${who} says that its stop went well; the line that asks for it is not in the input`
  }
  if (stop.asked.some(isUnhealthy)) return 'swarm mode says that it stopped it'
  if (stop.by === 'user') return 'docker says that it had been stopped or killed by hand'
  return stop.by === 'kubelet' ? 'stopped by the kubelet' : 'the runtime was asked to stop it'
}

/** `, SIGKILL after 2 s of grace` where the grace period ran out, `, SIGKILL after 1 m of 1 h of grace` where it had not. */
export function expired(stop: Stop): string {
  if (!stop.escalated) return ''
  if (stop.earlyAfterMs !== null && stop.graceSeconds !== null)
    return `, SIGKILL after ${formatSeconds(Math.round(stop.earlyAfterMs / 1000))} of ${formatSeconds(stop.graceSeconds)} of grace`
  return stop.graceSeconds === null || stop.graceSeconds < 0
    ? ', SIGKILL after its grace'
    : `, SIGKILL after ${formatSeconds(stop.graceSeconds)} of grace`
}

/** A finding about a container that was stopped, or ended beside such a reason: the argument ends with how the stop went. */
export function stopped(
  brief: Brief,
  stop: Stop | null,
  finding: Omit<Finding, 'why'>,
  because: readonly string[],
): Finding {
  const survived = survivedKills(brief.one, brief.diedAt)
  const { cause, confidence, headline, cites } = finding
  if (!stop) return { cause, confidence, headline, why: [...because, ...survived], cites }
  const ranOut = cause === 'stopped' ? '' : expired(stop)
  const why = [...because, stopWords(stop, brief), ...survived]
  return { cause, confidence, headline: headline + ranOut, why, cites }
}
