import { awsLogsTail } from './envelopes/aws-logs-tail.js'
import { azureJson } from './envelopes/azure-json.js'
import { azureTsv } from './envelopes/azure-tsv.js'
import { bare } from './envelopes/bare.js'
import { cloudwatchJson } from './envelopes/cloudwatch-json.js'
import { cloudwatchText } from './envelopes/cloudwatch-text.js'
import { collectorJson } from './envelopes/collector-json.js'
import { cri } from './envelopes/cri.js'
import { dmesg } from './envelopes/dmesg.js'
import { dmesgCtime } from './envelopes/dmesg-ctime.js'
import { dmesgIso } from './envelopes/dmesg-iso.js'
import { dockerJson } from './envelopes/docker-json.js'
import { facilityLevel } from './envelopes/facility-level.js'
import { fluentRecord } from './envelopes/fluent-record.js'
import { forwarded } from './envelopes/forwarded.js'
import { gcpJson } from './envelopes/gcp-json.js'
import { journalFull } from './envelopes/journal-full.js'
import { journalJson } from './envelopes/journal-json.js'
import { journalMonotonic } from './envelopes/journal-monotonic.js'
import { journalShortLocal } from './envelopes/journal-short-local.js'
import { journalUnix } from './envelopes/journal-unix.js'
import { kmsg } from './envelopes/kmsg.js'
import { logcat } from './envelopes/logcat.js'
import { logcli } from './envelopes/logcli.js'
import { lokiJson } from './envelopes/loki-json.js'
import { rfc3164 } from './envelopes/rfc3164.js'
import { rfc3339 } from './envelopes/rfc3339.js'
import { rfc5424 } from './envelopes/rfc5424.js'
import { syslogDated } from './envelopes/syslog-dated.js'
import { talosDmesg } from './envelopes/talos-dmesg.js'
import { talosJson } from './envelopes/talos-json.js'
import { timestamped } from './envelopes/timestamped.js'
import { systemdScopeOom } from './messages/systemd-scope-oom.js'
import { systemdScope } from './messages/systemd-scope.js'
import { systemdUnit } from './messages/systemd-unit.js'
import { systemdOomdKill } from './messages/systemd-oomd-kill.js'
import { earlyoomKill } from './messages/earlyoom-kill.js'
import { talosOomKill } from './messages/talos-oom-kill.js'
import { systemdCoredump } from './messages/systemd-coredump.js'
import { logGap } from './messages/log-gap.js'
import { kernelOomInvoked } from './messages/kernel-oom-invoked.js'
import { kernelOomMemInfo } from './messages/kernel-oom-mem-info.js'
import { kernelOomTaskIn } from './messages/kernel-oom-task-in.js'
import { kernelOomUsage } from './messages/kernel-oom-usage.js'
import { kernelOomStats } from './messages/kernel-oom-stats.js'
import { kernelOomTaskTable } from './messages/kernel-oom-task-table.js'
import { kernelOomSummary } from './messages/kernel-oom-summary.js'
import { kernelOomSelected } from './messages/kernel-oom-selected.js'
import { kernelOomKilled } from './messages/kernel-oom-killed.js'
import { kernelOomExiting } from './messages/kernel-oom-exiting.js'
import { kernelOomGroup } from './messages/kernel-oom-group.js'
import { kernelOomReaped } from './messages/kernel-oom-reaped.js'
import { kernelOomNoVictim } from './messages/kernel-oom-no-victim.js'
import { kernelOomCpu } from './messages/kernel-oom-cpu.js'
import { kernelOomTaskRow } from './messages/kernel-oom-task-row.js'
import { kernelSegfault } from './messages/kernel-segfault.js'
import { kernelTrap } from './messages/kernel-trap.js'
import { kernelUserFault } from './messages/kernel-user-fault.js'
import { kernelUnhandledFault } from './messages/kernel-unhandled-fault.js'
import { kernelPrintFatalSignal } from './messages/kernel-print-fatal-signal.js'
import { kernelAuditAbend } from './messages/kernel-audit-abend.js'
import { kernelAuditSeccomp } from './messages/kernel-audit-seccomp.js'
import { kernelForkRejected } from './messages/kernel-fork-rejected.js'
import { kernelPanic } from './messages/kernel-panic.js'
import { kernelBoot } from './messages/kernel-boot.js'
import { journalBoot } from './messages/journal-boot.js'
import { nodeShutdown } from './messages/node-shutdown.js'
import { containerdCreate } from './messages/containerd-create.js'
import { containerdStart } from './messages/containerd-start.js'
import { containerdStartFailed } from './messages/containerd-start-failed.js'
import { containerdOom } from './messages/containerd-oom.js'
import { containerdEvents } from './messages/containerd-events.js'
import { containerdExit } from './messages/containerd-exit.js'
import { containerdStop } from './messages/containerd-stop.js'
import { containerdShim } from './messages/containerd-shim.js'
import { containerdRemove } from './messages/containerd-remove.js'
import { containerdDaemon } from './messages/containerd-daemon.js'
import { dockerEvents } from './messages/docker-events.js'
import { dockerdExit } from './messages/dockerd-exit.js'
import { dockerdContainerd } from './messages/dockerd-containerd.js'
import { dockerdStop } from './messages/dockerd-stop.js'
import { dockerdStartFailed } from './messages/dockerd-start-failed.js'
import { dockerdDaemon } from './messages/dockerd-daemon.js'
import { dockerdTaskExit } from './messages/dockerd-task-exit.js'
import { criDockerdStop } from './messages/cri-dockerd-stop.js'
import { crioCreate } from './messages/crio-create.js'
import { crioStart } from './messages/crio-start.js'
import { crioStop } from './messages/crio-stop.js'
import { crioExit } from './messages/crio-exit.js'
import { crioRemove } from './messages/crio-remove.js'
import { conmonStart } from './messages/conmon-start.js'
import { conmonOom } from './messages/conmon-oom.js'
import { cniSandbox } from './messages/cni-sandbox.js'
import { composeExit } from './messages/compose-exit.js'
import { conmonExit } from './messages/conmon-exit.js'
import { podmanEvents } from './messages/podman-events.js'
import { podmanStartFailed } from './messages/podman-start-failed.js'
import { podmanStop } from './messages/podman-stop.js'
import { kubeletPleg } from './messages/kubelet-pleg.js'
import { kubeletEventedPleg } from './messages/kubelet-evented-pleg.js'
import { kubeletContainerFinished } from './messages/kubelet-container-finished.js'
import { kubeletPodStatus } from './messages/kubelet-pod-status.js'
import { kubeletKillDecided } from './messages/kubelet-kill-decided.js'
import { kubeletPostStartHook } from './messages/kubelet-post-start-hook.js'
import { kubeletKilling } from './messages/kubelet-killing.js'
import { kubeletKillEnded } from './messages/kubelet-kill-ended.js'
import { kubeletProbe } from './messages/kubelet-probe.js'
import { kubeletStartFailed } from './messages/kubelet-start-failed.js'
import { kubeletBackoff } from './messages/kubelet-backoff.js'
import { kubeletEvictionPressure } from './messages/kubelet-eviction-pressure.js'
import { kubeletEvictionRanked } from './messages/kubelet-eviction-ranked.js'
import { kubeletEvicted } from './messages/kubelet-evicted.js'
import { kubeletAdmission } from './messages/kubelet-admission.js'
import { kubeletPreemption } from './messages/kubelet-preemption.js'
import { kubeletShutdown } from './messages/kubelet-shutdown.js'
import { kubeletSyncLoop } from './messages/kubelet-sync-loop.js'
import { kubeletSandboxChanged } from './messages/kubelet-sandbox-changed.js'
import { kubeletContainerRemoved } from './messages/kubelet-container-removed.js'
import { kubeletSystemOom } from './messages/kubelet-system-oom.js'
import { kubeletPlegUnhealthy } from './messages/kubelet-pleg-unhealthy.js'
import { kubeletEvent } from './messages/kubelet-event.js'
import { kubeletStarted } from './messages/kubelet-started.js'
import { kubeletNames } from './messages/kubelet-names.js'
import { kubeletSandboxNamed } from './messages/kubelet-sandbox-named.js'
import { npdOom } from './messages/npd-oom.js'
import { crioDaemon } from './messages/crio-daemon.js'
import type { EnvelopeReader, MessageParser } from '../src/model/parser.js'

/** Every message that exitlog understands, in priority order: of two that could claim a line the first does. */
export const messages: readonly MessageParser[] = [
  // Before the kernel's: without its tag, the second half of its line begins like the kernel's own.
  npdOom,
  kernelOomInvoked,
  kernelOomMemInfo,
  kernelOomTaskIn,
  kernelOomUsage,
  kernelOomStats,
  kernelOomTaskTable,
  kernelOomSummary,
  kernelOomSelected,
  kernelOomKilled,
  kernelOomExiting,
  kernelOomGroup,
  kernelOomReaped,
  kernelOomNoVictim,
  kernelOomCpu,
  kernelOomTaskRow,
  kernelSegfault,
  kernelTrap,
  kernelUnhandledFault,
  kernelUserFault,
  kernelPrintFatalSignal,
  kernelAuditAbend,
  kernelAuditSeccomp,
  kernelForkRejected,
  kernelPanic,
  kernelBoot,
  journalBoot,
  nodeShutdown,
  systemdScopeOom,
  systemdScope,
  systemdUnit,
  systemdOomdKill,
  earlyoomKill,
  talosOomKill,
  systemdCoredump,
  logGap,
  containerdCreate,
  containerdStart,
  containerdStartFailed,
  containerdOom,
  containerdEvents,
  containerdExit,
  containerdStop,
  containerdShim,
  containerdRemove,
  containerdDaemon,
  dockerEvents,
  dockerdExit,
  dockerdContainerd,
  dockerdStop,
  dockerdStartFailed,
  dockerdDaemon,
  dockerdTaskExit,
  criDockerdStop,
  crioCreate,
  crioStart,
  crioStop,
  crioExit,
  crioRemove,
  conmonStart,
  conmonOom,
  cniSandbox,
  composeExit,
  conmonExit,
  podmanEvents,
  podmanStartFailed,
  podmanStop,
  kubeletPleg,
  kubeletEventedPleg,
  kubeletContainerFinished,
  kubeletPodStatus,
  kubeletKillDecided,
  kubeletPostStartHook,
  kubeletKilling,
  kubeletKillEnded,
  kubeletProbe,
  kubeletStartFailed,
  kubeletBackoff,
  kubeletEvictionPressure,
  kubeletEvictionRanked,
  kubeletEvicted,
  kubeletAdmission,
  kubeletPreemption,
  kubeletShutdown,
  kubeletSyncLoop,
  kubeletSandboxChanged,
  kubeletContainerRemoved,
  kubeletSystemOom,
  kubeletPlegUnhealthy,
  kubeletEvent,
  kubeletStarted,
  kubeletNames,
  kubeletSandboxNamed,
  crioDaemon,
]

/** Every wrapping of a message, the strictest first. */
export const envelopes: readonly EnvelopeReader[] = [
  rfc5424,
  forwarded,
  journalJson,
  gcpJson,
  azureJson,
  dockerJson,
  cloudwatchJson,
  lokiJson,
  talosJson,
  collectorJson,
  fluentRecord,
  kmsg,
  cri,
  logcli,
  awsLogsTail,
  cloudwatchText,
  azureTsv,
  dmesgIso,
  talosDmesg,
  facilityLevel,
  rfc3339,
  timestamped,
  journalFull,
  journalUnix,
  journalMonotonic,
  dmesgCtime,
  dmesg,
  rfc3164,
  syslogDated,
  journalShortLocal,
  logcat,
  bare,
]
