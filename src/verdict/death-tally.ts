import type { PodRef } from '../model/place.js'
import type { Workload } from '../model/summary.js'
import type { Cause, Termination } from '../model/termination.js'
import { workloadOf } from '../model/workload.js'

/** What a number of deaths have in common, and how they differ. A null among the shared values: they differ, or none has it. */
export interface Tally {
  readonly cause: Cause
  count: number
  sandboxes: number
  first: number | null
  last: number | null
  limitBytes: number | null
  victim: string | null
  headline: string | null
  backoff: { from: number; to: number } | null
  readonly exitCodes: Map<number | null, number>
  readonly nodes: Set<string | null>
  readonly containers: Set<string>
  readonly resources: Set<string>
  readonly workloads: Map<string, Workload>
  readonly pods: Map<string, PodRef>
}

/** The tally of one death; `time` in epoch milliseconds. */
export function tallyOf(termination: Termination, time: number | null): Tally {
  const { node, pod, container, oom, cause, exitCode, eviction, headline } = termination
  const named = container.sandbox ? null : (container.name ?? container.id)
  const victims = new Set(oom?.kills.map((kill) => kill.name))
  return {
    cause,
    count: 1,
    sandboxes: container.sandbox ? 1 : 0,
    first: time,
    last: time,
    limitBytes: oom?.limitBytes ?? null,
    victim: victims.size === 1 ? ([...victims][0] ?? null) : null,
    headline,
    backoff: backoffOf(termination),
    exitCodes: new Map([[exitCode, 1]]),
    nodes: new Set([node]),
    containers: setOf(named),
    resources: setOf(eviction?.resource ?? null),
    workloads: new Map(workloadsOf(pod)),
    pods: new Map(pod === null ? [] : [[pod.uid ?? `${pod.namespace ?? ''}/${pod.name ?? ''}`, pod]]),
  }
}

function setOf<T>(one: T | null): Set<T> {
  return new Set(one === null ? [] : [one])
}

function workloadsOf(pod: PodRef | null): readonly (readonly [key: string, workload: Workload])[] {
  if (!pod || pod.name === null) return []
  const { namespace } = pod
  const name = workloadOf(pod.name)
  return [[`${namespace ?? ''}/${name}`, { namespace, name }]]
}

function backoffOf({ evidence }: Termination): Tally['backoff'] {
  const seconds = evidence.flatMap((event) =>
    event.type === 'kubelet.backoff' ? (event.backoffSeconds ?? []) : [],
  )
  return seconds.length === 0 ? null : { from: Math.min(...seconds), to: Math.max(...seconds) }
}

export function copyOf(tally: Tally): Tally {
  const { exitCodes, nodes, containers, resources, workloads, pods } = tally
  return {
    ...tally,
    exitCodes: new Map(exitCodes),
    nodes: new Set(nodes),
    containers: new Set(containers),
    resources: new Set(resources),
    workloads: new Map(workloads),
    pods: new Map(pods),
  }
}

/** Adds a tally of the same cause. */
export function addTo(tally: Tally, other: Tally): void {
  tally.count += other.count
  tally.sandboxes += other.sandboxes
  tally.first = extreme(Math.min, tally.first, other.first)
  tally.last = extreme(Math.max, tally.last, other.last)
  tally.limitBytes = shared(tally.limitBytes, other.limitBytes)
  tally.victim = shared(tally.victim, other.victim)
  tally.headline = shared(tally.headline, other.headline)
  tally.backoff = spanning(tally.backoff, other.backoff)
  for (const [code, times] of other.exitCodes)
    tally.exitCodes.set(code, (tally.exitCodes.get(code) ?? 0) + times)
  for (const node of other.nodes) tally.nodes.add(node)
  for (const name of other.containers) tally.containers.add(name)
  for (const resource of other.resources) tally.resources.add(resource)
  for (const [key, workload] of other.workloads) tally.workloads.set(key, workload)
  for (const [key, pod] of other.pods) tally.pods.set(key, pod)
}

function shared<T>(a: T | null, b: T | null): T | null {
  return a === b ? a : null
}

function extreme(of: (...numbers: number[]) => number, a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : of(a, b)
}

function spanning(a: Tally['backoff'], b: Tally['backoff']): Tally['backoff'] {
  if (a === null || b === null) return a ?? b
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }
}
