/**
 * The eviction manager evicted a pod. Kubelet 1.7 and later.
 *
 * `is evicted successfully` comes after the containers are dead. For a local storage limit it is the only line.
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import type { PodRef } from '../../src/model/place.js'
import { resourceOfMessage } from '../shared/eviction-resource.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef, readPodRefs, readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

type Evicted = FactOf['kubelet.evicted']

const DONE = 'Eviction manager: pod is evicted successfully'
const WAITING = 'Eviction manager: pods evicted, waiting for pod to be cleaned up'
const DECIDED = 'Evicting pod'
const OLD_DONE = ['eviction manager: pod ', ' is evicted successfully'] as const
const OLD_WAITING = ['eviction manager: pods ', ' evicted, waiting for pod to be cleaned up'] as const

function between(text: string, [before, after]: readonly [string, string]): string | undefined {
  return text.startsWith(before) && text.endsWith(after)
    ? text.slice(before.length, -after.length)
    : undefined
}

/** Each of several has a line of its own just before. */
function onlyOne(pods: readonly PodRef[]): PodRef | undefined {
  return pods.length === 1 ? pods[0] : undefined
}

export const kubeletEvicted: MessageParser = {
  id: 'kubelet-evicted',
  source: 'kubelet',
  reads: [
    { message: 'Eviction manager: pod is evicted successfully', since: '1.7' },
    { message: 'Eviction manager: pods evicted, waiting for pod to be cleaned up', since: '1.7' },
    { message: 'Evicting pod, with the eviction’s message', since: '1.22' },
  ],
  programs: KUBELET,
  needles: ['is evicted successfully', 'evicted, waiting for pod', 'Evicting pod'],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const evicted = (
      pod: PodRef | undefined,
      verbosity: number,
      more: Partial<Evicted> = {},
    ): Evicted | undefined =>
      pod?.name
        ? {
            type: 'kubelet.evicted',
            ...printed(klog, verbosity),
            pod,
            resource: null,
            message: null,
            ...more,
          }
        : undefined
    const { text } = klog
    if (text === DONE) return evicted(readPodRef(klog.get('pod')), 0)
    if (text === WAITING) return evicted(onlyOne(readPodRefs(klog.get('pods'))), 0, { phase: 'waiting' })
    if (text === DECIDED) {
      const why = klog.get('message') ?? null
      const resource = why === null ? null : resourceOfMessage(why)
      const pod = readPodWithUid(klog.get('pod'), klog.get('podUID'))
      return evicted(pod, 3, { resource, message: why, phase: 'decided' })
    }
    const done = between(text, OLD_DONE)
    if (done) return evicted(readPodRef(done), 0)
    return evicted(onlyOne(readPodRefs(between(text, OLD_WAITING))), 0, { phase: 'waiting' })
  },
  samples: [
    {
      version: '1.21',
      message:
        'I1012 19:34:45.445172    2480 eviction_manager.go:595] "Eviction manager: pod is evicted successfully" pod="default/nginx"',
      fact: {
        type: 'kubelet.evicted',
        stamp: klogStamp('1012 19:34:45.445172'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'nginx', uid: null },
        resource: null,
        message: null,
      },
    },
    {
      version: '1.28',
      message:
        'I1012 19:34:45.445272    2480 eviction_manager.go:208] "Eviction manager: pods evicted, waiting for pod to be cleaned up" pods=["default/nginx"]',
      fact: {
        type: 'kubelet.evicted',
        stamp: klogStamp('1012 19:34:45.445272'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'nginx', uid: null },
        resource: null,
        message: null,
        phase: 'waiting',
      },
    },
    {
      version: '1.26, -v=3',
      message:
        'I1012 19:34:44.999461    2480 eviction_manager.go:600] "Evicting pod" pod="default/nginx" podUID=27aff94d-e0d9-43d1-84d6-9ab000aa57e2 message="The node was low on resource: memory. Threshold quantity: 750Mi, available: 225800Ki. Container nginx was using 4395616Ki, request is 0, has larger consumption of memory. "',
      fact: {
        type: 'kubelet.evicted',
        stamp: klogStamp('1012 19:34:44.999461'),
        verbosity: 3,
        pod: { namespace: 'default', name: 'nginx', uid: '27aff94d-e0d9-43d1-84d6-9ab000aa57e2' },
        resource: 'memory',
        message:
          'The node was low on resource: memory. Threshold quantity: 750Mi, available: 225800Ki. Container nginx was using 4395616Ki, request is 0, has larger consumption of memory. ',
        phase: 'decided',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I1123 02:03:11.704753   26615 eviction_manager.go:589] eviction manager: pod a-ephemeral_default(32979968-bb2a-4c07-9dae-18d6c8294275) is evicted successfully',
      fact: {
        type: 'kubelet.evicted',
        stamp: klogStamp('1123 02:03:11.704753'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-ephemeral', uid: '32979968-bb2a-4c07-9dae-18d6c8294275' },
        resource: null,
        message: null,
      },
    },
    {
      version: '1.7–1.20, the node name masked',
      message:
        'I0617 03:05:14.896640    5478 eviction_manager.go:156] eviction manager: pods kube-proxy-[node IP]_kube-system(5ec84d8dbc74254770f58904dba41ecc) evicted, waiting for pod to be cleaned up',
      fact: {
        type: 'kubelet.evicted',
        stamp: klogStamp('0617 03:05:14.896640'),
        verbosity: 0,
        pod: {
          namespace: 'kube-system',
          name: 'kube-proxy-[node IP]',
          uid: '5ec84d8dbc74254770f58904dba41ecc',
        },
        resource: null,
        message: null,
        phase: 'waiting',
      },
    },
  ],
  nearMisses: [
    {
      message: 'I1123 02:33:54.669561   22245 preemption.go:99] "Pod evicted successfully" pod="default/low"',
      because: 'that is a preemption',
    },
    {
      message:
        'I0322 15:27:37.722573    7481 eviction_manager.go:400] eviction manager: pods store-2-6b5f8d7c9-ccccc_data(48c801be-f750-110c-5751-3064d6d59291) successfully cleaned up',
      because: 'it was evicted before',
    },
  ],
}
