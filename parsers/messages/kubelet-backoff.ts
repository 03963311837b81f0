/** The kubelet waits before it starts a container again: a state, not a death. Kubelet 1.7 and later. */
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { goSeconds } from '../shared/go-value.js'
import { type Klog, klogStamp, printed, readKlog } from '../shared/klog.js'
import { readPodRef } from '../shared/pod-ref.js'
import { readPodSyncError } from '../shared/pod-sync-error.js'
import { KUBELET } from '../shared/programs.js'

const WAITS = /^[Bb]ack-off (\S{1,20}) restarting failed container=(\S{1,63}) pod=(\S{1,400}\))$/

/** `back-off 5m0s restarting failed container=app pod=web-0_prod(uid)` */
function fromText(klog: Klog, text: string): FactOf['kubelet.backoff'] | undefined {
  const m = WAITS.exec(text)
  if (!m) return undefined
  return {
    type: 'kubelet.backoff',
    ...printed(klog, 3),
    pod: readPodRef(m[3]),
    containerName: m[2] ?? null,
    backoffSeconds: goSeconds(m[1] ?? ''),
  }
}

export const kubeletBackoff: MessageParser = {
  id: 'kubelet-backoff',
  source: 'kubelet',
  reads: [
    { message: 'Error syncing pod: CrashLoopBackOff', since: '1.7' },
    { message: 'Back-off restarting failed container', since: '1.7' },
  ],
  programs: KUBELET,
  needles: ['ack-off '],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const error = readPodSyncError(klog)
    if (error) {
      if (error.reason !== 'CrashLoopBackOff') return undefined
      const { pod, target } = error
      const backoffSeconds = goSeconds(/^back-off (\S{1,20}) /.exec(error.detail)?.[1] ?? '')
      return { type: 'kubelet.backoff', ...printed(klog, 0), pod, containerName: target, backoffSeconds }
    }
    const structured = klog.text === 'Back-off restarting failed container'
    return fromText(klog, structured ? (klog.get('err') ?? '') : klog.text)
  },
  samples: [
    {
      version: '1.28',
      message:
        'E1123 02:24:20.277300    4116 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"main\\" with CrashLoopBackOff: \\"back-off 10s restarting failed container=main pod=k-duo-lab-node-1_default(a45421d5914bd7da3386d31dd49414da)\\"" pod="default/k-duo-lab-node-1" podUID="a45421d5914bd7da3386d31dd49414da"',
      fact: {
        type: 'kubelet.backoff',
        stamp: klogStamp('1123 02:24:20.277300'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'k-duo-lab-node-1', uid: 'a45421d5914bd7da3386d31dd49414da' },
        containerName: 'main',
        backoffSeconds: 10,
      },
    },
    {
      version: '1.21–1.27, two containers of one pod',
      message:
        'E1028 10:51:50.539363    1583 pod_workers.go:951] "Error syncing pod, skipping" err="[failed to \\"StartContainer\\" for \\"app\\" with CrashLoopBackOff: \\"back-off 2m40s restarting failed container=app pod=web-0_prod(d147c698-35a8-4a12-8f97-fb6d624f72b9)\\", failed to \\"StartContainer\\" for \\"side\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=side pod=web-0_prod(d147c698-35a8-4a12-8f97-fb6d624f72b9)\\"]" pod="prod/web-0" podUID=d147c698-35a8-4a12-8f97-fb6d624f72b9',
      fact: {
        type: 'kubelet.backoff',
        stamp: klogStamp('1028 10:51:50.539363'),
        verbosity: 0,
        pod: { namespace: 'prod', name: 'web-0', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: 'app',
        backoffSeconds: 160,
      },
    },
    {
      version: '1.7–1.20',
      message:
        'E1123 02:03:05.622815   26615 pod_workers.go:191] Error syncing pod 759c4ed4-0671-4bc2-868a-d92a1305eb8e ("a-nofile_default(759c4ed4-0671-4bc2-868a-d92a1305eb8e)"), skipping: failed to "StartContainer" for "app" with CrashLoopBackOff: "back-off 10s restarting failed container=app pod=a-nofile_default(759c4ed4-0671-4bc2-868a-d92a1305eb8e)"',
      fact: {
        type: 'kubelet.backoff',
        stamp: klogStamp('1123 02:03:05.622815'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-nofile', uid: '759c4ed4-0671-4bc2-868a-d92a1305eb8e' },
        containerName: 'app',
        backoffSeconds: 10,
      },
    },
    {
      version: '1.21, -v=3',
      message:
        'I1123 02:24:20.277290    4116 kuberuntime_manager.go:1150] "Back-off restarting failed container" err="back-off 5m0s restarting failed container=main pod=web-0_prod(d147c698-35a8-4a12-8f97-fb6d624f72b9)"',
      fact: {
        type: 'kubelet.backoff',
        stamp: klogStamp('1123 02:24:20.277290'),
        verbosity: 3,
        pod: { namespace: 'prod', name: 'web-0', uid: 'd147c698-35a8-4a12-8f97-fb6d624f72b9' },
        containerName: 'main',
        backoffSeconds: 300,
      },
    },
    {
      version: '1.7–1.20, -v=3',
      message:
        'I0603 20:39:46.217074    3033 kuberuntime_manager.go:767] Back-off 20s restarting failed container=app pod=web-0_prod(49ddb14f-7101-0b93-b7d9-46bf54074e32)',
      fact: {
        type: 'kubelet.backoff',
        stamp: klogStamp('0603 20:39:46.217074'),
        verbosity: 3,
        pod: { namespace: 'prod', name: 'web-0', uid: '49ddb14f-7101-0b93-b7d9-46bf54074e32' },
        containerName: 'app',
        backoffSeconds: 20,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'E1123 02:24:20.277300    4116 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with ImagePullBackOff: \\"Back-off pulling image \\\\\\"app:1\\\\\\"\\"" pod="default/web-0" podUID="d147c698-35a8-4a12-8f97-fb6d624f72b9"',
      because: 'an image is waited for; nothing has run',
    },
  ],
}
