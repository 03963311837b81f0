/**
 * The kubelet's pod lifecycle event generator: a container or a sandbox started, died, is gone. Kubelet 1.7 and later, `-v=2`.
 *
 * `SyncLoop (PLEG)` names the pod; `GenericPLEG` (`-v=4`) is the same change seen one step earlier, by uid alone.
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { NO_POD, readPodRef, readPodUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

type Pleg = FactOf['kubelet.pleg']
type Change = Pleg['change']

const CHANGES: ReadonlySet<string> = new Set<Change>([
  'ContainerStarted',
  'ContainerDied',
  'ContainerRemoved',
  'ContainerChanged',
  'PodSync',
  'ConditionMet',
])

const EVENT_FOR_POD = 'SyncLoop (PLEG): event for pod'
const IRRELEVANT = 'SyncLoop (PLEG): pod does not exist, ignore irrelevant event'
const OLD = 'SyncLoop (PLEG): '
const OLD_EVENT = ', event: '
const OLD_IRRELEVANT = 'SyncLoop (PLEG): ignore irrelevant event: '

function parse(message: string): Pleg | undefined {
  const klog = readKlog(message)
  if (!klog) return undefined
  const { text } = klog
  if (text === EVENT_FOR_POD) return fromEvent(klog, 2, klog.get('pod'), klog.get('event'))
  if (text === IRRELEVANT) return fromEvent(klog, 4, undefined, klog.get('event'))
  if (text.startsWith(OLD_IRRELEVANT)) return fromEvent(klog, 4, undefined, text.slice(OLD_IRRELEVANT.length))
  if (text.startsWith(OLD)) {
    const at = text.indexOf(OLD_EVENT)
    if (at < 0 || text[OLD.length] !== '"' || text[at - 1] !== '"') return undefined
    return fromEvent(klog, 2, text.slice(OLD.length + 1, at - 1), text.slice(at + OLD_EVENT.length))
  }
  if (text === 'GenericPLEG') {
    return fromStates(
      klog,
      klog.get('podUID'),
      klog.get('containerID'),
      klog.get('oldState'),
      klog.get('newState'),
    )
  }
  const m = /^GenericPLEG: ([0-9a-f-]+)\/([0-9a-f]{64}): ([a-z-]+) -> ([a-z-]+)$/.exec(text)
  return m ? fromStates(klog, m[1], m[2], m[3], m[4]) : undefined
}

/** Fields of a PodLifecycleEvent as `%+v`, as Go syntax and as JSON print them. */
const ID = /[{"]ID"?:(?:"([^"]{0,99})"|([^\s"}]{1,99})[\s}])/
const TYPE = /[\s,"]Type"?:(?:"([^"]{0,99})"|([^\s"}]{1,99})[\s}])/
const DATA = /[\s,"]Data"?:(?:"([^"]{0,99})"|([^\s"}]{1,99})[\s}])/

function fromEvent(
  klog: Klog,
  verbosity: number,
  pod: string | undefined,
  event: string | undefined,
): Pleg | undefined {
  if (!event?.endsWith('}')) return undefined
  // An editor's wrapping leaves runs of blanks inside words (`Contain      erDied`).
  const field = (pattern: RegExp) => {
    const m = pattern.exec(event)
    return (m?.[1] ?? m?.[2])?.replace(/\s+/g, '')
  }
  const change = field(TYPE)
  if (!change || !isChange(change)) return undefined
  const ref = readPodRef(pod)
  return {
    type: 'kubelet.pleg',
    ...printed(klog, verbosity),
    pod: { ...ref, uid: readPodUid(field(ID)) ?? ref.uid },
    change,
    containerId: readContainerId(field(DATA)),
  }
}

function isChange(type: string): type is Change {
  return CHANGES.has(type)
}

function fromStates(
  klog: Klog,
  uid: string | undefined,
  id: string | undefined,
  from: string | undefined,
  to: string | undefined,
): Pleg | undefined {
  const change = changeOf(from, to)
  const containerId = readContainerId(id)
  if (!change || !containerId) return undefined
  return {
    type: 'kubelet.pleg',
    ...printed(klog, 4),
    pod: { ...NO_POD, uid: readPodUid(uid) },
    change,
    containerId,
  }
}

/** What the generator makes of a change of state. */
function changeOf(from: string | undefined, to: string | undefined): Change | undefined {
  switch (to) {
    case 'running':
      return 'ContainerStarted'
    case 'exited':
      return 'ContainerDied'
    case 'unknown':
      return 'ContainerChanged'
    case 'non-existent':
      return from === 'exited' ? 'ContainerRemoved' : 'ContainerDied'
    default:
      return undefined
  }
}

export const kubeletPleg: MessageParser = {
  id: 'kubelet-pleg',
  source: 'kubelet',
  reads: [
    { message: 'SyncLoop (PLEG): a container or sandbox started, died, was removed', since: '1.7' },
    { message: 'GenericPLEG: a container went from one state to another', since: '1.7' },
  ],
  programs: KUBELET,
  needles: ['SyncLoop (PLEG)', 'GenericPLEG'],
  parse,
  samples: [
    {
      version: '1.21–1.27',
      message:
        'I1012 19:34:45.357018    2480 kubelet.go:2231] "SyncLoop (PLEG): event for pod" pod="default/nginx" event=&{ID:27aff94d-e0d9-43d1-84d6-9ab000aa57e2 Type:ContainerDied Data:4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1012 19:34:45.357018'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'nginx', uid: '27aff94d-e0d9-43d1-84d6-9ab000aa57e2' },
        change: 'ContainerDied',
        containerId: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add',
      },
    },
    {
      version: '1.28',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2515] "SyncLoop (PLEG): event for pod" pod="default/k-duo-lab-node-1" event={"ID":"a45421d5914bd7da3386d31dd49414da","Type":"ContainerStarted","Data":"5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'k-duo-lab-node-1', uid: 'a45421d5914bd7da3386d31dd49414da' },
        change: 'ContainerStarted',
        containerId: '5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I1123 02:03:02.477351   26615 kubelet.go:1926] SyncLoop (PLEG): "a-exit0_default(714958dc-ae04-4910-9e4a-b236229a6852)", event: &pleg.PodLifecycleEvent{ID:"714958dc-ae04-4910-9e4a-b236229a6852", Type:"ContainerStarted", Data:"8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:03:02.477351'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'a-exit0', uid: '714958dc-ae04-4910-9e4a-b236229a6852' },
        change: 'ContainerStarted',
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
      },
    },
    {
      version: '1.9, wrapped by an editor, the node name masked',
      message:
        'I0617 03:05:14.901777    5478 kubelet.go:1896] SyncLoop (PLEG): "kube-proxy-[node IP]_kube-system(0c6bd3a06883f50ce46d35fd024f66f1)", event: &pleg.PodLifecycleEvent{ID:"0c6bd3a06883f50ce46d35fd024f66f1", Type:"Contain      erDied", Data:"353a131b5d9a577590773c677898ae61ca6a411e1046cd3422fa0d97d954725a"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('0617 03:05:14.901777'),
        verbosity: 2,
        pod: {
          namespace: 'kube-system',
          name: 'kube-proxy-[node IP]',
          uid: '0c6bd3a06883f50ce46d35fd024f66f1',
        },
        change: 'ContainerDied',
        containerId: '353a131b5d9a577590773c677898ae61ca6a411e1046cd3422fa0d97d954725a',
      },
    },
    {
      version: '1.18, with the bold marks of a page',
      message:
        'I0723 01:14:24.768784 3866895 kubelet.go:1933] SyncLoop (PLEG): "web-77d445697f-d5m97_live(5154def3-e139-48fc-a9dd-da13b691583b)", event: **&pleg.PodLifecycleEvent{ID:"5**154def3-e139-48fc-a9dd-da13b691583b**", Type:"ContainerDied", Data:"e9810afd20eb486c1b04001f2531f15ba82a7a428219fec1199733d8c2b27431"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('0723 01:14:24.768784'),
        verbosity: 2,
        pod: { namespace: 'live', name: 'web-77d445697f-d5m97', uid: '5154def3-e139-48fc-a9dd-da13b691583b' },
        change: 'ContainerDied',
        containerId: 'e9810afd20eb486c1b04001f2531f15ba82a7a428219fec1199733d8c2b27431',
      },
    },
    {
      version: '1.29, JSON logging',
      message:
        '{"ts":1655581354264.5642,"caller":"kubelet/kubelet.go:2396","msg":"SyncLoop (PLEG): event for pod","v":2,"pod":{"name":"nettools","namespace":"dev"},"event":{"ID":"1364aab9-1f25-48cc-8e07-aed35485566b","Type":"ContainerDied","Data":"9beafc9454c36cf07dec1793128629f2a80bb43ac65aac400458f44d398032a8"}}',
      fact: {
        type: 'kubelet.pleg',
        stamp: {
          raw: '1655581354264.5642',
          wallMs: 1655581354264.5642,
          yearWritten: true,
          offsetMinutes: 0,
          stepMs: 0.0001,
        },
        verbosity: 2,
        pod: { namespace: 'dev', name: 'nettools', uid: '1364aab9-1f25-48cc-8e07-aed35485566b' },
        change: 'ContainerDied',
        containerId: '9beafc9454c36cf07dec1793128629f2a80bb43ac65aac400458f44d398032a8',
      },
    },
    {
      version: '1.32–1.35',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2515] "SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"a45421d5-914b-47da-8386-d31dd49414da","Type":"ConditionMet","Data":null}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: 'a45421d5-914b-47da-8386-d31dd49414da' },
        change: 'ConditionMet',
        containerId: null,
      },
    },
    {
      version: '1.28, -v=4: of a pod already forgotten',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2519] "SyncLoop (PLEG): pod does not exist, ignore irrelevant event" event={"ID":"a45421d5-914b-47da-8386-d31dd49414da","Type":"ContainerDied","Data":"5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 4,
        pod: { namespace: null, name: null, uid: 'a45421d5-914b-47da-8386-d31dd49414da' },
        change: 'ContainerDied',
        containerId: '5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7',
      },
    },
    {
      version: '1.24, -v=4',
      message:
        'I1012 19:34:45.356018    2480 generic.go:155] "GenericPLEG" podUID=27aff94d-e0d9-43d1-84d6-9ab000aa57e2 containerID="4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add" oldState=running newState=exited',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1012 19:34:45.356018'),
        verbosity: 4,
        pod: { namespace: null, name: null, uid: '27aff94d-e0d9-43d1-84d6-9ab000aa57e2' },
        change: 'ContainerDied',
        containerId: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add',
      },
    },
    {
      version: '1.13, -v=4',
      message:
        'I0603 20:39:46.882663    3033 generic.go:147] GenericPLEG: 01473fb7-a17b-11ea-8d10-c88d83d31d55/2e2354889588dc7483d2bb9be27a5253f292374c8e179b12367e0deea8b2d825: exited -> non-existent',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('0603 20:39:46.882663'),
        verbosity: 4,
        pod: { namespace: null, name: null, uid: '01473fb7-a17b-11ea-8d10-c88d83d31d55' },
        change: 'ContainerRemoved',
        containerId: '2e2354889588dc7483d2bb9be27a5253f292374c8e179b12367e0deea8b2d825',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'E1123 01:51:02.354430   26989 generic.go:205] GenericPLEG: Unable to retrieve pods: rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      because: 'it is about the listing, not a container',
    },
    {
      message:
        'I1012 19:34:45.357018    2480 prober.go:107] "Probe failed" probeType="Readiness" output="SyncLoop (PLEG): \\"a_b(27aff94d-e0d9-43d1-84d6-9ab000aa57e2)\\", event: &pleg.PodLifecycleEvent{ID:\\"27aff94d-e0d9-43d1-84d6-9ab000aa57e2\\", Type:\\"ContainerDied\\", Data:\\"4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add\\"}"',
      because: 'a program in a container may print what it likes',
    },
    {
      message:
        'I1012 19:34:45.357018    2480 kubelet.go:2231] "SyncLoop (PLEG): event for pod" pod="default/nginx" event=&{ID:27aff94d-e0d9-43d1-84d6-9ab000aa57e2 Type:ContainerDied Data:4296b9e2377fddb0e7e42d20223c3677',
      because: 'it is cut inside the id',
    },
  ],
}
