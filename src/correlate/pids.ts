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
  /** What is seen to start has its pid until it ends; null: that is not looked up yet. */
  until: number | null
}

/**
 * Ties lines that carry only a pid to containers: through the init pid that an exit or start line prints, and
 * through the kernel kill that names both the pid and the container. A pid far from any such trace stays untied.
 */
export function tiePids(ordered: readonly Ordered[], findHolder: HolderOf, tied: Map<Event, string>): void {
  for (const one of ordered) {
    const { container, pid } = one.keys
    if (container || pid === undefined || pid === null) continue
    const holder = findHolder(pid, one.at)
    if (holder !== undefined) tied.set(one.event, holder)
  }
}

/** The container that a process id stood for at a time, where a trace of that pid is near. */
export type HolderOf = (pid: number, at: number) => string | undefined

export function createHolderOf(ordered: readonly Ordered[], who: Who): HolderOf {
  const traces = once(() => readTraces(ordered, who))
  return (pid, at) => {
    const list = traces().get(pid)
    return list && findTrace(list, at, who)?.container
  }
}

/** The nearest trace of a pid, else the one that had the pid at that time. */
function findTrace(list: readonly Trace[], at: number, who: Who): Trace | undefined {
  const before = lastUntil(list, at)
  const after = firstFrom(list, at)
  const nearest = before && after ? nearer(before, after, at) : (before ?? after)
  if (nearest && Math.abs(nearest.at - at) <= NEAR_MS) return nearest
  return before && at <= heldUntil(before, who) + NEAR_MS ? before : undefined
}

function heldUntil(trace: Trace, { linesOf }: Who): number {
  const { container, at } = trace
  trace.until ??= linesOf.get(container)?.find((one) => one.isEnd && one.at >= at)?.at ?? Infinity
  return trace.until
}

function nearer(before: Trace, after: Trace, at: number): Trace {
  return at - before.at <= after.at - at ? before : after
}

function readTraces(ordered: readonly Ordered[], who: Who): ReadonlyMap<number, readonly Trace[]> {
  const traces = new Map<number, Trace[]>()
  const leave = (pid: number | null, id: string, at: number, until: number | null) => {
    if (pid !== null) appendTo(traces, pid, { container: who.fullId(id), at, until })
  }
  for (const one of ordered) {
    const { event } = one
    if (event.type === 'runtime.exit' && event.execId === null) {
      const died = diedAt(event, one.at)
      leave(event.pid, event.containerId, died, died)
    } else if (event.type === 'runtime.container_started') {
      leave(event.pid, event.containerId, one.at, null)
    } else if (event.type === 'kernel.oom_kill' && event.containerId !== null) {
      leave(event.victim.pid, event.containerId, one.at, one.at)
    }
  }
  for (const list of traces.values()) list.sort((a, b) => a.at - b.at)
  return traces
}

function diedAt(event: EventOf<'runtime.exit'>, at: number): number {
  return event.exitedAt !== null && Math.abs(event.exitedAt - at) < 3_600_000 ? event.exitedAt : at
}
