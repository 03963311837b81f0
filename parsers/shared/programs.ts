/** Syslog tags under which each source prints. Distributions that run several programs in one process share tags. */

const ALL_IN_ONE = ['k3s', 'rke2', 'microk8s.daemon-kubelite', 'kubelite', 'k3s-agent', 'rke2-server', 'rke2-agent', 'k0s']
/** Units started through a wrapper are logged under the wrapper's name. */
const WRAPPERS = ['env', 'sh', 'bash']

export const KERNEL = ['kernel']

export const KUBELET = [
  'kubelet',
  'kubelet.service',
  'kubelet-start.sh',
  'kubelet-wrapper',
  'hyperkube',
  'kubenswrapper',
  'microk8s.daemon-kubelet',
  ...ALL_IN_ONE,
  ...WRAPPERS,
]

export const CONTAINERD = [
  'containerd',
  'containerd.service',
  'microk8s.daemon-containerd',
  'dockerd',
  'dockerd-current',
  'docker',
  ...ALL_IN_ONE,
  ...WRAPPERS,
]

export const DOCKERD = ['dockerd', 'dockerd-current', 'docker', 'docker.service', 'containerd', ...WRAPPERS]

export const CRI_DOCKERD = ['cri-dockerd', 'cri-docker']

export const CRIO = ['crio', 'cri-o', 'crio.service', ...WRAPPERS]

export const CONMON = ['conmon', 'crio', 'podman']

export const PODMAN = ['podman', '/usr/bin/podman']

export const SYSTEMD = ['systemd']

export const NODE_PROBLEM_DETECTOR = ['node-problem-detector', 'node-problem-detector-startup.sh']
