/** A pod makes room for a critical one, which the lines do not name. Kubelet 1.7 and later. */
import type { MessageParser } from '../../src/model/parser.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef, readPodRefs, readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

const DECIDING = 'Preempting pod to free up resources'
const ATTEMPTING = 'Attempting to evict pods in order to free up resources'
const EVICTED = 'Pod evicted successfully'
const OLD_EVICTED = ['preemption: pod ', ' evicted successfully'] as const

export const kubeletPreemption: MessageParser = {
  id: 'kubelet-preemption',
  source: 'kubelet',
  reads: [
    { message: 'Pod evicted successfully (preemption)', since: '1.7' },
    { message: DECIDING, since: '1.22' },
  ],
  programs: KUBELET,
  needles: [DECIDING, ATTEMPTING, EVICTED, OLD_EVICTED[0]],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const { text } = klog
    const [before, after] = OLD_EVICTED
    const fact = (
      pod: ReturnType<typeof readPodRef> | undefined,
      phase: 'deciding' | 'evicted',
      verbosity: number,
    ) =>
      pod?.name
        ? ({ type: 'kubelet.preempted', ...printed(klog, verbosity), pod, phase } as const)
        : undefined
    if (text === EVICTED) return fact(readPodRef(klog.get('pod')), 'evicted', 0)
    // From 1.34 on at 2, before at 3.
    if (text === DECIDING) return fact(readPodWithUid(klog.get('pod'), klog.get('podUID')), 'deciding', 2)
    if (text === ATTEMPTING) {
      const [pod, another] = readPodRefs(klog.get('pods'))
      return another ? undefined : fact(pod, 'deciding', 0)
    }
    if (!text.startsWith(before) || !text.endsWith(after)) return undefined
    return fact(readPodRef(text.slice(before.length, -after.length)), 'evicted', 0)
  },
  samples: [
    {
      version: '1.21',
      message:
        'I1123 02:33:54.669561   22245 preemption.go:99] "Pod evicted successfully" pod="default/low-0"',
      fact: {
        type: 'kubelet.preempted',
        stamp: klogStamp('1123 02:33:54.669561'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'low-0', uid: null },
        phase: 'evicted',
      },
    },
    {
      version: '1.34',
      message:
        'I1123 02:33:53.669561   22245 preemption.go:101] "Preempting pod to free up resources" pod="default/low-0" podUID="61640229-bb21-47d3-94ad-043a658a1a61" insufficientResources="[(res: memory, q: 104857600), ]" requestingPod="kube-system/critical"',
      fact: {
        type: 'kubelet.preempted',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'low-0', uid: '61640229-bb21-47d3-94ad-043a658a1a61' },
        phase: 'deciding',
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669561   22245 preemption.go:101] "Attempting to evict pods in order to free up resources" pods=[default/low-0] insufficientResources="[(res: cpu, q: 250), ]"',
      fact: {
        type: 'kubelet.preempted',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'low-0', uid: null },
        phase: 'deciding',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I1123 02:04:32.648899   31886 preemption.go:117] preemption: pod low-0_default(aced6bc8-6c6b-45db-8cff-a22d53741a51) evicted successfully',
      fact: {
        type: 'kubelet.preempted',
        stamp: klogStamp('1123 02:04:32.648899'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'low-0', uid: 'aced6bc8-6c6b-45db-8cff-a22d53741a51' },
        phase: 'evicted',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1012 19:34:45.445172    2480 eviction_manager.go:595] "Eviction manager: pod is evicted successfully" pod="default/nginx"',
      because: 'that is the eviction manager',
    },
    {
      message:
        'E1123 02:33:54.669561   22245 preemption.go:95] "Failed to evict pod" err="timed out" pod="default/low-0"',
      because: 'it was not evicted',
    },
  ],
}
