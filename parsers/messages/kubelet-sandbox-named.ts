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
  const value = klog.get('podSandboxID')
  const id = readContainerId(LISTED.exec(value ?? '')?.[1] ?? value)
  if (id) {
    return {
      containerId: id,
      pod: readPodWithUid(klog.get('pod'), klog.get('podUID')),
      sandbox: 'named',
    }
  }
  const missing = OLD_NOT_FOUND.exec(text)?.[1]
  if (missing !== undefined) return { containerId: missing, pod: NO_POD, sandbox: 'not-a-container' }
  const status = OLD_STATUS.exec(text) ?? OLD_LISTED.exec(text)
  const old = (status ?? OLD_FAILED.exec(text) ?? OLD_DELETE.exec(text))?.[1]
  return old === undefined ? undefined : { containerId: old, pod: readPodRef(status?.[2]), sandbox: 'named' }
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
  ],
  programs: KUBELET,
  needles: [
    'podSandboxID',
    "not found in pod's containers",
    'StopPodSandbox ',
    'RemovePodSandbox ',
    'PodSandboxStatus ',
    'PodSandboxStatus of sandbox ',
    'DeleteSandbox returned error',
    'got sandbox IDs',
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
  ],
  nearMisses: [
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
