import type { Event, EventOf } from '../model/event.js'
import { keysOf } from './keys.js'
import type { Ordered } from './order.js'
import type { Who } from './who.js'

/** A line that names a process is about a container's life when it stands this close to that process's own traces. */
const NEAR_MS = 10_000

/** When a process id stood for which container: pids are used again. */
interface Trace {
  readonly container: string
  readonly at: number
}

/**
 * Ties lines that carry only a pid to containers: through the init pid that an exit or start line prints, and
 * through the kernel kill that names both the pid and the container. A pid far from any such trace stays untied.
 */
export function tiePids(ordered: readonly Ordered[], who: Who): ReadonlyMap<Event, string> {
  const traces = new Map<number, Trace[]>()
  const leave = (pid: number | null, container: string, at: number) => {
    if (pid === null) return
    const list = traces.get(pid)
    if (list) list.push({ container, at })
    else traces.set(pid, [{ container, at }])
  }
  for (const { event, at } of ordered) {
    if (event.type === 'runtime.exit' && event.execId === null) {
      leave(event.pid, who.fullId(event.containerId), diedAt(event, at))
    } else if (event.type === 'runtime.container_started') {
      leave(event.pid, who.fullId(event.containerId), at)
    } else if (event.type === 'kernel.oom_kill' && event.containerId !== null) {
      leave(event.victim.pid, who.fullId(event.containerId), at)
    }
  }
  const tied = new Map<Event, string>()
  for (const { event, at } of ordered) {
    const { container, pid } = keysOf(event)
    if (container || pid === undefined || pid === null) continue
    let nearest: Trace | undefined
    for (const trace of traces.get(pid) ?? []) {
      if (nearest === undefined || Math.abs(trace.at - at) < Math.abs(nearest.at - at)) nearest = trace
    }
    if (nearest && Math.abs(nearest.at - at) <= NEAR_MS) tied.set(event, nearest.container)
  }
  return tied
}

function diedAt(event: EventOf<'runtime.exit'>, at: number): number {
  return event.exitedAt !== null && Math.abs(event.exitedAt - at) < 3_600_000 ? event.exitedAt : at
}
