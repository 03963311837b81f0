/**
 * The kubelet refuses a pod: most never ran, but one that is refused at a kubelet restart loses its running containers.
 * Kubelet 1.7 and later.
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef, readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

type Rejected = FactOf['kubelet.rejected']

const DENIED = 'Pod admission denied'
const TO_NODE = 'Failed to admit pod to node'
const FAILED = 'Failed to admit pod'
const PREDICATE = 'Predicate failed on Pod'
const OLD_FAILED = /^Failed to admit pod (.{1,400}?\)) - /
const OLD_PREDICATE = /^Predicate failed on Pod: (.{1,400}?\)), for reason: /

function read(klog: Klog): Rejected | undefined {
  const rejected = (pod: Rejected['pod'], verbosity: number, message: string | null): Rejected | undefined =>
    pod.name
      ? {
          type: 'kubelet.rejected',
          ...printed(klog, verbosity),
          pod,
          reason: klog.get('reason') || null,
          message,
        }
      : undefined
  const { text } = klog
  const pod = () => readPodWithUid(klog.get('pod'), klog.get('podUID'))
  if (text === DENIED || text === FAILED) return rejected(pod(), 0, klog.get('message') ?? null)
  if (text === TO_NODE) return rejected(pod(), 0, `node has conditions: ${klog.get('nodeCondition') ?? ''}`)
  if (text === PREDICATE) return rejected(pod(), 2, klog.get('err') ?? null)
  const failed = OLD_FAILED.exec(text)
  if (failed) return rejected(readPodRef(failed[1]), 0, text.slice(failed[0].length))
  const predicate = OLD_PREDICATE.exec(text)
  return predicate ? rejected(readPodRef(predicate[1]), 2, text.slice(predicate[0].length)) : undefined
}

export const kubeletAdmission: MessageParser = {
  id: 'kubelet-admission',
  source: 'kubelet',
  reads: [
    { message: 'Pod admission denied', since: '1.33' },
    { message: 'Failed to admit pod', since: '1.7' },
    { message: 'Predicate failed on Pod', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [DENIED, FAILED, PREDICATE],
  parse(message) {
    const klog = readKlog(message)
    return klog && read(klog)
  },
  samples: [
    {
      version: '1.33',
      message:
        'I1123 02:33:53.669561   22245 allocation_manager.go:800] "Pod admission denied" podUID="61640229-bb21-47d3-94ad-043a658a1a6a" pod="default/web-0" reason="Evicted" message="The node had condition: [MemoryPressure]. "',
      fact: {
        type: 'kubelet.rejected',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'web-0', uid: '61640229-bb21-47d3-94ad-043a658a1a6a' },
        reason: 'Evicted',
        message: 'The node had condition: [MemoryPressure]. ',
      },
    },
    {
      version: '1.28–1.30',
      message:
        'I1123 02:33:53.669561   22245 eviction_manager.go:173] "Failed to admit pod to node" pod="default/web-0" nodeCondition=["MemoryPressure"]',
      fact: {
        type: 'kubelet.rejected',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'web-0', uid: null },
        reason: null,
        message: 'node has conditions: ["MemoryPressure"]',
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669561   22245 predicate.go:150] "Failed to admit pod" pod="default/web-0" message="Pod requests more than the node has"',
      fact: {
        type: 'kubelet.rejected',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'web-0', uid: null },
        reason: null,
        message: 'Pod requests more than the node has',
      },
    },
    {
      version: '1.21, -v=2',
      message:
        'I1123 02:33:53.669561   22245 predicate.go:162] "Predicate failed on Pod" pod="default/web-0" err="Node didn\'t have enough resource: memory, requested: 536870912000, used: 134217728, capacity: 1549324288"',
      fact: {
        type: 'kubelet.rejected',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: null },
        reason: null,
        message:
          "Node didn't have enough resource: memory, requested: 536870912000, used: 134217728, capacity: 1549324288",
      },
    },
    {
      version: '1.7–1.20',
      message:
        'W1123 02:04:32.648899   31886 eviction_manager.go:173] Failed to admit pod soft-late_default(aced6bc8-6c6b-45db-8cff-a22d53741a51) - node has conditions: [MemoryPressure]',
      fact: {
        type: 'kubelet.rejected',
        stamp: klogStamp('1123 02:04:32.648899'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'soft-late', uid: 'aced6bc8-6c6b-45db-8cff-a22d53741a51' },
        reason: null,
        message: 'node has conditions: [MemoryPressure]',
      },
    },
    {
      version: '1.7–1.20',
      message:
        "I1123 02:03:03.494777   26615 predicate.go:143] Predicate failed on Pod: a-toolarge_default(86467627-a38f-4744-b048-33050dc59c44), for reason: Node didn't have enough resource: memory, requested: 536870912000, used: 134217728, capacity: 1549324288",
      fact: {
        type: 'kubelet.rejected',
        stamp: klogStamp('1123 02:03:03.494777'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'a-toolarge', uid: '86467627-a38f-4744-b048-33050dc59c44' },
        reason: null,
        message:
          "Node didn't have enough resource: memory, requested: 536870912000, used: 134217728, capacity: 1549324288",
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:04:32.648899   31886 topology_manager.go:187] [topologymanager] Topology Admit Handler',
      because: 'the question, not the answer',
    },
  ],
}
