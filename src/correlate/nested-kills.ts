import { appendTo } from '../model/append-to.js'
import type { Lines } from './lines.js'
import type { Ordered } from './order.js'
import type { KillEvent } from './surroundings.js'

/** systemd counts what the kernel killed in a unit this soon. */
const COUNTED_MS = 5_000
const ID = /[0-9a-f]{64}/g

/** OOM kills in containers that run inside others, as those of a node of kind or k3d do, by the ids of the outer ones. */
export function killsNested(lines: Lines): ReadonlyMap<string, readonly KillEvent[]> {
  const byOuter = new Map<string, KillEvent[]>()
  for (const kill of lines.of('kernel.oom_kill')) {
    const { containerId, taskCgroup } = kill.event
    if (containerId === null || taskCgroup === null) continue
    for (const id of new Set(taskCgroup.match(ID))) if (id !== containerId) appendTo(byOuter, id, kill)
  }
  return byOuter
}

/** systemd's word that the kernel killed something in a container's unit, where it was in a container inside that. */
export function isOfNested({ event, at }: Ordered, nested: readonly KillEvent[]): boolean {
  return (
    event.type === 'systemd.scope_oom' &&
    event.by === 'kernel' &&
    nested.some((kill) => Math.abs(at - kill.at) <= COUNTED_MS)
  )
}
