/** A postStart hook failed, for which the kubelet kills the container it belongs to. Kubelet 1.7 and later, at any verbosity. */
import type { MessageParser } from '../../src/model/parser.js'
import { readShortenedId } from '../shared/container-id.js'
import { killing } from '../shared/killing.js'
import { klogStamp, readKlog } from '../shared/klog.js'
import { readPodWithUid } from '../shared/pod-ref.js'
import { readPodSyncError } from '../shared/pod-sync-error.js'
import { KUBELET } from '../shared/programs.js'

const FAILED = 'Failed to execute PostStartHook'

export const kubeletPostStartHook: MessageParser = {
  id: 'kubelet-post-start-hook',
  source: 'kubelet',
  reads: [
    { message: FAILED, since: '1.21' },
    { message: 'PostStartHookError: container start failed in pod, Error syncing pod', since: '1.7' },
  ],
  programs: KUBELET,
  needles: [FAILED, 'PostStartHookError'],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const said = { phase: 'decided', reason: 'post-start-hook', verbosity: 0 } as const
    if (klog.text === FAILED) {
      const containerId = readShortenedId(klog.get('containerID'))
      if (!containerId) return undefined
      return killing(klog, {
        ...said,
        pod: readPodWithUid(klog.get('pod'), klog.get('podUID')),
        containerName: klog.get('containerName') || null,
        containerId,
        message: klog.get('err') ?? null,
      })
    }
    const error = readPodSyncError(klog)
    if (error?.reason !== 'PostStartHookError') return undefined
    const { pod, target, detail } = error
    return killing(klog, { ...said, pod, containerName: target, message: detail })
  },
  samples: [
    {
      version: '1.21',
      message:
        'E1123 02:03:04.090618   26615 kuberuntime_container.go:287] "Failed to execute PostStartHook" err="command \'/bin/false\' exited with 1: " pod="default/a-poststart" podUID="2cdc541c-fe54-46e6-a25d-16b049d30149" containerName="app" containerID="containerd://156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7"',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:04.090618'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-poststart', uid: '2cdc541c-fe54-46e6-a25d-16b049d30149' },
        containerName: 'app',
        containerId: '156421d6ec036a2d0570fa4f11391893b1dbc723773ddbb16f2a6aee97dc9ef7',
        gracePeriodSeconds: null,
        override: false,
        reason: 'post-start-hook',
        phase: 'decided',
        message: "command '/bin/false' exited with 1: ",
      },
    },
    {
      version: '1.20',
      message:
        'E1123 02:03:04.353613   26615 pod_workers.go:191] Error syncing pod 2cdc541c-fe54-46e6-a25d-16b049d30149 ("a-poststart_default(2cdc541c-fe54-46e6-a25d-16b049d30149)"), skipping: failed to "StartContainer" for "app" with PostStartHookError: command \'/bin/false\' exited with 1: : "Exec lifecycle hook ([/bin/false]) for Container \\"app\\" in Pod \\"a-poststart_default(2cdc541c-fe54-46e6-a25d-16b049d30149)\\" failed - error: command \'/bin/false\' exited with 1: , message: \\"\\""',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:04.353613'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-poststart', uid: '2cdc541c-fe54-46e6-a25d-16b049d30149' },
        containerName: 'app',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'post-start-hook',
        phase: 'decided',
        message:
          'command \'/bin/false\' exited with 1: : "Exec lifecycle hook ([/bin/false]) for Container \\"app\\" in Pod \\"a-poststart_default(2cdc541c-fe54-46e6-a25d-16b049d30149)\\" failed - error: command \'/bin/false\' exited with 1: , message: \\"\\""',
      },
    },
    {
      version: '1.20',
      message:
        'E1123 02:03:04.353565   26615 kuberuntime_manager.go:829] container &Container{Name:app,Image:lab.local/toolbox:1.0,Command:[/bin/sh -c trap "exit 0" TERM; while :; do sleep 0.2; done],Args:[],} start failed in pod a-poststart_default(2cdc541c-fe54-46e6-a25d-16b049d30149): PostStartHookError: command \'/bin/false\' exited with 1: : Exec lifecycle hook failed',
      fact: {
        type: 'kubelet.killing',
        stamp: klogStamp('1123 02:03:04.353565'),
        verbosity: 0,
        pod: { namespace: 'default', name: 'a-poststart', uid: '2cdc541c-fe54-46e6-a25d-16b049d30149' },
        containerName: 'app',
        containerId: null,
        gracePeriodSeconds: null,
        override: false,
        reason: 'post-start-hook',
        phase: 'decided',
        message: "command '/bin/false' exited with 1: : Exec lifecycle hook failed",
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I1123 02:03:04.090618   26615 handlers.go:67] Exec lifecycle hook ([/bin/false]) for Container "app" in Pod "a-poststart_default(2cdc541c-fe54-46e6-a25d-16b049d30149)" failed - error: command \'/bin/false\' exited with 1: , message: ""',
      because: 'a preStop hook fails in the same words',
    },
  ],
}
