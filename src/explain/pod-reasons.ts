import * as clues from './clues.js'
import type { Named } from './named.js'

const KUBELET = 'The kubelet, in the status of the pod, whose phase becomes Failed.'
const CONDITION = 'Whoever ended the pod, in its condition DisruptionTarget.'

const refused = (name: string, means: string, aliases: readonly string[] = []): Named => ({
  kind: 'pod-reason',
  names: [name, ...aliases],
  title: `Pod reason ${name}`,
  setBy: KUBELET,
  means,
  doesNotMean: ['It is no death of a container: the pod was refused, and none of its containers ran.'],
  causes: [],
  lookFor: [{ line: 'Failed to admit pod', proves: 'the kubelet refused the pod, and why' }],
  seeAlso: ['UnexpectedAdmissionError'],
})

/** Reasons of a pod's state, and of the condition that tells of its disruption. */
export const podReasons: readonly Named[] = [
  {
    kind: 'pod-reason',
    names: ['Evicted'],
    title: 'Pod reason Evicted',
    setBy: KUBELET,
    means:
      'The kubelet ended the pod to relieve the node, because memory, disk space, inodes or process ids were short, or because the pod used more local storage than its own limit. The message tells which.',
    doesNotMean: [
      'It does not mean OOMKilled: the kubelet acts before the kernel has to. The containers have the reason Error, with 137, 143 or 0.',
      'It does not mean that the pod went beyond a limit of memory: the kubelet acts for the node, also on a pod that has no limit.',
      'It is not the eviction through the API (a drain): that one ends the pod like a deletion.',
    ],
    causes: [
      '"The node was low on resource: …"',
      '"The node had condition: …": the pod was refused while the node was under pressure',
      '"… exceeded its local ephemeral storage limit", "Usage of EmptyDir volume … exceeds the limit"',
    ],
    lookFor: [
      {
        line: 'Eviction manager: attempting to reclaim … resourceName=…',
        proves: 'which resource was short',
      },
      clues.eviction,
      {
        line: 'Eviction manager: pod is evicted successfully',
        proves: "the pod's containers have been stopped by then",
      },
    ],
    seeAlso: ['eviction', 'ContainerStatusUnknown', '137', 'EvictionByEvictionAPI'],
  },
  {
    kind: 'pod-reason',
    names: ['Preempting', 'Preempted'],
    title: 'Pod reason Preempting',
    setBy: KUBELET,
    means:
      'The kubelet ended the pod to make room for a critical one ("Preempted in order to admit critical pod").',
    doesNotMean: [
      'It is not the preemption by the scheduler: that one deletes the pod (PreemptionByScheduler).',
    ],
    causes: ['a critical pod, mostly a static one, that did not fit on the node'],
    lookFor: [{ line: 'Preempting pod to free up resources', proves: 'which pod had to go' }],
    seeAlso: ['preemption', 'PreemptionByScheduler'],
  },
  {
    kind: 'pod-reason',
    names: ['DeadlineExceeded'],
    title: 'Pod reason DeadlineExceeded',
    setBy: KUBELET,
    means:
      'The pod was active longer than its activeDeadlineSeconds, and the kubelet stopped its containers.',
    doesNotMean: ['It does not mean that the containers failed. Their exit codes are those of a stop.'],
    causes: ['activeDeadlineSeconds of the pod, or of the job that made it'],
    lookFor: [clues.kubeletKilling],
    seeAlso: ['stopped', '143', '137'],
  },
  {
    kind: 'pod-reason',
    names: ['Terminated', 'Shutdown'],
    title: 'Pod reason Terminated (Shutdown in Kubernetes 1.20 and 1.21)',
    setBy: KUBELET,
    means:
      'The node was shut down in order, and the kubelet stopped the pod before ("Pod was terminated in response to imminent node shutdown.").',
    doesNotMean: [
      'It does not show after a crash or a reset of the node: nobody was left to write it.',
      'In kubectl describe, "State: Terminated" of a container is something else: every ended container has it.',
    ],
    causes: ['a shutdown or reboot of the node, with shutdownGracePeriod set in the kubelet'],
    lookFor: [
      { line: 'Shutdown manager detected new shutdown event', proves: 'the kubelet knew of the shutdown' },
      { line: 'Shutdown manager killing pod with gracePeriod', proves: 'it stopped this pod for it' },
    ],
    seeAlso: ['node-shutdown', 'NodeShutdown'],
  },
  {
    kind: 'pod-reason',
    names: ['NodeShutdown'],
    title: 'Pod reason NodeShutdown',
    setBy: KUBELET,
    means:
      'The pod came while the node was shutting down and was refused ("Pod was rejected as the node is shutting down.").',
    doesNotMean: ['It is no death of a container: none of its containers ran.'],
    causes: ['a new pod on a node that is going down'],
    lookFor: [{ line: 'Shutdown manager detected new shutdown event', proves: 'the shutdown had begun' }],
    seeAlso: ['Terminated', 'node-shutdown'],
  },
  {
    kind: 'pod-reason',
    names: ['NodeLost'],
    title: 'Pod reason NodeLost',
    setBy: 'A controller of older clusters, not the node.',
    means: "The node did not report for too long. What became of the pod's containers is not known.",
    doesNotMean: ['It does not mean that the containers ended: they may have run on.'],
    causes: ['a node that crashed, or that the control plane could not reach'],
    lookFor: [clues.boot],
    seeAlso: ['node-reboot'],
  },
  {
    kind: 'pod-reason',
    names: ['UnexpectedAdmissionError'],
    title: 'Pod reason UnexpectedAdmissionError',
    setBy: KUBELET,
    means:
      'The kubelet refused the pod because of an error while it checked or prepared what the pod asks for.',
    doesNotMean: ['It is no death of a container: none of its containers ran.'],
    causes: [],
    lookFor: [{ line: 'Failed to admit pod', proves: 'the kubelet refused the pod, and why' }],
    seeAlso: ['OutOfcpu', 'NodeAffinity'],
  },
  refused(
    'OutOfcpu',
    'The kubelet refused the pod because the node had not enough of the resource in the name left: OutOfcpu, OutOfmemory, OutOfpods, OutOfephemeral-storage and so on. It counts requests, not use.',
    ['OutOfmemory', 'OutOfpods', 'OutOfephemeral-storage'],
  ),
  refused(
    'NodeAffinity',
    'The kubelet refused the pod because the node does not fit its node selector or affinity.',
  ),
  refused(
    'TopologyAffinityError',
    "The kubelet refused the pod because its resources could not be placed as the node's topology policy asks.",
  ),
  {
    kind: 'pod-reason',
    names: ['TerminationByKubelet'],
    title: 'Disruption reason TerminationByKubelet',
    setBy: CONDITION,
    means:
      'The kubelet ended the pod: by node-pressure eviction, preemption for a critical pod, or node shutdown.',
    doesNotMean: ['It does not tell which of the three; the reason of the pod does.'],
    causes: [],
    lookFor: [clues.eviction, { line: 'Preempting pod to free up resources', proves: 'preemption' }],
    seeAlso: ['Evicted', 'Preempting', 'Terminated'],
  },
  ...disruptions(),
]

/** Disruptions from outside of the node: in its log they look like a deletion. */
function disruptions(): readonly Named[] {
  const told: readonly (readonly [string, string])[] = [
    ['DeletionByTaintManager', 'The pod does not tolerate a taint of the node and was deleted for it.'],
    ['PreemptionByScheduler', 'The scheduler deleted the pod to make room for one of higher priority.'],
    ['EvictionByEvictionAPI', "Someone asked through the API for the pod's eviction, as kubectl drain does."],
    ['DeletionByPodGC', 'The garbage collector of pods deleted it.'],
  ]
  return told.map(([name, means]) => ({
    kind: 'pod-reason',
    names: [name],
    title: `Disruption reason ${name}`,
    setBy: CONDITION,
    means,
    doesNotMean: ["The node's log does not show this reason: there it looks like any deletion."],
    causes: [],
    lookFor: [
      { line: 'SyncLoop DELETE', proves: 'the kubelet was told to end the pod' },
      clues.kubeletKilling,
    ],
    seeAlso: ['deletion'],
  }))
}
