/**
 * A probe of a container failed. Kubelet 1.7 and later, `-v=1`.
 *
 * One failure kills nothing: the threshold must be reached (`SyncLoop (probe)`), and readiness never kills.
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef, readPodWithUid } from '../shared/pod-ref.js'
import { probeType } from '../shared/probe-type.js'
import { KUBELET } from '../shared/programs.js'

type ProbeFailed = FactOf['kubelet.probe_failed']
type Said = Pick<ProbeFailed, 'probe' | 'pod'> & Partial<ProbeFailed>

const OLD_PROBE = /^(Liveness|Readiness|Startup) probe for "([^"]{1,400})" (?:failed \(\w{1,20}\)|errored):/
const OLD_UNHEALTHY = /^SyncLoop \(container unhealthy\): "([^"]{1,400})"$/

function fromKeys(klog: Klog): Said | undefined {
  const pod = readPodWithUid(klog.get('pod'), klog.get('podUID'))
  if (klog.text === 'SyncLoop (probe)') {
    const probe = probeType(klog.get('probe'))
    return probe && probe !== 'readiness' && pod.name && klog.get('status') === 'unhealthy'
      ? { probe, pod }
      : undefined
  }
  if (klog.text !== 'Probe failed' && klog.text !== 'Probe errored') return undefined
  const probe = probeType(klog.get('probeType'))
  if (!probe || !pod.name) return undefined
  const output = klog.text === 'Probe failed' ? klog.peek('output') : klog.peek('err')
  return { probe, pod, containerName: klog.get('containerName') || null, output: output || null }
}

/** The wordings before 1.21. */
function fromText({ text }: Klog): Said | undefined {
  const m = OLD_PROBE.exec(text)
  const probe = probeType(m?.[1])
  if (m && probe) {
    const target = m[2] ?? ''
    const close = target.lastIndexOf('):')
    if (close < 0) return undefined
    return {
      probe,
      pod: readPodRef(target.slice(0, close + 1)),
      containerName: target.slice(close + 2) || null,
      output: text.slice(m[0].length + 1) || null,
    }
  }
  const pod = OLD_UNHEALTHY.exec(text)?.[1]
  return pod ? { probe: 'liveness', pod: readPodRef(pod) } : undefined
}

export const kubeletProbe: MessageParser = {
  id: 'kubelet-probe',
  source: 'kubelet',
  reads: [
    { message: 'Probe failed, Probe errored', since: '1.7' },
    { message: 'SyncLoop (probe): liveness or startup unhealthy', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [
    'Probe failed',
    'Probe errored',
    ' probe for ',
    'SyncLoop (probe)',
    'SyncLoop (container unhealthy)',
  ],
  parse(message) {
    const klog = readKlog(message)
    const said = klog && (fromKeys(klog) ?? fromText(klog))
    if (!klog || !said) return undefined
    return {
      type: 'kubelet.probe_failed',
      ...printed(klog, 1),
      containerName: null,
      containerId: null,
      output: null,
      ...said,
    }
  },
  samples: [
    {
      version: '1.28',
      message:
        'I1123 02:24:16.741997    4116 prober.go:107] "Probe failed" probeType="Liveness" pod="default/k-live-lab-node-1" podUID="753a3922bf76a1e4889d382a99f9162a" containerName="app" probeResult="failure" output=""',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('1123 02:24:16.741997'),
        verbosity: 1,
        probe: 'liveness',
        pod: { namespace: 'default', name: 'k-live-lab-node-1', uid: '753a3922bf76a1e4889d382a99f9162a' },
        containerName: 'app',
        containerId: null,
        output: null,
      },
    },
    {
      version: '1.21–1.27',
      message:
        'I1123 02:24:16.741997    4116 prober.go:114] "Probe failed" probeType="Readiness" pod="shop/cart-0" podUID=d147c698-35a8-4a12-8f97-fb6d624f72b9 containerName="cart" probeResult=failure output="Get \\"http://10.0.0.7:8080/healthz\\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('1123 02:24:16.741997'),
        verbosity: 1,
        probe: 'readiness',
        pod: { namespace: 'shop', name: 'cart-0', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: 'cart',
        containerId: null,
        output:
          'Get "http://10.0.0.7:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      },
    },
    {
      version: '1.21–1.34',
      message:
        'E1123 02:24:16.741997    4116 prober.go:104] "Probe errored" err="rpc error: code = NotFound desc = container is not created or running" probeType="Startup" pod="shop/cart-0" podUID="d147c698-35a8-4a12-8f97-fb6d624f72b9" containerName="cart"',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('1123 02:24:16.741997'),
        verbosity: 1,
        probe: 'startup',
        pod: { namespace: 'shop', name: 'cart-0', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: 'cart',
        containerId: null,
        output: 'rpc error: code = NotFound desc = container is not created or running',
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:24:15.140601    4116 kubelet.go:2604] "SyncLoop (probe)" probe="startup" status="unhealthy" pod="default/k-startup-lab-node-1"',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('1123 02:24:15.140601'),
        verbosity: 1,
        probe: 'startup',
        pod: { namespace: 'default', name: 'k-startup-lab-node-1', uid: null },
        containerName: null,
        containerId: null,
        output: null,
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I0723 01:14:25.536213 3866895 prober.go:112] Readiness probe for "web-5c9d7f8b6-x2k4q_live(107f80e2-22f8-2876-7efc-2f91624a8940):istio-proxy" failed (failure): Get http://192.0.2.93:15020/healthz/ready: dial tcp 192.0.2.93:15020: connect: connection refused',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('0723 01:14:25.536213'),
        verbosity: 1,
        probe: 'readiness',
        pod: { namespace: 'live', name: 'web-5c9d7f8b6-x2k4q', uid: '107f80e2-22f8-2876-7efc-2f91624a8940' },
        containerName: 'istio-proxy',
        containerId: null,
        output:
          'Get http://192.0.2.93:15020/healthz/ready: dial tcp 192.0.2.93:15020: connect: connection refused',
      },
    },
    {
      version: '1.7–1.20, without output',
      message:
        'I1123 02:03:08.241274   26615 prober.go:117] Liveness probe for "a-live_default(d147c698-35a8-4a12-8f97-fb6d624f72b9):app" failed (failure): ',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('1123 02:03:08.241274'),
        verbosity: 1,
        probe: 'liveness',
        pod: { namespace: 'default', name: 'a-live', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: 'app',
        containerId: null,
        output: null,
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I1123 02:03:08.241274   26615 kubelet.go:1953] SyncLoop (container unhealthy): "a-live_default(d147c698-35a8-4a12-8f97-fb6d624f72b9)"',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('1123 02:03:08.241274'),
        verbosity: 1,
        probe: 'liveness',
        pod: { namespace: 'default', name: 'a-live', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: null,
        containerId: null,
        output: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:24:15.140601    4116 kubelet.go:2604] "SyncLoop (probe)" probe="readiness" status="" pod="default/web-0"',
      because: 'a container that ended is not ready either',
    },
    {
      message:
        'I1123 02:24:15.140601    4116 kubelet.go:2604] "SyncLoop (probe)" probe="startup" status="started" pod="default/web-0"',
      because: 'the probe succeeded',
    },
  ],
}
