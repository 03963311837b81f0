/**
 * The runtime's answer to the kubelet's request to stop a container. Kubelet 1.2 and later; failures since 1.7 at any
 * verbosity.
 *
 * `exited normally` (before 1.7 `exited after …`) says that the request succeeded, nothing of the exit code; after a failure the container may run on.
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId, readShortenedId } from '../shared/container-id.js'
import { readManagedContainer } from '../shared/docker-manager-name.js'
import { integer } from '../shared/go-value.js'
import { killing } from '../shared/killing.js'
import { type Klog, klogStamp, readInteger, readKlog } from '../shared/klog.js'
import { readPodRef, readPodWithUid } from '../shared/pod-ref.js'
import { readPodSyncError } from '../shared/pod-sync-error.js'
import { KUBELET } from '../shared/programs.js'

type Killing = FactOf['kubelet.killing']

const EXITED = 'Container exited normally'
const FAILURES: ReadonlySet<string> = new Set([
  'Container termination failed with gracePeriod',
  'StopContainer from runtime service failed',
  'Kill container failed',
  'killContainer for pod failed',
])

const OLD_EXITED = /^Container "([a-z-]{1,20}:\/\/[0-9a-f]{64})" exited normally$/
const OLD_TERMINATION =
  /^Container "([a-z-]{1,20}:\/\/[0-9a-f]{64})" termination failed with gracePeriod (-?\d{1,10}): /
/** Before 1.7. */
const MANAGED =
  /^Container "([0-9a-f]{64}[^"]{0,400})" (?:(exited)|termination failed) after \d[\w.µ]{1,30}(?:$|: )/
const OLD_STOP = /^StopContainer "([0-9a-f]{64})" from runtime service failed: /
const OLD_KILL =
  /^killContainer "([^"]{1,63})"\(id=(\{"[a-z-]{1,20}" "[0-9a-f]{64}"\})\) for pod "([^"]{0,330})" failed: /

function fromKeys(klog: Klog): Killing | undefined {
  const phase = klog.text === EXITED ? 'finished' : FAILURES.has(klog.text) ? 'failed' : undefined
  const containerId = phase && readShortenedId(klog.get('containerID'))
  if (!phase || !containerId) return undefined
  return killing(klog, {
    phase,
    verbosity: phase === 'finished' ? 3 : 0,
    pod: readPodWithUid(klog.get('pod'), klog.get('podUID')),
    containerName: klog.get('containerName') || null,
    containerId,
    gracePeriodSeconds: readInteger(klog, 'gracePeriod'),
    message: klog.get('err') ?? null,
  })
}

/** The wordings before 1.21. */
function fromText(klog: Klog): Killing | undefined {
  const { text } = klog
  const exited = OLD_EXITED.exec(text)
  if (exited)
    return killing(klog, { phase: 'finished', verbosity: 3, containerId: readContainerId(exited[1]) })
  const managed = MANAGED.exec(text)
  if (managed) {
    const container = readManagedContainer(managed[1])
    const phase = managed[2] === undefined ? 'failed' : 'finished'
    const message = text.slice(managed[0].length) || null
    return container && killing(klog, { ...container, phase, verbosity: 2, message })
  }
  const failed = { phase: 'failed', verbosity: 0 } as const
  const termination = OLD_TERMINATION.exec(text)
  if (termination) {
    return killing(klog, {
      ...failed,
      containerId: readContainerId(termination[1]),
      gracePeriodSeconds: integer(termination[2]),
      message: text.slice(termination[0].length),
    })
  }
  const kill = OLD_KILL.exec(text)
  if (kill) {
    return killing(klog, {
      ...failed,
      pod: readPodRef(kill[3]),
      containerName: kill[1] ?? null,
      containerId: readContainerId(kill[2]),
      message: text.slice(kill[0].length),
    })
  }
  const stop = OLD_STOP.exec(text)
  if (!stop) return undefined
  return killing(klog, {
    ...failed,
    containerId: readContainerId(stop[1]),
    message: text.slice(stop[0].length),
  })
}

function fromSyncError(klog: Klog): Killing | undefined {
  const error = readPodSyncError(klog)
  if (error?.action !== 'KillContainer') return undefined
  const { pod, target, detail } = error
  return killing(klog, { phase: 'failed', verbosity: 0, pod, containerName: target, message: detail })
}

export const kubeletKillEnded: MessageParser = {
  id: 'kubelet-kill-ended',
  source: 'kubelet',
  reads: [
    { message: 'Container exited normally: the runtime stopped it', since: '1.2' },
    { message: 'StopContainer from runtime service failed, killContainer failed', since: '1.7' },
    { message: 'Error syncing pod: KillContainerError', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [
    ' exited normally',
    ' exited after ',
    ' termination failed ',
    'StopContainer',
    'Kill container failed',
    'killContainer ',
    'KillContainerError',
  ],
  parse(message) {
    const klog = readKlog(message)
    return klog && (fromKeys(klog) ?? fromText(klog) ?? fromSyncError(klog))
  },
  samples: [
    {
      version: '1.21, -v=3',
      message:
        'I0318 10:21:59.227747     246 kuberuntime_container.go:817] "Container exited normally" pod="shop/cart-0" podUID="fda9988c-79fc-3552-6f7e-aed46725a2a7" containerName="cart" containerID="containerd://b860dcd6c8a1f8b46287cced9041dff02cee737443e210471948d33296c87009"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0318 10:21:59.227747'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'fda9988c-79fc-3552-6f7e-aed46725a2a7' },
        containerName: 'cart',
        containerId: 'b860dcd6c8a1f8b46287cced9041dff02cee737443e210471948d33296c87009',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'finished',
        message: null,
      },
    },
    {
      version: '1.7–1.20, -v=3',
      message:
        'I0603 20:39:46.217074    3033 kuberuntime_container.go:587] Container "docker://b6cc60d5d32cbe54014c2b54b95523cf6941fa1c257c6f561c5cb347611a3ce9" exited normally',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:46.217074'),
        verbosity: 3,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'b6cc60d5d32cbe54014c2b54b95523cf6941fa1c257c6f561c5cb347611a3ce9',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'finished',
        message: null,
      },
    },
    {
      version: '1.2–1.6, -v=2',
      message:
        'I0603 20:39:46.217074    3033 docker_manager.go:1504] Container "b6cc60d5d32cbe54014c2b54b95523cf6941fa1c257c6f561c5cb347611a3ce9 cart shop/cart-0" exited after 10.214306117s',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:39:46.217074'),
        verbosity: 2,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: 'b6cc60d5d32cbe54014c2b54b95523cf6941fa1c257c6f561c5cb347611a3ce9',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'finished',
        message: null,
      },
    },
    {
      version: '1.2–1.6, -v=2',
      message:
        'I0603 20:41:46.217074    3033 docker_manager.go:1506] Container "b6cc60d5d32cbe54014c2b54b95523cf6941fa1c257c6f561c5cb347611a3ce9 cart shop/cart-0" termination failed after 2m0.000341s: operation timeout: context deadline exceeded',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0603 20:41:46.217074'),
        verbosity: 2,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: 'b6cc60d5d32cbe54014c2b54b95523cf6941fa1c257c6f561c5cb347611a3ce9',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'failed',
        message: 'operation timeout: context deadline exceeded',
      },
    },
    {
      version: '1.21',
      message:
        'E1012 19:34:44.999261    2480 remote_runtime.go:505] "StopContainer from runtime service failed" err="rpc error: code = DeadlineExceeded desc = context deadline exceeded" containerID="4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1012 19:34:44.999261'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: '4296b9e2377fddb0e7e42d20223c36771268cb7a1828315331405b66f0030add',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'failed',
        message: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E0408 13:33:44.466398   27666 remote_runtime.go:229] StopContainer "d97dcbee500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c" from runtime service failed: rpc error: code = Unknown desc = operation timeout: context deadline exceeded',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0408 13:33:44.466398'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'd97dcbee500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'failed',
        message: 'rpc error: code = Unknown desc = operation timeout: context deadline exceeded',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E0408 13:33:44.466507   27666 kuberuntime_container.go:604] Container "docker://d97dcbee500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c" termination failed with gracePeriod 30: rpc error: code = Unknown desc = operation timeout: context deadline exceeded',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0408 13:33:44.466507'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'd97dcbee500fe7ee5fc324bdb2e1142a21c402364f9572b85a8e48f687ab165c',
        gracePeriodSeconds: 30,
        override: false,
        reason: null,
        phase: 'failed',
        message: 'rpc error: code = Unknown desc = operation timeout: context deadline exceeded',
      },
    },
    {
      version: '1.20',
      message:
        'E1123 02:03:19.452527   26615 kuberuntime_container.go:662] killContainer "app"(id={"containerd" "779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823"}) for pod "<nil>" failed: rpc error: code = NotFound desc = an error occurred when try to find container "779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823": not found',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:19.452527'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: 'app',
        containerId: '779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823',
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'failed',
        message:
          'rpc error: code = NotFound desc = an error occurred when try to find container "779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823": not found',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E0408 13:33:44.468641   27666 pod_workers.go:186] Error syncing pod 58ac5831-be38-cb8c-b4ba-2e751989a017 ("index-7d9f6c8b54-ddddd_work(58ac5831-be38-cb8c-b4ba-2e751989a017)"), skipping: error killing pod: failed to "KillContainer" for "index-task" with KillContainerError: "rpc error: code = Unknown desc = operation timeout: context deadline exceeded"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('0408 13:33:44.468641'),
        verbosity: 0,
        pod: {
          namespace: 'work',
          name: 'index-7d9f6c8b54-ddddd',
          uid: '58ac5831-be38-cb8c-b4ba-2e751989a017',
        },
        containerName: 'index-task',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: null,
        phase: 'failed',
        message: 'rpc error: code = Unknown desc = operation timeout: context deadline exceeded',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'E0408 13:33:45.099777   27666 kuberuntime_container.go:495] preStop hook for container "index-task" failed: command \'/bin/sleep 30\' exited with 126:',
      because: 'the hook ended, not the container',
    },
    {
      message:
        'E1123 02:24:33.394361    4116 log.go:32] "RemoveContainer from runtime service failed" err="rpc error: code = Unknown desc = failed to set removing state" containerID="7d8056c49ab58fa57bdca6aa6fe05af513945ccb5ad83ed72b9f4c3e4ca6a9bf"',
      because: 'a removal is no stop',
    },
  ],
}
