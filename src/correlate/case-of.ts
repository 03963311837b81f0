import type { Case, End } from '../model/case.js'
import type { Event, EventOf } from '../model/event.js'
import { once } from '../model/once.js'
import type { ContainerRef } from '../model/termination.js'
import type { Ordered } from './order.js'
import { namesOf } from './pod-names.js'
import type { Restarts } from './restarts.js'
import type { Surroundings } from './surroundings.js'
import { killsOf } from './victims.js'
import type { Identity } from './who.js'
import { between } from './window.js'

/** Lines about the pod or the node this long before a life's first line, or before its death, can still concern it. */
export const BEFORE_MS = 10 * 60_000
/** An eviction is announced, a pod removed, an OOM event delivered after the death. */
const AFTER_MS = 5 * 60_000
/** Lines about a pod's name this long before a container was made are still about the same pod. */
const BORN_MS = 1_000

/** A life and what ended it. */
interface Life {
  readonly lines: readonly Ordered[]
  readonly end: End | null
  readonly boot: Ordered | null
}

/** The case of one life: its own lines, and of the others around it those that can concern it. */
export function caseOf({ lines, end, boot }: Life, identity: Identity, around: Surroundings): Case {
  const first = lines[0]?.at ?? 0
  const last = lines.at(-1)?.at ?? 0
  const made = lines.find(({ event }) => event.type === 'runtime.container_created')
  const started = lines.find((o) => startsLife(o, around.restarts))
  const born = made ?? started
  const from = born ? born.at - BORN_MS : first - BEFORE_MS
  const diedAt = boot?.at ?? end?.at ?? last
  const until = Math.max(diedAt, last) + AFTER_MS
  const container = containerOf(identity)
  const ofPod = once(() => linesOfPod(identity, around, from, until))
  const kills = once(() => killsOf(lines, container, around.sandboxPids))
  const others = once(() => siblingKills(identity, around, first, until))
  return {
    node: around.node,
    pod: identity.pod,
    container,
    seenRunning: lines.some(showsRunning),
    startedAt: started?.event.time === null ? null : (started?.at ?? null),
    end,
    own: lines.map(eventOf),
    get ofPod() {
      return ofPod()
    },
    get ofNode() {
      return around.ofNode(diedAt - BEFORE_MS, until)
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

const eventOf = ({ event }: Ordered): Event => event

function containerOf(identity: Identity): ContainerRef {
  const { id, name, attempt, runtime, sandbox, sandboxId, initPid } = identity
  return { id, name: sandbox ? null : name, attempt, runtime, sandbox, sandboxId, initPid }
}

/** A line that says the container runs or ran. */
export function showsRunning({ event }: Ordered): boolean {
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
  return showsRunning(one) || event.type === 'runtime.sandbox_created'
}

/** Lines about the pod itself, and those of its sandbox, between two times. */
function linesOfPod(
  { pod, sandboxId }: Identity,
  { ofPod, ofContainer }: Surroundings,
  from: number,
  until: number,
): readonly Event[] {
  const lists = pod ? namesOf(pod).map((name) => ofPod.get(name)) : []
  if (sandboxId !== null) lists.push(ofContainer.get(sandboxId))
  const near = lists
    .map((list) => (list ? between(list, from, until) : []))
    .filter(({ length }) => length > 0)
  const [only = [], ...others] = near
  if (others.length === 0) return only.map(eventOf)
  const lines = new Set(only)
  for (const list of others) for (const one of list) lines.add(one)
  return [...lines].sort((a, b) => a.at - b.at).map(eventOf)
}

/** OOM kills in other containers of the pod, between two times. */
function siblingKills(
  { id, pod }: Identity,
  { killsOfPod, who }: Surroundings,
  from: number,
  until: number,
): readonly EventOf<'kernel.oom_kill'>[] {
  if (!pod || killsOfPod().size === 0) return []
  const near = namesOf(pod).flatMap((name) => between(killsOfPod().get(name) ?? [], from, until))
  const kills = new Set(near.map(({ event }) => event))
  return [...kills].filter(({ containerId, podUid }) => {
    if (containerId === null || containerId === id) return false
    const other = who.containers.get(containerId)?.pod
    return other ? who.samePod(pod, other) : podUid !== null && podUid === pod.uid
  })
}
