/**
 * Pod statuses that the kubelet sends to the API (`-v=3`) or complains about: with a container's end they tell its code and reason.
 *
 * Before 1.22 they are the only kubelet lines that carry an exit code.
 */
import type { MessageParser } from '../../src/model/parser.js'
import type { PodRef } from '../../src/model/place.js'
import { unquote } from '../shared/go-value.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { NO_POD, readPodRef, readPodUid, readPodWithUid } from '../shared/pod-ref.js'
import { readFinishedContainers } from '../shared/pod-status.js'
import { KUBELET } from '../shared/programs.js'

interface Printed {
  readonly pod: PodRef
  readonly status: string
  readonly verbosity: number
}

const OLD_PATCH = 'Patch status for pod "'
const OLD_STATUS = 'Status for pod "'
const NOT_CLEANED = 'is terminated, but some containers have not been cleaned up'
const OLD_NOT_CLEANED = /^Pod "([^"]{1,400})" is terminated, but some containers have not been cleaned up: /
const ILLEGAL = 'Pod attempted illegal phase transition'

function readStatus(klog: Klog): Printed | undefined {
  const { text } = klog
  if (text === 'Patch status for pod') {
    return ofPatch(readPodWithUid(klog.get('pod'), klog.get('podUID')), klog.peek('patch') ?? '')
  }
  if (text === 'Status for pod updated successfully') {
    return { pod: readPodRef(klog.get('pod')), status: klog.peek('status') ?? '', verbosity: 3 }
  }
  if (text === ILLEGAL) return { pod: NO_POD, status: klog.peek('apiStatus') ?? '', verbosity: 0 }
  if (text.startsWith(ILLEGAL)) return { pod: NO_POD, status: text.slice(ILLEGAL.length), verbosity: 0 }
  if (text === `Pod ${NOT_CLEANED}`) {
    return { pod: readPodRef(klog.get('pod')), status: klog.peek('status') ?? '', verbosity: 3 }
  }
  const [notCleaned, notCleanedPod] = OLD_NOT_CLEANED.exec(text) ?? []
  if (notCleaned !== undefined) {
    return { pod: readPodRef(notCleanedPod), status: text.slice(notCleaned.length), verbosity: 3 }
  }
  if (text.startsWith(OLD_PATCH)) {
    const end = text.indexOf('" with "')
    if (end < 0) return undefined
    return ofPatch(readPodRef(text.slice(OLD_PATCH.length, end)), unquote(text.slice(end + '" with '.length)))
  }
  if (!text.startsWith(OLD_STATUS)) return undefined
  const end = text.indexOf('" updated successfully: (')
  if (end < 0) return undefined
  return { pod: readPodRef(text.slice(OLD_STATUS.length, end)), status: text.slice(end), verbosity: 3 }
}

function ofPatch(pod: PodRef, patch: string): Printed {
  const uid = /^\{"metadata":\{"uid":"([0-9a-f-]{32,36})"/.exec(patch)?.[1]
  return { pod: { ...pod, uid: pod.uid ?? readPodUid(uid) }, status: patch, verbosity: 3 }
}

export const kubeletPodStatus: MessageParser = {
  id: 'kubelet-pod-status',
  source: 'kubelet',
  reads: [
    { message: 'Patch status for pod: containers that ended, with code and reason', since: '1.13' },
    { message: 'Status for pod updated successfully', since: '1.7' },
    { message: `Pod ${NOT_CLEANED}`, since: '1.8' },
    { message: ILLEGAL, since: '1.7' },
  ],
  programs: KUBELET,
  needles: ['Patch status for pod', 'Status for pod', NOT_CLEANED, ILLEGAL],
  parse(message) {
    const klog = readKlog(message)
    const read = klog && readStatus(klog)
    if (!klog || !read) return undefined
    const newestFirst = [...readFinishedContainers(read.status)].sort(
      (a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0),
    )
    const [newest, ...others] = newestFirst
    if (!newest) return undefined
    return {
      type: 'kubelet.container_finished',
      ...printed(klog, read.verbosity),
      pod: read.pod,
      ...newest,
      ...(others.length > 0 && { others }),
    }
  },
  samples: [
    {
      version: '1.31',
      message:
        'I0318 10:22:16.622568     246 status_manager.go:872] "Patch status for pod" pod="shop/cart-0" podUID="fda9988c-79fc-3552-6f7e-aed46725a2a7" patch="{\\"metadata\\":{\\"uid\\":\\"fda9988c-79fc-3552-6f7e-aed46725a2a7\\"},\\"status\\":{\\"containerStatuses\\":[{\\"containerID\\":\\"containerd://a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec\\",\\"image\\":\\"shop.example/cart:1\\",\\"lastState\\":{},\\"name\\":\\"cart\\",\\"ready\\":false,\\"restartCount\\":0,\\"started\\":false,\\"state\\":{\\"terminated\\":{\\"containerID\\":\\"containerd://a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec\\",\\"exitCode\\":137,\\"finishedAt\\":\\"2025-03-18T10:21:59Z\\",\\"message\\":\\"bye\\\\n\\",\\"reason\\":\\"OOMKilled\\",\\"startedAt\\":\\"2025-03-18T10:20:00Z\\"}}},{\\"containerID\\":\\"containerd://8df4f50947aaeb26c57d21fa5d328263dfe574de739988b886e7577496a2c877\\",\\"lastState\\":{},\\"name\\":\\"proxy\\",\\"state\\":{\\"terminated\\":{\\"containerID\\":\\"containerd://8df4f50947aaeb26c57d21fa5d328263dfe574de739988b886e7577496a2c877\\",\\"exitCode\\":0,\\"finishedAt\\":\\"2025-03-18T10:22:00Z\\",\\"reason\\":\\"Completed\\",\\"startedAt\\":null}}}]}}"',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0318 10:22:16.622568'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'fda9988c-79fc-3552-6f7e-aed46725a2a7' },
        containerName: 'proxy',
        containerId: '8df4f50947aaeb26c57d21fa5d328263dfe574de739988b886e7577496a2c877',
        exitCode: 0,
        reason: 'Completed',
        startedAt: null,
        finishedAt: Date.UTC(2025, 2, 18, 10, 22, 0),
        others: [
          {
            containerName: 'cart',
            containerId: 'a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec',
            exitCode: 137,
            reason: 'OOMKilled',
            startedAt: Date.UTC(2025, 2, 18, 10, 20, 0),
            finishedAt: Date.UTC(2025, 2, 18, 10, 21, 59),
          },
        ],
      },
    },
    {
      version: '1.28',
      message:
        'I0318 10:22:16.622656     246 status_manager.go:881] "Status for pod updated successfully" pod="shop/cart-0" statusVersion=3 status={"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"cart","state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":139,"reason":"Error","startedAt":"2025-03-18T10:20:00Z","finishedAt":"2025-03-18T10:21:59Z","containerID":"cri-o://a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec"}},"ready":false}]}',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0318 10:22:16.622656'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: 'a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec',
        exitCode: 139,
        reason: 'Error',
        startedAt: Date.UTC(2025, 2, 18, 10, 20, 0),
        finishedAt: Date.UTC(2025, 2, 18, 10, 21, 59),
      },
    },
    {
      version: '1.16–1.20',
      message:
        'I0603 20:39:37.916683    3033 status_manager.go:565] Patch status for pod "cart-0_shop(e58b0810-06f7-e3df-c967-a64cb14028d5)" with "{\\"metadata\\":{\\"uid\\":\\"e58b0810-06f7-e3df-c967-a64cb14028d5\\"},\\"status\\":{\\"containerStatuses\\":[{\\"containerID\\":\\"docker://a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec\\",\\"name\\":\\"cart\\",\\"state\\":{\\"terminated\\":{\\"containerID\\":\\"docker://a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec\\",\\"exitCode\\":1,\\"finishedAt\\":\\"2020-06-03T20:39:37Z\\",\\"reason\\":\\"Error\\",\\"startedAt\\":\\"2020-06-03T20:39:30Z\\"}}}]}}"',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0603 20:39:37.916683'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'e58b0810-06f7-e3df-c967-a64cb14028d5' },
        containerName: 'cart',
        containerId: 'a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec',
        exitCode: 1,
        reason: 'Error',
        startedAt: Date.UTC(2020, 5, 3, 20, 39, 30),
        finishedAt: Date.UTC(2020, 5, 3, 20, 39, 37),
      },
    },
    {
      version: '1.7–1.20',
      message:
        'I0603 20:39:37.916683    3033 status_manager.go:510] Status for pod "cart-0_shop(e58b0810-06f7-e3df-c967-a64cb14028d5)" updated successfully: (3, {Phase:Running Conditions:[{Type:Ready Status:False}] Message: Reason: ContainerStatuses:[{Name:cart State:{Waiting:nil Running:nil Terminated:&ContainerStateTerminated{ExitCode:143,Signal:0,Reason:Error,Message:,StartedAt:2020-06-03 20:39:30 +0200 CEST,FinishedAt:2020-06-03 20:39:37 +0200 CEST,ContainerID:docker://a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec,}} LastTerminationState:{Waiting:nil Running:nil Terminated:nil} Ready:false}]})',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0603 20:39:37.916683'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'e58b0810-06f7-e3df-c967-a64cb14028d5' },
        containerName: 'cart',
        containerId: 'a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec',
        exitCode: 143,
        reason: 'Error',
        startedAt: Date.UTC(2020, 5, 3, 18, 39, 30),
        finishedAt: Date.UTC(2020, 5, 3, 18, 39, 37),
      },
    },
    {
      version: '1.20',
      message:
        'E1123 02:03:18.728069   26615 kubelet_pods.go:1514] Pod attempted illegal phase transition from Failed to Running: &PodStatus{Phase:Running,Conditions:[]PodCondition{},Message:,Reason:,HostIP:,PodIP:192.0.2.2,StartTime:<nil>,ContainerStatuses:[]ContainerStatus{ContainerStatus{Name:app,State:ContainerState{Waiting:nil,Running:nil,Terminated:&ContainerStateTerminated{ExitCode:137,Signal:0,Reason:Error,Message:,StartedAt:2026-11-23 02:03:04.240250689 +0000 UTC,FinishedAt:2026-11-23 02:03:17.800956603 +0000 UTC,ContainerID:containerd://779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823,},},LastTerminationState:ContainerState{Waiting:nil,Running:nil,Terminated:nil,},Ready:false,RestartCount:0,},},}',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('1123 02:03:18.728069'),
        verbosity: 0,
        pod: { namespace: null, name: null, uid: null },
        containerName: 'app',
        containerId: '779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823',
        exitCode: 137,
        reason: 'Error',
        startedAt: Date.UTC(2026, 10, 23, 2, 3, 4) + 240.250689,
        finishedAt: Date.UTC(2026, 10, 23, 2, 3, 17) + 800.956603,
      },
    },
    {
      version: '1.8–1.20',
      message:
        'I0224 18:02:58.054182    1371 kubelet_pods.go:948] Pod "cart-0_shop(e58b0810-06f7-e3df-c967-a64cb14028d5)" is terminated, but some containers have not been cleaned up: {ID:{Type:docker ID:8df4f50947aaeb26c57d21fa5d328263dfe574de739988b886e7577496a2c877} Name:proxy State:running CreatedAt:2020-02-24 18:01:35.610071243 +0000 UTC StartedAt:2020-02-24 18:01:36.610071243 +0000 UTC FinishedAt:0001-01-01 00:00:00 +0000 UTC ExitCode:0 Image:shop.example/proxy:1 ImageID:docker-pullable://shop.example/proxy@sha256:e004c2cc521c95383aebb1fb5893719aa7a8eae2e7a71f316a4410784edb00a9 Hash:2873044231 RestartCount:0 Reason: Message:} {ID:{Type:docker ID:a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec} Name:cart State:exited CreatedAt:2020-02-24 18:01:35.610071243 +0000 UTC StartedAt:2020-02-24 18:01:35.71 +0000 UTC FinishedAt:2020-02-24 18:01:35.81 +0000 UTC ExitCode:128 Image:shop.example/cart:1 ImageID:docker-pullable://shop.example/cart@sha256:f004c2cc521c95383aebb1fb5893719aa7a8eae2e7a71f316a4410784edb00a9 Hash:2873044230 RestartCount:0 Reason:ContainerCannotRun Message:OCI runtime create failed: unknown} ',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0224 18:02:58.054182'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'e58b0810-06f7-e3df-c967-a64cb14028d5' },
        containerName: 'cart',
        containerId: 'a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec',
        exitCode: 128,
        reason: 'ContainerCannotRun',
        startedAt: Date.UTC(2020, 1, 24, 18, 1, 35, 710),
        finishedAt: Date.UTC(2020, 1, 24, 18, 1, 35, 810),
      },
    },
    {
      version: '1.21–1.26',
      message:
        'I0318 10:22:16.622656     246 kubelet_pods.go:1031] "Pod is terminated, but some containers have not been cleaned up" pod="shop/cart-0" status="{ID:{Type:containerd ID:a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec} Name:cart State:exited CreatedAt:2022-03-18 10:20:00.5 +0000 UTC StartedAt:2022-03-18 10:20:01 +0000 UTC FinishedAt:2022-03-18 10:21:59.25 +0000 UTC ExitCode:143 Image:shop.example/cart:1 ImageID:shop.example/cart@sha256:e004c2cc521c95383aebb1fb5893719aa7a8eae2e7a71f316a4410784edb00a9 Hash:2873044230 RestartCount:0 Reason:Error Message:} "',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0318 10:22:16.622656'),
        verbosity: 3,
        pod: { namespace: 'shop', name: 'cart-0', uid: null },
        containerName: 'cart',
        containerId: 'a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec',
        exitCode: 143,
        reason: 'Error',
        startedAt: Date.UTC(2022, 2, 18, 10, 20, 1),
        finishedAt: Date.UTC(2022, 2, 18, 10, 21, 59, 250),
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I0224 18:02:58.054182    1371 kubelet_pods.go:948] Pod "cart-0_shop(e58b0810-06f7-e3df-c967-a64cb14028d5)" is terminated, but some containers have not been cleaned up: {ID:{Type:docker ID:8df4f50947aaeb26c57d21fa5d328263dfe574de739988b886e7577496a2c877} Name:proxy State:created CreatedAt:2020-02-24 18:01:35.610071243 +0000 UTC StartedAt:0001-01-01 00:00:00 +0000 UTC FinishedAt:0001-01-01 00:00:00 +0000 UTC ExitCode:0 Image:shop.example/proxy:1 ImageID:docker-pullable://x Hash:2873044231 RestartCount:0 Reason: Message:x} {ID:{Type:docker ID:a65e19cbae530282bd36cb9d21f6be6abf0d7c1c1e21862ab8a18a8902073fec} Name:cart State:exited CreatedAt:2020-02-24 18:01:35.610071243 +0000 UTC StartedAt:2020-02-24 18:01:35.71 +0000 UTC FinishedAt:2020-02-24 18:01:35.81 +0000 UTC ExitCode:128 Image:x ImageID:x Hash:2873044230 RestartCount:0 Reason:Error Message:} ',
      because: 'what stands behind a message may be part of it, and the container before it has not ended',
    },
    {
      message:
        'I0318 10:21:22.622568     246 status_manager.go:872] "Patch status for pod" pod="shop/cart-0" podUID="fda9988c-79fc-3552-6f7e-aed46725a2a7" patch="{\\"metadata\\":{\\"uid\\":\\"fda9988c-79fc-3552-6f7e-aed46725a2a7\\"}}"',
      because: 'nothing has ended',
    },
    {
      message:
        'I0318 10:22:16.622656     246 status_manager.go:881] "Status for pod updated successfully" pod="shop/cart-0" statusVersion=3 status={"phase":"Failed","containerStatuses":[{"name":"cart","state":{"terminated":{"exitCode":137,"reason":"ContainerStatusUnknown","message":"The container could not be located when the pod was terminated","startedAt":null,"finishedAt":null}}}]}',
      because: 'a made-up end names no container',
    },
    {
      message:
        'E1123 02:03:18.728069   26615 kubelet_pods.go:1514] Pod attempted illegal phase transition from Failed to Running: &PodStatus{ContainerStatuses:[]ContainerStatus{ContainerStatus{Name:app,State:ContainerState{Terminated:&ContainerStateTerminated{ExitCode:1,Signal:0,Reason:Error,Message:x,StartedAt:1,FinishedAt:1,ContainerID:containerd://779c4bf4916b485230e075232e41e7ec89c56109d45a104e4e25fb57f3d1e823,},},}',
      because: 'a termination message is the container’s own and unescaped: what follows it may be forged',
    },
  ],
}
