/** The kubelet itself starts, and its version. Kubelet 1.7 and later, at any verbosity. */
import type { MessageParser } from '../../src/model/parser.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { KUBELET } from '../shared/programs.js'

/** Other servers print their version in the same words, from files of other names. */
const SERVER = /(?:^|\/)server\.go(?::\d+)?$/
const OLD = /^Version: (v\d{1,3}\.\d{1,3}\.\S{1,60})$/

export const kubeletStarted: MessageParser = {
  id: 'kubelet-started',
  source: 'kubelet',
  reads: [{ message: 'Kubelet version', since: '1.7' }],
  programs: KUBELET,
  needles: ['Kubelet version', '] Version: v'],
  parse(message) {
    const klog = readKlog(message)
    if (klog?.text === 'Kubelet version') {
      return { type: 'kubelet.started', ...printed(klog, 0), version: klog.get('kubeletVersion') || null }
    }
    const version = SERVER.test(klog?.place ?? '') ? OLD.exec(klog?.text ?? '')?.[1] : undefined
    return klog && version ? { type: 'kubelet.started', ...printed(klog, 0), version } : undefined
  },
  samples: [
    {
      version: '1.21',
      message: 'I1123 02:24:11.520000    4116 server.go:520] "Kubelet version" kubeletVersion="v1.32.4"',
      fact: {
        type: 'kubelet.started',
        stamp: klogStamp('1123 02:24:11.520000'),
        verbosity: 0,
        version: 'v1.32.4',
      },
    },
    {
      version: '1.7–1.20',
      message: 'I1123 02:02:56.140060   26615 server.go:416] Version: v1.20.2',
      fact: {
        type: 'kubelet.started',
        stamp: klogStamp('1123 02:02:56.140060'),
        verbosity: 0,
        version: 'v1.20.2',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:24:11.580148    4116 manager.go:233] Version: {KernelVersion:6.18.44 ContainerOsVersion:Debian GNU/Linux 12 (bookworm) DockerVersion: DockerAPIVersion: CadvisorVersion: CadvisorRevision:}',
      because: 'that is the node’s',
    },
  ],
}
