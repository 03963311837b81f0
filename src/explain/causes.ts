import type { Clue } from '../model/explanation.js'
import type { Cause } from '../model/termination.js'
import * as clues from './clues.js'
import type { Named } from './named.js'

interface CauseKnowledge {
  readonly means: string
  readonly doesNotMean: readonly string[]
  readonly lookFor: readonly Clue[]
  readonly seeAlso: readonly string[]
}

const OOM_CODE =
  'The exit code need not be 137: where a child was killed, the main process decides how it ends.'

/** The causes that a termination of exitlog can have. */
const KNOWN: Readonly<Record<Cause, CauseKnowledge>> = {
  'oom-container': {
    means: "The kernel killed a process of the container at the container's own memory limit.",
    doesNotMean: [OOM_CODE],
    lookFor: [clues.kernelKill, clues.taskOom],
    seeAlso: ['OOMKilled', 'oom-pod', 'oom-node'],
  },
  'oom-pod': {
    means: 'The kernel killed a process of the container at the memory limit of its pod.',
    doesNotMean: [
      'The container that died need not be the one that used the memory: a sibling, shared memory or an emptyDir of medium Memory count too.',
      OOM_CODE,
    ],
    lookFor: [clues.kernelKill, clues.taskOom],
    seeAlso: ['OOMKilled', 'oom-container'],
  },
  'oom-node': {
    means:
      'The kernel killed a process of the container because the node ran out of memory, or at a limit above the pods; or a userspace killer (systemd-oomd, earlyoom, the OOM controller of Talos) did.',
    doesNotMean: ['The container that died need not have done anything wrong: it was chosen.', OOM_CODE],
    lookFor: [
      clues.nodeOom,
      {
        line: 'systemd-oomd … Killed /… due to memory pressure',
        proves: 'systemd-oomd killed a whole cgroup',
      },
    ],
    seeAlso: ['OOMKilled', 'oom-container', 'eviction'],
  },
  eviction: {
    means:
      "The kubelet evicted the container's pod because a resource of the node was short: memory, disk, inodes or process ids.",
    doesNotMean: [
      'It is no OOM kill: the kubelet acts before the kernel has to. The exit code is mostly 137, or 143 or 0.',
    ],
    lookFor: [
      clues.eviction,
      {
        line: 'Eviction manager: pod is evicted successfully',
        proves: 'which pod, and that its containers had been stopped',
      },
    ],
    seeAlso: ['Evicted', '137', 'ContainerStatusUnknown'],
  },
  probe: {
    means:
      'The kubelet stopped the container because its liveness or startup probe failed as often as is allowed.',
    doesNotMean: [
      'A failed probe alone kills nothing, and a failed readiness probe never does.',
      'It does not mean that the program had ended: it was running, and did not answer in time.',
    ],
    lookFor: [
      clues.probeKill,
      { line: 'Probe failed … probeType="Liveness"', proves: 'what the probe got for an answer' },
    ],
    seeAlso: ['137', '143'],
  },
  deletion: {
    means: 'Its pod was deleted: by a person, a rollout, a scale-down, a drain or a controller.',
    doesNotMean: ["The node's log does not tell who deleted it: the audit log of the API server does."],
    lookFor: [
      { line: 'SyncLoop DELETE', proves: 'the kubelet was told to end the pod' },
      clues.kubeletKilling,
    ],
    seeAlso: ['stopped', '143', 'EvictionByEvictionAPI'],
  },
  stopped: {
    means:
      'The runtime was asked to stop it in order, for a reason that the log does not give, or that has no cause of its own in exitlog.',
    doesNotMean: [
      'It is no failure by itself. An exit code of 137 only means that the program did not stop within the grace period.',
    ],
    lookFor: [clues.stopRequest, clues.kubeletKilling],
    seeAlso: ['deletion', '143', '137'],
  },
  preemption: {
    means: 'The kubelet ended its pod to make room for a critical one.',
    doesNotMean: ['It is not the preemption by the scheduler, which looks like a deletion on the node.'],
    lookFor: [{ line: 'Preempting pod to free up resources', proves: 'which pod had to go' }],
    seeAlso: ['Preempting', 'PreemptionByScheduler'],
  },
  'node-shutdown': {
    means: 'The node was shut down in order, and the kubelet stopped the container before.',
    doesNotMean: ['It is not the end of a container on a node that crashed: that is node-reboot.'],
    lookFor: [
      { line: 'Shutdown manager detected new shutdown event', proves: 'the kubelet knew of the shutdown' },
    ],
    seeAlso: ['Terminated', 'node-reboot'],
  },
  'node-reboot': {
    means: 'The container was running, and the node booted again with no orderly end before.',
    doesNotMean: [
      'The time and the exit code of the end are not known, whatever the kubelet or the runtime wrote afterwards.',
    ],
    lookFor: [clues.boot],
    seeAlso: ['255', 'Unknown', 'node-shutdown'],
  },
  crash: {
    means: 'The main process died of a fatal signal of its own making, such as SIGSEGV or SIGABRT.',
    doesNotMean: [
      'Nobody killed it. SIGABRT is also how Node.js and .NET end at a memory limit of their own.',
    ],
    lookFor: [clues.segfault, clues.coreDump, clues.abnormalEnd],
    seeAlso: ['139', '134', 'SIGSEGV', 'SIGABRT'],
  },
  killed: {
    means:
      'The main process died of SIGKILL, SIGTERM or another signal, and nobody had asked the runtime to stop it. The sender is not in the log.',
    doesNotMean: [
      'It does not mean an OOM kill: the log shows none. Where kernel lines are missing from it, it cannot rule one out.',
    ],
    lookFor: [clues.kernelKill, clues.nodeOom],
    seeAlso: ['137', '143', 'SIGKILL'],
  },
  error: {
    means: 'The main process ended by itself with a code other than 0.',
    doesNotMean: ["Kubernetes and the kernel had no part in it: the container's own log tells why."],
    lookFor: [clues.containerFinished, clues.exitEvent],
    seeAlso: ['1', 'Error', 'CrashLoopBackOff'],
  },
  completed: {
    means: 'The main process ended by itself with 0.',
    doesNotMean: [
      'It does not rule out that a child of it was OOM-killed before; the record tells that beside the cause.',
    ],
    lookFor: [clues.containerFinished, clues.exitEvent],
    seeAlso: ['0', 'Completed'],
  },
  'start-failure': {
    means: 'The container was created and its main process was never started.',
    doesNotMean: ['The program did not fail: not one line of it was executed.'],
    lookFor: [clues.startFailed],
    seeAlso: ['128', 'StartError', 'RunContainerError'],
  },
  unknown: {
    means:
      'The container ended, and the log does not say how; or its only exit code was made up by the runtime (255 after a lost shim).',
    doesNotMean: [
      'It does not mean that nothing is known of it: the record lists the lines that were joined to it, and what the log cannot show.',
    ],
    lookFor: [clues.containerFinished, clues.exitEvent, clues.boot],
    seeAlso: ['255', 'Unknown', 'ContainerStatusUnknown'],
  },
}

export const causes: readonly Named[] = Object.entries(KNOWN).map(([name, known]) => ({
  kind: 'cause',
  names: [name],
  title: `Cause ${name}`,
  setBy: 'exitlog itself, from the lines of the log that it joined to the container.',
  causes: [],
  ...known,
}))
