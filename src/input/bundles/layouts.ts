/** Whose lines a file of a bundle holds; `syslog` and `journal` are those of all programs. */
export type LogKind = 'kernel' | 'kubelet' | 'runtime' | 'syslog' | 'journal'

/** How a kind of bundle looks: where in it the logs of the node are. Paths are globs, from its root on. */
export interface Layout {
  readonly name: string
  /** What its root is called, if that tells it from any other folder. */
  readonly folder?: RegExp
  /** What only such a bundle holds, and every one does. */
  readonly marks: readonly string[]
  /** What is read of it; `<node>` is the node whose lines they are. */
  readonly files: readonly (readonly [kind: LogKind, paths: readonly string[]])[]
  /** What the root's own name says of the node; only where that is certain. */
  readonly node?: RegExp
}

/** `/var/log` of a node, and what lies beside it; bundles hold copies of it. */
const VAR_LOG: Layout['files'] = [
  [
    'kernel',
    ['var/log/{dmesg,kern,kern.log}*', 'var/lib/systemd/pstore/**/dmesg*', 'sys/fs/pstore/**/dmesg*'],
  ],
  ['syslog', ['var/log/{syslog,messages,daemon.log,warn}*']],
  [
    'kubelet',
    [
      'var/log/**/{kubelet,kubenswrapper,k3s,rke2}*.log*',
      'var/log/{kubelet,k3s,rke2-server,rke2-agent}',
      'var/lib/rancher/{k3s,rke2}/agent/logs/kubelet*.log*',
    ],
  ],
  [
    'runtime',
    [
      'var/log/**/{containerd,docker,dockerd,crio,cri-o}*.log*',
      'var/log/{containerd,docker,crio}',
      'var/lib/rancher/{k3s,rke2}/agent/containerd/containerd*.log*',
    ],
  ],
  ['journal', ['{var,run}/log/journal/**/system*.journal*']],
]

/**
 * The bundles that people hand over.
 *
 * sosreport: sosreport/sos, plugins `logs`, `kernel`, `kubernetes`, `openshift`, `containerd`, `crio`. EKS:
 * awslabs/amazon-eks-ami, eks-log-collector.sh. AKS: Azure/AgentBaker, aks-log-collector.sh. Rancher:
 * rancherlabs/support-tools, rancher2_logs_collector.sh. must-gather: openshift/must-gather. kind: kubernetes-sigs/kind,
 * `CollectLogs`. Bottlerocket: logdog.common.conf.
 */
export const LAYOUTS: readonly Layout[] = [
  {
    name: 'sosreport',
    folder: /^sosreport-.{1,200}-\d{4}-\d\d-\d\d-[a-z]{7}$/,
    marks: ['sos_commands/**', 'sos_logs/**', 'sos_reports/**'],
    files: [
      ['kernel', ['sos_commands/kernel/{dmesg,dmesg_-T}']],
      ['kubelet', ['sos_commands/{kubernetes,openshift}/journalctl_*kubelet*']],
      ['runtime', ['sos_commands/{containerd,crio,docker,podman}/journalctl_*']],
      ['journal', ['sos_commands/logs/journalctl_{--no-pager,-o_export}*']],
      ...VAR_LOG,
      ['journal', ['sos_strings/{logs,kernel,kubernetes,openshift,containerd,crio}/*.tailed']],
    ],
    // Behind the host may stand the number of a case: with such a number at its end it may be more than the host.
    node: /^sosreport-(.{1,200})(?<!-\d{5,20})-\d{4}-\d\d-\d\d-[a-z]{7}$/,
  },
  {
    name: 'EKS log collector',
    folder: /^eks_i-[0-9a-f]{8,17}_/,
    marks: [
      'kernel/dmesg.{boot,current,human.current}',
      'containerd/containerd-log.txt',
      'var_log/aws-routed-eni/**',
    ],
    files: [
      ['kernel', ['kernel/dmesg.{boot,current,human.current}']],
      ['kubelet', ['kubelet/kubelet.log']],
      ['runtime', ['containerd/containerd-log.txt', 'docker/docker*.log', 'docker/docker']],
      ['syslog', ['var_log/{messages,syslog}*']],
    ],
  },
  {
    name: 'AKS log collector',
    marks: ['collect/file_listings.txt', 'collect/crictl_*'],
    files: VAR_LOG,
  },
  {
    name: 'Rancher logs collector',
    marks: [
      'systeminfo/{hostnamefqdn,dmesg,systemd-units}',
      'journald/{rke2-server,rke2-agent,rancher-system-agent}',
    ],
    files: [
      ['kernel', ['systeminfo/dmesg', 'systemlogs/{dmesg,kern}*']],
      ['syslog', ['systemlogs/{syslog,messages}*']],
      ['kubelet', ['journald/{kubelet,k3s,rke2-server,rke2-agent}', '{k8s,rke}/containerlogs/kubelet']],
      ['kubelet', ['rke2/agent-logs/**/kubelet*.log*']],
      ['runtime', ['journald/{containerd,docker}', '{k3s,rke2}/containerd.log*', 'systemlogs/docker*']],
    ],
    node: /^(.{1,200})-\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d$/,
  },
  {
    name: 'must-gather',
    marks: [
      'host_service_logs/**',
      'cluster-scoped-resources/**',
      'nodes/*/*_logs_kubelet*',
      'nodes/*/dmesg',
    ],
    files: [
      ['kernel', ['nodes/<node>/dmesg']],
      [
        'kubelet',
        ['nodes/<node>/*_logs_kubelet*', 'host_service_logs/*/{kubelet,kubenswrapper}_service.log*'],
      ],
      ['runtime', ['nodes/<node>/*_logs_crio*', 'host_service_logs/*/{crio,containerd}_service.log*']],
    ],
  },
  {
    name: 'kind export logs',
    marks: ['kind-version.txt', '*/{kubernetes-version.txt,images.log}'],
    files: [
      ['kubelet', ['<node>/kubelet.log']],
      ['runtime', ['<node>/containerd.log']],
      ['journal', ['<node>/journal.log']],
      ['journal', ['<node>/journal/**/system*.journal*']],
    ],
  },
  {
    name: 'Bottlerocket logdog',
    folder: /^bottlerocket-logs$/,
    marks: [],
    files: [
      ['kernel', ['dmesg']],
      ['journal', ['journalctl.log']],
    ],
  },
  {
    name: '/var/log',
    marks: [
      'var/log/{syslog,messages,kern.log,dmesg,daemon.log}',
      'var/log/{pods,containers,journal,azure}/**',
      'var/log/{kubelet,containerd}.log',
    ],
    files: VAR_LOG,
  },
]
