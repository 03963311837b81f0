/**
 * The kubelet's own copy of the events that it sends to the API. Kubelet 1.7 and later, `-v=3`.
 *
 * Each is read as the fact that the line without an event would give; none carries a container's id.
 */
import type { Fact, FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import type { PodRef } from '../../src/model/place.js'
import { resourceOfMessage } from '../shared/eviction-resource.js'
import { integer } from '../shared/go-value.js'
import { killing, killingReason } from '../shared/killing.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef, readPodUid } from '../shared/pod-ref.js'
import { probeType } from '../shared/probe-type.js'
import { KUBELET } from '../shared/programs.js'

interface KubeEvent {
  readonly klog: Klog
  readonly kind: string
  readonly pod: PodRef
  readonly containerName: string | null
  readonly reason: string
  readonly message: string
}

const VERBOSITY = 3

const NEW = 'Event occurred'
const OLD = 'Event(v1.ObjectReference{'
const OLD_REASON = /^type: '\w{1,20}' reason: '(\w{1,60})' /

function readEvent(klog: Klog): KubeEvent | undefined {
  if (klog.text === NEW) {
    return {
      klog,
      kind: klog.get('kind') ?? '',
      pod: readPodRef(klog.get('object')),
      containerName: containerOf(klog.get('fieldPath')),
      reason: klog.get('reason') ?? '',
      message: klog.peek('message') ?? '',
    }
  }
  const end = klog.text.startsWith(OLD) ? klog.text.indexOf('}): ') : -1
  if (end < 0) return undefined
  const reference = klog.text.slice(OLD.length, end)
  const field = (key: string) => {
    const at = `, ${reference}`.indexOf(`, ${key}:"`)
    return at < 0 ? undefined : reference.slice(at + key.length + 2).split('"', 1)[0]
  }
  const said = klog.text.slice(end + '}): '.length)
  const reason = OLD_REASON.exec(said)
  if (!reason) return undefined
  return {
    klog,
    kind: field('Kind') ?? '',
    pod: {
      namespace: field('Namespace') || null,
      name: field('Name') || null,
      uid: readPodUid(field('UID')),
    },
    containerName: containerOf(field('FieldPath')),
    reason: reason[1] ?? '',
    message: said.slice(reason[0].length),
  }
}

/** `spec.initContainers{setup}` → `setup` */
function containerOf(fieldPath: string | undefined): string | null {
  return /^spec\.\w{1,30}\{([^}]{1,63})\}$/.exec(fieldPath ?? '')?.[1] ?? null
}

/** What each reason of a pod's event is read as. */
const OF_POD: Readonly<Record<string, (event: KubeEvent) => Fact | undefined>> = {
  Killing: ({ klog, pod, containerName, message }) =>
    killing(klog, {
      phase: 'requested',
      verbosity: VERBOSITY,
      pod,
      containerName:
        containerName ??
        /^(?:Stopping container|Container) ([a-z0-9-]{1,63})(?: |$)/.exec(message)?.[1] ??
        null,
      reason: killingReason(message),
      message,
    }),
  FailedPostStartHook: (event) => decided(event, 'post-start-hook'),
  DeadlineExceeded: (event) => decided(event, 'deadline'),
  ExceededGracePeriod: failed,
  FailedKillPod: failed,
  Unhealthy: probeFailed,
  Evicted: ({ klog, pod, message }) => ({
    type: 'kubelet.evicted',
    ...printed(klog, VERBOSITY),
    pod,
    resource: resourceOfMessage(message),
    message,
    phase: 'decided',
  }),
  Preempting: ({ klog, pod }) => ({
    type: 'kubelet.preempted',
    ...printed(klog, VERBOSITY),
    pod,
    phase: 'deciding',
  }),
  BackOff: ({ klog, pod, containerName, message }) =>
    message.startsWith('Back-off restarting failed container')
      ? { type: 'kubelet.backoff', ...printed(klog, VERBOSITY), pod, containerName, backoffSeconds: null }
      : undefined,
  Failed: ({ klog, pod, containerName, message }) =>
    /^Error: failed to (?:start container|create)/.test(message)
      ? {
          type: 'kubelet.start_failed',
          ...printed(klog, VERBOSITY),
          pod,
          containerName,
          containerId: null,
          error: message,
        }
      : undefined,
  SandboxChanged: ({ klog, pod }) => ({ type: 'kubelet.sandbox_changed', ...printed(klog, VERBOSITY), pod }),
}

function decided(event: KubeEvent, reason: FactOf['kubelet.killing']['reason']): Fact {
  const { klog, pod, containerName, message } = event
  return killing(klog, { phase: 'decided', verbosity: VERBOSITY, pod, containerName, reason, message })
}

function failed({ klog, pod, containerName, message }: KubeEvent): Fact {
  return killing(klog, { phase: 'failed', verbosity: VERBOSITY, pod, containerName, message })
}

function probeFailed({ klog, pod, containerName, message }: KubeEvent): Fact | undefined {
  const m = /^(Liveness|Readiness|Startup) probe (?:failed|errored[\w ]{0,60}): ?/.exec(message)
  const probe = probeType(m?.[1])
  if (!m || !probe) return undefined
  const output = message.slice(m[0].length) || null
  return {
    type: 'kubelet.probe_failed',
    ...printed(klog, VERBOSITY),
    probe,
    pod,
    containerName,
    containerId: null,
    output,
  }
}

/** … and of a node's. */
const OF_NODE: Readonly<Record<string, (event: KubeEvent) => Fact | undefined>> = {
  SystemOOM: ({ klog, message }) => {
    const victim = /, victim process: (.{0,64}), pid: (\d{1,10})$/.exec(message)
    return {
      type: 'kubelet.system_oom',
      ...printed(klog, VERBOSITY),
      pid: integer(victim?.[2]),
      name: victim?.[1] || null,
      diedAt: null,
    }
  },
  EvictionThresholdMet: ({ klog, message }) => {
    const resource = /^Attempting to reclaim ([\w.-]{1,60})$/.exec(message)?.[1]
    if (!resource) return undefined
    return {
      type: 'kubelet.eviction_pressure',
      ...printed(klog, VERBOSITY),
      resource,
      says: 'attempting-to-reclaim',
    }
  },
}

export const kubeletEvent: MessageParser = {
  id: 'kubelet-event',
  source: 'kubelet',
  reads: [
    { message: `Events of pods: ${Object.keys(OF_POD).join(', ')}`, since: '1.7' },
    { message: `Events of nodes: ${Object.keys(OF_NODE).join(', ')}`, since: '1.7' },
  ],
  programs: KUBELET,
  needles: [`"${NEW}"`, OLD],
  parse(message) {
    const klog = readKlog(message)
    const event = klog && readEvent(klog)
    if (event?.kind === 'Node') return OF_NODE[event.reason]?.(event)
    return event?.kind === 'Pod' && event.pod.name ? OF_POD[event.reason]?.(event) : undefined
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
        'I0603 20:39:46.217139    3033 event.go:221] Event(v1.ObjectReference{Kind:"Pod", Namespace:"default", Name:"web-0", UID:"01473fb7-a17b-11ea-8d10-c88d83d31d51", APIVersion:"v1", ResourceVersion:"8136942320", FieldPath:"spec.containers{app}"}): type: \'Normal\' reason: \'Killing\' Killing container with id docker://app:Need to kill Pod',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:46.217139'),
        verbosity: 3,
        pod: { namespace: 'default', name: 'web-0', uid: '01473fb7-a17b-11ea-8d10-c88d83d31d51' },
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
        'I0318 10:21:22.520840     246 event.go:307] "Event occurred" object="shop/cart-0" fieldPath="spec.containers{cart}" kind="Pod" apiVersion="v1" type="Warning" reason="BackOff" message="Back-off restarting failed container cart in pod cart-0_shop(01473fb7-a17b-11ea-8d10-c88d83d31d51)"',
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
