/** Units whose end or restart matters to containers: kubelets and runtimes, also where a distribution packs both in one. */
const UNITS = new Set([
  'kubelet.service',
  'containerd.service',
  'crio.service',
  'cri-o.service',
  'docker.service',
  'cri-docker.service',
  'podman.service',
  'k3s.service',
  'k3s-agent.service',
  'rke2-server.service',
  'rke2-agent.service',
  'k0scontroller.service',
  'k0sworker.service',
  'snap.microk8s.daemon-kubelite.service',
  'snap.microk8s.daemon-kubelet.service',
  'snap.microk8s.daemon-containerd.service',
])

/** Descriptions that stand for the unit where the manager prints no names; each belongs to one unit alone. */
const DESCRIPTIONS = new Map([
  ['kubelet: The Kubernetes Node Agent', 'kubelet.service'],
  ['Kubernetes Kubelet', 'kubelet.service'],
  ['Kubernetes kubelet', 'kubelet.service'],
  ['Kubernetes Kubelet Server', 'kubelet.service'],
  ['containerd container runtime', 'containerd.service'],
  ['Container Runtime Interface for OCI (CRI-O)', 'crio.service'],
  ['Docker Application Container Engine', 'docker.service'],
  ['CRI Interface for Docker Application Container Engine', 'cri-docker.service'],
  ['Rancher Kubernetes Engine v2 (server)', 'rke2-server.service'],
  ['Rancher Kubernetes Engine v2 (agent)', 'rke2-agent.service'],
  // k3s.service and k3s-agent.service share it: the description is all that the line tells
  ['Lightweight Kubernetes', 'Lightweight Kubernetes'],
])

/** What stands behind a unit's name where something is said of it. A journal's JSON holds the name, in quotes, in each line that the unit prints. */
const BEHIND = [':', '.', ' ']

/** Literal substrings, one of which every line about these units holds. */
export const nodeUnitNeedles: readonly string[] = [
  ...[...UNITS].flatMap((unit) => BEHIND.map((behind) => unit + behind)),
  ...DESCRIPTIONS.keys(),
]

/**
 * The unit of a kubelet or runtime that a job line's object names; undefined for every other unit.
 *
 * `kubelet.service`, `kubelet.service - kubelet: The Kubernetes Node Agent`, `kubelet: The Kubernetes Node Agent`
 */
export function readNodeUnit(object: string): string | undefined {
  const [name = ''] = object.split(' - ', 1)
  return UNITS.has(name) ? name : DESCRIPTIONS.get(object)
}
