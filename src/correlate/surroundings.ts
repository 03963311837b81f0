import { appendTo } from '../model/append-to.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import { once } from '../model/once.js'
import { type Lines, linesOf, type OrderedOf } from './lines.js'
import { killsNested } from './nested-kills.js'
import { nearlySorted } from './nearly-sorted.js'
import { byLogAndLine, byPlace, type Ordered } from './order.js'
import { createHolderOf, type HolderOf } from './pids.js'
import { findRestarts, type Restarts } from './restarts.js'
import { tieLines } from './tie-lines.js'
import { learnWho, type Who } from './who.js'
import { between } from './window.js'

export type KillEvent = OrderedOf<'kernel.oom_kill'>

/** All lines of a node, looked up by what they are about and by time. */
export interface Surroundings {
  readonly node: string | null
  readonly who: Who
  readonly coverage: NodeCoverage
  /** Lines about the node as a whole between two times. */
  readonly ofNode: (from: number, until: number) => readonly Event[]
  /** Lines about pods that name no container, by each name of the pod. */
  readonly ofPod: ReadonlyMap<string, readonly Ordered[]>
  /** Lines about one container, in their order. */
  readonly ofContainer: ReadonlyMap<string, readonly Ordered[]>
  /** Lines that name no container, by the container that they were found to be about. */
  readonly tied: ReadonlyMap<Event, string>
  /** OOM kills by each name of the victim's pod. */
  readonly killsOfPod: () => ReadonlyMap<string, readonly KillEvent[]>
  /** OOM kills in containers inside others, by the ids of the outer ones. */
  readonly killsNested: () => ReadonlyMap<string, readonly KillEvent[]>
  readonly boots: readonly Ordered[]
  readonly restarts: Restarts
  readonly holderOf: HolderOf
  readonly sandboxPids: () => ReadonlySet<number | null>
  readonly moment: (event: Event) => number
  readonly byPlace: (a: Event, b: Event) => number
}

export function surroundingsOf(
  node: string | null,
  ordered: readonly Ordered[],
  coverage: NodeCoverage,
): Surroundings {
  const lines = linesOf(ordered)
  const who = learnWho(lines)
  const holderOf = createHolderOf(ordered, who)
  const tied = tieLines(lines, who, holderOf)
  const found = new Map<string, Ordered[]>()
  const ofPod = new Map<string, Ordered[]>()
  const ofNode: Ordered[] = []
  const moment = momentOf(ordered)
  for (const one of ordered) {
    const { keys, event } = one
    const id = keys.container ? undefined : tied.get(event)
    const isOfContainer = keys.container || id !== undefined
    if (id !== undefined) appendTo(found, id, one)
    if (!isOfContainer) for (const name of keys.podNames) appendTo(ofPod, name, one)
    if (keys.node || (!isOfContainer && mayBeOfAny(event))) ofNode.push(one)
  }
  return {
    node,
    who,
    coverage,
    ofNode: lastAsked(ofNode),
    ofPod,
    ofContainer: withFound(who.linesOf, found),
    tied,
    killsOfPod: once(() => killsByPod(lines, who)),
    killsNested: once(() => killsNested(lines)),
    boots: lines.of('kernel.boot'),
    restarts: findRestarts(lines),
    holderOf,
    sandboxPids: once(() => pidsOfSandboxes(who)),
    moment,
    byPlace: (a, b) => moment(a) - moment(b) || byLogAndLine(a, b),
  }
}

/** A crash or kill that no line ties to a container may still be in one whose end tells nothing. */
function mayBeOfAny(event: Event): boolean {
  if (event.type === 'kernel.oom_kill') return event.taskCgroup === null
  return event.type === 'kernel.fatal_signal'
}

/** The lines that name each container, with those that were found to be about it in their places. */
function withFound(
  named: ReadonlyMap<string, readonly Ordered[]>,
  found: ReadonlyMap<string, readonly Ordered[]>,
): ReadonlyMap<string, readonly Ordered[]> {
  if (found.size === 0) return named
  const ofContainer = new Map(named)
  for (const [id, more] of found)
    ofContainer.set(id, nearlySorted([...(named.get(id) ?? []), ...more], byPlace))
  return ofContainer
}

/** Of each case the rules ask many times, one case after the other; kept for all, it would be the node's lines many times. */
function lastAsked(lines: readonly Ordered[]): Surroundings['ofNode'] {
  let last: { readonly from: number; readonly until: number; readonly events: readonly Event[] } | undefined
  return (from, until) => {
    if (last?.from !== from || last.until !== until) {
      last = { from, until, events: between(lines, from, until).map(({ event }) => event) }
    }
    return last.events
  }
}

function momentOf(ordered: readonly Ordered[]): (event: Event) => number {
  // Few stand elsewhere than at their own time.
  const moments = new Map<Event, number>()
  for (const { event, at } of ordered) if (at !== event.time) moments.set(event, at)
  return (event) => moments.get(event) ?? event.time ?? 0
}

function killsByPod(lines: Lines, who: Who): ReadonlyMap<string, readonly KillEvent[]> {
  const byPod = new Map<string, KillEvent[]>()
  for (const kill of lines.of('kernel.oom_kill')) {
    const { containerId, podUid } = kill.event
    if (containerId === null) continue
    const names = new Set(who.containers.get(containerId)?.podNames)
    if (podUid !== null) names.add(podUid)
    for (const name of names) appendTo(byPod, name, kill)
  }
  return byPod
}

function pidsOfSandboxes({ containers }: Who): ReadonlySet<number | null> {
  const pids = new Set<number | null>()
  for (const { sandbox, initPid } of containers.values()) if (sandbox) pids.add(initPid)
  return pids
}
