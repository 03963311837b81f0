import type { CgroupPlace, Constraint, LimitScope, PodRef, Runtime } from './place.js'
import type { Stamp } from './stamp.js'

/**
 * What one line says, in the words of the program that printed it; no other line, clock or file is consulted.
 *
 * Most facts are an event as they stand (their `type` is the event's). The `oom.*` types are pieces of a
 * kernel OOM report that `gather` makes into one `kernel.oom_kill` a kill.
 * What the line does not say is null, never a guess. Sizes are bytes, durations seconds, times epoch milliseconds UTC.
 */
export type Fact = FactOf[keyof FactOf]

/** Fields that any fact may carry besides its own. */
export interface FactBase<T extends string> {
  readonly type: T
  /** The program's own stamp inside the message (klog header, logfmt `time=`), where it prints one beside the envelope's. */
  readonly stamp?: Stamp
  /** The lowest kubelet verbosity (`-v`) at which this line is printed; absent where not applicable. */
  readonly verbosity?: number
}

/** Every type of fact by name. */
export interface FactOf {
  // ── kernel: pieces of an OOM report ──
  'oom.invoked': FactBase<'oom.invoked'> & {
    readonly invoker: string
    /** `order=-1` is a manual OOM (SysRq f). */
    readonly order: number | null
    readonly oomScoreAdj: number | null
  }
  /** `CPU: 1 PID: 183960 Comm: java …`: the only place of the invoker's pid. */
  'oom.cpu': FactBase<'oom.cpu'> & { readonly pid: number; readonly name: string }
  'oom.usage': FactBase<'oom.usage'> & {
    readonly of: 'memory' | 'memory+swap' | 'swap' | 'kmem'
    readonly usageBytes: number
    /** null: unlimited. */
    readonly limitBytes: number | null
    readonly failures: number | null
  }
  /** `Mem-Info:` — a global report. */
  'oom.mem_info': FactBase<'oom.mem_info'>
  'oom.stats': FactBase<'oom.stats'> & { readonly cgroup: CgroupPlace }
  /** The tasks table's header row, with its column names in order (`pid`, `uid`, `tgid`, `total_vm`, `rss`, …, `name`). */
  'oom.table': FactBase<'oom.table'> & { readonly columns: readonly string[] }
  /** One row of the tasks table; `numbers` are the columns between pid and name, to be named by the header. */
  'oom.task': FactBase<'oom.task'> & {
    readonly pid: number
    readonly numbers: readonly number[]
    readonly name: string
  }
  /** `Task in … killed as a result of limit of …` (before 5.0). `limit` is null when that half stands in the next record. */
  'oom.task_in': FactBase<'oom.task_in'> & {
    readonly task: CgroupPlace | null
    readonly limit: CgroupPlace | null
  }
  /** `oom-kill:constraint=…`, whole, cut short, or a later part of one that was split. */
  'oom.summary': FactBase<'oom.summary'> & {
    readonly constraint: Constraint | null
    readonly limit: CgroupPlace | null
    readonly global: boolean
    readonly task: CgroupPlace | null
    readonly name: string | null
    readonly pid: number | null
    readonly uid: number | null
  }
  /** `Kill process 21874 (java) score 1964 or sacrifice child`: selected, perhaps not the one killed. */
  'oom.selected': FactBase<'oom.selected'> & {
    readonly pid: number
    /** null: the line was cut inside it. */
    readonly name: string | null
    readonly constraint: Constraint | null
  }
  'oom.killed': FactBase<'oom.killed'> & {
    readonly pid: number
    readonly name: string
    readonly uid: number | null
    readonly constraint: Constraint | null
    /** Whose limit it was, where the line itself says so. */
    readonly scope?: LimitScope
    /** anon + file + shmem. */
    readonly rssBytes: number | null
    readonly anonRssBytes: number | null
    readonly totalVmBytes: number | null
    readonly oomScoreAdj: number | null
  }
  /** A victim that was dying already: the kernel kills nobody else, the death's cause is still the OOM. */
  'oom.exiting': FactBase<'oom.exiting'> & {
    readonly pid: number
    readonly name: string
    readonly constraint: Constraint | null
  }
  'oom.group': FactBase<'oom.group'> & { readonly cgroup: CgroupPlace }
  'oom.reaped': FactBase<'oom.reaped'> & {
    readonly pid: number
    readonly name: string
    readonly unable: boolean
  }
  /** `Out of memory and no killable processes...`: nobody died. */
  'oom.no_victim': FactBase<'oom.no_victim'>

  // ── kernel: whole events ──
  'kernel.fatal_signal': FactBase<'kernel.fatal_signal'> & {
    /** As printed; for segfaults and traps a thread's id. */
    readonly pid: number
    readonly name: string
    readonly signal: number
    readonly kind: 'segfault' | 'gpf' | 'trap' | 'audit' | 'seccomp' | 'coredump' | 'fault'
    readonly detail: string | null
  }
  'kernel.fork_rejected': FactBase<'kernel.fork_rejected'> & {
    readonly cgroup: CgroupPlace
    readonly containerId: string | null
    readonly podUid: string | null
  }
  'kernel.boot': FactBase<'kernel.boot'> & { readonly release: string | null; readonly marker: string }
  'kernel.panic': FactBase<'kernel.panic'> & { readonly reason: string }
  /** An orderly end of the node: `reboot: Restarting system`, logind's and systemd's last words. */
  'node.shutdown': FactBase<'node.shutdown'> & { readonly says: string }

  // ── container runtimes ──
  'runtime.sandbox_created': FactBase<'runtime.sandbox_created'> & {
    readonly runtime: Runtime
    readonly containerId: string
    readonly pod: PodRef
    readonly attempt: number | null
  }
  /** `created` with an id, or only `requested` (id null). */
  'runtime.container_created': FactBase<'runtime.container_created'> & {
    readonly runtime: Runtime
    readonly phase: 'requested' | 'created'
    readonly containerId: string | null
    readonly sandboxId: string | null
    readonly pod: PodRef | null
    readonly name: string | null
    readonly attempt: number | null
  }
  'runtime.container_started': FactBase<'runtime.container_started'> & {
    readonly runtime: Runtime
    /** `requested`: asked for; `connecting`: the runtime reaches for the shim; `started`: the line says it runs. */
    readonly phase: 'requested' | 'connecting' | 'started'
    readonly containerId: string
    readonly sandboxId: string | null
    readonly pod: PodRef | null
    readonly name: string | null
    readonly pid: number | null
  }
  'runtime.start_failed': FactBase<'runtime.start_failed'> & {
    readonly runtime: Runtime
    readonly containerId: string | null
    readonly sandboxId: string | null
    /** Where it is the pod's sandbox that could not be made. */
    readonly pod?: PodRef
    readonly name: string | null
    readonly attempt: number | null
    readonly error: string | null
  }
  'runtime.oom': FactBase<'runtime.oom'> & { readonly runtime: Runtime; readonly containerId: string }
  'runtime.exit': FactBase<'runtime.exit'> & {
    readonly runtime: Runtime
    /** As far as printed: conmon prints 20 digits. */
    readonly containerId: string
    /** Set when the end is an exec'd process's, which is none of the container's. */
    readonly execId: string | null
    readonly pid: number | null
    /** null: this line carries no code (a missing protobuf field is 0, not null). */
    readonly exitStatus: number | null
    /** The runtime's own time of death. */
    readonly exitedAt: number | null
    /** The line is about a pod's sandbox; null: it does not tell. */
    readonly sandbox: boolean | null
    /** The runtime made the code up (255 after a lost shim or task). */
    readonly synthetic: boolean
    /** Somebody had told the runtime to stop or kill it, or nobody had; absent: not told (dockerd alone tells it). */
    readonly manuallyStopped?: boolean
    /** The runtime itself was shutting down; absent: not told (dockerd alone tells it). */
    readonly daemonStopping?: boolean
    /** What it has left is put away: its end was before, perhaps by seconds, and other lines may have told it. */
    readonly aftermath?: boolean
    /** Whose container it was, where the runtime repeats the names. */
    readonly pod?: PodRef
    readonly name?: string
  }
  /** Some container's task was deleted; docker to 19.03 does not say whose. */
  'runtime.exit_unnamed': FactBase<'runtime.exit_unnamed'> & { readonly runtime: Runtime }
  /** docker compose tells the code of a container that it names in its own way. */
  'runtime.compose_exit': FactBase<'runtime.compose_exit'> & {
    readonly runtime: Runtime
    readonly name: string
    readonly exitStatus: number
  }
  /** Docker's swarm mode tells the code of a task, and not whose container that was. */
  'runtime.task_exit': FactBase<'runtime.task_exit'> & {
    readonly runtime: Runtime
    readonly exitStatus: number
    /** Its health check had failed, and swarm mode stopped it for that. */
    readonly unhealthy: boolean
  }
  /** A network plugin at work for a sandbox: the only container id that it ever has. */
  'runtime.sandbox_network': FactBase<'runtime.sandbox_network'> & {
    readonly containerId: string
    readonly pod: PodRef | null
  }
  'runtime.stop_requested': FactBase<'runtime.stop_requested'> & {
    readonly runtime: Runtime
    readonly target: 'container' | 'sandbox'
    readonly containerId: string
    readonly timeoutSeconds: number | null
  }
  /** A signal sent by the runtime; `escalated`: SIGKILL because the grace period ran out, or at once. */
  'runtime.kill_sent': FactBase<'runtime.kill_sent'> & {
    readonly runtime: Runtime
    /** null: podman calls it by its name alone. */
    readonly containerId: string | null
    readonly name?: string
    readonly signal: string | null
    readonly escalated: boolean
  }
  'runtime.stopped': FactBase<'runtime.stopped'> & {
    readonly runtime: Runtime
    readonly target: 'container' | 'sandbox'
    readonly containerId: string
    /** `not-running`: it had ended before the stop. */
    readonly outcome: 'stopped' | 'failed' | 'not-running'
    readonly error: string | null
    /** Whose container it was, where the runtime repeats the names. */
    readonly pod?: PodRef
    readonly name?: string
  }
  /** The runtime's connection to the shim of this id ended: every normal end does it too. */
  'runtime.shim_gone': FactBase<'runtime.shim_gone'> & {
    readonly runtime: Runtime
    readonly containerId: string
    readonly says: 'disconnected' | 'cleaning-up' | 'reaped' | 'monitor-exited'
  }
  'runtime.removed': FactBase<'runtime.removed'> & {
    readonly runtime: Runtime
    readonly target: 'container' | 'sandbox'
    readonly phase: 'requested' | 'removed'
    readonly forced: boolean
    readonly containerId: string
  }
  /** The runtime daemon itself started or stopped; `version` as printed. */
  'runtime.daemon': FactBase<'runtime.daemon'> & {
    readonly runtime: Runtime
    readonly phase: 'starting' | 'ready' | 'stopping'
    readonly version: string | null
  }

  // ── kubelet ──
  'kubelet.pleg': FactBase<'kubelet.pleg'> & {
    readonly pod: PodRef
    readonly change:
      | 'ContainerStarted'
      | 'ContainerDied'
      | 'ContainerRemoved'
      | 'ContainerChanged'
      | 'PodSync'
      | 'ConditionMet'
    /** A container's or a sandbox's id. */
    readonly containerId: string | null
  }
  'kubelet.container_finished': FactBase<'kubelet.container_finished'> &
    FinishedContainer & {
      readonly pod: PodRef
      /** A status tells the end of several containers at once: the further ones. */
      readonly others?: readonly FinishedContainer[]
    }
  'kubelet.killing': FactBase<'kubelet.killing'> & {
    readonly pod: PodRef
    readonly containerName: string | null
    readonly containerId: string | null
    readonly gracePeriodSeconds: number | null
    /** `override`: the pod's own grace period was replaced. */
    readonly override: boolean
    readonly reason: KillingReason | null
    /** `decided`: the message that gives the reason; `requested`: the stop itself; `failed`; `finished`. */
    readonly phase: 'decided' | 'requested' | 'failed' | 'finished'
    readonly message: string | null
  }
  'kubelet.probe_failed': FactBase<'kubelet.probe_failed'> & {
    readonly probe: 'liveness' | 'readiness' | 'startup'
    readonly pod: PodRef
    readonly containerName: string | null
    readonly containerId: string | null
    readonly output: string | null
  }
  'kubelet.backoff': FactBase<'kubelet.backoff'> & {
    readonly pod: PodRef
    readonly containerName: string | null
    readonly backoffSeconds: number | null
  }
  'kubelet.eviction_pressure': FactBase<'kubelet.eviction_pressure'> & {
    /** `memory`, `ephemeral-storage`, `inodes`, `pids`, … as printed. */
    readonly resource: string | null
    readonly says:
      | 'attempting-to-reclaim'
      | 'must-evict'
      | 'reclaimed'
      | 'no-active-pods'
      | 'unable-to-evict'
      | 'threshold'
      | 'failed'
  }
  'kubelet.eviction_ranked': FactBase<'kubelet.eviction_ranked'> & { readonly pods: readonly PodRef[] }
  'kubelet.evicted': FactBase<'kubelet.evicted'> & {
    readonly pod: PodRef
    /** The resource where this line itself names it. */
    readonly resource: string | null
    readonly message: string | null
    /** `decided`: said before the containers are stopped; `waiting`: said once more after it; absent: they are stopped. */
    readonly phase?: 'decided' | 'waiting'
  }
  /** A pod the kubelet refused or gave up at admission (`reason` as printed: Evicted, NodeShutdown, …). */
  'kubelet.rejected': FactBase<'kubelet.rejected'> & {
    readonly pod: PodRef
    readonly reason: string | null
    readonly message: string | null
  }
  'kubelet.pod_deleted': FactBase<'kubelet.pod_deleted'> & {
    readonly pods: readonly PodRef[]
    /** `DELETE`: a graceful delete was asked; `REMOVE`: the object is gone. */
    readonly operation: 'DELETE' | 'REMOVE'
    readonly source: string | null
  }
  'kubelet.pod_added': FactBase<'kubelet.pod_added'> & {
    readonly pods: readonly PodRef[]
    readonly source: string | null
  }
  'kubelet.preempted': FactBase<'kubelet.preempted'> & {
    readonly pod: PodRef
    readonly phase: 'deciding' | 'evicted'
  }
  'kubelet.shutdown': FactBase<'kubelet.shutdown'> & {
    readonly phase: 'detected' | 'cancelled' | 'killing' | 'killed' | 'completed' | 'timed-out'
    readonly pod: PodRef | null
    readonly gracePeriodSeconds: number | null
  }
  'kubelet.pleg_unhealthy': FactBase<'kubelet.pleg_unhealthy'> & { readonly message: string }
  'kubelet.system_oom': FactBase<'kubelet.system_oom'> & {
    readonly pid: number | null
    readonly name: string | null
    readonly diedAt: number | null
  }
  'kubelet.start_failed': FactBase<'kubelet.start_failed'> & {
    readonly pod: PodRef
    readonly containerName: string | null
    readonly containerId: string | null
    /** Where the line names only the sandbox that the container was to be created in. */
    readonly sandboxId?: string
    /** It is the pod's sandbox that could not be started. */
    readonly sandbox?: true
    readonly error: string
  }
  /** The sandbox of the pod is gone or changed: all its containers are made anew. */
  'kubelet.sandbox_changed': FactBase<'kubelet.sandbox_changed'> & { readonly pod: PodRef }
  /** `"RemoveContainer" containerID=…`: a container that had died already is cleaned up. */
  'kubelet.container_removed': FactBase<'kubelet.container_removed'> & { readonly containerId: string }
  'kubelet.started': FactBase<'kubelet.started'> & { readonly version: string | null }
  /** Known pairs of names that a kubelet line proves in passing (pod name with its uid, a container's name with its id). */
  'kubelet.names': FactBase<'kubelet.names'> & {
    readonly pod: PodRef
    readonly containerName: string | null
    readonly containerId: string | null
    /** The id is a sandbox's; `not-a-container`: the pod has no container of this id (any more). */
    readonly sandbox?: 'named' | 'not-a-container'
  }

  // ── systemd and userspace killers ──
  'systemd.scope_oom': FactBase<'systemd.scope_oom'> & {
    readonly unit: string
    readonly containerId: string | null
    readonly podUid: string | null
    readonly by: 'kernel' | 'systemd-oomd'
  }
  'systemd.scope_started': FactBase<'systemd.scope_started'> & {
    readonly unit: string
    readonly containerId: string
  }
  'systemd.scope_ended': FactBase<'systemd.scope_ended'> & {
    readonly unit: string
    readonly containerId: string | null
    readonly podUid: string | null
    /** `scope`: the container's own unit; `rootfs`: its mount; `slice`: the pod's. None says how it ended. */
    readonly what: 'scope' | 'rootfs' | 'slice'
    readonly result: 'success' | 'oom-kill' | 'timeout' | 'resources' | 'other' | null
    readonly cpuSeconds: number | null
    readonly wallSeconds: number | null
    readonly memoryPeakBytes: number | null
  }
  'systemd.unit_failed': FactBase<'systemd.unit_failed'> & {
    readonly unit: string
    readonly says:
      | 'main-process-exited'
      | 'failed'
      | 'stopping'
      | 'stopped'
      | 'started'
      | 'killing'
      | 'restart'
    readonly code: string | null
    readonly status: number | null
    readonly signal: string | null
    readonly result: string | null
  }
  'systemd.oomd_kill': FactBase<'systemd.oomd_kill'> & {
    readonly cgroup: CgroupPlace
    readonly containerId: string | null
    readonly podUid: string | null
    readonly why: string
  }
  /** A process died of a signal that dumps core; the line does not tell which (else it is a `kernel.fatal_signal`). */
  'systemd.coredump': FactBase<'systemd.coredump'> & {
    readonly pid: number
    readonly name: string
    readonly uid: number | null
  }
  'earlyoom.kill': FactBase<'earlyoom.kill'> & {
    readonly pid: number
    readonly name: string | null
    readonly signal: string | null
    readonly rssBytes: number | null
  }
  /** earlyoom runs with `--dryrun`: the signal of the `earlyoom.kill` just before was not sent. */
  'earlyoom.dry_run': FactBase<'earlyoom.dry_run'>
  'talos.oom_kill': FactBase<'talos.oom_kill'> & {
    readonly cgroup: CgroupPlace | null
    readonly containerId: string | null
    readonly podUid: string | null
    readonly says: string
  }

  // ── witnesses and gaps ──
  'npd.oom': FactBase<'npd.oom'> & {
    readonly pid: number | null
    readonly name: string | null
    readonly seenAt: number | null
  }
  'log.gap': FactBase<'log.gap'> & {
    readonly lost: number | null
    /** Whose lines are missing: a unit, a program, `kernel`; null: not told. */
    readonly of: string | null
    readonly says: string
  }
}

/** The end of a container as the kubelet reports it. */
export interface FinishedContainer {
  readonly containerName: string | null
  readonly containerId: string
  readonly exitCode: number | null
  /** The reason a status carries (`OOMKilled`, `ContainerStatusUnknown`, …), where the line is a status. */
  readonly reason: string | null
  readonly startedAt: number | null
  readonly finishedAt: number | null
}

/** Why the kubelet stops a container, as far as its message tells. */
export type KillingReason =
  | 'liveness-probe'
  | 'startup-probe'
  | 'definition-changed'
  | 'post-start-hook'
  | 'preemption'
  | 'deadline'
  | 'sandbox-changed'
  | 'unwanted'
  | 'orphan'
  | 'other'
