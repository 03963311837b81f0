/** A container's exit code as the runtime told it to the kubelet; never printed for a sandbox. Kubelet 1.22 and later, `-v=2`. */
import type { MessageParser } from '../../src/model/parser.js'
import { readShortenedId } from '../shared/container-id.js'
import { klogStamp, printed, readInteger, readKlog } from '../shared/klog.js'
import { readPodWithUid } from '../shared/pod-ref.js'
import { KUBELET } from '../shared/programs.js'

export const kubeletContainerFinished: MessageParser = {
  id: 'kubelet-container-finished',
  source: 'kubelet',
  reads: [{ message: 'Generic (PLEG): container finished, with its exit code', since: '1.22' }],
  programs: KUBELET,
  needles: ['Generic (PLEG): container finished'],
  parse(message) {
    const klog = readKlog(message)
    if (klog?.text !== 'Generic (PLEG): container finished') return undefined
    const containerId = readShortenedId(klog.get('containerID'))
    if (!containerId) return undefined
    return {
      type: 'kubelet.container_finished',
      ...printed(klog, 2),
      pod: readPodWithUid(klog.get('pod'), klog.get('podUID') ?? klog.get('podID')),
      containerName: klog.get('containerName') || null,
      containerId,
      exitCode: readInteger(klog, 'exitCode'),
      reason: null,
      startedAt: null,
      finishedAt: null,
    }
  },
  samples: [
    {
      version: '1.28, its id hidden from the middle on',
      message:
        'I0508 05:28:31.918932    1388 generic.go:334] "Generic (PLEG): container finished" podID="f1f836f9-9eee-3692-f09e-2e8c662248b4" containerID="83b7ffc050fec94dbca3xxxxxxxxxxf145" exitCode=137',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0508 05:28:31.918932'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: 'a newer wording, with names',
      message:
        'I0611 12:00:01.100000    1234 generic.go:412] "Generic (PLEG): container finished" pod="shop/cart-0" podUID="f1f836f9-9eee-3692-f09e-2e8c662248b4" containerName="cart" containerID="83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145" exitCode=137',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0611 12:00:01.100000'),
        verbosity: 2,
        pod: { namespace: 'shop', name: 'cart-0', uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: 'cart',
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.28, under k0s',
      program: 'k0s',
      message:
        'time="2023-05-02 08:56:09" level=info msg="I0502 08:56:09.232422    2264 generic.go:332] \\"Generic (PLEG): container finished\\" podID=\\"f1f836f9-9eee-3692-f09e-2e8c662248b4\\" containerID=\\"83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145\\" exitCode=137" component=kubelet stream=stderr',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0502 08:56:09.232422'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.23, under k0s',
      program: 'k0s',
      message:
        'time="2023-05-02 08:56:09" level=info msg="I0502 08:56:09.232422    2264 generic.go:332] \\"Generic (PLEG): container finished\\" podID=\\"f1f836f9-9eee-3692-f09e-2e8c662248b4\\" containerID=\\"83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145\\" exitCode=137" component=kubelet',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0502 08:56:09.232422'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.28, in KubeEdge',
      program: 'edgecore',
      message:
        'I0728 06:06:02.921793    5771 generic.go:334] "Generic (PLEG): container finished" podID="f1f836f9-9eee-3692-f09e-2e8c662248b4" containerID="83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145" exitCode=1',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0728 06:06:02.921793'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 1,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.28, under MicroShift',
      program: 'microshift',
      message:
        'kubelet I0502 08:56:09.232422    2264 generic.go:332] "Generic (PLEG): container finished" podID="f1f836f9-9eee-3692-f09e-2e8c662248b4" containerID="83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145" exitCode=137',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0502 08:56:09.232422'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.28',
      message:
        'I0516 18:00:44.655940    4052 generic.go:334] "Generic (PLEG): container finished" podID="7ed0f963-37b7-4383-9d94-77e3a5afb787" containerID="f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c" exitCode=0',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0516 18:00:44.655940'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: '7ed0f963-37b7-4383-9d94-77e3a5afb787' },
        containerName: null,
        containerId: 'f51267392f05152ad8ef082073f1b65abea345f4d4445cf079acd0d770374a1c',
        exitCode: 0,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.22–1.27',
      message:
        'I0502 08:56:09.232422    2264 generic.go:332] "Generic (PLEG): container finished" podID=f1f836f9-9eee-3692-f09e-2e8c662248b4 containerID="83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145" exitCode=137',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0502 08:56:09.232422'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.22–1.27, JSON logging',
      message:
        '{"ts":1655581336241.5,"caller":"pleg/generic.go:296","msg":"Generic (PLEG): container finished","v":2,"podID":"f1f836f9-9eee-3692-f09e-2e8c662248b4","containerID":"83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145","exitCode":143}',
      fact: {
        type: 'kubelet.container_finished',
        stamp: {
          raw: '1655581336241.5',
          wallMs: 1655581336241.5,
          yearWritten: true,
          offsetMinutes: 0,
          stepMs: 0.1,
        },
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'f1f836f9-9eee-3692-f09e-2e8c662248b4' },
        containerName: null,
        containerId: '83b7ffc050fec94dbca3a0aac36098b2cc2bd818319478da6bd0c621de49f145',
        exitCode: 143,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.26, a snap',
      program: 'kubelet-eks.daemon',
      message:
        'I0602 08:56:09.232422    2264 generic.go:334] "Generic (PLEG): container finished" podID="c2a1b0f9-3e4d-4c5b-8a69-7f8e9d0c1b2a" containerID="0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0" exitCode=2',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0602 08:56:09.232422'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: 'c2a1b0f9-3e4d-4c5b-8a69-7f8e9d0c1b2a' },
        containerName: null,
        containerId: '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0',
        exitCode: 2,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
    {
      version: '1.28, its id shortened',
      message:
        'I0516 18:00:44.655940    4052 generic.go:334] "Generic (PLEG): container finished" podID="7ed0f963-37b7-4383-9d94-77e3a5afb787" containerID="b2c3d4e5f607..." exitCode=137',
      fact: {
        type: 'kubelet.container_finished',
        stamp: klogStamp('0516 18:00:44.655940'),
        verbosity: 2,
        pod: { namespace: null, name: null, uid: '7ed0f963-37b7-4383-9d94-77e3a5afb787' },
        containerName: null,
        containerId: 'b2c3d4e5f607',
        exitCode: 137,
        reason: null,
        startedAt: null,
        finishedAt: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'I0502 08:56:09.232422    2264 generic.go:332] "Generic (PLEG): container finished" podID=f1f836f9-9eee-3692-f09e-2e8c662248b4 containerID="1baae34a275025ee98036',
      because: 'it is cut inside the id',
    },
    {
      message:
        'I0502 08:56:09.232422    2264 generic.go:332] "Generic (PLEG): container finished" podID="7ed0f963-37b7-4383-9d94-77e3a5afb787" containerID="b2c3d4e" exitCode=1',
      because: 'so few digits of an id may be those of another',
    },
  ],
}
