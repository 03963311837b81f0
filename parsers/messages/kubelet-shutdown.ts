/** Graceful node shutdown: the kubelet ends pods, critical ones last. Kubelet 1.20 and later, `-v=1`, where it is configured. */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { goSeconds, integer } from '../shared/go-value.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

type Shutdown = FactOf['kubelet.shutdown']
type Said = Pick<Shutdown, 'phase'> & Partial<Shutdown>

const PREFIX = 'Shutdown manager '
const EVENT = 'detected new shutdown event'
const EVENT_NOW = `${EVENT}, isNodeShuttingDownNow`
const KILLING = 'killing pod with gracePeriod'
const OLD_KILLING = /^killing pod "([^"]{1,400})" with gracePeriod: (\d{1,10})(?: seconds)?$/
const OLD_KILLED = /^finished killing pod "([^"]{1,400})"(?:: .{0,100})?$/
const OLD_TIMED_OUT = /^pod killing did not complete in (\S{1,20})$/

function read(klog: Klog, said: string): Said | undefined {
  switch (said) {
    case EVENT:
    case EVENT_NOW: {
      const event = klog.get('event')
      if (event === undefined) return undefined
      return { phase: event === 'cancel' || event === 'false' ? 'cancelled' : 'detected' }
    }
    case `${EVENT_NOW}: true`:
    case 'processing shutdown event':
      return { phase: 'detected' }
    case `${EVENT_NOW}: false`:
      return { phase: 'cancelled' }
    case KILLING: {
      const gracePeriodSeconds = integer(klog.get('gracePeriod'))
      return { phase: 'killing', pod: readPodRef(klog.get('pod')), gracePeriodSeconds }
    }
    case 'finished killing pod':
      return { phase: 'killed', pod: readPodRef(klog.get('pod')) }
    case 'pod killing time out': {
      // A number of seconds, in 1.21 a duration.
      const grace = klog.get('gracePeriod')
      return { phase: 'timed-out', gracePeriodSeconds: integer(grace) ?? goSeconds(grace ?? '') }
    }
    case 'completed processing shutdown event, node will shutdown shortly':
      return { phase: 'completed' }
    default:
      return fromText(said)
  }
}

/** The wordings of 1.20. */
function fromText(said: string): Said | undefined {
  const killing = OLD_KILLING.exec(said)
  if (killing)
    return { phase: 'killing', pod: readPodRef(killing[1]), gracePeriodSeconds: integer(killing[2]) }
  const killed = OLD_KILLED.exec(said)
  if (killed) return { phase: 'killed', pod: readPodRef(killed[1]) }
  const timedOut = OLD_TIMED_OUT.exec(said)
  return timedOut ? { phase: 'timed-out', gracePeriodSeconds: goSeconds(timedOut[1] ?? '') } : undefined
}

export const kubeletShutdown: MessageParser = {
  id: 'kubelet-shutdown',
  source: 'kubelet',
  reads: [
    { message: 'Shutdown manager: detected, killing pod, finished, timed out, completed', since: '1.20' },
  ],
  programs: KUBELET,
  needles: [PREFIX],
  parse(message) {
    const klog = readKlog(message)
    if (!klog?.text.startsWith(PREFIX)) return undefined
    const said = read(klog, klog.text.slice(PREFIX.length))
    if (!said || (said.pod && !said.pod.name)) return undefined
    return { type: 'kubelet.shutdown', ...printed(klog, 1), pod: null, gracePeriodSeconds: null, ...said }
  },
  samples: [
    {
      version: '1.22',
      message:
        'I1123 02:33:53.669561   22245 nodeshutdown_manager_linux.go:265] "Shutdown manager detected new shutdown event" event="shutdown"',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 1,
        phase: 'detected',
        pod: null,
        gracePeriodSeconds: null,
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669561   22245 nodeshutdown_manager_linux.go:218] "Shutdown manager detected new shutdown event, isNodeShuttingDownNow" event=false',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:33:53.669561'),
        verbosity: 1,
        phase: 'cancelled',
        pod: null,
        gracePeriodSeconds: null,
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669661   22245 nodeshutdown_manager_linux.go:310] "Shutdown manager killing pod with gracePeriod" pod="default/web-0" gracePeriod=20',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:33:53.669661'),
        verbosity: 1,
        phase: 'killing',
        pod: { namespace: 'default', name: 'web-0', uid: null },
        gracePeriodSeconds: 20,
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:55.669661   22245 nodeshutdown_manager_linux.go:327] "Shutdown manager finished killing pod" pod="default/web-0"',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:33:55.669661'),
        verbosity: 1,
        phase: 'killed',
        pod: { namespace: 'default', name: 'web-0', uid: null },
        gracePeriodSeconds: null,
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:34:13.669661   22245 nodeshutdown_manager_linux.go:340] "Shutdown manager pod killing time out" gracePeriod="30s"',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:34:13.669661'),
        verbosity: 1,
        phase: 'timed-out',
        pod: null,
        gracePeriodSeconds: 30,
      },
    },
    {
      version: '1.20',
      message:
        'I1123 02:34:13.669661   22245 nodeshutdown_manager_linux.go:290] Shutdown manager completed processing shutdown event, node will shutdown shortly',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:34:13.669661'),
        verbosity: 1,
        phase: 'completed',
        pod: null,
        gracePeriodSeconds: null,
      },
    },
    {
      version: '1.20',
      message:
        'I1123 02:33:53.669661   22245 nodeshutdown_manager_linux.go:250] Shutdown manager killing pod "web-0_default(61640229-bb21-47d3-94ad-043a658a1a61)" with gracePeriod: 20 seconds',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:33:53.669661'),
        verbosity: 1,
        phase: 'killing',
        pod: { namespace: 'default', name: 'web-0', uid: '61640229-bb21-47d3-94ad-043a658a1a61' },
        gracePeriodSeconds: 20,
      },
    },
    {
      version: '1.20',
      message:
        'I1123 02:33:55.669661   22245 nodeshutdown_manager_linux.go:262] Shutdown manager finished killing pod "web-0_default(61640229-bb21-47d3-94ad-043a658a1a61)"',
      fact: {
        type: 'kubelet.shutdown',
        stamp: klogStamp('1123 02:33:55.669661'),
        verbosity: 1,
        phase: 'killed',
        pod: { namespace: 'default', name: 'web-0', uid: '61640229-bb21-47d3-94ad-043a658a1a61' },
        gracePeriodSeconds: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:33:55.669661   22245 nodeshutdown_manager_linux.go:325] "Shutdown manager failed killing pod" pod="default/web-0" err="timed out"',
      because: 'the pod may still run',
    },
  ],
}
