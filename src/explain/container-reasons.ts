import * as clues from './clues.js'
import type { Named } from './named.js'

const KUBELET_WAITS = 'The kubelet, as the reason why the container waits.'

/** Reasons of a container's state, ended or waiting. */
export const containerReasons: readonly Named[] = [
  {
    kind: 'container-reason',
    names: ['OOMKilled', 'OOM', 'OOM killed', 'OOMKill'],
    title: 'Reason OOMKilled',
    setBy:
      "The runtime, when it saw an OOM kill in the container's cgroup before it told the status. The kubelet copies it.",
    means: 'During this life of the container the kernel killed at least one process in it for memory.',
    doesNotMean: [
      'It does not mean that the main process was killed. A child may have been, long before the end, and the exit code can be any: 137 mostly, but also 0, 1 or 143.',
      "It does not mean that the container's own limit was too low. The limit of the pod, of all pods together, or the memory of the whole node may have run out (on cgroup v2 the counter takes all of them).",
      'Its absence does not mean that there was no OOM kill: the event can come too late or be lost, and the reason is then Error.',
    ],
    causes: [
      "a process used more memory than the container's limit",
      'memory that counts for the pod: files in an emptyDir of medium Memory, shared memory, an earlier run of the container',
      'a node without memory',
      'with Kubernetes 1.28 and newer on cgroup v2: one process over the limit takes all others of the container with it',
    ],
    lookFor: [
      clues.kernelKill,
      clues.taskOom,
      clues.nodeOom,
      {
        line: 'Tasks in … are going to be killed due to memory.oom.group set',
        proves: 'all processes of the container were killed together',
      },
    ],
    seeAlso: ['137', 'oom-container', 'oom-pod', 'oom-node'],
  },
  {
    kind: 'container-reason',
    names: ['Error'],
    title: 'Reason Error',
    setBy:
      'The runtime, when the container ended with a code other than 0 and it knew nothing more. The kubelet copies it.',
    means: 'The container ended, and not with success. The exit code is all that the status tells.',
    doesNotMean: [
      'It does not mean that the program failed: ordered stops with 143 or 137, probe kills and evictions have the reason Error too.',
      'It does not rule out an OOM kill: the runtime can miss the event, and on cgroup v1 does not count those of a node without memory.',
    ],
    causes: ['any end with a code other than 0'],
    lookFor: [clues.containerFinished, clues.stopRequest, clues.kernelKill, clues.segfault],
    seeAlso: ['1', '137', '143', 'OOMKilled'],
  },
  {
    kind: 'container-reason',
    names: ['Completed'],
    title: 'Reason Completed',
    setBy:
      'The runtime, when the container ended with 0. The kubelet also writes it for an init container of which no record is left.',
    means: 'The main process ended by itself and reported no failure.',
    doesNotMean: [
      'It does not mean that nobody stopped it: a server that handles SIGTERM ends so.',
      'It does not mean that it stays down: with restartPolicy Always it is started again.',
    ],
    causes: ['a job that is done', 'a server that was stopped and shut down in order'],
    lookFor: [clues.stopRequest, clues.containerFinished],
    seeAlso: ['0', 'CrashLoopBackOff'],
  },
  {
    kind: 'container-reason',
    names: ['ContainerStatusUnknown'],
    title: 'Reason ContainerStatusUnknown',
    setBy: 'The kubelet alone. It makes the exit code 137 up; the times are empty (1 January of the year 1).',
    means:
      'The kubelet could not find the container any more when its pod was ended or deleted ("The container could not be located when the pod was terminated", or "… was deleted"). How it ended is not known.',
    doesNotMean: [
      'It does not mean SIGKILL, and not that memory ran out: the 137 was never reported by a runtime.',
      'It is not the cause of the end, but a trace that was lost after it.',
    ],
    causes: [
      "an eviction: the pod is at an end before the container's last status was read",
      'a container that the runtime no longer knew when the kubelet asked, as after a restart of the node',
    ],
    lookFor: [clues.eviction, clues.kubeletKilling, clues.exitEvent, clues.boot],
    seeAlso: ['137', 'Evicted', 'Unknown'],
  },
  {
    kind: 'container-reason',
    names: ['Unknown'],
    title: 'Reason Unknown',
    setBy:
      'containerd, after it was restarted and found a container without its process. It makes the exit code 255 up.',
    means: 'The container is gone, and nothing was there to see how it ended.',
    doesNotMean: ['The exit code 255 does not come from the program.'],
    causes: [
      'a node that was restarted',
      'a containerd that was down when the container ended, with its shim lost',
    ],
    lookFor: [clues.boot, { line: 'starting containerd', proves: 'containerd was started again here' }],
    seeAlso: ['255', 'ContainerStatusUnknown', 'node-reboot'],
  },
  {
    kind: 'container-reason',
    names: ['StartError'],
    title: 'Reason StartError',
    setBy:
      "containerd, when it could not start the container's process. The exit code is 128; the message holds the error of runc.",
    means: 'The container was created and its main process was never started.',
    doesNotMean: ['It does not mean that the program ran and failed: not one line of it was executed.'],
    causes: [
      'the command does not exist in the image, or may not be executed',
      'an error of the OCI runtime: cgroup, AppArmor, mounts',
      'a memory limit that is too low even to start',
    ],
    lookFor: [clues.startFailed],
    seeAlso: ['128', 'RunContainerError', 'start-failure'],
  },
  {
    kind: 'container-reason',
    names: ['ContainerCannotRun'],
    title: 'Reason ContainerCannotRun',
    setBy:
      'dockershim or cri-dockerd, where Docker could not start the container. The exit code is 126, 127 or 128.',
    means: 'The container was created and its main process was never started.',
    doesNotMean: ['It does not mean that the program ran and failed.'],
    causes: [
      '126: the command cannot be executed',
      '127: the command was not found',
      '128: any other error at the start',
    ],
    lookFor: [
      {
        line: 'Handler for POST …/containers/…/start returned error',
        proves: 'Docker refused the start, and why',
      },
    ],
    seeAlso: ['126', '127', '128'],
  },
  {
    kind: 'container-reason',
    names: ['seccomp killed'],
    title: 'Reason seccomp killed',
    setBy:
      'CRI-O, when a process of the container made a system call that its seccomp profile forbids. The exit code is mostly 159.',
    means: 'The seccomp profile ended the process.',
    doesNotMean: ['It does not mean that the program is at fault: the profile may be too strict for it.'],
    causes: ['a seccomp profile that is too strict for the program'],
    lookFor: [{ line: 'audit: type=1326 … sig=31', proves: 'the process and the number of the system call' }],
    seeAlso: ['159', 'SIGSYS'],
  },
  {
    kind: 'container-reason',
    names: ['RestartingAllContainers'],
    title: 'Reason RestartingAllContainers',
    setBy: 'The kubelet, from Kubernetes 1.35 on with an alpha feature. It makes the exit code 137 up.',
    means:
      'All containers of the pod are being restarted together; the end of this one was not reported by a runtime.',
    doesNotMean: ['It does not mean SIGKILL, and not that memory ran out.'],
    causes: [],
    lookFor: [clues.kubeletKilling],
    seeAlso: ['ContainerStatusUnknown', '137'],
  },
  {
    kind: 'waiting-reason',
    names: ['CrashLoopBackOff', 'BackOff', 'crash loop'],
    title: 'Waiting: CrashLoopBackOff',
    setBy: KUBELET_WAITS,
    means:
      'The container ended again and again, and the kubelet waits before it starts it once more: 10 seconds at first, twice as long each time, at most 5 minutes. 10 minutes without an end reset it.',
    doesNotMean: [
      'It does not tell why the container ends. The last state (Last State in kubectl describe) has the exit code and the reason.',
      'It does not mean that it ends with a failure: a main process that ends with 0 comes here too under restartPolicy Always.',
    ],
    causes: ['whatever ended the container each time'],
    lookFor: [
      {
        line: 'back-off … restarting failed container=…',
        proves: 'which container, and how long the wait is by now',
      },
      clues.containerFinished,
    ],
    seeAlso: ['Error', 'Completed', 'OOMKilled'],
  },
  {
    kind: 'waiting-reason',
    names: ['RunContainerError'],
    title: 'Waiting: RunContainerError',
    setBy: KUBELET_WAITS,
    means: 'The runtime created the container and could not start it.',
    doesNotMean: ['It does not mean that the program ran and failed.'],
    causes: ['the same as for StartError and exit code 128'],
    lookFor: [
      clues.startFailed,
      { line: 'start failed in pod …: RunContainerError', proves: 'the error as the kubelet got it' },
    ],
    seeAlso: ['StartError', '128'],
  },
  {
    kind: 'waiting-reason',
    names: ['CreateContainerError'],
    title: 'Waiting: CreateContainerError',
    setBy: KUBELET_WAITS,
    means: 'The runtime could not create the container; nothing of it ran.',
    doesNotMean: ['There is no exit code: nothing was there to end.'],
    causes: [],
    lookFor: [{ line: 'CreateContainer within sandbox … failed', proves: 'the error of the runtime' }],
    seeAlso: ['RunContainerError', 'CreateContainerConfigError'],
  },
  {
    kind: 'waiting-reason',
    names: ['CreateContainerConfigError'],
    title: 'Waiting: CreateContainerConfigError',
    setBy: KUBELET_WAITS,
    means:
      "The kubelet could not put the container's configuration together, and did not ask the runtime yet.",
    doesNotMean: ['There is no exit code: nothing was there to end.'],
    causes: [],
    lookFor: [{ line: 'with CreateContainerConfigError: …', proves: 'what was missing' }],
    seeAlso: ['CreateContainerError'],
  },
  {
    kind: 'waiting-reason',
    names: ['ImagePullBackOff', 'ErrImagePull'],
    title: 'Waiting: ErrImagePull, ImagePullBackOff',
    setBy: KUBELET_WAITS,
    means:
      'The image could not be pulled (ErrImagePull); the kubelet waits before it tries again (ImagePullBackOff).',
    doesNotMean: ['It is no death: the container was not created.'],
    causes: [],
    lookFor: [{ line: 'PullImage "…" failed', proves: 'the error of the registry or of the way to it' }],
    seeAlso: ['CreateContainerError'],
  },
  {
    kind: 'waiting-reason',
    names: ['ContainerCreating', 'PodInitializing'],
    title: 'Waiting: ContainerCreating, PodInitializing',
    setBy: KUBELET_WAITS,
    means:
      'The pod is being set up: its sandbox, network and volumes, or its init containers, are not done yet.',
    doesNotMean: ['It is no failure by itself, only where it lasts.'],
    causes: [],
    lookFor: [
      { line: 'RunPodSandbox for … failed', proves: 'the sandbox or its network could not be set up' },
      clues.containerFinished,
    ],
    seeAlso: ['CreateContainerError'],
  },
]
