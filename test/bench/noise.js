import { containerd, kernel, kubelet, systemd } from './line.js'

/**
 * @typedef {import('./line.js').LogLine} LogLine
 * @typedef {import('./random.js').Random} Random
 * @typedef {(random: Random) => string} Say
 */

// What a node prints all day and what says nothing of any container's end, with how often it does.

/** @type {readonly (readonly [weight: number, place: string, say: Say])[]} */
const KUBELET = [
  [
    12,
    'operation_generator.go:721',
    (r) =>
      `"MountVolume.SetUp succeeded for volume \\"kube-api-access-${r.hex(5)}\\" (UniqueName: \\"kubernetes.io/projected/${newUid(r)}-kube-api-access-${r.hex(5)}\\") pod \\"${app(r)}\\" (UID: \\"${newUid(r)}\\") " pod="shop/${app(r)}"`,
  ],
  [
    8,
    '!dns.go:153',
    (r) =>
      `"Nameserver limits exceeded" err="Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.0.${r.below(255)}.10 10.0.0.11 10.0.0.12"`,
  ],
  [
    6,
    'pod_startup_latency_tracker.go:104',
    (r) =>
      `"Observed pod startup duration" pod="shop/${app(r)}" podStartSLOduration=${(r.unit() * 9).toFixed(9)} podCreationTimestamp="2024-03-04 08:11:02 +0000 UTC"`,
  ],
  [4, 'image_gc_manager.go:214', (r) => `"Starting image garbage collection" freed=${r.below(1e9)}`],
  [
    5,
    '!cri_stats_provider.go:448',
    (r) =>
      `"Failed to get the info of the filesystem with mountpoint" err="unable to find data in memory cache" mountpoint="/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs" retry=${r.below(9)}`,
  ],
]

/** @type {readonly (readonly [weight: number, say: Say])[]} */
const CONTAINERD = [
  [6, (r) => `msg="PullImage \\"registry.example/shop/${app(r)}:1.${r.below(40)}.${r.below(9)}\\""`],
  [
    6,
    (r) =>
      `msg="ImageUpdate event name:\\"registry.example/shop/api@sha256:${r.hex(64)}\\"  labels:{key:\\"io.cri-containerd.image\\"  value:\\"managed\\"}"`,
  ],
  [
    5,
    (r) =>
      `msg="stop pulling image registry.example/shop/api:2.${r.below(99)}: active requests=0, bytes read=${r.below(1e8)}"`,
  ],
  [
    8,
    (r) =>
      `msg="loading plugin \\"io.containerd.ttrpc.v1.${r.pick(['task', 'pause'])}\\"..." runtime=io.containerd.runc.v2 type=io.containerd.ttrpc.v1`,
  ],
]

/** @type {readonly (readonly [weight: number, say: Say])[]} */
const SYSTEMD = [
  [10, (r) => `run-containerd-runc-k8s.io-${r.hex(64)}-runc.${r.hex(6)}.mount: Deactivated successfully.`],
  [3, (r) => `Started Session ${r.below(9000)} of User azureuser.`],
  [3, () => 'Starting Daily apt download activities...'],
  [3, () => 'logrotate.service: Deactivated successfully.'],
]

/** @type {readonly (readonly [weight: number, say: Say])[]} */
const KERNEL = [
  [
    4,
    (r) => `cni0: port ${r.below(99)}(veth${r.hex(8)}) entered ${r.pick(['blocking', 'forwarding'])} state`,
  ],
  [3, (r) => `IPv6: ADDRCONF(NETDEV_CHANGE): veth${r.hex(8)}: link becomes ready`],
]

/** @type {readonly (readonly [weight: number, program: string, say: Say])[]} */
const OTHERS = [
  [4, 'CRON', () => '(root) CMD (   cd / && run-parts --report /etc/cron.hourly)'],
  [
    4,
    'sshd',
    (r) =>
      `Connection closed by authenticating user root 203.0.113.${r.below(255)} port ${r.below(60000)} [preauth]`,
  ],
  [
    2,
    'sshd',
    (r) =>
      `Accepted publickey for azureuser from 10.0.4.${r.below(255)} port ${r.below(60000)} ssh2: RSA SHA256:${r.hex(43)}`,
  ],
  [4, 'chronyd', (r) => `Selected source 169.254.${r.below(255)}.${r.below(255)} (ntp${r.below(4)}.example)`],
]

/** @typedef {readonly [weight: number, make: (at: number, random: Random) => LogLine]} Kind */

/** @type {readonly Kind[]} */
const KINDS = [
  ...KUBELET.map(([w, place, say]) => /** @type {Kind} */ ([w, (at, r) => kubelet(at, place, say(r))])),
  ...CONTAINERD.map(([w, say]) => /** @type {Kind} */ ([w, (at, r) => containerd(at, 'info', say(r))])),
  ...SYSTEMD.map(([w, say]) => /** @type {Kind} */ ([w, (at, r) => systemd(at, say(r))])),
  ...KERNEL.map(([w, say]) => /** @type {Kind} */ ([w, (at, r) => kernel(at, say(r))])),
  ...OTHERS.map(
    ([w, program, say]) =>
      /** @type {Kind} */ ([
        w,
        (at, r) => ({ at, tag: `${program}[${1000 + r.below(4e6)}]`, message: say(r) }),
      ]),
  ),
]
const TOTAL = KINDS.reduce((sum, [weight]) => sum + weight, 0)

/** @param {number} at @param {Random} random @returns {LogLine} */
export function noise(at, random) {
  let rest = random.below(TOTAL)
  for (const [weight, make] of KINDS) {
    rest -= weight
    if (rest < 0) return make(at, random)
  }
  throw new Error('the weights do not add up')
}

/** A pod's UID. @param {Random} random */
export function newUid(random) {
  const hex = random.hex(32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** @param {Random} random */
export const app = (random) => random.pick(['api', 'web', 'worker', 'checkout', 'search', 'ingest'])
