import type { EventOf } from '../model/event.js'
import type { KillingReason } from '../model/fact.js'
import type { PodRef } from '../model/place.js'
import { formatSeconds } from '../model/quantity.js'
import { count } from './count.js'
import { exitMeaning } from './exit-phrase.js'
import { grace } from './runtime-sayings.js'
import { because, podLabel, processOf, type Sayings, short, shortId } from './sayings.js'

export const kubeletSayings: Sayings<'kubelet'> = {
  'kubelet.pleg': (e) => `${PLEG[e.change]} (${e.change})`,
  'kubelet.container_finished': (e) => {
    const code = e.exitCode === null ? 'finished' : `finished with ${exitMeaning(e.exitCode)}`
    return e.reason === null ? code : `${code}, status ${short(e.reason)}`
  },
  'kubelet.killing': (e) => {
    const why = because(e.message ?? (e.reason === null || e.reason === 'other' ? null : REASONS[e.reason]))
    return `${KILLING[e.phase]}${grace(e.gracePeriodSeconds)}${e.override ? ' (replaced)' : ''}${why}`
  },
  'kubelet.probe_failed': (e) => `${e.probe} probe failed${because(e.output)}`,
  'kubelet.backoff': (e) =>
    `restart put off${e.backoffSeconds === null ? '' : ` for ${formatSeconds(e.backoffSeconds)}`} (back-off)`,
  'kubelet.eviction_pressure': (e) => {
    const resource = e.resource === null ? 'a resource' : short(e.resource)
    return PRESSURE[e.says](resource)
  },
  'kubelet.eviction_ranked': (e) =>
    `ranked ${count(e.pods.length, 'pod')} for eviction, first ${podLabel(e.pods[0] ?? null) ?? 'unnamed'}`,
  'kubelet.evicted': (e) =>
    `evicted${because(e.message ?? (e.resource === null ? null : `node low on ${short(e.resource)}`))}`,
  'kubelet.rejected': (e) =>
    `refused by the kubelet${e.reason === null ? '' : `, ${short(e.reason)}`}${because(e.message)}`,
  'kubelet.pod_deleted': (e) =>
    `${e.operation === 'DELETE' ? 'deletion asked' : 'pod object gone'}${listed(e.pods)}${from(e.source)}`,
  'kubelet.pod_added': (e) => `pod added${listed(e.pods)}${from(e.source)}`,
  'kubelet.preempted': (e) =>
    e.phase === 'evicted'
      ? 'evicted to make room for a critical pod'
      : 'chosen to make room for a critical pod',
  'kubelet.shutdown': (e) => `${SHUTDOWN[e.phase]}${grace(e.gracePeriodSeconds)}`,
  'kubelet.pleg_unhealthy': (e) => `PLEG unhealthy${because(e.message)}`,
  'kubelet.system_oom': (e) => `reports a system OOM, victim ${processOf(e.name, e.pid)}`,
  'kubelet.start_failed': (e) => `${e.sandbox ? 'its sandbox ' : ''}could not be started${because(e.error)}`,
  'kubelet.sandbox_changed': () => 'sandbox gone or changed: its containers are made anew',
  'kubelet.container_removed': () => 'dead container removed',
  'kubelet.started': (e) => `kubelet started${e.version === null ? '' : `, version ${short(e.version)}`}`,
  'kubelet.names': (e) => {
    if (e.sandbox) return e.sandbox === 'named' ? 'named as a sandbox' : 'none of its pod’s containers'
    const container = e.containerName ?? (e.containerId === null ? null : shortId(e.containerId))
    return `named${container === null ? '' : ` ${short(container)}`} in ${podLabel(e.pod) ?? 'a pod'}`
  },
}

/** The pods by name where a line is about several; one is the line's subject. */
function listed(pods: readonly PodRef[]): string {
  if (pods.length < 2) return ''
  return ` for ${count(pods.length, 'pod')}, first ${podLabel(pods[0] ?? null) ?? 'unnamed'}`
}

function from(source: string | null): string {
  return source === null ? '' : ` (${short(source)})`
}

const PLEG: Readonly<Record<EventOf<'kubelet.pleg'>['change'], string>> = {
  ContainerStarted: 'found running',
  ContainerDied: 'found dead',
  ContainerRemoved: 'found removed',
  ContainerChanged: 'found changed',
  PodSync: 'sync asked',
  ConditionMet: 'condition met',
}

const KILLING: Readonly<Record<EventOf<'kubelet.killing'>['phase'], string>> = {
  decided: 'to be killed',
  requested: 'kill asked',
  failed: 'kill failed',
  finished: 'kill done',
}

const REASONS: Readonly<Record<Exclude<KillingReason, 'other'>, string>> = {
  'liveness-probe': 'its liveness probe failed',
  'startup-probe': 'its startup probe failed',
  'definition-changed': 'its definition changed',
  'post-start-hook': 'its postStart hook failed',
  preemption: 'it makes room for a critical pod',
  deadline: 'its deadline passed',
  'sandbox-changed': 'its sandbox changed',
  unwanted: 'it is no longer wanted',
  orphan: 'its pod is gone',
}

const PRESSURE: Readonly<Record<EventOf<'kubelet.eviction_pressure'>['says'], (resource: string) => string>> =
  {
    'attempting-to-reclaim': (resource) => `node low on ${resource}: reclaiming`,
    'must-evict': (resource) => `node low on ${resource}: pods must be evicted`,
    reclaimed: (resource) => `${resource} reclaimed, no pod evicted`,
    'no-active-pods': (resource) => `node low on ${resource}, no pod to evict`,
    'unable-to-evict': (resource) => `node low on ${resource}, no pod could be evicted`,
    threshold: (resource) => `${resource} past its eviction threshold`,
    failed: (resource) => `eviction for ${resource} failed`,
  }

const SHUTDOWN: Readonly<Record<EventOf<'kubelet.shutdown'>['phase'], string>> = {
  detected: 'node shutdown begins',
  cancelled: 'node shutdown called off',
  killing: 'node shutdown: kill asked',
  killed: 'node shutdown: pod ended',
  completed: 'node shutdown: all pods ended',
  'timed-out': 'node shutdown: pod outlived its time',
}
