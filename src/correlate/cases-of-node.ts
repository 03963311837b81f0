import { appendTo } from '../model/append-to.js'
import { isStartFailure } from '../model/start-failure.js'
import type { Case } from '../model/case.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event, EventOf } from '../model/event.js'
import { once } from '../model/once.js'
import type { ContainerRef } from '../model/termination.js'
import { tieBackOffs } from './back-offs.js'
import { readEnd, reportsEnd } from './end.js'
import { tieInvocations } from './invocations.js'
import { splitLives } from './lives.js'
import type { Ordered } from './order.js'
import { namesOf } from './pod-names.js'
import { createHolderOf, type HolderOf, tiePids } from './pids.js'
import { findRestarts, type Restarts } from './restarts.js'
import { tieComposeExits, tieUnnamedEnds } from './unnamed.js'
import { killsOf } from './victims.js'
import { type Identity, learnWho, type Who } from './who.js'
import { between } from './window.js'

/** Lines about the pod or the node this long before a life's first line, or before its death, can still concern it. */
export const BEFORE_MS = 10 * 60_000
/** An eviction is announced, a pod removed, an OOM event delivered after the death. */
const AFTER_MS = 5 * 60_000
/** Lines about a pod's name this long before a container was made are still about the same pod. */
const BORN_MS = 1_000

type KillEvent = Ordered & { readonly event: EventOf<'kernel.oom_kill'> }

/** What concerns the node as a whole or a pod, looked up by time. */
interface Surroundings {
  readonly node: string | null
  readonly who: Who
  readonly coverage: NodeCoverage
  readonly ofNode: readonly Ordered[]
  /** Lines about pods that name no container, by each name of the pod. */
  readonly ofPod: ReadonlyMap<string, readonly Ordered[]>
  readonly ofContainer: ReadonlyMap<string, readonly Ordered[]>
  /** OOM kills by each name of the victim's pod. */
  readonly killsOfPod: ReadonlyMap<string, readonly KillEvent[]>
  readonly boots: readonly Ordered[]
  readonly restarts: Restarts
  readonly holderOf: HolderOf
  readonly sandboxPids: ReadonlySet<number | null>
  readonly moment: (event: Event) => number
}

/** A case, and the lines of its own with their places. */
export interface PlacedCase {
  readonly one: Case
  readonly lines: readonly Ordered[]
}

export interface NodeCases {
  readonly cases: readonly PlacedCase[]
  /** Lines that name no container, by the container that they were found to be about. */
  readonly tied: ReadonlyMap<Event, string>
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
): NodeCases {
  const who = learnWho(ordered)
  const holderOf = createHolderOf(ordered, who)
  const types = new Set(ordered.map(({ event }) => event.type))
  const tied = new Map([
    ...tiePids(ordered, holderOf),
    ...(types.has('runtime.exit_unnamed') ? tieUnnamedEnds(ordered, who) : []),
    ...(types.has('runtime.compose_exit') ? tieComposeExits(ordered, who) : []),
    ...(types.has('kernel.oom_invoked') ? tieInvocations(ordered, who) : []),
    ...(types.has('kubelet.backoff') ? tieBackOffs(ordered, who) : []),
  ])
  const restarts = findRestarts(ordered)
  const ofContainer = new Map<string, Ordered[]>()
  const ofPod = new Map<string, Ordered[]>()
  const ofNode: Ordered[] = []
  for (const one of ordered) {
    const { keys } = one
    const id = keys.container ? who.fullId(keys.container) : tied.get(one.event)
    if (id !== undefined) appendTo(ofContainer, id, one)
    else for (const pod of keys.pods ?? []) for (const name of namesOf(pod)) appendTo(ofPod, name, one)
    // A crash that no line ties to a container may still be one's whose end tells nothing.
    if (keys.node || (id === undefined && one.event.type === 'kernel.fatal_signal')) ofNode.push(one)
  }
  const surroundings: Surroundings = {
    node,
    who,
    coverage,
    ofNode,
    ofPod,
    ofContainer,
    killsOfPod: killsByPod(ordered, who),
    boots: ordered.filter(({ event }) => event.type === 'kernel.boot'),
    restarts,
    holderOf,
    moment: momentOf(ordered),
    sandboxPids: new Set([...who.containers.values()].filter((c) => c.sandbox).map((c) => c.initPid)),
  }
  const cases: PlacedCase[] = []
  for (const [id, own] of ofContainer) {
    const identity = who.containers.get(id)
    if (!identity) continue
    for (const life of splitLives(own, identity.runtime, surroundings)) {
      const one = caseOf(identity, life, surroundings)
      if (one) cases.push({ one, lines: life })
    }
  }
  return { cases, tied }
}

function momentOf(ordered: readonly Ordered[]): (event: Event) => number {
  // Few stand elsewhere than at their own time.
  const moments = new Map<Event, number>()
  for (const { event, at } of ordered) if (at !== event.time) moments.set(event, at)
  return (event) => moments.get(event) ?? event.time ?? 0
}

/** The case of one life, or undefined where nothing in it died. */
function caseOf(identity: Identity, life: readonly Ordered[], around: Surroundings): Case | undefined {
  const boot = findBootUnder(life, around.boots)
  const end = readEnd(life, { boot, restarts: around.restarts })
  const seenRunning = life.some(({ event }) => showsRunning(event))
  const failed = life.some(({ event }) => isStartFailure(event))
  const killed = life.some(({ event }) => tellsOfKill(event))
  if (!end && !(failed && !seenRunning) && !killed && !boot) return undefined

  const first = life[0]?.at ?? 0
  const last = life.at(-1)?.at ?? 0
  const made = life.find(({ event }) => event.type === 'runtime.container_created')
  const started = life.find((o) => startsLife(o, around.restarts))
  const born = made ?? started
  const from = born ? born.at - BORN_MS : first - BEFORE_MS
  const diedAt = boot?.at ?? end?.at ?? last
  const until = Math.max(diedAt, last) + AFTER_MS
  const container = containerOf(identity)
  // Of most cases a sweep asks only whether they are settled.
  const ofPod = once(() => linesOfPod(identity, around, from, until).map(({ event }) => event))
  const kills = once(() => killsOf(life, container, around.sandboxPids))
  const others = once(() => siblingKills(identity, around, first, until))
  return {
    node: around.node,
    pod: identity.pod,
    container,
    seenRunning,
    startedAt: started?.event.time === null ? null : (started?.at ?? null),
    end,
    own: life.map(({ event }) => event),
    get ofPod() {
      return ofPod()
    },
    // Not kept: with each of many deaths it would hold the lines of the node many times.
    get ofNode() {
      return between(around.ofNode, diedAt - BEFORE_MS, until).map(({ event }) => event)
    },
    get kills() {
      return kills()
    },
    get siblingKills() {
      return others()
    },
    holderOf: (pid, event) => {
      const id = around.holderOf(pid, around.moment(event))
      const holder = id === undefined ? undefined : around.who.containers.get(id)
      return holder === undefined ? null : { pod: holder.pod, container: containerOf(holder) }
    },
    coverage: around.coverage,
    moment: around.moment,
    boot: boot?.event ?? null,
  }
}

/** The boot that the container was running before, where nothing reports its end until then. */
function findBootUnder(life: readonly Ordered[], boots: readonly Ordered[]): Ordered | null {
  const running = life.find(({ event }) => showsRunning(event))
  const boot = running && boots.find((b) => b.at > running.at)
  if (!boot) return null
  const endedBefore = life.some(({ event, at }) => {
    if (!reportsEnd(event)) return false
    // Only a runtime that was there at the end prints its time: that of a container which outlived the boot is another node's.
    return at <= boot.at || (event.type === 'runtime.exit' && event.exitedAt !== null && !event.synthetic)
  })
  return endedBefore ? null : boot
}

/** A line that says that something in the container was killed for its memory. */
function tellsOfKill({ type }: Event): boolean {
  return (
    type === 'kernel.oom_kill' ||
    type === 'systemd.scope_oom' ||
    type === 'systemd.oomd_kill' ||
    type === 'talos.oom_kill'
  )
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

/** A line that is printed when the container starts, and not because a daemon was restarted. */
function startsLife(one: Ordered, restarts: Restarts): boolean {
  const { event, at } = one
  if (event.type === 'kubelet.pleg') return event.change === 'ContainerStarted' && !restarts.retells(one)
  if (event.type === 'runtime.container_started' && event.phase === 'connecting') return !restarts.takesUp(at)
  return showsRunning(event) || event.type === 'runtime.sandbox_created'
}

/** Lines about the pod itself, and those of its sandbox, between two times. */
function linesOfPod(
  { pod, sandboxId }: Identity,
  around: Surroundings,
  from: number,
  until: number,
): readonly Ordered[] {
  const lists = pod ? namesOf(pod).map((name) => around.ofPod.get(name)) : []
  if (sandboxId !== null) lists.push(around.ofContainer.get(sandboxId))
  const lines = new Set(lists.flatMap((list) => (list ? between(list, from, until) : [])))
  return [...lines].sort((a, b) => a.at - b.at)
}

function killsByPod(ordered: readonly Ordered[], who: Who): ReadonlyMap<string, readonly KillEvent[]> {
  const byPod = new Map<string, KillEvent[]>()
  for (const { event, at, keys } of ordered) {
    if (event.type !== 'kernel.oom_kill' || event.containerId === null) continue
    const pod = who.containers.get(event.containerId)?.pod
    const names = new Set(pod ? namesOf(pod) : [])
    if (event.podUid !== null) names.add(event.podUid)
    for (const name of names) appendTo(byPod, name, { event, at, keys })
  }
  return byPod
}

/** OOM kills in other containers of the pod, between two times. */
function siblingKills(
  { id, pod }: Identity,
  { killsOfPod, who }: Surroundings,
  from: number,
  until: number,
): readonly EventOf<'kernel.oom_kill'>[] {
  if (!pod) return []
  const near = namesOf(pod).flatMap((name) => between(killsOfPod.get(name) ?? [], from, until))
  const kills = new Set(near.map(({ event }) => event))
  return [...kills].filter(({ containerId, podUid }) => {
    if (containerId === null || containerId === id) return false
    const other = who.containers.get(containerId)?.pod
    return other ? who.samePod(pod, other) : podUid !== null && podUid === pod.uid
  })
}
