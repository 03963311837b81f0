/** Container events that the kubelet receives from the runtime (feature EventedPLEG, off by default). Kubelet 1.27 and later, `-v=4`. */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

/** What the kubelet itself makes of each; of `Created` it makes nothing. */
const CHANGES: ReadonlyMap<string, FactOf['kubelet.pleg']['change']> = new Map([
  ['Received Container Started Event', 'ContainerStarted'],
  ['Received Container Stopped Event', 'ContainerDied'],
  ['Received Container Deleted Event', 'ContainerRemoved'],
])

/** The event as protobuf's two Go generators print it; the sandbox's names come before any container's. */
const ID = /(?:^&ContainerEventResponse\{ContainerId:|^container_id:")([0-9a-f]{64})[",]/
const NAMES =
  /PodSandboxMetadata\{Name:([^,}]{1,253}),Uid:([^,}]{1,99}),Namespace:([^,}]{1,63}),|metadata:\{name:"([^"]{1,253})" {1,2}uid:"([^"]{1,99})" {1,2}namespace:"([^"]{1,63})"/

export const kubeletEventedPleg: MessageParser = {
  id: 'kubelet-evented-pleg',
  source: 'kubelet',
  reads: [{ message: 'Received Container Started/Stopped/Deleted Event', since: '1.27' }],
  programs: KUBELET,
  needles: ['Received Container '],
  parse(message) {
    const klog = readKlog(message)
    const change = klog && CHANGES.get(klog.text)
    const event = change && klog.get('event')
    const containerId = readContainerId(event ? ID.exec(event)?.[1] : undefined)
    if (!klog || !change || !event || !containerId) return undefined
    const names = NAMES.exec(event)
    return {
      type: 'kubelet.pleg',
      ...printed(klog, 4),
      pod: {
        namespace: names?.[3] ?? names?.[6] ?? null,
        name: names?.[1] ?? names?.[4] ?? null,
        uid: readPodUid(names?.[2] ?? names?.[5]),
      },
      change,
      containerId,
    }
  },
  samples: [
    {
      version: '1.30',
      message:
        'I1012 19:34:45.357018    2480 evented.go:283] "Received Container Stopped Event" event="&ContainerEventResponse{ContainerId:4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add,ContainerEventType:CONTAINER_STOPPED_EVENT,CreatedAt:1697139285357018000,PodSandboxStatus:&PodSandboxStatus{Id:3e130f7eb19731662b5e803b61ba4168160adb59261ff2d3c425c8d99d19bdd0,Metadata:&PodSandboxMetadata{Name:nginx,Uid:27aff94d-e0d9-43d1-84d6-9ab000aa57e2,Namespace:default,Attempt:0,},State:SANDBOX_READY,},}"',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1012 19:34:45.357018'),
        verbosity: 4,
        pod: { namespace: 'default', name: 'nginx', uid: '27aff94d-e0d9-43d1-84d6-9ab000aa57e2' },
        change: 'ContainerDied',
        containerId: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add',
      },
    },
    {
      version: '1.35',
      message:
        'I1012 19:34:45.357018    2480 evented.go:283] "Received Container Stopped Event" event="container_id:\\"4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add\\"  container_event_type:CONTAINER_STOPPED_EVENT  created_at:1697139285357018000  pod_sandbox_status:{id:\\"3e130f7eb19731662b5e803b61ba4168160adb59261ff2d3c425c8d99d19bdd0\\"  metadata:{name:\\"nginx\\"  uid:\\"27aff94d-e0d9-43d1-84d6-9ab000aa57e2\\"  namespace:\\"default\\"}}"',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1012 19:34:45.357018'),
        verbosity: 4,
        pod: { namespace: 'default', name: 'nginx', uid: '27aff94d-e0d9-43d1-84d6-9ab000aa57e2' },
        change: 'ContainerDied',
        containerId: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1012 19:34:45.357018    2480 evented.go:290] "Received Container Created Event" event="&ContainerEventResponse{ContainerId:4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add,ContainerEventType:CONTAINER_CREATED_EVENT,}"',
      because: 'created is not started',
    },
  ],
}
