/** The kubelet cannot see its containers: the runtime does not answer, or events were dropped. Deaths come late or not at all. Kubelet 1.7 and later. */
import type { MessageParser } from '../../src/model/parser.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { KUBELET } from '../shared/programs.js'

const SKIPPING = 'Skipping pod synchronization'
const OLD_SKIPPING = 'skipping pod synchronization - '
const UNABLE = 'GenericPLEG: Unable to retrieve pods'
const NOT_READY = 'Node became not ready'
const FULL = [
  'Event channel is full, discard this relist() cycle event',
  'event channel is full, discard this relist() cycle event',
  'Evented PLEG: Event channel is full, discarded pod lifecycle event',
]

function read(klog: Klog): string | undefined {
  const { text } = klog
  if (FULL.includes(text)) return text
  if (text === UNABLE) return klog.peek('err') ?? text
  if (text.startsWith(`${UNABLE}: `)) return text.slice(UNABLE.length + 2)
  // At every start the generator `has yet to be successful`: that is no trouble.
  const why =
    text === SKIPPING
      ? klog.peek('err')
      : text.startsWith(OLD_SKIPPING)
        ? text.slice(OLD_SKIPPING.length)
        : text === NOT_READY
          ? klog.peek('condition')
          : text.startsWith(`${NOT_READY}: `)
            ? text.slice(NOT_READY.length + 2)
            : undefined
  return why && /pleg was last seen active|container runtime is down/.test(why) ? why : undefined
}

export const kubeletPlegUnhealthy: MessageParser = {
  id: 'kubelet-pleg-unhealthy',
  source: 'kubelet',
  reads: [
    { message: 'Skipping pod synchronization: PLEG is not healthy, container runtime is down', since: '1.7' },
    { message: 'GenericPLEG: Unable to retrieve pods', since: '1.7' },
    { message: 'Event channel is full, discard this relist() cycle event', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [UNABLE, 'pleg was last seen active', 'container runtime is down', 'vent channel is full'],
  parse(message) {
    const klog = readKlog(message)
    const said = klog && read(klog)
    return klog && said ? { type: 'kubelet.pleg_unhealthy', ...printed(klog, 0), message: said } : undefined
  },
  samples: [
    {
      version: '1.21',
      message:
        'E1123 02:33:53.669561   22245 kubelet.go:2421] "Skipping pod synchronization" err="PLEG is not healthy: pleg was last seen active 3m5.2s ago; threshold is 3m0s"',
      fact: {
        type: 'kubelet.pleg_unhealthy',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 0,
        message: 'PLEG is not healthy: pleg was last seen active 3m5.2s ago; threshold is 3m0s',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1123 01:53:23.669561   26989 kubelet.go:1826] skipping pod synchronization - container runtime is down',
      fact: {
        type: 'kubelet.pleg_unhealthy',
        stamp: klogStamp('1123 01:53:23.669561'),
        verbosity: 0,
        message: 'container runtime is down',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1123 01:51:02.354430   26989 generic.go:205] GenericPLEG: Unable to retrieve pods: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      fact: {
        type: 'kubelet.pleg_unhealthy',
        stamp: klogStamp('1123 01:51:02.354430'),
        verbosity: 0,
        message: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      },
    },
    {
      version: '1.21',
      message:
        'E1123 01:51:02.354430   26989 generic.go:205] "Event channel is full, discard this relist() cycle event"',
      fact: {
        type: 'kubelet.pleg_unhealthy',
        stamp: klogStamp('1123 01:51:02.354430'),
        verbosity: 0,
        message: 'Event channel is full, discard this relist() cycle event',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'E1123 02:03:01.447926   26615 kubelet.go:1826] skipping pod synchronization - [container runtime status check may not have completed yet, PLEG is not healthy: pleg has yet to be successful]',
      because: 'every kubelet says so when it starts',
    },
  ],
}
