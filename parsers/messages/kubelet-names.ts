/**
 * Lines at any verbosity that tie a pod's name to its uid, all that a quiet kubelet says of a pod's start, or a
 * container's id to its name and pod. Kubelet 1.7 and later.
 */
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef, readPodUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

const ADMIT = 'Topology Admit Handler'
const VOLUME = 'operationExecutor.VerifyControllerAttachedVolume started'
/** What ends the message about a pod's volume. */
const POD = ') pod "'
const POD_AND_UID = /\) pod "([^"]{1,253})" \(UID: "([0-9a-f-]{32,36})"\) ?$/y

const NO_REF = 'No ref for container "'
/** `No ref for container "docker://4c1e…" (web-0_shop(uid):app)` */
const REFERENCE =
  /^No ref for container "([a-z-]{1,20}:\/\/[0-9a-f]{64})" \((\S{1,400}\)):([a-z0-9-]{1,63})\)$/

function readVolume(text: string): RegExpExecArray | null {
  POD_AND_UID.lastIndex = Math.max(text.lastIndexOf(POD), 0)
  return POD_AND_UID.exec(text)
}

export const kubeletNames: MessageParser = {
  id: 'kubelet-names',
  source: 'kubelet',
  reads: [
    { message: ADMIT, since: '1.24' },
    { message: VOLUME, since: '1.7' },
    { message: 'No ref for container', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [ADMIT, VOLUME, 'No ref for container '],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const { text } = klog
    const [, reference, described, containerName] = (text.startsWith(NO_REF) && REFERENCE.exec(text)) || []
    if (reference !== undefined && containerName !== undefined) {
      const containerId = readContainerId(reference)
      return {
        type: 'kubelet.names',
        ...printed(klog, 0),
        pod: readPodRef(described),
        containerName,
        containerId,
      }
    }
    const volume = text.slice(0, VOLUME.length) === VOLUME ? readVolume(text) : null
    const ref = readPodRef(volume ? klog.get('pod') : undefined)
    const admitted = text === ADMIT
    const namespace = admitted ? klog.get('podNamespace') : ref.namespace
    const name = admitted ? klog.get('podName') : volume?.[1]
    const uid = readPodUid(admitted ? klog.get('podUID') : volume?.[2])
    if (!name || !uid) return undefined
    return {
      type: 'kubelet.names',
      ...printed(klog, 0),
      pod: { namespace: namespace || null, name, uid },
      containerName: null,
      containerId: null,
    }
  },
  samples: [
    {
      version: '1.24',
      message:
        'I0520 18:00:56.558082    7970 topology_manager.go:215] "Topology Admit Handler" podUID="cb84359a-3688-47ba-a7ab-8b296dfed7a1" podNamespace="kube-system" podName="kube-proxy-eeeee"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0520 18:00:56.558082'),
        verbosity: 0,
        pod: {
          namespace: 'kube-system',
          name: 'kube-proxy-eeeee',
          uid: 'cb84359a-3688-47ba-a7ab-8b296dfed7a1',
        },
        containerName: null,
        containerId: null,
      },
    },
    {
      version: '1.22',
      message:
        'I1123 02:35:33.599028   26124 reconciler_common.go:251] "operationExecutor.VerifyControllerAttachedVolume started for volume \\"d\\" (UniqueName: \\"kubernetes.io/empty-dir/45a94dce-7537-418d-9f4e-dad7a7123314-d\\") pod \\"ddisk-writer\\" (UID: \\"45a94dce-7537-418d-9f4e-dad7a7123314\\") " pod="default/ddisk-writer"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:35:33.599028'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'ddisk-writer', uid: '45a94dce-7537-418d-9f4e-dad7a7123314' },
        containerName: null,
        containerId: null,
      },
    },
    {
      version: '1.7–1.21',
      message:
        'I1123 02:03:03.269104   26615 reconciler.go:224] operationExecutor.VerifyControllerAttachedVolume started for volume "d" (UniqueName: "kubernetes.io/empty-dir/39582501-c525-4ed3-abee-edac030812cc-d") pod "a-emptydir" (UID: "39582501-c525-4ed3-abee-edac030812cc") ',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:03:03.269104'),
        verbosity: 0,
        pod: { namespace: null, name: 'a-emptydir', uid: '39582501-c525-4ed3-abee-edac030812cc' },
        containerName: null,
        containerId: null,
      },
    },
    {
      version: '1.7–1.20',
      message:
        'W0930 19:50:28.703232    8155 prober.go:103] No ref for container "docker://1de231b5d38a351208c118e8141da4de5b800843651ed5a08f20d2598d2f5c32" (cart-0_shop(13710f39-e3ba-11e9-b252-12f29d1d849c):cart)',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0930 19:50:28.703232'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: '13710f39-e3ba-11e9-b252-12f29d1d849c' },
        containerName: 'cart',
        containerId: '1de231b5d38a351208c118e8141da4de5b800843651ed5a08f20d2598d2f5c32',
      },
    },
  ],
  nearMisses: [
    {
      message: 'I0730 20:39:03.752799   45878 topology_manager.go:212] "Topology Admit Handler"',
      because: 'before 1.24 it names nobody',
    },
  ],
}
