import type { Case, CaseKill } from '../model/case.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event, EventOf, Task } from '../model/event.js'
import type { PodRef } from '../model/place.js'
import type { ContainerRef } from '../model/termination.js'
import { readEnd } from './end.js'
import { keysOf } from './keys.js'
import { splitLives } from './lives.js'
import type { Ordered } from './order.js'
import { tiePids } from './pids.js'
import { tieUnnamedEnds } from './unnamed.js'
import { type Identity, learnWho, type Who } from './who.js'

/** Lines about the pod or the node this long before a life's first line, or before its death, can still concern it. */
export const BEFORE_MS = 10 * 60_000
/** An eviction is announced, a pod removed, an OOM event delivered after the death. */
const AFTER_MS = 5 * 60_000

/** What concerns the node as a whole or a pod, looked up by time. */
interface Surroundings {
  readonly node: string | null
  readonly who: Who
  readonly coverage: NodeCoverage
  readonly ofNode: readonly Ordered[]
  /** Lines about pods that name no container, by each name of the pod. */
  readonly ofPod: ReadonlyMap<string, readonly Ordered[]>
  readonly ofContainer: ReadonlyMap<string, readonly Ordered[]>
  readonly kills: readonly (Ordered & { readonly event: EventOf<'kernel.oom_kill'> })[]
  readonly boots: readonly Ordered[]
  readonly sandboxPids: ReadonlySet<number | null>
  readonly moment: (event: Event) => number
}

/**
 * The cases of one node, from all of its events in one order: who is who, and one case for every death.
 *
 * All events are taken together, so that it does not matter which of two lines came first.
 */
export function casesOfNode(
  node: string | null,
  ordered: readonly Ordered[],
  coverage: NodeCoverage,
): readonly Case[] {
  const who = learnWho(ordered)
  const tied = new Map([...tiePids(ordered, who), ...tieUnnamedEnds(ordered, who)])
  const ofContainer = new Map<string, Ordered[]>()
  const ofPod = new Map<string, Ordered[]>()
  const ofNode: Ordered[] = []
  for (const one of ordered) {
    const keys = keysOf(one.event)
    const id = keys.container ? who.fullId(keys.container) : tied.get(one.event)
    if (id !== undefined) push(ofContainer, id, one)
    else for (const pod of keys.pods ?? []) for (const name of namesOf(pod)) push(ofPod, name, one)
    if (keys.node) ofNode.push(one)
  }
  const surroundings: Surroundings = {
    node,
    who,
    coverage,
    ofNode,
    ofPod,
    ofContainer,
    kills: ordered.filter((o): o is Surroundings['kills'][number] => o.event.type === 'kernel.oom_kill'),
    boots: ordered.filter(({ event }) => event.type === 'kernel.boot'),
    moment: momentOf(ordered),
    sandboxPids: new Set([...who.containers.values()].filter((c) => c.sandbox).map((c) => c.initPid)),
  }
  const daemonStarts = ordered.flatMap(({ event, at }) =>
    event.type === 'runtime.daemon' && event.phase === 'starting' ? [at] : [],
  )
  const cases: Case[] = []
  for (const [id, own] of ofContainer) {
    const identity = who.containers.get(id)
    if (!identity) continue
    const lives = splitLives(own, identity.runtime, daemonStarts)
    for (const [n, life] of lives.entries()) {
      const made = caseOf(identity, life, surroundings, n === lives.length - 1)
      if (made) cases.push(made)
    }
  }
  return cases
}

function momentOf(ordered: readonly Ordered[]): (event: Event) => number {
  const moments = new Map(ordered.map(({ event, at }) => [event, at]))
  return (event) => moments.get(event) ?? event.time ?? 0
}

function push<K>(map: Map<K, Ordered[]>, key: K, one: Ordered): void {
  const list = map.get(key)
  if (list) list.push(one)
  else map.set(key, [one])
}

function namesOf(pod: PodRef): readonly string[] {
  const names = pod.uid === null ? [] : [pod.uid]
  if (pod.namespace !== null && pod.name !== null) names.push(`${pod.namespace}/${pod.name}`)
  return names
}

/** The case of one life, or undefined where nothing in it died. */
function caseOf(
  identity: Identity,
  life: readonly Ordered[],
  around: Surroundings,
  isLast: boolean,
): Case | undefined {
  const end = readEnd(life)
  const failed = life.some(
    ({ event }) => event.type === 'runtime.start_failed' || event.type === 'kubelet.start_failed',
  )
  const killed = life.some(
    ({ event }) => event.type === 'kernel.oom_kill' || event.type === 'systemd.scope_oom',
  )
  const seenRunning = life.some(({ event }) => showsRunning(event))
  const last = life.at(-1)?.at ?? 0
  const boot = (isLast && around.boots.find((b) => b.at > last)) || null
  const lostToReboot = !end && seenRunning && boot !== null
  if (!end && !failed && !killed && !lostToReboot) return undefined

  const started = life.find(({ event }) => startsLife(event))
  const from = (life[0]?.at ?? 0) - BEFORE_MS
  const until = Math.max(end?.at ?? last, last) + AFTER_MS
  const inLife = ({ at }: Ordered) => at >= from && at <= until
  const container = containerOf(identity)
  const podLines = linesOfPod(identity, around).filter(inLife)
  return {
    node: around.node,
    pod: identity.pod,
    container,
    seenRunning,
    startedAt: started?.event.time === null ? null : (started?.at ?? null),
    end,
    own: life.map(({ event }) => event),
    ofPod: podLines.map(({ event }) => event),
    ofNode: around.ofNode
      .filter((o) => o.at >= (end?.at ?? last) - BEFORE_MS && o.at <= until)
      .map(({ event }) => event),
    kills: killsOf(life, container, around),
    siblingKills: siblingKills(identity, around)
      .filter(inLife)
      .map(({ event }) => event),
    coverage: around.coverage,
    moment: around.moment,
    boot: lostToReboot ? boot.event : null,
  }
}

function containerOf(identity: Identity): ContainerRef {
  const { id, name, attempt, runtime, sandbox, sandboxId, initPid } = identity
  return { id, name: sandbox ? null : name, attempt, runtime, sandbox, sandboxId, initPid }
}

/** A line that says the container runs or ran. */
function showsRunning(event: Event): boolean {
  return (
    (event.type === 'runtime.container_started' && event.phase === 'started') ||
    (event.type === 'kubelet.pleg' && event.change === 'ContainerStarted') ||
    event.type === 'systemd.scope_started'
  )
}

function startsLife(event: Event): boolean {
  return showsRunning(event) || (event.type === 'runtime.container_started' && event.phase === 'connecting')
}

/** Lines about the pod itself, and those of its sandbox. */
function linesOfPod(identity: Identity, around: Surroundings): readonly Ordered[] {
  const lines = new Set<Ordered>()
  if (identity.pod)
    for (const name of namesOf(identity.pod)) for (const o of around.ofPod.get(name) ?? []) lines.add(o)
  const { sandboxId } = identity
  if (sandboxId !== null) for (const o of around.ofContainer.get(sandboxId) ?? []) lines.add(o)
  return [...lines].sort((a, b) => a.at - b.at)
}

function killsOf(
  life: readonly Ordered[],
  { initPid }: ContainerRef,
  around: Surroundings,
): readonly CaseKill[] {
  return life.flatMap(({ event }) => {
    if (event.type !== 'kernel.oom_kill') return []
    const older = initPid === null ? olderProcess(event, around) : null
    const isInit = initPid === null ? (older === null ? null : false) : initPid === event.victim.pid
    return [{ kill: event, isInit, older }]
  })
}

/**
 * A process that shows the victim not to be the container's init where no line prints the init's pid: the kubelet
 * gives a container's first process its score, so a victim with a score of its own, beside an older process that has
 * the given one, was started later.
 */
function olderProcess(kill: EventOf<'kernel.oom_kill'>, around: Surroundings): Task | null {
  const oldest = oldestProcess(kill, around)
  if (oldest === undefined || oldest.pid >= kill.victim.pid) return null
  const { oomScoreAdj: given } = oldest
  return given !== null && kill.oomScoreAdj !== null && given !== kill.oomScoreAdj ? oldest : null
}

/** The oldest process in the report's table that is no sandbox's. */
function oldestProcess(kill: EventOf<'kernel.oom_kill'>, { sandboxPids }: Surroundings) {
  const own = kill.tasks.filter((t) => t.name !== 'pause' && !sandboxPids.has(t.pid))
  return own.reduce<(typeof own)[number] | undefined>((a, b) => (a && a.pid < b.pid ? a : b), undefined)
}

function siblingKills(identity: Identity, around: Surroundings): Surroundings['kills'] {
  const { pod } = identity
  if (!pod) return []
  return around.kills.filter(({ event }) => {
    if (event.containerId === null || event.containerId === identity.id) return false
    const other = around.who.containers.get(event.containerId)?.pod
    return other ? around.who.samePod(pod, other) : event.podUid !== null && event.podUid === pod.uid
  })
}
