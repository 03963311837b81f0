/** The eviction manager's order of pods, the first candidate first; at most one of them is evicted at a time. Kubelet 1.7 and later. */
import type { MessageParser } from '../../src/model/parser.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRefs } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

const NEW = 'Eviction manager: pods ranked for eviction'
const OLD = 'eviction manager: pods ranked for eviction: '

export const kubeletEvictionRanked: MessageParser = {
  id: 'kubelet-eviction-ranked',
  source: 'kubelet',
  reads: [{ message: 'Eviction manager: pods ranked for eviction', since: '1.7' }],
  programs: KUBELET,
  needles: ['pods ranked for eviction'],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const list =
      klog.text === NEW
        ? klog.peek('pods')
        : klog.text.startsWith(OLD)
          ? klog.text.slice(OLD.length)
          : undefined
    const pods = readPodRefs(list)
    return pods.length > 0 ? { type: 'kubelet.eviction_ranked', ...printed(klog, 0), pods } : undefined
  },
  samples: [
    {
      version: '1.26',
      message:
        'I1012 19:34:44.999261    2480 eviction_manager.go:374] "Eviction manager: pods ranked for eviction" pods="[default/nginx kube-system/kube-proxy-5thr6]"',
      fact: {
        type: 'kubelet.eviction_ranked',
        stamp: klogStamp('1012 19:34:44.999261'),
        verbosity: 0,
        pods: [
          { namespace: 'default', name: 'nginx', uid: null },
          { namespace: 'kube-system', name: 'kube-proxy-5thr6', uid: null },
        ],
      },
    },
    {
      version: '1.28',
      message:
        'I1123 02:33:53.669561   22245 eviction_manager.go:405] "Eviction manager: pods ranked for eviction" pods=["default/dhard-hog","default/dhard-burst"]',
      fact: {
        type: 'kubelet.eviction_ranked',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        pods: [
          { namespace: 'default', name: 'dhard-hog', uid: null },
          { namespace: 'default', name: 'dhard-burst', uid: null },
        ],
      },
    },
    {
      version: '1.21–1.25, cut inside the third pod',
      message:
        'I1123 02:33:53.669561   22245 eviction_manager.go:405] "Eviction manager: pods ranked for eviction" pods=[default/dhard-hog default/dhard-burst kube-sys',
      fact: {
        type: 'kubelet.eviction_ranked',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        pods: [
          { namespace: 'default', name: 'dhard-hog', uid: null },
          { namespace: 'default', name: 'dhard-burst', uid: null },
        ],
      },
    },
    {
      version: '1.7–1.20, wrapped by an editor',
      message:
        'I0617 03:05:13.803169    5478 eviction_manager.go:364] eviction manager: pods ranked for eviction: kube-proxy-[node IP]_kube-system(5ec84d8dbc74254770f58904dba41ecc), config-6f4d9b7c8-aaaaa_prod(0d3bf162-95d0-6910-      bf3f-5fb85967f532), mq-5d8c7b9f64-bbbbb_prod(      2c376631-129f-3436-9aad-80b891baf90d)',
      fact: {
        type: 'kubelet.eviction_ranked',
        stamp: klogStamp('0617 03:05:13.803169'),
        verbosity: 0,
        pods: [
          { namespace: 'kube-system', name: 'kube-proxy-[node IP]', uid: '5ec84d8dbc74254770f58904dba41ecc' },
          { namespace: 'prod', name: 'config-6f4d9b7c8-aaaaa', uid: '0d3bf162-95d0-6910-bf3f-5fb85967f532' },
          { namespace: 'prod', name: 'mq-5d8c7b9f64-bbbbb', uid: '2c376631-129f-3436-9aad-80b891baf90d' },
        ],
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:33:53.669561   22245 eviction_manager.go:405] "Eviction manager: pods ranked for eviction" pods=[]',
      because: 'there is none',
    },
  ],
}
