/** The kubelet decides to kill a container and says why: the only line that ties a kill to its probe. Kubelet 1.7 and later, `-v=2`. */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId, readShortenedId } from '../shared/container-id.js'
import { killing, killingReason } from '../shared/killing.js'
import { type Klog, klogStamp, readKlog } from '../shared/klog.js'
import { readPodRef, readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

type Killing = FactOf['kubelet.killing']

const MESSAGE = 'Message for Container of pod'
/** What the kubelet clears away without a word of the reason, and from which verbosity on it says so. */
const CLEARED: ReadonlyMap<string, readonly ['unwanted' | 'orphan', number]> = new Map([
  ['Killing unwanted container for pod', ['unwanted', 3]],
  ['Killing unwanted pod', ['unwanted', 2]],
  ['Clean up orphaned pod containers', ['orphan', 3]],
  ['Clean up containers for orphaned pod we had not seen before', ['orphan', 2]],
])

const OLD_MESSAGE =
  /^Container "([^"]{1,63})" \((\{"[a-z-]{1,20}" "[0-9a-f]{64}"\})\) of pod ([^ ]{1,330}\)): /
const OLD_CONTAINER =
  /^Killing unwanted container "([^"]{1,63})"\(id="([a-z-]{1,20}:\/\/[0-9a-f]{64})"\) for pod "([^"]{1,330})"$/
const OLD_POD = /^Killing unwanted pod "([^"]{1,253})"$/

function fromKeys(klog: Klog): Killing | undefined {
  const cleared = CLEARED.get(klog.text)
  if (!cleared && klog.text !== MESSAGE) return undefined
  const pod = readPodWithUid(klog.get('pod') ?? klog.get('podName'), klog.get('podUID'))
  const containerId = readShortenedId(klog.get('containerStatusID') ?? klog.get('containerID'))
  if (!containerId && !pod.name && !pod.uid) return undefined
  const message = klog.get('containerMessage')
  if (!cleared && (!containerId || message === undefined)) return undefined
  return killing(klog, {
    phase: 'decided',
    verbosity: cleared?.[1] ?? 2,
    pod,
    containerName: klog.get('containerName') || null,
    containerId,
    reason: cleared?.[0] ?? killingReason(message ?? '') ?? 'other',
    message: message ?? null,
  })
}

/** The wordings before 1.21. */
function fromText(klog: Klog): Killing | undefined {
  const said = OLD_MESSAGE.exec(klog.text)
  if (said) {
    const message = klog.text.slice(said[0].length)
    return killing(klog, {
      phase: 'decided',
      verbosity: 2,
      pod: readPodRef(said[3]),
      containerName: said[1] ?? null,
      containerId: readContainerId(said[2]),
      reason: killingReason(message) ?? 'other',
      message,
    })
  }
  const container = OLD_CONTAINER.exec(klog.text)
  if (container) {
    return killing(klog, {
      phase: 'decided',
      verbosity: 3,
      pod: readPodRef(container[3]),
      containerName: container[1] ?? null,
      containerId: readContainerId(container[2]),
      reason: 'unwanted',
    })
  }
  const pod = OLD_POD.exec(klog.text)
  return pod
    ? killing(klog, { phase: 'decided', verbosity: 2, pod: readPodRef(pod[1]), reason: 'unwanted' })
    : undefined
}

export const kubeletKillDecided: MessageParser = {
  id: 'kubelet-kill-decided',
  source: 'kubelet',
  reads: [
    { message: 'Message for Container of pod: failed a probe, definition changed', since: '1.7' },
    { message: 'Killing unwanted container or pod, clean up of orphaned pods', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [
    MESSAGE,
    '}) of pod ',
    'Killing unwanted ',
    'Clean up orphaned pod containers',
    'Clean up containers for orphaned pod',
  ],
  parse(message) {
    const klog = readKlog(message)
    return klog && (fromKeys(klog) ?? fromText(klog))
  },
  samples: [
    {
      version: '1.28',
      message:
        'I1123 02:24:18.745982    4116 kuberuntime_manager.go:1094] "Message for Container of pod" containerName="app" containerStatusID={"Type":"containerd","ID":"b4b898d6fafd20bf78b8718f77d5b5ef72ee1fffcfe751b0157f9639c3ffd7a0"} pod="default/k-live-lab-node-1" containerMessage="Container app failed liveness probe, will be restarted"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:24:18.745982'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'k-live-lab-node-1', uid: null },
        containerName: 'app',
        containerId: 'b4b898d6fafd20bf78b8718f77d5b5ef72ee1fffcfe751b0157f9639c3ffd7a0',
        gracePeriodSeconds: null,
        override: false,
        reason: 'liveness-probe',
        phase: 'decided',
        message: 'Container app failed liveness probe, will be restarted',
      },
    },
    {
      version: '1.21–1.27',
      message:
        'I1123 02:24:18.745982    4116 kuberuntime_manager.go:1094] "Message for Container of pod" containerName="app" containerStatusID={Type:containerd ID:b4b898d6fafd20bf78b8718f77d5b5ef72ee1fffcfe751b0157f9639c3ffd7a0} pod="default/web-0" containerMessage="Container app failed startup probe, will be restarted"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:24:18.745982'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-0', uid: null },
        containerName: 'app',
        containerId: 'b4b898d6fafd20bf78b8718f77d5b5ef72ee1fffcfe751b0157f9639c3ffd7a0',
        gracePeriodSeconds: null,
        override: false,
        reason: 'startup-probe',
        phase: 'decided',
        message: 'Container app failed startup probe, will be restarted',
      },
    },
    {
      version: '1.32',
      message:
        'I1123 02:33:39.059264   22245 kuberuntime_manager.go:1094] "Message for Container of pod" containerName="app" containerStatusID={"Type":"containerd","ID":"24d88faa1eb77abce9c5f977f2703833b45eacd0f270890a659c4f5648f472b2"} pod="default/dhard-image" containerMessage="Container app definition changed, will be restarted"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:33:39.059264'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'dhard-image', uid: null },
        containerName: 'app',
        containerId: '24d88faa1eb77abce9c5f977f2703833b45eacd0f270890a659c4f5648f472b2',
        gracePeriodSeconds: null,
        override: false,
        reason: 'definition-changed',
        phase: 'decided',
        message: 'Container app definition changed, will be restarted',
      },
    },
    {
      version: '1.13–1.20',
      message:
        'I1123 02:03:10.240010   26615 kuberuntime_manager.go:656] Container "app" ({"containerd" "fe9ee4f4cc030eaca06eee94180037f897f230b610bed2ac63fda55d49570ece"}) of pod a-live_default(d147c698-35a8-4a12-8f97-fb6d624f72b9): Container app failed liveness probe, will be restarted',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:10.240010'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'a-live', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: 'app',
        containerId: 'fe9ee4f4cc030eaca06eee94180037f897f230b610bed2ac63fda55d49570ece',
        gracePeriodSeconds: null,
        override: false,
        reason: 'liveness-probe',
        phase: 'decided',
        message: 'Container app failed liveness probe, will be restarted',
      },
    },
    {
      version: '1.7–1.12',
      message:
        'I0412 16:34:28.657836    1121 kuberuntime_manager.go:549] Container "nginx" ({"docker" "a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1"}) of pod web-2_default(2aabfe22-8f21-9e9c-b0eb-53f16947ccf2): Container spec hash changed (3176550502 vs 1676109989).. Container will be killed and recreated.',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0412 16:34:28.657836'),
        verbosity: 2,
        pod: { namespace: 'default', name: 'web-2', uid: '2aabfe22-8f21-9e9c-b0eb-53f16947ccf2' },
        containerName: 'nginx',
        containerId: 'a4c123b1612dd272d1371c17149d439536b3216fdaeeb975729fae923d5a4fd1',
        gracePeriodSeconds: null,
        override: false,
        reason: 'definition-changed',
        phase: 'decided',
        message:
          'Container spec hash changed (3176550502 vs 1676109989).. Container will be killed and recreated.',
      },
    },
    {
      version: '1.7–1.20',
      message: 'I1123 02:03:11.463990   26615 kubelet_pods.go:1253] Killing unwanted pod "a-deadline"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:11.463990'),
        verbosity: 2,
        pod: { namespace: null, name: 'a-deadline', uid: null },
        containerName: null,
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'unwanted',
        phase: 'decided',
        message: null,
      },
    },
    {
      version: '1.21–1.27, -v=3',
      message:
        'I1123 02:24:18.745982    4116 kuberuntime_manager.go:720] "Killing unwanted container for pod" containerName="side" containerID={Type:docker ID:b4b898d6fafd20bf78b8718f77d5b5ef72ee1fffcfe751b0157f9639c3ffd7a0} pod="default/web-0"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:24:18.745982'),
        verbosity: 3,
        pod: { namespace: 'default', name: 'web-0', uid: null },
        containerName: 'side',
        containerId: 'b4b898d6fafd20bf78b8718f77d5b5ef72ee1fffcfe751b0157f9639c3ffd7a0',
        gracePeriodSeconds: null,
        override: false,
        reason: 'unwanted',
        phase: 'decided',
        message: null,
      },
    },
    {
      version: '1.27',
      message:
        'I1123 02:24:18.745982    4116 kubelet_pods.go:1300] "Clean up containers for orphaned pod we had not seen before" podUID="d147c698-35a8-4a12-8f97-fb6d624f72b9" killPodOptions="<internal error: json: unsupported type: chan<- struct {}>"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:24:18.745982'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: null,
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'orphan',
        phase: 'decided',
        message: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:24:37.847674    4116 kubelet_volumes.go:163] "Cleaned up orphaned pod volumes dir" podUID="4fdc51f549effe48704eda6290a2918c" path="/var/lib/kubelet/pods/4fdc51f549effe48704eda6290a2918c/volumes"',
      because: 'only a folder is cleared away',
    },
    {
      message:
        'I0528 01:47:13.871314   18831 kuberuntime_manager.go:513] Container {Name:kube-flannel Image:quay.io/coreos/flannel:v0.10.0 Command:[/opt/bin/flanneld]} is dead, but RestartPolicy says that we should restart it.',
      because: 'it is printed for a first start too',
    },
  ],
}
