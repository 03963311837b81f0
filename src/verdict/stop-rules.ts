import type { Event, EventOf } from '../model/event.js'
import type { KillingReason } from '../model/fact.js'
import { formatSeconds } from '../model/quantity.js'
import type { Confidence } from '../model/termination.js'
import { readEviction } from './eviction.js'
import type { Brief, Finding, Rule } from './rule.js'
import type { Stop } from './stop.js'
import { codeWords, spanWords } from './words.js'

/** A reason given this long before the stop still is its reason. */
const REASON_MS = 60_000

/** How the stop went: grace, what was sent, how long it took. */
export function stopWords(stop: Stop, { code, diedAt }: Brief): string {
  const grace = stop.graceSeconds === null ? '' : ` with a grace period of ${formatSeconds(stop.graceSeconds)}`
  const took = spanWords(stop.requestedAt, diedAt)
  const end = code === null ? '' : `, exit code ${codeWords(code)}`
  const who = stop.wholeSandbox ? 'its sandbox was stopped, and it with it' : `stopped by the ${stop.by}${grace}`
  const how = stop.escalated ? '; the grace period ran out and SIGKILL followed' : ''
  return `${who}${took === '' ? '' : `, gone after ${took}`}${how}${end}`
}

/** `, SIGKILL after 2 s of grace` where the grace period ran out. */
function expired(stop: Stop): string {
  if (!stop.escalated) return ''
  return stop.graceSeconds === null ? ', SIGKILL after its grace' : `, SIGKILL after ${formatSeconds(stop.graceSeconds)} of grace`
}

function stopped(brief: Brief, stop: Stop | null, finding: Omit<Finding, 'why'>, because: readonly string[]): Finding {
  if (!stop) return { ...finding, why: because }
  const ranOut = finding.cause === 'stopped' ? '' : expired(stop)
  return { ...finding, headline: finding.headline + ranOut, why: [...because, stopWords(stop, brief)] }
}

const evicted: Rule = {
  id: 'eviction',
  says: 'The kubelet evicted its pod under resource pressure.',
  needs: '“pod is evicted successfully” (or a rejection for node pressure) for the pod around the death; or a first place in the ranking and a stop',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    const story = readEviction(brief)
    if (!one.end || !story) return undefined
    const low = story.resource === null ? 'which resource was low is not in the log' : `the node was low on ${story.resource}`
    const why = [
      ...(story.rank ? [`its pod was number ${story.rank.place} of ${story.rank.of} in the eviction ranking`] : []),
      ...(story.evicted ? ['the kubelet says that it evicted the pod'] : []),
      ...(story.rejected ? ['after its restart the kubelet did not admit the pod again: the node was under pressure'] : []),
    ]
    const cites = [story.evicted, story.ranked, story.rejected, ...story.pressure].filter((e) => e !== null)
    const confidence: Confidence = story.evicted ? 'certain' : 'likely'
    return stopped(brief, stop, { cause: 'eviction', confidence, headline: `evicted by the kubelet: ${low}`, cites }, why)
  },
}

const preempted: Rule = {
  id: 'preemption',
  says: 'Its pod made room for a critical pod.',
  needs: 'the kubelet’s preemption line for the pod around the death',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    const line = near(brief, one.ofPod, (e) => e.type === 'kubelet.preempted')
    if (!one.end || !line) return undefined
    return stopped(
      brief,
      stop,
      { cause: 'preemption', confidence: 'certain', headline: 'preempted: its pod made room for a critical pod', cites: [line] },
      ['the kubelet says that it evicted the pod to admit a critical one (which one is not in the line)'],
    )
  },
}

const nodeShutdown: Rule = {
  id: 'node-shutdown',
  says: 'The node was shut down gracefully and the kubelet stopped the pod.',
  needs: 'the kubelet’s shutdown manager lines before the death, and a stop',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    const ofPod = one.ofPod.find((e) => e.type === 'kubelet.shutdown')
    const line = ofPod ?? near(brief, one.ofNode, (e) => e.type === 'kubelet.shutdown' && e.phase !== 'cancelled')
    if (!one.end || !line || (!ofPod && !stop)) return undefined
    return stopped(
      brief,
      stop,
      {
        cause: 'node-shutdown',
        confidence: ofPod ? 'certain' : 'likely',
        headline: 'stopped because the node was being shut down',
        cites: [line],
      },
      ['the kubelet’s shutdown manager was stopping the pods of the node'],
    )
  },
}

const PROBES: readonly (KillingReason | null)[] = ['liveness-probe', 'startup-probe']

const probeFailed: Rule = {
  id: 'probe',
  says: 'It was killed after a liveness or startup probe failed.',
  needs: 'the kubelet’s message with that reason; or failures of such a probe right before the kubelet’s stop',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    if (!one.end) return undefined
    const said = one.own.find(
      (e): e is EventOf<'kubelet.killing'> =>
        e.type === 'kubelet.killing' && PROBES.includes(e.reason) && (!stop || stop.asked.includes(e)),
    )
    const failures = one.own.concat(one.ofPod).filter((e) => isFailureOf(e, one.container.name))
    const last = failures.at(-1)
    const rightBefore =
      stop?.by === 'kubelet' &&
      last?.time != null &&
      stop.requestedAt !== null &&
      Math.abs(stop.requestedAt - last.time) <= 2_000
    if (!said && !rightBefore) return undefined
    const probe = said?.reason === 'startup-probe' || (last?.type === 'kubelet.probe_failed' && last.probe === 'startup') ? 'startup' : 'liveness'
    return stopped(
      brief,
      stop,
      {
        cause: 'probe',
        confidence: said ? 'certain' : 'likely',
        headline: `killed by the kubelet: its ${probe} probe failed`,
        cites: failures,
      },
      [said ? `the kubelet gives the reason: ${probe} probe` : `its ${probe} probe failed right before the stop`],
    )
  },
}

function isFailureOf(e: Event, name: string | null): boolean {
  return e.type === 'kubelet.probe_failed' && e.probe !== 'readiness' && (e.containerName === null || e.containerName === name)
}

const deleted: Rule = {
  id: 'deletion',
  says: 'Its pod was deleted and the kubelet stopped it.',
  needs: 'SyncLoop DELETE (or REMOVE) of the pod before the death, and a stop or an end right after',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, diedAt } = brief
    if (!one.end) return undefined
    const line = one.ofPod.find((e): e is EventOf<'kubelet.pod_deleted'> => {
      if (e.type !== 'kubelet.pod_deleted') return false
      if (e.time === null || diedAt === null) return true
      const before = e.time <= diedAt + 20
      const inLife = one.startedAt === null || e.time >= one.startedAt - 1_000
      return before && inLife && diedAt - e.time <= ((stop?.graceSeconds ?? 30) + 120) * 1000
    })
    if (!line) return undefined
    const asked = stop?.requestedAt ?? null
    if (asked !== null && line.time !== null && asked < line.time - 1_000 && diedAt !== null && diedAt < line.time) return undefined
    const source = line.source === 'file' ? 'its manifest was removed from the node' : 'its pod was deleted'
    return stopped(
      brief,
      stop,
      { cause: 'deletion', confidence: stop ? 'certain' : 'likely', headline: source, cites: [line] },
      [`the kubelet was told ${line.operation} of the pod${line.source === null ? '' : ` by the ${line.source}`}`],
    )
  },
}

const REASONS: { readonly [R in KillingReason]?: string } = {
  'definition-changed': 'its definition in the pod changed, and it was made anew',
  'post-start-hook': 'its postStart hook failed',
  deadline: 'its pod ran longer than activeDeadlineSeconds allows',
  'sandbox-changed': 'its sandbox was gone or changed, so the pod was made anew',
  unwanted: 'the kubelet no longer wanted it in its pod',
  orphan: 'its pod was no longer known to the kubelet',
}

const askedToStop: Rule = {
  id: 'stopped',
  says: 'An orderly stop was asked of the runtime, for a reason that has no cause of its own or is not in the log.',
  needs: 'StopContainer, Killing container, a stop of the sandbox or docker’s stop, before the end',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    if (!one.end || !stop) return undefined
    const reason = one.own.find((e): e is EventOf<'kubelet.killing'> => e.type === 'kubelet.killing' && e.reason !== null)?.reason
    const sandboxChanged = near(brief, one.ofPod, (e) => e.type === 'kubelet.sandbox_changed')
    const daemon = near(brief, one.ofNode, (e) => e.type === 'runtime.daemon' && e.phase === 'stopping')
    const known = (reason && REASONS[reason]) || (sandboxChanged && stop.by === 'kubelet' ? REASONS['sandbox-changed'] : undefined)
    const runtimeDown = daemon && !known && one.container.runtime === 'docker' ? 'the container runtime itself was stopped' : undefined
    const because = known ?? runtimeDown
    return stopped(
      brief,
      stop,
      {
        cause: 'stopped',
        confidence: 'certain',
        headline: `stopped by the ${stop.by}${expired(stop)}${because === undefined ? '; the log does not say why' : `: ${because}`}`,
        cites: [sandboxChanged, runtimeDown ? daemon : undefined].filter((e) => e !== undefined),
      },
      [],
    )
  },
}

/** The first line of a kind within reach of the death. */
function near({ diedAt }: Brief, lines: readonly Event[], fits: (event: Event) => boolean): Event | undefined {
  return lines.find((e) => fits(e) && (diedAt === null || e.time === null || Math.abs(e.time - diedAt) <= REASON_MS))
}

/** Rules that conclude from a stop and its reason, the most telling reason first. */
export const stopRules: readonly Rule[] = [evicted, preempted, nodeShutdown, probeFailed, deleted, askedToStop]
