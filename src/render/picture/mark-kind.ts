import type { Event, EventType } from '../../model/event.js'
import type { Termination } from '../../model/termination.js'
import { toneOf } from '../cause-tone.js'
import { isRoutine } from '../routine.js'

/** What a mark stands for, the most telling last; each has a shape of its own, so that colour is never needed. */
export const MARK_KINDS = [
  'other',
  'node',
  'signal',
  'stop',
  'probe',
  'evict',
  'crash',
  'oom',
  'finished',
  'ended',
  'died',
] as const
export type MarkKind = (typeof MARK_KINDS)[number]

/** How the legend names it. */
export const MARK_NAMES: Readonly<Record<MarkKind, string>> = {
  died: 'died',
  ended: 'was stopped, or nobody knows',
  finished: 'exited with 0',
  oom: 'OOM kill',
  crash: 'fatal signal',
  evict: 'eviction',
  probe: 'probe failed',
  stop: 'stop asked',
  signal: 'signal sent',
  node: 'boot, shutdown',
  other: 'another line',
}

const KIND_OF: Readonly<Partial<Record<EventType, MarkKind>>> = {
  'kernel.oom_kill': 'oom',
  'kernel.oom_group': 'oom',
  'runtime.oom': 'oom',
  'systemd.scope_oom': 'oom',
  'systemd.oomd_kill': 'oom',
  'earlyoom.kill': 'oom',
  'talos.oom_kill': 'oom',
  'kubelet.system_oom': 'oom',
  'npd.oom': 'oom',
  'kernel.fatal_signal': 'crash',
  'systemd.coredump': 'crash',
  'kubelet.eviction_pressure': 'evict',
  'kubelet.eviction_ranked': 'evict',
  'kubelet.evicted': 'evict',
  'kubelet.preempted': 'evict',
  'kubelet.probe_failed': 'probe',
  'kubelet.killing': 'stop',
  'kubelet.pod_deleted': 'stop',
  'runtime.stop_requested': 'stop',
  'runtime.kill_sent': 'signal',
  'kernel.boot': 'node',
  'kernel.panic': 'node',
  'node.shutdown': 'node',
  'kubelet.shutdown': 'node',
}

/** The end itself is marked by what the record says of it. */
const REPORTS_OF_ENDS: readonly EventType[] = [
  'runtime.exit',
  'runtime.stopped',
  'kubelet.container_finished',
  'kubelet.pleg',
  'systemd.scope_ended',
]

/** Null for what the picture leaves to the card: steps of every life, and reports of an end that is marked. */
export function markKindOf(event: Event): MarkKind | null {
  const kind = KIND_OF[event.type]
  if (kind !== undefined) return kind
  return isRoutine(event) || REPORTS_OF_ENDS.includes(event.type) ? null : 'other'
}

const KIND_OF_END = { bad: 'died', notice: 'ended', good: 'finished' } as const

export function kindOfEnd({ cause }: Pick<Termination, 'cause'>): MarkKind {
  return KIND_OF_END[toneOf[cause]]
}

const OF_NODE: readonly EventType[] = [
  'kernel.boot',
  'kernel.panic',
  'node.shutdown',
  'kubelet.shutdown',
  'kubelet.eviction_pressure',
  'kubelet.eviction_ranked',
  'kubelet.system_oom',
  'kubelet.started',
  'kubelet.pleg_unhealthy',
  'runtime.daemon',
  'log.gap',
]

/** The event is the node's: it stands on the node's own lane. */
export function isOfNode(event: Event): boolean {
  return OF_NODE.includes(event.type)
}

export function isEnd(kind: MarkKind): boolean {
  return kind === 'died' || kind === 'ended' || kind === 'finished'
}
