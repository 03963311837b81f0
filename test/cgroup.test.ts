import { describe, expect, it } from 'vitest'
import { readCgroup } from '../parsers/shared/cgroup.js'
import { scopeOfLimit } from '../src/events/limit-scope.js'
import type { CgroupPlace } from '../src/model/place.js'

const ID = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const NODE = '8b5e1b8686b3a5082ea70faa5809e3053bb1f75077ce19236582b6d67190a48a'
const UID = '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const SLICED_UID = UID.replaceAll('-', '_')
const STATIC = 'acb1f2d3ba4f5c6d7b8e9f0a1b2c3d4e'

const place = (path: string, rest: Partial<CgroupPlace>): CgroupPlace => ({
  path,
  level: 'other',
  containerId: null,
  podUid: null,
  runtime: null,
  ...rest,
})
const inPod = { level: 'container', containerId: ID, podUid: UID } as const
const alone = { level: 'container', containerId: ID } as const

describe('readCgroup', () => {
  const slice = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${SLICED_UID}.slice`
  it.each<[path: string, expected: Partial<CgroupPlace>]>([
    // systemd driver
    [`${slice}/cri-containerd-${ID}.scope`, { ...inPod, runtime: 'containerd' }],
    [
      `/kubepods.slice/kubepods-pod${SLICED_UID}.slice/cri-containerd-${ID}.scope`,
      { ...inPod, runtime: 'containerd' },
    ],
    [
      `/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${SLICED_UID}.slice/crio-${ID}.scope`,
      { ...inPod, runtime: 'cri-o' },
    ],
    [`${slice}/crio-${ID}.scope/container`, { ...inPod, runtime: 'cri-o' }],
    [`${slice}/docker-${ID}.scope`, { ...inPod, runtime: 'docker' }],
    [slice, { level: 'pod', podUid: UID }],
    [
      `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${STATIC}.slice`,
      { level: 'pod', podUid: STATIC },
    ],
    ['/kubepods.slice', { level: 'kubepods' }],
    ['/kubepods.slice/kubepods-besteffort.slice', { level: 'kubepods' }],
    // cgroupfs driver
    [`/kubepods/burstable/pod${UID}/${ID}`, inPod],
    [`/kubepods/pod${UID}/${ID}`, inPod],
    [`/kubepods/burstable/pod${STATIC}/${ID}`, { ...inPod, podUid: STATIC }],
    [`/kubepods/besteffort/pod${UID}`, { level: 'pod', podUid: UID }],
    ['/kubepods', { level: 'kubepods' }],
    ['/kubepods/besteffort', { level: 'kubepods' }],
    [`/kubepods/kubepods-besteffort/kubepods-besteffort-pod${SLICED_UID}/${ID}`, inPod],
    // kubelet and runtime of two minds
    [
      `/system.slice/containerd.service/kubepods-burstable-pod${SLICED_UID}.slice:cri-containerd:${ID}`,
      { ...inPod, runtime: 'containerd' },
    ],
    // nested nodes: kind, minikube, k3d, LXC
    [
      `/system.slice/docker-${NODE}.scope/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-burstable.slice/kubelet-kubepods-burstable-pod${SLICED_UID}.slice/cri-containerd-${ID}.scope`,
      { ...inPod, runtime: 'containerd' },
    ],
    [`/docker/${NODE}/kubelet/kubepods/burstable/pod${UID}/${ID}`, inPod],
    [`/docker/${NODE}/kubepods/pod${UID}`, { level: 'pod', podUid: UID }],
    [`/docker/${NODE}/kubelet.slice/kubelet-kubepods.slice`, { level: 'kubepods' }],
    [`/docker/${ID}/kubelet.slice/kubelet.service`, { ...alone, runtime: 'docker' }],
    [`/k3s/kubepods/burstable/pod${UID}/${ID}`, inPod],
    [`/system.slice/kubelet.service/kubepods/pod${UID}/${ID}`, inPod],
    [`/lxc/107/ns/system.slice/docker-${ID}.scope`, { ...alone, runtime: 'docker' }],
    // made inside a pod's container
    [`/kubepods/burstable/pod${UID}/${ID}/docker/${NODE}`, inPod],
    [`${slice}/cri-containerd-${ID}.scope/system.slice/cron.service`, { ...inPod, runtime: 'containerd' }],
    // without Kubernetes
    [`/docker/${ID}`, { ...alone, runtime: 'docker' }],
    [`/system.slice/docker-${ID}.scope`, { ...alone, runtime: 'docker' }],
    [`/machine.slice/libpod-${ID}.scope/container`, { ...alone, runtime: 'podman' }],
    [`/libpod_parent/libpod-${ID}`, { ...alone, runtime: 'podman' }],
    [`/k8s.io/${ID}`, { ...alone, runtime: 'containerd' }],
    [`/ecs/0123456789abcdef0123456789abcdef/${ID}`, alone],
    ['/ecstasks.slice/ecstasks-0123456789abcdef0123456789abcdef.slice', {}],
    // a monitor is not what it monitors
    [`${slice}/crio-conmon-${ID}.scope`, { podUid: UID }],
    [`/machine.slice/libpod-conmon-${ID}.scope`, {}],
    // an id that somebody shortened
    ['/docker/3f9c1d27a8b6', { level: 'container' }],
    ['/docker/3f9c…2716', { level: 'container' }],
    ['/system.slice/docker-3f9c1d27a8b6.scope', { level: 'container' }],
    ['/docker/buildkit', {}],
    ['/system.slice/docker-proxy.scope', {}],
    [`${slice}/cri-containerd-914914.scope`, { level: 'container', podUid: UID }],
    // none of these
    ['/', {}],
    ['(null)', {}],
    ['/default/redis', {}],
    ['/system.slice/kubelet.service', {}],
    ['/lxc.payload.web/init.scope', {}],
    [`/machine.slice/machine-libpod_pod_${ID}.slice`, {}],
    [`/user.slice/user-1000.slice/user@1000.service/app.slice/snap.firefox.${UID}.scope`, {}],
    [`/docker/${ID}0`, {}],
  ])('%s', (path, expected) => expect(readCgroup(path)).toEqual(place(path, expected)))

  it('unescapes systemd’s names', () =>
    expect(readCgroup(`/a\\x2db.slice/cri\\x2dcontainerd-${ID}.scope`)).toMatchObject({
      ...alone,
      runtime: 'containerd',
    }))

  it('takes an editor’s soft wrap out of a path', () =>
    expect(readCgroup(`/docker/${ID.slice(0, 20)}       ${ID.slice(20)}`)).toEqual(
      place(`/docker/${ID}`, { ...alone, runtime: 'docker' }),
    ))
})

describe('scopeOfLimit', () => {
  const pod = `/kubepods/burstable/pod${UID}`
  it.each<[limit: string, task: string | null, scope: string | null]>([
    [`${pod}/${ID}`, `${pod}/${ID}`, 'container'],
    [`${pod}/${ID}`, null, 'container'],
    [`${pod}/${ID}`, `${pod}/${ID}/container`, 'container'],
    [`${pod}/crio-${ID}.scope/container`, `${pod}/crio-${ID}.scope/container`, 'container'],
    [`/docker/${ID}/init`, `/docker/${ID}/init`, 'container'],
    [`/docker/${ID}/system.slice/cron.service`, `/docker/${ID}/system.slice/cron.service`, null],
    [`${pod}/${ID}/docker/${NODE}`, `${pod}/${ID}/docker/${NODE}`, null],
    [pod, `${pod}/${ID}`, 'pod'],
    ['/kubepods', `${pod}/${ID}`, 'node'],
    ['/kubepods.slice/kubepods-burstable.slice', `${pod}/${ID}`, 'node'],
    [`/docker/${NODE}`, `/docker/${NODE}/kubelet${pod}/${ID}`, 'other'],
    [`/kubepods/pod${STATIC}`, `/kubepods/pod${STATIC}/${NODE}/kubelet${pod}/${ID}`, 'other'],
    ['/system.slice/cron.service', '/system.slice/cron.service', 'other'],
    ['/ecs/0123456789abcdef0123456789abcdef', `/ecs/0123456789abcdef0123456789abcdef/${ID}`, 'other'],
  ])('%s over %s', (limit, task, scope) =>
    expect(scopeOfLimit(readCgroup(limit), task === null ? null : readCgroup(task))).toBe(scope),
  )
})
