/** A dead container's record is cleared away: it had died before, when is not said. Kubelet 1.18 and later, at any verbosity. */
import type { MessageParser } from '../../src/model/parser.js'
import { readContainerId } from '../shared/container-id.js'
import { klogStamp, printed, readKlog } from '../shared/klog.js'
import { KUBELET } from '../shared/programs.js'

const OLD = /^\[topologymanager\] RemoveContainer - Container ID: ([0-9a-f]{64})(?: |$)/

export const kubeletContainerRemoved: MessageParser = {
  id: 'kubelet-container-removed',
  source: 'kubelet',
  reads: [{ message: 'RemoveContainer', since: '1.18' }],
  programs: KUBELET,
  needles: ['RemoveContainer'],
  parse(message) {
    const klog = readKlog(message)
    if (!klog) return undefined
    const containerId = readContainerId(
      klog.text === 'RemoveContainer' ? klog.get('containerID') : OLD.exec(klog.text)?.[1],
    )
    return containerId ? { type: 'kubelet.container_removed', ...printed(klog, 0), containerId } : undefined
  },
  samples: [
    {
      version: '1.21',
      message:
        'I0516 18:00:44.655636    4052 scope.go:117] "RemoveContainer" containerID="f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c"',
      fact: {
        type: 'kubelet.container_removed',
        stamp: klogStamp('0516 18:00:44.655636'),
        verbosity: 0,
        containerId: 'f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c',
      },
    },
    {
      version: '1.18–1.20',
      message:
        'I1123 02:03:04.585299   26615 scope.go:95] [topologymanager] RemoveContainer - Container ID: bc7aec331d36a2855bb26ec26889b8274c4af5886cc786c3b212a3a9229752c8',
      fact: {
        type: 'kubelet.container_removed',
        stamp: klogStamp('1123 02:03:04.585299'),
        verbosity: 0,
        containerId: 'bc7aec331d36a2855bb26ec26889b8274c4af5886cc786c3b212a3a9229752c8',
      },
    },
    {
      version: '1.21, JSON logging',
      message:
        '{"ts":1655581336241.7104,"caller":"topologymanager/scope.go:110","msg":"RemoveContainer","v":0,"containerID":"f0cde2e5738713a818d8962058765a6ca7cff00d796c25410335b400141212b6"}',
      fact: {
        type: 'kubelet.container_removed',
        stamp: {
          raw: '1655581336241.7104',
          wallMs: 1655581336241.7104,
          yearWritten: true,
          offsetMinutes: 0,
          stepMs: 0.0001,
        },
        verbosity: 0,
        containerId: 'f0cde2e5738713a818d8962058765a6ca7cff00d796c25410335b400141212b6',
      },
    },
  ],
  nearMisses: [
    {
      message:
        'E1123 02:24:17.247707    4116 log.go:32] "RemoveContainer from runtime service failed" err="rpc error: code = Unknown desc = failed to set removing state" containerID="c66c7877854e2f428cfa7d5712cd1f23405460388a362455194a4f0ffa6727d4"',
      because: 'nothing was removed',
    },
    {
      message:
        'I1123 02:24:17.247707    4116 cpu_manager.go:300] "RemoveContainer" podUID="61640229-bb21-47d3-94ad-043a658a1a6a" containerName="app"',
      because: 'a manager forgets what it had assigned; no container is named by its id',
    },
  ],
}
