/**
 * The kubelet's pod lifecycle event generator: a container or a sandbox started, died, is gone. Kubelet 1.7 and later, `-v=2`.
 *
 * `SyncLoop (PLEG)` names the pod; `GenericPLEG` (`-v=4`) is the same change seen one step earlier, by uid alone.
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readChoppedId, readContainerId, readShortenedId } from '../shared/container-id.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { unmarked } from '../shared/page-marks.js'
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
  if (text === EVENT_FOR_POD) return fromEvent(klog, 2, klog.get('pod'), klog.peek('event'))
  if (text === IRRELEVANT) return fromEvent(klog, 4, undefined, klog.peek('event'))
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
  const m = /^GenericPLEG: ([0-9a-f-]+)\/([0-9a-f]{64}): ([a-z-]+) -> ([a-z-]+)(?!\S)/.exec(text)
  return m ? fromStates(klog, m[1], m[2], m[3], m[4]) : undefined
}

/** What stands between the values of a PodLifecycleEvent as JSON prints it, of a container: nearly all are so. */
const BEFORE_UID = '{"ID":"'
const BEFORE_TYPE = '","Type":"'
const BEFORE_ID = '","Data":"'
const BEHIND_ID = '"}'
const UID_LENGTH = 36
const ID_LENGTH = 64
/** Fields of a PodLifecycleEvent as `%+v`, as Go syntax and as JSON print them. */
const ID = /[{"]ID"?:(?:"([^"]{0,99})"|([^\s"}]{1,99})[\s}])/
const TYPE = /[\s,"]Type"?:(?:"([^"]{0,99})"|([^\s"}]{1,99})[\s}])/
const DATA = /[\s,"]Data"?:(?:"([^"]{0,99})"|([^\s"}]{1,99})[\s}])/
/** The last of them where the line ends behind its id, or a pager chopped it off there. */
const LAST_DATA = /[\s,"]Data"?:"?([0-9a-f]{12,64}>?)"?$/

function fromEvent(
  klog: Klog,
  verbosity: number,
  pod: string | undefined,
  printedEvent: string | undefined,
): Pleg | undefined {
  const closed = printedEvent?.lastIndexOf('}') ?? -1
  if (printedEvent === undefined || closed < 0)
    return fromCut(klog, verbosity, pod, unmarked(printedEvent ?? ''))
  // A paste has remarks behind it.
  const event = printedEvent.slice(0, closed + 1)
  const uidEnd = BEFORE_UID.length + UID_LENGTH
  const idAt = event.length - BEHIND_ID.length - ID_LENGTH
  const typeEnd = idAt - BEFORE_ID.length
  if (
    event.startsWith(BEFORE_UID) &&
    event.startsWith(BEFORE_TYPE, uidEnd) &&
    event.startsWith(BEFORE_ID, typeEnd) &&
    event.endsWith(BEHIND_ID)
  ) {
    const uid = readPodUid(event.slice(BEFORE_UID.length, uidEnd))
    const type = event.slice(uidEnd + BEFORE_TYPE.length, typeEnd)
    const id = readContainerId(event.slice(idAt, idAt + ID_LENGTH))
    if (uid !== null && id !== null && isChange(type)) return ofPod(klog, verbosity, pod, uid, type, id)
  }
  return fromUnusual(klog, verbosity, pod, event)
}

function fromUnusual(
  klog: Klog,
  verbosity: number,
  pod: string | undefined,
  event: string,
): Pleg | undefined {
  const field = fieldsOf(event)
  return ofPod(klog, verbosity, pod, readPodUid(field(ID)), field(TYPE), readShortenedId(field(DATA)))
}

function fromCut(klog: Klog, verbosity: number, pod: string | undefined, event: string): Pleg | undefined {
  const field = fieldsOf(event)
  const containerId = readChoppedId(field(LAST_DATA), false)
  return containerId === null
    ? undefined
    : ofPod(klog, verbosity, pod, readPodUid(field(ID)), field(TYPE), containerId)
}

function fieldsOf(event: string): (pattern: RegExp) => string | undefined {
  return (pattern) => {
    const m = pattern.exec(event)
    // An editor's wrapping leaves runs of blanks inside words (`Contain      erDied`).
    const value = (m?.[1] ?? m?.[2])?.replace(/\s+/g, '')
    return value === undefined ? undefined : unmarked(value)
  }
}

function ofPod(
  klog: Klog,
  verbosity: number,
  pod: string | undefined,
  uid: string | null,
  change: string | undefined,
  containerId: string | null,
): Pleg | undefined {
  if (change === undefined || !isChange(change)) return undefined
  const { namespace, name, uid: named } = readPodRef(pod)
  const of = { namespace, name, uid: uid ?? named }
  const { stamp } = klog
  // Written out: to spread what every line has costs more than to read it.
  return stamp
    ? { type: 'kubelet.pleg', stamp, verbosity, pod: of, change, containerId }
    : { type: 'kubelet.pleg', verbosity, pod: of, change, containerId }
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
      version: '1.28, with the marks of a page',
      message:
        'I1012 19:34:45.357018    2480 kubelet.go:2465] "SyncLoop (PLEG): event for pod" pod="default/nginx" event={"ID":"27aff94d-e0d9-43d1-84d6-9ab000aa57e2","Type":"ContainerDied","Data":"4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add"}</span></p>',
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
        'I0617 03:05:14.901777    5478 kubelet.go:1896] SyncLoop (PLEG): "kube-proxy-[node IP]_kube-system(5ec84d8dbc74254770f58904dba41ecc)", event: &pleg.PodLifecycleEvent{ID:"5ec84d8dbc74254770f58904dba41ecc", Type:"Contain      erDied", Data:"cc3fc1626e53a13043b026c48bbf33feff9243a8f506b40928b5b7a767c76fb0"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('0617 03:05:14.901777'),
        verbosity: 2,
        pod: {
          namespace: 'kube-system',
          name: 'kube-proxy-[node IP]',
          uid: '5ec84d8dbc74254770f58904dba41ecc',
        },
        change: 'ContainerDied',
        containerId: 'cc3fc1626e53a13043b026c48bbf33feff9243a8f506b40928b5b7a767c76fb0',
      },
    },
    {
      version: '1.18, with the bold marks of a page',
      message:
        'I0723 01:14:24.768784 3866895 kubelet.go:1933] SyncLoop (PLEG): "web-5c9d7f8b6-x2k4q_live(08f86beb-b273-7f6a-6f0f-b23c6f5da2ce)", event: **&pleg.PodLifecycleEvent{ID:"0**8f86beb-b273-7f6a-6f0f-b23c6f5da2ce**", Type:"ContainerDied", Data:"c255404e4fb440034d6608697a8d41bed440e50454f31af3176813e02ea68ef7"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('0723 01:14:24.768784'),
        verbosity: 2,
        pod: { namespace: 'live', name: 'web-5c9d7f8b6-x2k4q', uid: '08f86beb-b273-7f6a-6f0f-b23c6f5da2ce' },
        change: 'ContainerDied',
        containerId: 'c255404e4fb440034d6608697a8d41bed440e50454f31af3176813e02ea68ef7',
      },
    },
    {
      version: '1.27, its type marked by a page’s author',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2515] "SyncLoop (PLEG): event for pod" pod="default/web-0" event=&{ID:a45421d5-914b-47da-8386-d31dd49414da Type:**ContainerDied** Data:5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: 'a45421d5-914b-47da-8386-d31dd49414da' },
        change: 'ContainerDied',
        containerId: '5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7',
      },
    },
    {
      version: '1.28, the same as JSON',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2515] "SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"a45421d5-914b-47da-8386-d31dd49414da","Type":"**ContainerDied**","Data":"5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: 'a45421d5-914b-47da-8386-d31dd49414da' },
        change: 'ContainerDied',
        containerId: '5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7',
      },
    },
    {
      version: '1.19, a remark of who pasted it behind',
      message:
        'I1123 02:03:02.477351   26615 kubelet.go:1926] SyncLoop (PLEG): "a-exit0_default(714958dc-ae04-4910-9e4a-b236229a6852)", event: &pleg.PodLifecycleEvent{ID:"714958dc-ae04-4910-9e4a-b236229a6852", Type:"ContainerDied", Data:"8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"}   <-- here',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:03:02.477351'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'a-exit0', uid: '714958dc-ae04-4910-9e4a-b236229a6852' },
        change: 'ContainerDied',
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
      },
    },
    {
      version: '1.29, JSON logging',
      message:
        '{"ts":1655581354264.5642,"caller":"kubelet/kubelet.go:2396","msg":"SyncLoop (PLEG): event for pod","v":2,"pod":{"name":"box-0","namespace":"tools"},"event":{"ID":"86e4d3ce-a27d-2693-4b48-4e73cf575dca","Type":"ContainerDied","Data":"d6ba2b0aee0ca923732881584d8c4fa2815d2802827283e0ad84173581569969"}}',
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
        pod: { namespace: 'tools', name: 'box-0', uid: '86e4d3ce-a27d-2693-4b48-4e73cf575dca' },
        change: 'ContainerDied',
        containerId: 'd6ba2b0aee0ca923732881584d8c4fa2815d2802827283e0ad84173581569969',
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
      version: '1.19, a paste that ends behind the id',
      message:
        'I1123 02:03:02.477351   26615 kubelet.go:1926] SyncLoop (PLEG): "a-exit0_default(714958dc-ae04-4910-9e4a-b236229a6852)", event: &pleg.PodLifecycleEvent{ID:"714958dc-ae04-4910-9e4a-b236229a6852", Type:"ContainerDied", Data:"8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:03:02.477351'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'a-exit0', uid: '714958dc-ae04-4910-9e4a-b236229a6852' },
        change: 'ContainerDied',
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
      },
    },
    {
      version: '1.32, chopped off by a pager',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2515] "SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"a45421d5-914b-47da-8386-d31dd49414da","Type":"ContainerDied","Data":"5d8b5071a5a5ed13c>',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: 'a45421d5-914b-47da-8386-d31dd49414da' },
        change: 'ContainerDied',
        containerId: '5d8b5071a5a5ed13c',
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
        'I0603 20:39:46.882663    3033 generic.go:147] GenericPLEG: e58b0810-06f7-e3df-c967-a64cb14028d5/12c9791e558e08baa7196b50ac2f86702824c1c099724caf4941d4072014b3ce: exited -> non-existent',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('0603 20:39:46.882663'),
        verbosity: 4,
        pod: { namespace: null, name: null, uid: 'e58b0810-06f7-e3df-c967-a64cb14028d5' },
        change: 'ContainerRemoved',
        containerId: '12c9791e558e08baa7196b50ac2f86702824c1c099724caf4941d4072014b3ce',
      },
    },
    {
      version: '1.28, its id shortened',
      message:
        'I1123 02:24:13.106579    4116 kubelet.go:2515] "SyncLoop (PLEG): event for pod" pod="default/web-0" event={"ID":"a45421d5-914b-47da-8386-d31dd49414da","Type":"ContainerDied","Data":"b2c3d4e5f607"}',
      fact: {
        type: 'kubelet.pleg',
        stamp: klogStamp('1123 02:24:13.106579'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: 'a45421d5-914b-47da-8386-d31dd49414da' },
        change: 'ContainerDied',
        containerId: 'b2c3d4e5f607',
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
