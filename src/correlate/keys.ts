import type { Event, EventOf, EventType } from '../model/event.js'
import type { PodRef } from '../model/place.js'

/** The names by which an event joins others: what it is about, not who printed it. */
export interface Keys {
  /** The container or sandbox whose life the event belongs to. */
  readonly container: string | null
  /** The sandbox it stands in, where the event ties the two. */
  readonly sandbox: string | null
  /** Pods it is about. */
  readonly pods: readonly PodRef[]
  /** All names by which lines may speak of them. */
  readonly podNames: readonly string[]
  /** A process id (host's namespace) that leads to a container. */
  readonly pid: number | null
  /** It concerns the whole node. */
  readonly node: boolean
}

/** Until the keyring has put its own in. */
export type MutableKeys = { -readonly [K in keyof Keys]: Keys[K] }

const NO_PODS: readonly PodRef[] = []
const NO_NAMES: readonly string[] = []
const NOTHING: MutableKeys = {
  container: null,
  sandbox: null,
  pods: NO_PODS,
  podNames: NO_NAMES,
  pid: null,
  node: false,
}
const NODE: MutableKeys = {
  container: null,
  sandbox: null,
  pods: NO_PODS,
  podNames: NO_NAMES,
  pid: null,
  node: true,
}

const container = (id: string | null, pods = NO_PODS, sandbox: string | null = null): MutableKeys => ({
  container: id,
  sandbox,
  pods,
  podNames: NO_NAMES,
  pid: null,
  node: false,
})
const pods = (of: readonly PodRef[]): MutableKeys => ({
  container: null,
  sandbox: null,
  pods: of,
  podNames: NO_NAMES,
  pid: null,
  node: false,
})
const pid = (of: number | null): MutableKeys => ({
  container: null,
  sandbox: null,
  pods: NO_PODS,
  podNames: NO_NAMES,
  pid: of,
  node: false,
})

const podOfUid = (uid: string | null): readonly PodRef[] =>
  uid === null ? NO_PODS : [{ namespace: null, name: null, uid }]
const podOf = (pod: PodRef | null): readonly PodRef[] => (pod === null ? NO_PODS : [pod])

const ID = /[0-9a-f]{64}/g

/** A container whose own limit was hit holds the victim, also where the victim's own cgroup is not told. */
const holderOfVictim = ({ containerId, scope, oomCgroup }: EventOf<'kernel.oom_kill'>): string | null =>
  containerId ?? (scope === 'container' ? (oomCgroup?.match(ID)?.at(-1) ?? null) : null)

/** How each type of event joins. A new type does not compile until it says so here. */
const keysByType: { readonly [T in EventType]: (event: EventOf<T>) => MutableKeys } = {
  'kernel.oom_kill': (e) => ({
    container: holderOfVictim(e),
    sandbox: null,
    pods: podOfUid(e.podUid),
    podNames: NO_NAMES,
    pid: e.victim.pid,
    node: e.scope === 'node',
  }),
  'kernel.oom_invoked': () => NOTHING,
  'kernel.oom_group': (e) => container(e.containerId, podOfUid(e.podUid)),
  'kernel.oom_reaped': (e) => pid(e.pid),
  'kernel.fatal_signal': (e) => pid(e.pid),
  'kernel.fork_rejected': (e) => container(e.containerId, podOfUid(e.podUid)),
  'kernel.boot': () => NODE,
  'kernel.panic': () => NODE,
  'node.shutdown': () => NODE,
  'runtime.sandbox_created': (e) => container(e.containerId, podOf(e.pod)),
  'runtime.container_created': (e) => container(e.containerId, podOf(e.pod), e.sandboxId),
  'runtime.container_started': (e) => container(e.containerId, podOf(e.pod), e.sandboxId),
  'runtime.start_failed': (e) => container(e.containerId, NO_PODS, e.sandboxId),
  'runtime.oom': (e) => container(e.containerId),
  'runtime.exit': (e) => container(e.containerId, podOf(e.pod ?? null)),
  'runtime.exit_unnamed': () => NOTHING,
  'runtime.compose_exit': () => NOTHING,
  'runtime.task_exit': () => NOTHING,
  'runtime.sandbox_network': (e) => container(e.containerId, podOf(e.pod)),
  'runtime.stop_requested': (e) => container(e.containerId),
  'runtime.kill_sent': (e) => container(e.containerId),
  'runtime.stopped': (e) => container(e.containerId, podOf(e.pod ?? null)),
  'runtime.shim_gone': (e) => container(e.containerId),
  'runtime.removed': (e) => container(e.containerId),
  'runtime.daemon': () => NODE,
  'kubelet.pleg': (e) => container(e.containerId, podOf(e.pod)),
  'kubelet.container_finished': (e) => container(e.containerId, podOf(e.pod)),
  'kubelet.killing': (e) => container(e.containerId, podOf(e.pod)),
  'kubelet.probe_failed': (e) => container(e.containerId, podOf(e.pod)),
  'kubelet.backoff': (e) => pods(podOf(e.pod)),
  'kubelet.eviction_pressure': () => NODE,
  'kubelet.eviction_ranked': (e) => pods(e.pods),
  'kubelet.evicted': (e) => pods(podOf(e.pod)),
  'kubelet.rejected': (e) => pods(podOf(e.pod)),
  'kubelet.pod_deleted': (e) => pods(e.pods),
  'kubelet.pod_added': (e) => pods(e.pods),
  'kubelet.preempted': (e) => pods(podOf(e.pod)),
  'kubelet.shutdown': (e) => (e.pod === null ? NODE : pods(podOf(e.pod))),
  'kubelet.pleg_unhealthy': () => NODE,
  'kubelet.system_oom': (e) => pid(e.pid),
  'kubelet.start_failed': (e) => container(e.containerId, podOf(e.pod)),
  'kubelet.sandbox_changed': (e) => pods(podOf(e.pod)),
  'kubelet.container_removed': (e) => container(e.containerId),
  'kubelet.started': () => NODE,
  'kubelet.names': (e) => container(e.containerId, podOf(e.pod)),
  'systemd.scope_oom': (e) => container(e.containerId, podOfUid(e.podUid)),
  'systemd.scope_started': (e) => container(e.containerId),
  'systemd.scope_ended': (e) => container(e.containerId, podOfUid(e.podUid)),
  'systemd.unit_failed': () => NODE,
  'systemd.oomd_kill': (e) => container(e.containerId, podOfUid(e.podUid)),
  'systemd.coredump': (e) => pid(e.pid),
  'earlyoom.kill': (e) => pid(e.pid),
  'earlyoom.dry_run': () => NODE,
  'talos.oom_kill': (e) => container(e.containerId, podOfUid(e.podUid)),
  'npd.oom': (e) => pid(e.pid),
  'log.gap': () => NODE,
}

/** An object of its own, or one that names nothing. */
export function keysOf(event: Event): MutableKeys {
  return (keysByType[event.type] as (event: Event) => MutableKeys)(event)
}
