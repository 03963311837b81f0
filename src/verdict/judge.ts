import { isStartFailure } from '../model/start-failure.js'
import type { Case } from '../model/case.js'
import type { Event } from '../model/event.js'
import { signalName } from '../model/signal.js'
import type { Eviction, Kill, Termination } from '../model/termination.js'
import { findContradictions, indexContradictions } from './contradictions.js'
import { readEviction } from './eviction.js'
import { incidentOf } from './incident.js'
import { listNotProven } from './not-proven.js'
import { oomRuledOut } from './oom-ruled-out.js'
import { readOom } from './oom.js'
import type { Brief, Finding, Rule } from './rule.js'
import { rules } from './rules.js'
import { readStop } from './stop.js'
import { findUserspaceKill } from './userspace-oom.js'
import { workloadOf } from '../model/workload.js'

/** Case → Termination: the first rule that concludes gives the cause; what it rests on and what stays open go with it. */
export function judge(one: Case): Termination {
  const end = one.end
  const brief: Brief = {
    one,
    stop: readStop(one),
    code: end?.synthetic ? null : (end?.code ?? null),
    diedAt: end?.at ?? null,
  }
  const [rule, finding] = decide(brief)
  const story = finding.cause === 'eviction' ? readEviction(brief) : null
  const disputes = findContradictions(brief)
  const evidence = gatherEvidence(
    brief,
    finding,
    disputes.flatMap((d) => d.lines),
  )
  const signal = signalOf(brief, finding)
  const startFailed = finding.cause === 'start-failure'
  const failure = startFailed ? one.own.find(isStartFailure) : undefined
  return {
    node: one.node,
    pod: one.pod,
    container: one.container,
    startedAt: startFailed ? null : one.startedAt,
    finishedAt: failure ? failure.time : brief.diedAt,
    exitObserved: end !== null || startFailed || finding.cause === 'node-reboot',
    exitCode: end?.code ?? null,
    exitCodeFrom: end?.codeFrom ?? null,
    exitCodeMadeUp: end?.synthetic ?? false,
    signal,
    cause: finding.cause,
    confidence: finding.confidence,
    rule: rule.id,
    headline:
      end?.retold && !one.boot
        ? `${finding.headline}; reported only as the kubelet started`
        : finding.headline,
    why: [...finding.why, ...whyNoOom(brief, finding)],
    notProven: listNotProven(brief, finding),
    oom: readOom(brief, finding.cause),
    kill: killOf(brief, finding),
    eviction: story && evictionOf(story),
    contradictions: indexContradictions(disputes, evidence),
    incident: incidentOf(one, finding),
    fingerprint: fingerprintOf(brief, finding, signal),
    evidence,
  }
}

/** Where nobody says who ended it, that the kernel did not. */
function whyNoOom({ one, code }: Brief, { cause }: Finding): readonly string[] {
  const isOpen = cause === 'killed' || cause === 'unknown'
  const mayBeOom = code === null || code === SIGKILL_CODE
  return isOpen && mayBeOom && !one.container.sandbox ? oomRuledOut(one) : []
}

const SIGKILL_CODE = 137

function decide(brief: Brief): readonly [Rule, Finding] {
  for (const rule of rules) {
    const finding = rule.conclude(brief)
    if (finding) return [rule, finding]
  }
  throw new Error('no rule concludes: the last one always must')
}

/** The container's own lines and those that the argument cites, in time order, none twice. */
function gatherEvidence(
  { one: { own, byPlace }, stop }: Brief,
  finding: Finding,
  disputed: readonly Event[],
): readonly Event[] {
  const others = new Set<Event>()
  const add = (cited: readonly Event[]) => {
    for (const event of cited) if (!own.includes(event)) others.add(event)
  }
  add(stop?.asked ?? [])
  add(finding.cites)
  add(disputed)
  return others.size === 0 ? own : [...own, ...others].sort(byPlace)
}

/** Causes whose death is by a signal when the code says 128 + n. */
const BY_SIGNAL = [
  'oom-container',
  'oom-pod',
  'oom-node',
  'eviction',
  'probe',
  'deletion',
  'stopped',
  'preemption',
  'node-shutdown',
  'crash',
  'killed',
]

function signalOf({ one, code }: Brief, finding: Finding): string | null {
  if (!BY_SIGNAL.includes(finding.cause)) return null
  const initKilled = one.kills.some((k) => k.isInit === true) && finding.cause.startsWith('oom-')
  if (initKilled) return 'SIGKILL'
  if (code === null || code <= 128 || code > 192) return null
  return signalName(code - 128) ?? null
}

/** The stop that was asked for; where none ended it, the signal that did. */
function killOf(brief: Brief, finding: Finding): Kill | null {
  const { one, stop } = brief
  const ofKernel = one.kills.at(-1)?.kill
  if (finding.cause.startsWith('oom-') && ofKernel) {
    return {
      requestedAt: stop?.requestedAt ?? ofKernel.time,
      gracePeriodSeconds: stop?.graceSeconds ?? null,
      signal: 'SIGKILL',
      escalated: false,
      by: 'kernel',
    }
  }
  const ofUser = finding.cause === 'oom-node' ? findUserspaceKill(brief) : undefined
  if (ofUser) {
    const signal = ofUser.type === 'earlyoom.kill' ? ofUser.signal : 'SIGKILL'
    return { requestedAt: ofUser.time, gracePeriodSeconds: null, signal, escalated: false, by: 'user' }
  }
  if (!stop) return null
  return {
    requestedAt: stop.requestedAt,
    gracePeriodSeconds: stop.graceSeconds,
    signal: stop.signal,
    escalated: stop.escalated,
    by: stop.by,
  }
}

function evictionOf(story: NonNullable<ReturnType<typeof readEviction>>): Eviction {
  return {
    resource: story.resource,
    rankedAt: story.ranked?.time ?? null,
    evictedAt: story.evicted?.time ?? null,
    rank: story.rank,
  }
}

/**
 * The same for the same death elsewhere: cause, workload without its random suffixes (where the pod has no name the
 * OOM-killed process), container, signal or code, limit.
 */
function fingerprintOf({ one, code }: Brief, finding: Finding, signal: string | null): string {
  const { pod, container } = one
  const kill = one.kills.at(-1)?.kill
  const workload = pod?.name ? workloadOf(pod.name) : (kill?.victim.name ?? '')
  return [
    finding.cause,
    pod?.namespace ?? '',
    workload,
    container.sandbox ? 'sandbox' : (container.name ?? ''),
    signal ?? (finding.cause === 'error' ? (code ?? '') : ''),
    kill?.limitBytes ?? '',
  ].join('|')
}
