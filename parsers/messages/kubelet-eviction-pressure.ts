/** The eviction manager finds a resource short and says what it can do: pods are not named yet. Kubelet 1.7 and later. */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { resourceOfSignal } from '../shared/eviction-resource.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { KUBELET } from '../shared/programs.js'

type Pressure = FactOf['kubelet.eviction_pressure']
type Said = Pick<Pressure, 'says' | 'resource'> & { readonly verbosity: number }

const NEW = 'Eviction manager: '
const OLD = 'eviction manager: '

const STRUCTURED: ReadonlyMap<string, readonly [Pressure['says'], number]> = new Map([
  ['attempting to reclaim', ['attempting-to-reclaim', 0]],
  ['must evict pod(s) to reclaim', ['must-evict', 0]],
  ['able to reduce resource pressure without evicting pods.', ['reclaimed', 0]],
  ['unexpected error when attempting to reduce resource pressure', ['failed', 0]],
  ['eviction thresholds have been met, but no pods are active to evict', ['no-active-pods', 0]],
  ['unable to evict any pods from the node', ['unable-to-evict', 0]],
  ['cannot evict a critical pod', ['unable-to-evict', 0]],
  ['pod failed to evict', ['failed', 0]],
  ['eviction criteria not yet met', ['threshold', 2]],
  ['threshold observed resource', ['threshold', 3]],
])

function fromKeys(klog: Klog, said: string): Said | undefined {
  const entry = STRUCTURED.get(said)
  if (!entry) return undefined
  const [says, verbosity] = entry
  const signal = klog.get('threshold') ?? `signal=${klog.get('signal') ?? ''}`
  return { says, verbosity, resource: klog.get('resourceName') ?? resourceOfSignal(signal) }
}

/** `attempting to reclaim memory`, `able to reduce memory pressure without evicting pods.`: the resource stands where the text ends or pauses. */
const OLD_WITH_RESOURCE: readonly (readonly [RegExp, Pressure['says']])[] = [
  [/^attempting to reclaim ([\w.-]{1,60})$/, 'attempting-to-reclaim'],
  [/^must evict pod\(s\) to reclaim ([\w.-]{1,60})$/, 'must-evict'],
  [/^able to reduce ([\w.-]{1,60}) pressure without evicting pods\.$/, 'reclaimed'],
  [/^unexpected error when attempting to reduce ([\w.-]{1,60}) pressure: /, 'failed'],
]

/** The wordings before 1.21. */
function fromText(said: string): Said | undefined {
  for (const [pattern, says] of OLD_WITH_RESOURCE) {
    const resource = pattern.exec(said)?.[1]
    if (resource) return { says, resource, verbosity: 0 }
  }
  if (said === 'eviction thresholds have been met, but no pods are active to evict') {
    return { says: 'no-active-pods', resource: null, verbosity: 0 }
  }
  if (
    said === 'unable to evict any pods from the node' ||
    /^cannot evict a critical (?:static )?pod /.test(said)
  ) {
    return { says: 'unable-to-evict', resource: null, verbosity: 0 }
  }
  if (/^pod .{1,400}\) failed to evict /.test(said)) return { says: 'failed', resource: null, verbosity: 0 }
  if (said.startsWith('eviction criteria not yet met for threshold(')) {
    return { says: 'threshold', resource: resourceOfSignal(said), verbosity: 2 }
  }
  if (/^thresholds [\w -]{1,60}: threshold \[signal=/.test(said)) {
    return { says: 'threshold', resource: resourceOfSignal(said), verbosity: 3 }
  }
  return undefined
}

export const kubeletEvictionPressure: MessageParser = {
  id: 'kubelet-eviction-pressure',
  source: 'kubelet',
  reads: [
    {
      message: 'Eviction manager: attempting to reclaim, must evict, able to reduce, unable to evict',
      since: '1.7',
    },
    { message: 'Eviction manager: eviction criteria not yet met, threshold observed', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [NEW, OLD],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const rest = klog.text.slice(NEW.length)
    const said = klog.text.startsWith(NEW)
      ? fromKeys(klog, rest)
      : klog.text.startsWith(OLD)
        ? fromText(rest)
        : undefined
    if (!said) return undefined
    const { says, resource, verbosity } = said
    return { type: 'kubelet.eviction_pressure', ...printed(klog, verbosity), resource, says }
  },
  samples: [
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669261   22245 eviction_manager.go:376] "Eviction manager: attempting to reclaim" resourceName="memory"',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1123 02:33:53.669261'),
        verbosity: 0,
        resource: 'memory',
        says: 'attempting-to-reclaim',
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669361   22245 eviction_manager.go:387] "Eviction manager: must evict pod(s) to reclaim" resourceName="ephemeral-storage"',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1123 02:33:53.669361'),
        verbosity: 0,
        resource: 'ephemeral-storage',
        says: 'must-evict',
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:33:53.669361   22245 eviction_manager.go:380] "Eviction manager: able to reduce resource pressure without evicting pods." resourceName="ephemeral-storage"',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1123 02:33:53.669361'),
        verbosity: 0,
        resource: 'ephemeral-storage',
        says: 'reclaimed',
      },
    },
    {
      version: '1.21, -v=2',
      message:
        'I1123 02:35:03.495162   24558 helpers.go:1029] "Eviction manager: eviction criteria not yet met" threshold="threshold(signal=memory.available, operator=LessThan, value={23210Mi 0}, gracePeriod=5s)" duration="0s"',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1123 02:35:03.495162'),
        verbosity: 2,
        resource: 'memory',
        says: 'threshold',
      },
    },
    {
      version: '1.25, -v=3',
      message:
        'I1123 02:35:03.495162   24558 helpers.go:1029] "Eviction manager: threshold observed resource" log="thresholds - ignoring grace period" signal="nodefs.inodesFree" quantity="12" available="10"',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1123 02:35:03.495162'),
        verbosity: 3,
        resource: 'inodes',
        says: 'threshold',
      },
    },
    {
      version: '1.9–1.20',
      message:
        'W0322 15:27:27.005912    7481 eviction_manager.go:329] eviction manager: attempting to reclaim ephemeral-storage',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('0322 15:27:27.005912'),
        verbosity: 0,
        resource: 'ephemeral-storage',
        says: 'attempting-to-reclaim',
      },
    },
    {
      version: '1.7, glog writes the pid with one blank',
      message:
        'I1016 09:50:55.057322 17144 eviction_manager.go:345] eviction manager: must evict pod(s) to reclaim nodefs',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1016 09:50:55.057322'),
        verbosity: 0,
        resource: 'nodefs',
        says: 'must-evict',
      },
    },
    {
      version: '1.7',
      message:
        'E1016 09:50:55.058307 17144 eviction_manager.go:356] eviction manager: eviction thresholds have been met, but no pods are active to evict',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1016 09:50:55.058307'),
        verbosity: 0,
        resource: null,
        says: 'no-active-pods',
      },
    },
    {
      version: '1.15',
      message:
        'I1016 09:50:55.058307   17144 eviction_manager.go:391] eviction manager: unable to evict any pods from the node',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1016 09:50:55.058307'),
        verbosity: 0,
        resource: null,
        says: 'unable-to-evict',
      },
    },
    {
      version: '1.15',
      message:
        'E1016 09:50:55.058307   17144 eviction_manager.go:560] eviction manager: cannot evict a critical static pod etcd-m1_kube-system(ce948daef83fa8a4198f5a84bacd1811)',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1016 09:50:55.058307'),
        verbosity: 0,
        resource: null,
        says: 'unable-to-evict',
      },
    },
    {
      version: '1.15, -v=3',
      message:
        'I1016 09:50:55.058307   17144 helpers.go:840] eviction manager: thresholds - ignoring grace period: threshold [signal=imagefs.available, quantity=10Gi] observed 9Gi',
      fact: {
        type: 'kubelet.eviction_pressure',
        stamp: klogStamp('1016 09:50:55.058307'),
        verbosity: 3,
        resource: 'ephemeral-storage',
        says: 'threshold',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'W0322 15:28:09.461599    7481 eviction_manager.go:392] eviction manager: timed out waiting for pods mongo-0_db(f3ab3cc2-d0b6-98d5-c7e4-1ba4ea5ee874) to be cleaned up',
      because: 'the pod was evicted before',
    },
    {
      message:
        'E1123 02:33:23.677310   22204 eviction_manager.go:292] "Eviction manager: failed to get summary stats" err="failed to get node info: node \\"lab-node-1\\" not found"',
      because: 'nothing is known to be short',
    },
    {
      message:
        'I1123 02:33:23.674256   22204 eviction_manager.go:189] "Eviction manager: starting control loop"',
      because: 'the kubelet starts',
    },
  ],
}
