/**
 * Lines about a pod's sandbox that name its id, and the one by which the kubelet wonders at an id that is none of the pod's containers.
 *
 * The kubelet tells of a sandbox's start and death in the words it has for containers; before 1.22 only such lines tell
 * the two apart. Of a container it says `not found in pod's containers` only where that vanished before it could look.
 */
import type { MessageParser } from '../../src/model/parser.js'
import type { PodRef } from '../../src/model/place.js'
import { readContainerId } from '../shared/container-id.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { NO_POD, readPodRef, readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

interface Named {
  readonly containerId: string | null
  readonly pod: PodRef
  readonly sandbox: 'named' | 'not-a-container'
}

const NOT_FOUND = "Container not found in pod's containers"
const OLD_NOT_FOUND = /^Container "([0-9a-f]{64})" not found in pod's containers$/
const OLD_FAILED =
  /^(?:(?:Stop|Remove)PodSandbox|PodSandboxStatus) "([0-9a-f]{64})" from runtime service failed: /
const OLD_STATUS = /^PodSandboxStatus of sandbox "([0-9a-f]{64})" for pod "([^"]{1,400})" error: /
const OLD_LISTED = /^getSandboxIDByPodUID got sandbox IDs \["([0-9a-f]{64})"\] for pod "([^"]{1,400})"$/
/** A list of one. */
const LISTED = /^\["?([0-9a-f]{64})"?\]$/
const OLD_DELETE = /^\[pod_sandbox_deleter\] DeleteSandbox returned error for \(id=([0-9a-f]{64})\): /
const OLD_STOP = /^Failed to stop sandbox (?:\{"[a-z-]{1,20}" )?"([0-9a-f]{64})"(?:\}$|: )/
const OLD_CREATED = /^Created PodSandbox "([0-9a-f]{64})" for pod "([^"]{1,400})"$/
const OLD_FORGOTTEN = /^Both sandbox container and checkpoint for id "([0-9a-f]{64})" could not be found/

const ACTIONS = 'computePodActions got'
const OLD_ACTIONS = /^computePodActions got (\{.{1,4000}\}) for pod "([^"]{1,400})"$/
/** `{KillPod:true CreateSandbox:true SandboxID:8acb… Attempt:1 …}`: the latest sandbox of the pod. */
const LATEST = /[ ,]"?SandboxID"?:"?([0-9a-f]{64})[ ",]/

/** dockershim asks for the network of sandboxes alone. */
const NETWORK = 'network namespace for the terminated container "'
const NO_NETWORK =
  /^(?:CNI failed to retrieve network namespace path|[Ff]ailed to read pod IP from plugin\/docker)\b/
const TERMINATED = /^([0-9a-f]{64})"/
/** `… failed on the status hook for pod "name_ns": …` */
const HOOKED = / for pod "([a-z0-9.-]{1,253})_([a-z0-9-]{1,63})": /

function named(containerId: string | null | undefined, pod: PodRef): Named | undefined {
  return containerId ? { containerId, pod, sandbox: 'named' } : undefined
}

/** What a pod has to do names its latest sandbox, if it has one. */
function readActions(klog: Klog): Named | undefined {
  const [, actions, pod] = OLD_ACTIONS.exec(klog.text) ?? []
  const id = LATEST.exec(actions ?? klog.get('podActions') ?? '')?.[1]
  return named(id, readPodRef(pod ?? klog.get('pod')))
}

function readNetwork(klog: Klog): Named | undefined {
  const said = klog.text.includes(NETWORK) ? klog.text : (klog.get('err') ?? '')
  const at = said.indexOf(NETWORK)
  if (at < 0) return undefined
  const [, name = null, namespace = null] = HOOKED.exec(said.slice(0, at)) ?? []
  return named(TERMINATED.exec(said.slice(at + NETWORK.length))?.[1], { namespace, name, uid: null })
}

function readNamed(klog: Klog): Named | undefined {
  const { text } = klog
  if (text === NOT_FOUND) {
    return {
      containerId: readContainerId(klog.get('containerID')),
      pod: NO_POD,
      sandbox: 'not-a-container',
    }
  }
  // A container that could not be made in it: told as that.
  if (text.startsWith('CreateContainer')) return undefined
  if (text.startsWith(ACTIONS)) return readActions(klog)
  if (NO_NETWORK.test(text)) return readNetwork(klog)
  const value = klog.get('podSandboxID')
  const id = readContainerId(LISTED.exec(value ?? '')?.[1] ?? value)
  if (id) return named(id, readPodWithUid(klog.get('pod'), klog.get('podUID')))
  const missing = OLD_NOT_FOUND.exec(text)?.[1]
  if (missing !== undefined) return { containerId: missing, pod: NO_POD, sandbox: 'not-a-container' }
  const ofPod = OLD_STATUS.exec(text) ?? OLD_LISTED.exec(text) ?? OLD_CREATED.exec(text)
  if (ofPod) return named(ofPod[1], readPodRef(ofPod[2]))
  const alone =
    OLD_FAILED.exec(text) ?? OLD_DELETE.exec(text) ?? OLD_STOP.exec(text) ?? OLD_FORGOTTEN.exec(text)
  return named(alone?.[1], NO_POD)
}

export const kubeletSandboxNamed: MessageParser = {
  id: 'kubelet-sandbox-named',
  source: 'kubelet',
  reads: [
    {
      message: 'StopPodSandbox, RemovePodSandbox, PodSandboxStatus from runtime service failed',
      since: '1.7',
    },
    { message: "Container not found in pod's containers", since: '1.7' },
    { message: 'any with podSandboxID=', since: '1.21' },
    { message: 'getSandboxIDByPodUID got sandbox IDs, where it is one', since: '1.7' },
    { message: 'computePodActions got {… SandboxID: …}', since: '1.8' },
    { message: 'cannot find network namespace for the terminated container', since: '1.7' },
    { message: 'Failed to stop sandbox', since: '1.7' },
    { message: 'Created PodSandbox', since: '1.7' },
    { message: 'Both sandbox container and checkpoint … could not be found', since: '1.8' },
  ],
  programs: KUBELET,
  needles: [
    'podSandboxID',
    "not found in pod's containers",
    'StopPodSandbox ',
    'RemovePodSandbox ',
    'PodSandboxStatus ',
    'DeleteSandbox returned error',
    'got sandbox IDs',
    ACTIONS,
    'for the terminated container',
    'Failed to stop sandbox',
    'Created PodSandbox ',
    'Both sandbox container and checkpoint for id',
  ],
  parse(message) {
    const klog = readKlog(message)
    const named = klog && readNamed(klog)
    if (!klog || !named?.containerId) return undefined
    return { type: 'kubelet.names', ...printed(klog, 0), containerName: null, ...named }
  },
  samples: [
    {
      version: '1.21',
      message:
        'E1123 02:24:54.102030    8738 remote_runtime.go:205] "StopPodSandbox from runtime service failed" err="rpc error: code = NotFound desc = an error occurred when try to find sandbox \\"8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f\\": not found" podSandboxID="8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:24:54.102030'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.21–1.23, docker’s network plugin',
      message:
        'I0607 14:54:46.700001    1388 cni.go:333] "Deleting pod from network" pod="shop/cart-0" podSandboxID={Type:docker ID:8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f} podNetnsPath="/proc/28118/ns/net" networkType="loopback" networkName="cni-loopback"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0607 14:54:46.700001'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.21',
      message:
        'I1123 02:24:54.737605    8738 pod_container_deletor.go:80] "Container not found in pod\'s containers" containerID="8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:24:54.737605'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'not-a-container',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'W1123 02:03:06.663235   26615 pod_container_deletor.go:79] Container "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f" not found in pod\'s containers',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:03:06.663235'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'not-a-container',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1123 02:03:55.937436   26615 remote_runtime.go:143] StopPodSandbox "1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f" from runtime service failed: rpc error: code = NotFound desc = not found',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:03:55.937436'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1109 13:42:47.913195    1370 kuberuntime_manager.go:844] PodSandboxStatus of sandbox "361e3aa81980a64ad091a3f29ce5564127ed555211d46d64c64ffb33ffbb153c" for pod "nightly-1510234800-s7x5c_shop(80adf6c4-c553-11e7-b08e-005056ae4211)" error: rpc error: code = 2 desc = Error: No such container',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1109 13:42:47.913195'),
        verbosity: 0,
        pod: {
          namespace: 'shop',
          name: 'nightly-1510234800-s7x5c',
          uid: '80adf6c4-c553-11e7-b08e-005056ae4211',
        },
        containerName: null,
        containerId: '361e3aa81980a64ad091a3f29ce5564127ed555211d46d64c64ffb33ffbb153c',
        sandbox: 'named',
      },
    },
    {
      version: '1.19–1.20',
      message:
        'W1123 02:03:55.937468   26615 pod_sandbox_deleter.go:51] [pod_sandbox_deleter] DeleteSandbox returned error for (id=1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f): rpc error: code = NotFound desc = not found',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1123 02:03:55.937468'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f',
        sandbox: 'named',
      },
    },
    {
      version: '1.21–1.27, -v=4',
      message:
        'I0301 18:56:20.759620     262 kuberuntime_manager.go:1035] "getSandboxIDByPodUID got sandbox IDs for pod" podSandboxID=[8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f] pod="shop/cart-0"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0301 18:56:20.759620'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.28, -v=4',
      message:
        'I0301 18:56:20.759620     262 kuberuntime_manager.go:1400] "getSandboxIDByPodUID got sandbox IDs for pod" podSandboxID=["8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"] pod="shop/cart-0"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0301 18:56:20.759620'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20, -v=4',
      message:
        'I0720 13:17:52.055079    1948 kuberuntime_manager.go:927] getSandboxIDByPodUID got sandbox IDs ["331db4c1f7a71342a9b55e2ea2df0301cafd33df22d8195b2947fbeaa477c832"] for pod "cart-0_shop(d54c3888-9dd2-410f-9713-0b94cfc44bc0)"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0720 13:17:52.055079'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'd54c3888-9dd2-410f-9713-0b94cfc44bc0' },
        containerName: null,
        containerId: '331db4c1f7a71342a9b55e2ea2df0301cafd33df22d8195b2947fbeaa477c832',
        sandbox: 'named',
      },
    },
    {
      version: '1.8–1.20, -v=3',
      message:
        'I0629 10:11:19.165323   28625 kuberuntime_manager.go:650] computePodActions got {KillPod:true CreateSandbox:false SandboxID:8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f Attempt:0 NextInitContainerToStart:nil ContainersToStart:[] ContainersToKill:map[] EphemeralContainersToStart:[]} for pod "cart-0_shop(d54c3888-9dd2-410f-9713-0b94cfc44bc0)"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0629 10:11:19.165323'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'd54c3888-9dd2-410f-9713-0b94cfc44bc0' },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.21, -v=3',
      message:
        'I0629 10:11:19.165323     248 kuberuntime_manager.go:727] "computePodActions got for pod" podActions={KillPod:true CreateSandbox:true SandboxID:8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f Attempt:1 NextInitContainerToStart:nil ContainersToStart:[0] ContainersToKill:map[] EphemeralContainersToStart:[]} pod="shop/cart-0"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0629 10:11:19.165323'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20, docker’s network plugin',
      message:
        'W0617 23:00:14.506148     780 docker_sandbox.go:394] failed to read pod IP from plugin/docker: networkPlugin cni failed on the status hook for pod "cart-0_shop": CNI failed to retrieve network namespace path: cannot find network namespace for the terminated container "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0617 23:00:14.506148'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20, docker’s network plugin',
      message:
        'W0520 13:34:08.149174   21616 cni.go:265] CNI failed to retrieve network namespace path: Cannot find network namespace for the terminated container "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0520 13:34:08.149174'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.21–1.23, docker’s network plugin',
      message:
        'I0617 23:00:14.506148     780 cni.go:333] "CNI failed to retrieve network namespace path" err="cannot find network namespace for the terminated container \\"8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f\\""',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0617 23:00:14.506148'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1008 16:37:40.477223    1636 kuberuntime_manager.go:895] Failed to stop sandbox {"containerd" "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f"}',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1008 16:37:40.477223'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20, docker',
      message:
        'E1008 16:37:40.477223    1636 docker_sandbox.go:236] Failed to stop sandbox "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f": operation timeout: context deadline exceeded',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1008 16:37:40.477223'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.7–1.20, -v=4',
      message:
        'I1008 16:37:40.477223    1636 kuberuntime_manager.go:702] Created PodSandbox "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f" for pod "cart-0_shop(d54c3888-9dd2-410f-9713-0b94cfc44bc0)"',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('1008 16:37:40.477223'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'd54c3888-9dd2-410f-9713-0b94cfc44bc0' },
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
    {
      version: '1.8–1.20, docker',
      message:
        'W0422 04:35:24.810261    2499 docker_sandbox.go:240] Both sandbox container and checkpoint for id "8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f" could not be found. Proceed without further sandbox information.',
      fact: {
        type: 'kubelet.names',
        stamp: klogStamp('0422 04:35:24.810261'),
        verbosity: 0,
        pod: NO_POD,
        containerName: null,
        containerId: '8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f',
        sandbox: 'named',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I0625 20:48:06.397723   11072 kuberuntime_manager.go:571] computePodActions got {KillPod:true CreateSandbox:true SandboxID: Attempt:0 NextInitContainerToStart:nil ContainersToStart:[0] ContainersToKill:map[]} for pod "cart-0_shop(d54c3888-9dd2-410f-9713-0b94cfc44bc0)"',
      because: 'the pod has no sandbox yet',
    },
    {
      message:
        'I0318 10:21:20.392064     246 kuberuntime_manager.go:1053] "computePodActions got for pod" podActions="KillPod: true, CreateSandbox: true, UpdatePodResources: false, Attempt: 0, InitContainersToStart: [], ContainersToStart: [0]" pod="shop/cart-0"',
      because: 'it names no sandbox',
    },
    {
      message:
        'I0607 14:54:46.800001    1388 kuberuntime_sandbox.go:346] "getSandboxIDByPodUID got sandbox IDs for pod" podSandboxID=[8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f 1818a2b1637e0b282b77bfc76de500a988f1eb4a8ec6cf1556c8b118fa12be8f] pod="shop/cart-0"',
      because: 'it names two, and neither is known to be of this life',
    },
    {
      message: 'I1123 02:03:06.663235   26615 proxier.go:79] route "a" not found in pod\'s containers',
      because: 'it names no container',
    },
  ],
}
