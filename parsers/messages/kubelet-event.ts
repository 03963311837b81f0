/**
 * The kubelet's own copy of the events that it sends to the API. Kubelet 1.2 and later, `-v=3`.
 *
 * Each is read as the fact that the line without an event would give; to 1.11 some carry a container's id.
 */
import type { Fact } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { resourceOfMessage } from '../shared/eviction-resource.js'
import { integer } from '../shared/go-value.js'
import { killing, killingReason } from '../shared/killing.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { type KubeEvent, readKubeEvent } from '../shared/kube-event.js'
import { probeType } from '../shared/probe-type.js'
import { KUBELET } from '../shared/programs.js'

const VERBOSITY = 3

function ofPod(klog: Klog, { reason, pod, containerName, message }: KubeEvent): Fact | undefined {
  const said = printed(klog, VERBOSITY)
  const kill = { verbosity: VERBOSITY, pod, containerName, message } as const
  switch (reason) {
    case 'Killing':
      return killing(klog, {
        ...kill,
        phase: 'requested',
        containerName: containerName ?? nameInMessage(message),
        containerId: idInMessage(message),
        reason: killingReason(message),
      })
    case 'FailedPostStartHook':
      return killing(klog, { ...kill, phase: 'decided', reason: 'post-start-hook' })
    case 'DeadlineExceeded':
      return killing(klog, { ...kill, phase: 'decided', reason: 'deadline' })
    case 'ExceededGracePeriod':
    case 'FailedKillPod':
      return killing(klog, { ...kill, phase: 'failed' })
    case 'Unhealthy': {
      const m = /^(Liveness|Readiness|Startup) probe (?:failed|errored[\w ]{0,60}): ?/.exec(message)
      const probe = probeType(m?.[1])
      const output = message.slice(m?.[0].length) || null
      return (
        probe && {
          type: 'kubelet.probe_failed',
          ...said,
          probe,
          pod,
          containerName,
          containerId: null,
          output,
        }
      )
    }
    case 'Evicted': {
      const resource = resourceOfMessage(message)
      return { type: 'kubelet.evicted', ...said, pod, resource, message, phase: 'decided' }
    }
    case 'Preempting':
      return { type: 'kubelet.preempted', ...said, pod, phase: 'deciding' }
    case 'BackOff':
      // Images are waited for under the same reason.
      if (!message.startsWith('Back-off restarting failed container')) return undefined
      return { type: 'kubelet.backoff', ...said, pod, containerName, backoffSeconds: null }
    case 'Failed':
      // … and fail so.
      if (!/^Error: failed to (?:start container|create)/.test(message)) return undefined
      return { type: 'kubelet.start_failed', ...said, pod, containerName, containerId: null, error: message }
    case 'SandboxChanged':
      return { type: 'kubelet.sandbox_changed', ...said, pod }
    default:
      return undefined
  }
}

/** From 1.19 to 1.21 no field path names the container. */
function nameInMessage(message: string): string | null {
  return /^(?:Stopping container|Container) ([a-z0-9-]{1,63})(?: |$)/.exec(message)?.[1] ?? null
}

/** Mostly the name stands in the id's place. */
function idInMessage(message: string): string | null {
  return /^Killing container with id [a-z-]{1,20}:\/\/([0-9a-f]{64}):/.exec(message)?.[1] ?? null
}

function ofNode(klog: Klog, { reason, message }: KubeEvent): Fact | undefined {
  const said = printed(klog, VERBOSITY)
  if (reason === 'SystemOOM') {
    const victim = /, victim process: (.{0,64}), pid: (\d{1,10})$/.exec(message)
    const pid = integer(victim?.[2])
    return { type: 'kubelet.system_oom', ...said, pid, name: victim?.[1] || null, diedAt: null }
  }
  const resource =
    reason === 'EvictionThresholdMet'
      ? /^Attempting to reclaim ([\w.-]{1,60})$/.exec(message)?.[1]
      : undefined
  if (!resource) return undefined
  return { type: 'kubelet.eviction_pressure', ...said, resource, says: 'attempting-to-reclaim' }
}

export const kubeletEvent: MessageParser = {
  id: 'kubelet-event',
  source: 'kubelet',
  reads: [
    {
      message:
        'Events of pods: Killing, Unhealthy, Evicted, Preempting, BackOff, Failed, DeadlineExceeded, …',
      since: '1.2',
    },
    { message: 'Events of nodes: SystemOOM, EvictionThresholdMet', since: '1.2' },
  ],
  programs: KUBELET,
  needles: ['Event occurred', 'Event(v1.ObjectReference{', 'Event(api.ObjectReference{'],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const event = readKubeEvent(klog)
    if (event?.kind === 'Node') return ofNode(klog, event)
    return event?.kind === 'Pod' && event.pod.name ? ofPod(klog, event) : undefined
  },
  samples: [
    {
      version: '1.31',
      message:
        'I0318 10:21:22.520840     246 event.go:389] "Event occurred" object="shop/cart-0" fieldPath="spec.containers{cart}" kind="Pod" apiVersion="v1" type="Normal" reason="Killing" message="Stopping container cart"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'requested',
        message: 'Stopping container cart',
      },
    },
    {
      version: '1.19–1.21, without a field path',
      message:
        'I0318 10:21:22.520840     246 event.go:291] "Event occurred" object="shop/cart-0" kind="Pod" apiVersion="v1" type="Normal" reason="Killing" message="Container cart failed liveness probe, will be restarted"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'liveness-probe',
        phase: 'requested',
        message: 'Container cart failed liveness probe, will be restarted',
      },
    },
    {
      version: '1.7–1.18',
      message:
        'I0603 20:39:46.217139    3033 event.go:221] Event(v1.ObjectReference{Kind:"Pod", Namespace:"default", Name:"web-0", UID:"49ddb14f-7101-0b93-b7d9-46bf54074e32", APIVersion:"v1", ResourceVersion:"8136942320", FieldPath:"spec.containers{app}"}): type: \'Normal\' reason: \'Killing\' Killing container with id docker://app:Need to kill Pod',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:46.217139'),
        verbosity: 3,
        pod: { namespace: 'default', name: 'web-0', uid: '49ddb14f-7101-0b93-b7d9-46bf54074e32' },
        containerName: 'app',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'requested',
        message: 'Killing container with id docker://app:Need to kill Pod',
      },
    },
    {
      version: '1.7, with the id',
      message:
        'I0603 20:39:46.217139    3033 server.go:460] Event(v1.ObjectReference{Kind:"Pod", Namespace:"default", Name:"web-0", UID:"49ddb14f-7101-0b93-b7d9-46bf54074e32", APIVersion:"v1", ResourceVersion:"81369", FieldPath:"spec.containers{app}"}): type: \'Normal\' reason: \'Killing\' Killing container with id docker://e8a7f770d9106fd287db7f1adbc60926f6967e7893f57fd14c1604d115cea325:Container failed liveness probe.. Container will be killed and recreated.',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:46.217139'),
        verbosity: 3,
        pod: { namespace: 'default', name: 'web-0', uid: '49ddb14f-7101-0b93-b7d9-46bf54074e32' },
        containerName: 'app',
        containerId: 'e8a7f770d9106fd287db7f1adbc60926f6967e7893f57fd14c1604d115cea325',
        gracePeriodSeconds: null,
        override: false,
        reason: 'liveness-probe',
        phase: 'requested',
        message:
          'Killing container with id docker://e8a7f770d9106fd287db7f1adbc60926f6967e7893f57fd14c1604d115cea325:Container failed liveness probe.. Container will be killed and recreated.',
      },
    },
    {
      version: '1.2–1.5, whose one killing probe is the liveness probe',
      message:
        'I0603 20:39:46.217139    3033 server.go:577] Event(api.ObjectReference{Kind:"Pod", Namespace:"default", Name:"web-0", UID:"49ddb14f-7101-0b93-b7d9-46bf54074e32", APIVersion:"v1", ResourceVersion:"81369", FieldPath:"spec.containers{app}"}): type: \'Normal\' reason: \'Killing\' Killing container with docker id a4c123b1612d: pod "web-0_default(49ddb14f-7101-0b93-b7d9-46bf54074e32)" container "app" is unhealthy, it will be killed and re-created.',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:46.217139'),
        verbosity: 3,
        pod: { namespace: 'default', name: 'web-0', uid: '49ddb14f-7101-0b93-b7d9-46bf54074e32' },
        containerName: 'app',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'liveness-probe',
        phase: 'requested',
        message:
          'Killing container with docker id a4c123b1612d: pod "web-0_default(49ddb14f-7101-0b93-b7d9-46bf54074e32)" container "app" is unhealthy, it will be killed and re-created.',
      },
    },
    {
      version: '1.28',
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="spec.containers{cart}" kind="Pod" apiVersion="v1" type="Warning" reason="Unhealthy" message="Liveness probe failed: HTTP probe failed with statuscode: 503"',
      fact: {
        type: 'kubelet.probe_failed',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        probe: 'liveness',
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: null,
        output: 'HTTP probe failed with statuscode: 503',
      },
    },
    {
      version: '1.28',
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="" kind="Pod" apiVersion="v1" type="Warning" reason="Evicted" message="The node was low on resource: ephemeral-storage. Threshold quantity: 2Gi, available: 1Gi. "',
      fact: {
        type: 'kubelet.evicted',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        resource: 'ephemeral-storage',
        message: 'The node was low on resource: ephemeral-storage. Threshold quantity: 2Gi, available: 1Gi. ',
        phase: 'decided',
      },
    },
    {
      version: '1.28',
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="" kind="Pod" apiVersion="v1" type="Normal" reason="DeadlineExceeded" message="Pod was active on the node longer than the specified deadline"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: null,
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'deadline',
        phase: 'decided',
        message: 'Pod was active on the node longer than the specified deadline',
      },
    },
    {
      version: '1.26',
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="spec.containers{cart}" kind="Pod" apiVersion="v1" type="Warning" reason="BackOff" message="Back-off restarting failed container cart in pod cart-0_shop(49ddb14f-7101-0b93-b7d9-46bf54074e32)"',
      fact: {
        type: 'kubelet.backoff',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        backoffSeconds: null,
      },
    },
    {
      version: '1.19',
      message:
        'I0318 10:21:22.520840     246 event.go:291] "Event occurred" object="node-a" kind="Node" apiVersion="v1" type="Warning" reason="SystemOOM" message="System OOM encountered, victim process: a, pid: 1, pid: 4321"',
      fact: {
        type: 'kubelet.system_oom',
        stamp: klogStamp('0318 10:21:22.520840'),
        verbosity: 3,
        pid: 4321,
        name: 'a, pid: 1',
        diedAt: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="" kind="Pod" apiVersion="v1" type="Normal" reason="Pulled" message="Container image \\"cart:1\\" already present on machine"',
      because: 'nothing ends by it',
    },
    {
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="spec.containers{cart}" kind="Pod" apiVersion="v1" type="Normal" reason="BackOff" message="Back-off pulling image \\"cart:1\\""',
      because: 'nothing has run',
    },
    {
      message:
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart" fieldPath="" kind="Deployment" apiVersion="apps/v1" type="Normal" reason="ScalingReplicaSet" message="Scaled down replica set cart-1 to 0"',
      because: 'a controller in the same process wrote it',
    },
  ],
}
