import { appendTo } from '../model/append-to.js'
import type { Event, EventOf } from '../model/event.js'
import { once } from '../model/once.js'
import type { Ordered } from './order.js'
import type { Who } from './who.js'
import { firstFrom, lastUntil } from './window.js'

/** A line that names a process is about a container's life when it stands this close to that process's own traces. */
const NEAR_MS = 10_000

/** When a process id stood for which container: pids are used again. */
interface Trace {
  readonly container: string
  readonly at: number
  /** What is seen to start has its pid until it ends. */
  readonly until: number
}

/**
 * Ties lines that carry only a pid to containers: through the init pid that an exit or start line prints, and
 * through the kernel kill that names both the pid and the container. A pid far from any such trace stays untied.
 */
export function tiePids(ordered: readonly Ordered[], findHolder: HolderOf): ReadonlyMap<Event, string> {
  const tied = new Map<Event, string>()
  for (const { event, at, keys } of ordered) {
    const { container, pid } = keys
    if (container || pid === undefined || pid === null) continue
    const holder = findHolder(pid, at)
    if (holder !== undefined) tied.set(event, holder)
  }
  return tied
}

/** The container that a process id stood for at a time, where a trace of that pid is near. */
export type HolderOf = (pid: number, at: number) => string | undefined

export function createHolderOf(ordered: readonly Ordered[], who: Who): HolderOf {
  const traces = once(() => readTraces(ordered, who))
  return (pid, at) => {
    const list = traces().get(pid)
    return list && findTrace(list, at)?.container
  }
}

/** The nearest trace of a pid, else the one that had the pid at that time. */
function findTrace(list: readonly Trace[], at: number): Trace | undefined {
  const before = lastUntil(list, at)
  const after = firstFrom(list, at)
  const nearest = before && after ? nearer(before, after, at) : (before ?? after)
  if (nearest && Math.abs(nearest.at - at) <= NEAR_MS) return nearest
  return before && at <= before.until + NEAR_MS ? before : undefined
}

function nearer(before: Trace, after: Trace, at: number): Trace {
  return at - before.at <= after.at - at ? before : after
}

function readTraces(ordered: readonly Ordered[], who: Who): ReadonlyMap<number, readonly Trace[]> {
  const ends = readEnds(ordered, who)
  const traces = new Map<number, Trace[]>()
  const leave = (pid: number | null, id: string, at: number, starts = false) => {
    if (pid === null) return
    const container = who.fullId(id)
    const until = starts ? (firstFrom(ends.get(container) ?? [], at)?.at ?? Infinity) : at
    appendTo(traces, pid, { container, at, until })
  }
  for (const { event, at } of ordered) {
    if (event.type === 'runtime.exit' && event.execId === null) {
      leave(event.pid, event.containerId, diedAt(event, at))
    } else if (event.type === 'runtime.container_started') {
      leave(event.pid, event.containerId, at, true)
    } else if (event.type === 'kernel.oom_kill' && event.containerId !== null) {
      leave(event.victim.pid, event.containerId, at)
    }
  }
  for (const list of traces.values()) list.sort((a, b) => a.at - b.at)
  return traces
}

/** The reports of each container's ends. */
function readEnds(ordered: readonly Ordered[], who: Who): ReadonlyMap<string, readonly Ordered[]> {
  const ends = new Map<string, Ordered[]>()
  for (const one of ordered) {
    const { container } = one.keys
    if (!container || !one.isEnd) continue
    appendTo(ends, who.fullId(container), one)
  }
  return ends
}

function diedAt(event: EventOf<'runtime.exit'>, at: number): number {
  return event.exitedAt !== null && Math.abs(event.exitedAt - at) < 3_600_000 ? event.exitedAt : at
}
