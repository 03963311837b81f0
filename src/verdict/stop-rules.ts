import type { Event, EventOf } from '../model/event.js'
import type { KillingReason } from '../model/fact.js'
import { formatSeconds } from '../model/quantity.js'
import type { Confidence } from '../model/termination.js'
import { readEviction } from './eviction.js'
import type { Brief, Finding, Rule } from './rule.js'
import { ownMaking } from './signals.js'
import { DEFAULT_GRACE_SECONDS, ownReason, statedReason, type Stop, wouldTellStop } from './stop.js'
import { codeWords, spanWords } from './words.js'

/** A reason given this long before the stop still is its reason. */
const REASON_MS = 60_000
/** A line that comes with the stop may stand this long behind it: stamps of whole seconds, several writers. */
const SLACK_MS = 1_000
/** A pod whose container has ended is gone, for a reason told only then, within this time. */
const TOLD_LATER_MS = 5 * 60_000
/** What a container does for a deletion before anybody stops it (a preStop hook) takes up to this long beside its grace. */
const DELETING_MS = 120_000
/** A node that shuts down stops its last pods up to this long after it has said so. */
const SHUTTING_DOWN_MS = 10 * 60_000

/** How the stop went: grace, what was sent, how long it took. */
function stopWords(stop: Stop, { code, diedAt }: Brief): string {
  const grace =
    stop.graceSeconds === null
      ? ''
      : stop.graceSeconds === 0
        ? ' with no grace period'
        : ` with a grace period of ${formatSeconds(stop.graceSeconds)}`
  const took = spanWords(stop.requestedAt ?? stop.asked[0]?.time ?? null, diedAt)
  const end = code === null ? '' : `, exit code ${codeWords(code)}`
  if (stop.escalated && stop.requestedAt === null) {
    return `the grace period of a stop ran out and SIGKILL followed${took === '' ? '' : `, gone after ${took}`}${end}`
  }
  const how = stop.escalated ? '; the grace period ran out and SIGKILL followed' : ''
  return `${askedWords(stop)}${stop.wholeSandbox ? '' : grace}${took === '' ? '' : `, gone after ${took}`}${how}${end}`
}

function askedWords(stop: Stop): string {
  if (stop.wholeSandbox) return 'its sandbox was stopped, and it with it'
  if (stop.by === 'user') return 'docker says that it had been stopped or killed by hand'
  return stop.by === 'kubelet' ? 'stopped by the kubelet' : 'the runtime was asked to stop it'
}

/** `, SIGKILL after 2 s of grace` where the grace period ran out. */
function expired(stop: Stop): string {
  if (!stop.escalated) return ''
  return stop.graceSeconds === null
    ? ', SIGKILL after its grace'
    : `, SIGKILL after ${formatSeconds(stop.graceSeconds)} of grace`
}

function stopped(
  brief: Brief,
  stop: Stop | null,
  finding: Omit<Finding, 'why'>,
  because: readonly string[],
): Finding {
  if (!stop) return { ...finding, why: because }
  const ranOut = finding.cause === 'stopped' ? '' : expired(stop)
  return { ...finding, headline: finding.headline + ranOut, why: [...because, stopWords(stop, brief)] }
}

const evicted: Rule = {
  id: 'eviction',
  says: 'The kubelet evicted its pod under resource pressure.',
  needs:
    '“pod is evicted successfully” (or a rejection for node pressure) for the pod around the death; or a first place in the ranking and a stop',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    const story = readEviction(brief)
    if (!one.end || !story) return undefined
    const why = [
      ...(story.rank
        ? [`its pod was number ${story.rank.place} of ${story.rank.of} in the eviction ranking`]
        : []),
      ...(story.evicted ? ['the kubelet says that it evicted the pod'] : []),
      ...(story.rejected
        ? ['after its restart the kubelet did not admit the pod again: the node was under pressure']
        : []),
    ]
    const cites = [story.evicted, story.ranked, story.rejected, ...story.pressure].filter((e) => e !== null)
    const confidence: Confidence = story.evicted ? 'certain' : 'likely'
    return stopped(
      brief,
      stop,
      { cause: 'eviction', confidence, headline: `evicted by the kubelet${story.because}`, cites },
      why,
    )
  },
}

const preempted: Rule = {
  id: 'preemption',
  says: 'Its pod made room for a critical pod.',
  needs: 'the kubelet’s preemption line for the pod, and a stop before it or an end right beside it',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, diedAt } = brief
    if (!one.end || (!stop && wouldTellStop(one)) || ownReason(stop)) return undefined
    const from = (stop?.requestedAt ?? diedAt ?? 0) - REASON_MS
    const until = (diedAt ?? Infinity) + (stop ? TOLD_LATER_MS : REASON_MS)
    const line =
      one.ofPod.find((e) => e.type === 'kubelet.preempted' && isBetween(e, from, until)) ??
      stop?.asked.find((e) => e.type === 'kubelet.killing' && e.reason === 'preemption')
    if (!line) return undefined
    return stopped(
      brief,
      stop,
      {
        cause: 'preemption',
        confidence: 'certain',
        headline: 'preempted: its pod made room for a critical pod',
        cites: [line],
      },
      ['the kubelet says that it evicted the pod to admit a critical one (which one is not in the line)'],
    )
  },
}

const nodeShutdown: Rule = {
  id: 'node-shutdown',
  says: 'The node was shut down gracefully and the kubelet stopped the pod.',
  needs: 'the kubelet’s shutdown manager lines before the stop',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, diedAt } = brief
    const asked = stop?.requestedAt ?? diedAt ?? Infinity
    const isBefore = (e: Event) =>
      e.type === 'kubelet.shutdown' && isBetween(e, asked - SHUTTING_DOWN_MS, asked + SLACK_MS)
    const ofPod = one.ofPod.find(isBefore)
    const ofNode = one.ofNode.filter(isBefore).at(-1)
    const underway = ofNode?.type === 'kubelet.shutdown' && ofNode.phase !== 'cancelled' ? ofNode : undefined
    const line = ofPod ?? (stop ? underway : undefined)
    if (!one.end || !line || ownReason(stop)) return undefined
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
/** The kubelet acts this soon on the failure that was one too many. */
const ACTS_MS = 2_000

const probeFailed: Rule = {
  id: 'probe',
  says: 'It was killed after a liveness or startup probe failed.',
  needs:
    'the kubelet’s message with that reason; or a failure of such a probe right before the kubelet’s stop, and no other reason for it',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop } = brief
    if (!one.end) return undefined
    const reason = ownReason(stop)
    const isSaid = PROBES.includes(reason)
    if (reason && !isSaid) return undefined
    const asked = stop?.requestedAt ?? null
    const until = asked === null ? (brief.diedAt ?? Infinity) : asked + SLACK_MS
    const failures = one.own
      .concat(one.ofPod)
      .filter((e) => isFailureOf(e, one.container.name) && isBetween(e, -Infinity, until))
    const last = failures.at(-1)
    const isRightBefore =
      stop?.by === 'kubelet' && asked !== null && last?.time != null && asked - last.time <= ACTS_MS
    if (!isSaid && (!isRightBefore || deletionBefore(brief))) return undefined
    const probe =
      reason === 'startup-probe' || (last?.type === 'kubelet.probe_failed' && last.probe === 'startup')
        ? 'startup'
        : 'liveness'
    return stopped(
      brief,
      stop,
      {
        cause: 'probe',
        confidence: isSaid ? 'certain' : 'likely',
        headline: `killed by the kubelet: its ${probe} probe failed`,
        cites: failures,
      },
      [
        isSaid
          ? `the kubelet gives the reason: ${probe} probe`
          : `its ${probe} probe failed right before the stop`,
      ],
    )
  },
}

function isFailureOf(e: Event, name: string | null): boolean {
  return (
    e.type === 'kubelet.probe_failed' &&
    e.probe !== 'readiness' &&
    (e.containerName === null || e.containerName === name)
  )
}

/** The first line by which the kubelet learned of the pod's deletion, where it came before the stop or the end. */
function deletionBefore({ one, stop, diedAt }: Brief): EventOf<'kubelet.pod_deleted'> | undefined {
  const until = stop?.requestedAt == null ? (diedAt ?? Infinity) : stop.requestedAt + SLACK_MS
  // A pod that is being deleted stays so: whenever it is stopped afterwards, that is why.
  const from = stop || diedAt === null ? -Infinity : diedAt - DEFAULT_GRACE_SECONDS * 1000 - DELETING_MS
  return one.ofPod.find(
    (e): e is EventOf<'kubelet.pod_deleted'> => e.type === 'kubelet.pod_deleted' && isBetween(e, from, until),
  )
}

const deleted: Rule = {
  id: 'deletion',
  says: 'Its pod was deleted and the kubelet stopped it.',
  needs: 'SyncLoop DELETE (or REMOVE) of the pod before the stop, or an end within minutes of it',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, code } = brief
    const line = deletionBefore(brief)
    if (!one.end || !line || ownReason(stop) || (!stop && ownMaking(code))) return undefined
    const isManifest = line.source === 'file'
    return stopped(
      brief,
      stop,
      {
        cause: 'deletion',
        confidence: stop ? 'certain' : 'likely',
        headline: isManifest ? 'its manifest was removed from the node' : 'its pod was deleted',
        cites: [line],
      },
      [
        isManifest
          ? `the kubelet saw the pod’s manifest go (${line.operation})`
          : `the kubelet learned ${line.source === 'api' ? 'from the API ' : ''}that the pod was deleted (${line.operation})`,
        ...(stop
          ? []
          : [
              wouldTellStop(one)
                ? 'it ended before anybody asked for its stop: a preStop hook may have done that'
                : 'no line asks for its stop itself',
            ]),
      ],
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
    const { one, stop, diedAt } = brief
    if (!one.end || !stop) return undefined
    const asked = stop.requestedAt ?? diedAt ?? Infinity
    const since = Math.max(asked - SANDBOX_MS, (one.startedAt ?? -Infinity) + 1)
    const sandboxChanged = one.ofPod.find(
      (e) => e.type === 'kubelet.sandbox_changed' && isBetween(e, since, asked + SLACK_MS),
    )
    const daemon = one.ofNode.find(
      (e) =>
        e.type === 'runtime.daemon' &&
        e.phase === 'stopping' &&
        isBetween(e, (diedAt ?? Infinity) - REASON_MS, (diedAt ?? Infinity) + SLACK_MS),
    )
    const reason = statedReason(stop)
    const known =
      (reason && REASONS[reason]) ||
      (sandboxChanged && stop.by === 'kubelet' ? REASONS['sandbox-changed'] : undefined)
    const runtimeDown =
      daemon && !known && one.container.runtime === 'docker'
        ? 'the container runtime itself was stopped'
        : undefined
    const because = known ?? runtimeDown
    const unknown = `; the log does not say ${stop.by === 'kubelet' ? 'why' : 'who asked or why'}`
    return stopped(
      brief,
      stop,
      {
        cause: 'stopped',
        confidence: 'certain',
        headline: `stopped ${stop.by === 'kubelet' ? 'by the kubelet' : 'on request'}${expired(stop)}${because === undefined ? unknown : `: ${because}`}`,
        cites: [sandboxChanged, runtimeDown ? daemon : undefined].filter((e) => e !== undefined),
      },
      [],
    )
  },
}

/** The kubelet kills the containers of a lost sandbox this soon after it has noticed. */
const SANDBOX_MS = 5_000

/** Within two times, both included; a line without a time may be. */
function isBetween({ time }: Event, from: number, until: number): boolean {
  return time === null || (time >= from && time <= until)
}

/** Rules that conclude from a stop and its reason, the most telling reason first. */
export const stopRules: readonly Rule[] = [
  evicted,
  preempted,
  nodeShutdown,
  probeFailed,
  deleted,
  askedToStop,
]
