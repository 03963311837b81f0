import type { Event, EventOf } from '../model/event.js'
import type { KillingReason } from '../model/fact.js'
import type { Brief, Rule } from './rule.js'
import { ownMaking } from './signals.js'
import {
  DEFAULT_GRACE_SECONDS,
  isSure,
  isUnhealthy,
  ownReason,
  statedReason,
  toldStop,
  wouldTellStop,
} from './stop.js'
import { expired, stopped } from './stop-words.js'
import { cameBefore, isBetween, SLACK_MS, toldEnd } from './times.js'

/** The kubelet kills the containers of a lost sandbox this soon after it has noticed. */
const SANDBOX_MS = 5_000
/** A runtime that is going down stops its containers within this time. */
const DAEMON_MS = 60_000
/** What a container does for a deletion before anybody stops it (a preStop hook) takes up to this long beside its grace. */
const DELETING_MS = 120_000

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
    const told = toldStop(stop, one.end)
    const failures = one.own
      .concat(one.ofPod)
      .filter(
        (e) => isFailureOf(e, one.container.name) && cameBefore(e, told, one, asked === null ? 0 : SLACK_MS),
      )
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
        confidence: isSaid && stop && isSure(stop) ? 'certain' : 'likely',
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
  if (!one.end) return undefined
  const told = toldStop(stop, one.end)
  // A pod that is being deleted stays so: whenever it is stopped afterwards, that is why.
  const from = stop || diedAt === null ? -Infinity : diedAt - DEFAULT_GRACE_SECONDS * 1000 - DELETING_MS
  return one.ofPod.find(
    (e): e is EventOf<'kubelet.pod_deleted'> =>
      e.type === 'kubelet.pod_deleted' &&
      isBetween(e, from, Infinity) &&
      cameBefore(e, told, one, stop?.requestedAt == null ? 0 : SLACK_MS),
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
        confidence: stop && isSure(stop) ? 'certain' : 'likely',
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
  needs:
    'StopContainer, Killing container, a stop of the sandbox or docker’s stop, before the end; likely where the lines bear no times, only the answer to one is in the input, or no line tells the container’s id',
  confidence: 'certain',
  conclude(brief) {
    const { one, stop, diedAt } = brief
    if (!one.end || !stop) return undefined
    const asked = stop.requestedAt ?? diedAt ?? Infinity
    const since = Math.max(asked - SANDBOX_MS, (one.startedAt ?? -Infinity) + 1)
    const told = toldStop(stop, one.end)
    const sandboxChanged = one.ofPod.find(
      (e) =>
        e.type === 'kubelet.sandbox_changed' && isBetween(e, since, Infinity) && cameBefore(e, told, one),
    )
    const end = toldEnd(one.end)
    const daemon = one.ofNode.find(
      (e) =>
        e.type === 'runtime.daemon' &&
        e.phase === 'stopping' &&
        isBetween(e, (diedAt ?? Infinity) - DAEMON_MS, Infinity) &&
        cameBefore(e, end, one, SLACK_MS),
    )
    const reason = statedReason(stop)
    const known =
      (reason && REASONS[reason]) ||
      (sandboxChanged && stop.by === 'kubelet' ? REASONS['sandbox-changed'] : undefined) ||
      (one.own.some(isUnhealthy) ? 'its health check failed' : undefined)
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
        confidence: !stop.answeredOnly && isSure(stop) ? 'certain' : 'likely',
        headline: `stopped ${stop.by === 'kubelet' ? 'by the kubelet' : 'on request'}${expired(stop)}${because === undefined ? unknown : `: ${because}`}`,
        cites: [sandboxChanged, runtimeDown ? daemon : undefined].filter((e) => e !== undefined),
      },
      [],
    )
  },
}

/** Rules that conclude from a stop and its reason, the most telling reason first. */
export const stopRules: readonly Rule[] = [probeFailed, deleted, askedToStop]
