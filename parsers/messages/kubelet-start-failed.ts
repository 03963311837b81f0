/**
 * A container was to be created or started and could not be. Kubelet 1.7 and later, at any verbosity.
 *
 * The runtime's error comes first (with the id), then the kubelet's two lines for it (with the pod).
 */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { NO_POD } from '../shared/pod-ref.js'
import { readPodSyncError } from '../shared/pod-sync-error.js'
import { KUBELET } from '../shared/programs.js'

type StartFailed = FactOf['kubelet.start_failed']
type Said = Pick<StartFailed, 'error'> & Partial<StartFailed>

/** What went wrong with a container itself; a missing image or sandbox is another matter. */
const REASONS: ReadonlySet<string> = new Set([
  'RunContainerError',
  'CreateContainerError',
  'CreateContainerConfigError',
  'PreCreateHookError',
  'PreStartHookError',
])

const START = 'StartContainer from runtime service failed'
const CREATE = 'CreateContainer in sandbox from runtime service failed'
const OLD_START = /^StartContainer "([0-9a-f]{64})" from runtime service failed: /
const OLD_CREATE = /^CreateContainer in sandbox "([0-9a-f]{64})" from runtime service failed: /

function fromRuntime(klog: Klog): Said | undefined {
  const { text } = klog
  const error = klog.get('err') ?? ''
  if (text === START) {
    const containerId = readContainerId(klog.get('containerID'))
    return containerId ? { containerId, error } : undefined
  }
  if (text === CREATE) {
    const sandboxId = readContainerId(klog.get('podSandboxID'))
    return sandboxId ? { sandboxId, error } : undefined
  }
  const start = OLD_START.exec(text)
  if (start) return { containerId: start[1] ?? null, error: text.slice(start[0].length) }
  const create = OLD_CREATE.exec(text)
  return create?.[1] ? { sandboxId: create[1], error: text.slice(create[0].length) } : undefined
}

/** docker's errors name the container. */
const OF_CONTAINER = /^failed to start container "([0-9a-f]{64})": /

/** docker leaves behind, dead, a sandbox that it could not start. */
const SANDBOX = 'failed to start sandbox container'

function fromSyncError(klog: Klog): Said | undefined {
  const error = readPodSyncError(klog)
  if (error?.action === 'CreatePodSandbox' && error.detail.includes(SANDBOX)) {
    return { pod: error.pod, sandbox: true, error: `${error.reason}: ${error.detail}` }
  }
  if (error?.action !== 'StartContainer' || !REASONS.has(error.reason)) return undefined
  const { pod, target, reason, detail } = error
  const containerId = OF_CONTAINER.exec(detail)?.[1] ?? null
  return { pod, containerName: target, containerId, error: `${reason}: ${detail}` }
}

export const kubeletStartFailed: MessageParser = {
  id: 'kubelet-start-failed',
  source: 'kubelet',
  reads: [
    { message: 'StartContainer, CreateContainer from runtime service failed', since: '1.7' },
    { message: 'container … start failed in pod', since: '1.7' },
    { message: 'Error syncing pod: RunContainerError, CreateContainerError, …', since: '1.7' },
    { message: 'Error syncing pod: failed to start sandbox container', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [
    START,
    CREATE,
    'StartContainer ',
    'CreateContainer in sandbox ',
    'RunContainerError',
    'CreateContainerError',
    'CreateContainerConfigError',
    'PreCreateHookError',
    'PreStartHookError',
    SANDBOX,
  ],
  parse(message) {
    const klog = readKlog(message)
    const said = klog && (fromRuntime(klog) ?? fromSyncError(klog))
    if (!klog || !said) return undefined
    return {
      type: 'kubelet.start_failed',
      ...printed(klog, 0),
      pod: NO_POD,
      containerName: null,
      containerId: null,
      ...said,
    }
  },
  samples: [
    {
      version: '1.21',
      message:
        'E1123 02:24:13.175473    4116 log.go:32] "StartContainer from runtime service failed" err="rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \\"/nonexistent\\": stat /nonexistent: no such file or directory: unknown" containerID="c8a4e41b09564eb669ff4fe24dfa0489a1c42da7dcbc64d9d0d9a341f9672504"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:24:13.175473'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: 'c8a4e41b09564eb669ff4fe24dfa0489a1c42da7dcbc64d9d0d9a341f9672504',
        error:
          'rpc error: code = Unknown desc = failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/nonexistent": stat /nonexistent: no such file or directory: unknown',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1123 02:03:04.318174   26615 remote_runtime.go:251] StartContainer "329441ff70ff2d20722be64d956bdee9c3a5ebf5e5c4a3e3921f78dd5f155346" from runtime service failed: rpc error: code = Unknown desc = failed to create containerd task: no such file or directory: unknown',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:03:04.318174'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: '329441ff70ff2d20722be64d956bdee9c3a5ebf5e5c4a3e3921f78dd5f155346',
        error:
          'rpc error: code = Unknown desc = failed to create containerd task: no such file or directory: unknown',
      },
    },
    {
      version: '1.21',
      message:
        'E1123 02:24:13.175473    4116 remote_runtime.go:319] "CreateContainer in sandbox from runtime service failed" err="rpc error: code = DeadlineExceeded desc = context deadline exceeded" podSandboxID="5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:24:13.175473'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: null,
        containerId: null,
        sandboxId: '5d8b5071a5a5ed13cefe47dbf29ee323c729eef0ca4d493eea16af85f180d1b7',
        error: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded',
      },
    },
    {
      version: '1.7–1.30',
      message:
        'E1123 02:03:04.318479   26615 kuberuntime_manager.go:829] container &Container{Name:app,Image:lab.local/toolbox:1.0,Command:[/nonexistent],Args:[],WorkingDir:,Ports:[]ContainerPort{},} start failed in pod a-nofile_default(759c4ed4-0671-4bc2-868a-d92a1305eb8e): RunContainerError: failed to create containerd task: no such file or directory: unknown',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:03:04.318479'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-nofile', uid: '759c4ed4-0671-4bc2-868a-d92a1305eb8e' },
        containerName: 'app',
        containerId: null,
        error: 'RunContainerError: failed to create containerd task: no such file or directory: unknown',
      },
    },
    {
      version: '1.31–1.35',
      message:
        'E1123 02:24:13.175620    4116 kuberuntime_manager.go:1341] "Unhandled Error" err="init container &Container{Name:setup,Image:lab.local/toolbox:1.0,Command:[/nonexistent],} start failed in pod k-nofile-lab-node-1_default(ce948daef83fa8a4198f5a84bacd1819): CreateContainerConfigError: secret \\"s\\" not found" logger="UnhandledError"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:24:13.175620'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'k-nofile-lab-node-1', uid: 'ce948daef83fa8a4198f5a84bacd1819' },
        containerName: 'setup',
        containerId: null,
        error: 'CreateContainerConfigError: secret "s" not found',
      },
    },
    {
      version: '1.36',
      message:
        'E1123 02:24:13.175620    4116 kuberuntime_manager.go:1664] "Unhandled Error" err="container app start failed in pod web-0_prod(759c4ed4-0671-4bc2-868a-d92a1305eb8e): RunContainerError: no such file" logger="UnhandledError"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:24:13.175620'),
        verbosity: 0,
        pod: { namespace: 'prod', name: 'web-0', uid: '759c4ed4-0671-4bc2-868a-d92a1305eb8e' },
        containerName: 'app',
        containerId: null,
        error: 'RunContainerError: no such file',
      },
    },
    {
      version: '1.21',
      message:
        'E1123 02:24:13.176781    4116 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with RunContainerError: \\"failed to create containerd task: exec: \\\\\\"/nonexistent\\\\\\": no such file or directory: unknown\\"" pod="default/k-nofile-lab-node-1" podUID="ce948daef83fa8a4198f5a84bacd1819"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:24:13.176781'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'k-nofile-lab-node-1', uid: 'ce948daef83fa8a4198f5a84bacd1819' },
        containerName: 'app',
        containerId: null,
        error:
          'RunContainerError: failed to create containerd task: exec: "/nonexistent": no such file or directory: unknown',
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1123 02:03:04.318554   26615 pod_workers.go:191] Error syncing pod 759c4ed4-0671-4bc2-868a-d92a1305eb8e ("a-nofile_default(759c4ed4-0671-4bc2-868a-d92a1305eb8e)"), skipping: failed to "StartContainer" for "app" with CreateContainerError: "context deadline exceeded"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1123 02:03:04.318554'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-nofile', uid: '759c4ed4-0671-4bc2-868a-d92a1305eb8e' },
        containerName: 'app',
        containerId: null,
        error: 'CreateContainerError: context deadline exceeded',
      },
    },
    {
      version: '1.7–1.20, dockershim',
      message:
        'E1012 19:34:44.999461    2480 pod_workers.go:186] Error syncing pod 759c4ed4-0671-4bc2-868a-d92a1305eb8e ("web-0_prod(759c4ed4-0671-4bc2-868a-d92a1305eb8e)"), skipping: failed to "StartContainer" for "web" with RunContainerError: "failed to start container \\"329441ff70ff2d20722be64d956bdee9c3a5ebf5e5c4a3e3921f78dd5f155346\\": Error response from daemon: OCI runtime create failed: no such file"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('1012 19:34:44.999461'),
        verbosity: 0,
        pod: { namespace: 'prod', name: 'web-0', uid: '759c4ed4-0671-4bc2-868a-d92a1305eb8e' },
        containerName: 'web',
        containerId: '329441ff70ff2d20722be64d956bdee9c3a5ebf5e5c4a3e3921f78dd5f155346',
        error:
          'RunContainerError: failed to start container "329441ff70ff2d20722be64d956bdee9c3a5ebf5e5c4a3e3921f78dd5f155346": Error response from daemon: OCI runtime create failed: no such file',
      },
    },
    {
      version: '1.7–1.20, docker',
      message:
        'E0701 00:45:31.465926   12227 pod_workers.go:190] Error syncing pod 759c4ed4-0671-4bc2-868a-d92a1305eb8e ("cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)"), skipping: failed to "CreatePodSandbox" for "cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)" with CreatePodSandboxError: "CreatePodSandbox for pod \\"cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)\\" failed: rpc error: code = Unknown desc = failed to start sandbox container for pod \\"cart-46\\": Error response from daemon: OCI runtime create failed: cannot allocate memory: unknown"',
      fact: {
        type: 'kubelet.start_failed',
        stamp: klogStamp('0701 00:45:31.465926'),
        verbosity: 0,
        pod: { namespace: 'shop', name: 'cart-46', uid: '759c4ed4-0671-4bc2-868a-d92a1305eb8e' },
        containerName: null,
        containerId: null,
        sandbox: true,
        error:
          'CreatePodSandboxError: CreatePodSandbox for pod "cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)" failed: rpc error: code = Unknown desc = failed to start sandbox container for pod "cart-46": Error response from daemon: OCI runtime create failed: cannot allocate memory: unknown',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'E0701 00:45:31.465926   12227 pod_workers.go:190] Error syncing pod 759c4ed4-0671-4bc2-868a-d92a1305eb8e ("cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)"), skipping: failed to "CreatePodSandbox" for "cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)" with CreatePodSandboxError: "CreatePodSandbox for pod \\"cart-46_shop(759c4ed4-0671-4bc2-868a-d92a1305eb8e)\\" failed: rpc error: code = Unknown desc = failed to set up sandbox container \\"8acb57176c4c3e2e46fddfdc383e451ce0ab7015526e83e4db74d4d5b75ae67f\\" network for pod \\"cart-46\\": no addresses left"',
      because: 'the sandbox ran, and got no network',
    },
    {
      message:
        'E1123 02:03:03.920336   26615 kuberuntime_manager.go:829] container &Container{Name:app,Image:lab.local/none:1,Command:[/x],} start failed in pod a-noimage_default(4eb73925-4a57-43f8-a5c4-21059b48cc18): ErrImageNeverPull: Container image "lab.local/none:1" is not present with pull policy of Never',
      because: 'nothing was created',
    },
    {
      message:
        'E1123 02:24:24.393399    4116 kuberuntime_container.go:897] "Unhandled Error" err="failed to remove pod init container \\"setup\\": rpc error: code = Unknown desc = container is already in removing state; Skipping pod \\"k-init-lab-node-1_default(44a06ab473953dd61ca3c24c510457e6)\\"" logger="UnhandledError"',
      because: 'a removal failed',
    },
  ],
}
