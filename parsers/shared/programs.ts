/** Syslog tags under which each source prints. Distributions that run several programs in one process share tags. */

const ALL_IN_ONE = [
  'k3s',
  'rke2',
  'microk8s.daemon-kubelite',
  'kubelite',
  'k3s-agent',
  'rke2-server',
  'rke2-agent',
  'k0s',
  'microshift',
  'localkube',
]
/** Units started through a wrapper are logged under the wrapper's name. */
const WRAPPERS = ['env', 'sh', 'bash']
/** Units started by a script of their own are logged under the script's. */
const scriptsOf = (program: string) => [
  `${program}.sh`,
  `${program}-start.sh`,
  `start-${program}.sh`,
  `run-${program}.sh`,
  `${program}-wrapper`,
]

export const KERNEL = ['kernel']

/** Audit records by printk, by journald and by auditd's plugin for syslog. */
export const AUDIT = [...KERNEL, 'audit', 'auditd', 'audispd', 'audisp-syslog']

export const KUBELET = [
  'kubelet',
  'kubelet.service',
  ...scriptsOf('kubelet'),
  'hyperkube',
  'kubenswrapper',
  'atomic-openshift-node',
  'origin-node',
  'openshift',
  // KubeEdge's kubelet.
  'edgecore',
  // Snaps are logged as `<snap>.<app>`.
  'microk8s.daemon-kubelet',
  'k8s.kubelet',
  'kubelet.daemon',
  'kubelet-eks.daemon',
  ...ALL_IN_ONE,
  ...WRAPPERS,
]

/** Docker's engine under all its names; what the containerd that it starts prints has its tag, too. */
const DOCKER_ENGINE = [
  'dockerd',
  'dockerd-current',
  'dockerd-rootless.sh',
  ...scriptsOf('dockerd'),
  'docker',
  'docker-current',
  'dockerd-latest',
  'docker-latest',
  'docker.service',
  'docker.dockerd',
  'microk8s.daemon-docker',
  'balenad',
  'balena-engine-daemon',
]

export const CONTAINERD = [
  'containerd',
  'containerd.service',
  ...scriptsOf('containerd'),
  'cri-containerd',
  'microk8s.daemon-containerd',
  'k8s.containerd',
  'containerd.daemon',
  ...DOCKER_ENGINE,
  ...ALL_IN_ONE,
  ...WRAPPERS,
]

export const DOCKERD = [...DOCKER_ENGINE, 'containerd', ...WRAPPERS]

export const CRI_DOCKERD = ['cri-dockerd', 'cri-docker']

export const CRIO = ['crio', 'cri-o', 'crio.service', ...scriptsOf('crio'), ...WRAPPERS]

export const CONMON = ['conmon', 'crio', 'podman']

export const PODMAN = ['podman', '/usr/bin/podman']

export const SYSTEMD = ['systemd']

/** Its monitor of the kernel's log sends events under its own name. */
export const NODE_PROBLEM_DETECTOR = [
  'node-problem-detector',
  'node-problem-detector-startup.sh',
  'kernel-monitor',
]

export const SYSTEMD_OOMD = ['systemd-oomd']

export const SYSTEMD_COREDUMP = ['systemd-coredump']

export const EARLYOOM = ['earlyoom']

/** Talos' own services write to the kernel's log, or to their own under the service's name. */
export const TALOS = ['kernel', 'talos', 'machined', 'controller-runtime']

/** Who keeps the log, and therefore who tells of what is missing in it; rsyslog before v8 tags itself with an error number. */
export const LOG_KEEPERS = [
  'systemd-journald',
  'systemd-journal',
  'journal',
  'rsyslogd',
  'rsyslogd-2177',
  'syslogd',
  'kernel',
  'auditd',
  'audit',
]
