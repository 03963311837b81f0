/**
 * A pod's sandbox is gone or changed: its containers are stopped and made anew, unless the pod itself ends. Kubelet 1.7 and later, `-v=2`.
 *
 * It proves no death: the same words follow the orderly end of a pod.
 */
import type { MessageParser } from '../../src/model/parser.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

const NEW = [
  'No ready sandbox for pod can be found. Need to start a new one',
  'Sandbox for pod has changed. Need to start a new one',
  'Sandbox for pod has no IP address. Need to start a new one',
  'Multiple sandboxes are ready for Pod. Need to reconcile them',
]
const OLD =
  /^(?:No ready sandbox for pod "([^"]{1,400})" can be found|Sandbox for pod "([^"]{1,400})" has (?:changed|no IP address))\. {1,2}Need to start a new one$/

export const kubeletSandboxChanged: MessageParser = {
  id: 'kubelet-sandbox-changed',
  source: 'kubelet',
  reads: [{ message: 'No ready sandbox for pod can be found, Sandbox for pod has changed', since: '1.7' }],
  programs: KUBELET,
  needles: ['No ready sandbox for pod', 'Sandbox for pod', 'Multiple sandboxes are ready'],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const old = OLD.exec(klog.text)
    const pod = readPodRef(old ? (old[1] ?? old[2]) : NEW.includes(klog.text) ? klog.get('pod') : undefined)
    return pod.name ? { type: 'kubelet.sandbox_changed', ...printed(klog, 2), pod } : undefined
  },
  samples: [
    {
      version: '1.21',
      message:
        'I1129 18:20:18.449071    2775 util.go:48] "No ready sandbox for pod can be found. Need to start a new one" pod="default/nginx"',
      fact: {
        type: 'kubelet.sandbox_changed',
        stamp: klogStamp('1129 18:20:18.449071'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'nginx', uid: null },
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I0723 01:14:24.768784 3866895 kuberuntime_manager.go:404] No ready sandbox for pod "web-0_live(107f80e2-22f8-2876-7efc-2f91624a8940)" can be found. Need to start a new one',
      fact: {
        type: 'kubelet.sandbox_changed',
        stamp: klogStamp('0723 01:14:24.768784'),
        verbosity: 2,
        pod: { namespace: 'live', name: 'web-0', uid: '107f80e2-22f8-2876-7efc-2f91624a8940' },
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I0723 01:14:24.768784 3866895 kuberuntime_manager.go:418] Sandbox for pod "web-0_live(107f80e2-22f8-2876-7efc-2f91624a8940)" has changed. Need to start a new one',
      fact: {
        type: 'kubelet.sandbox_changed',
        stamp: klogStamp('0723 01:14:24.768784'),
        verbosity: 2,
        pod: { namespace: 'live', name: 'web-0', uid: '107f80e2-22f8-2876-7efc-2f91624a8940' },
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:33:30.515287   22245 util.go:30] "No sandbox for pod can be found. Need to start a new one" pod="default/dhard-idle"',
      because: 'so begins every pod',
    },
  ],
}
