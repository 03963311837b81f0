import { containerd, kernel, kubelet, systemd } from './line.js'
import { app, newUid } from './noise.js'
import { oomReport } from './oom-report.js'

/**
 * @typedef {import('./line.js').LogLine} LogLine
 * @typedef {import('./random.js').Random} Random
 */

/**
 * One pod with one container.
 *
 * @typedef {object} Life
 * @property {string} pod `namespace/name`
 * @property {string} uid
 * @property {string} sandbox
 * @property {string} id
 * @property {string} name
 * @property {number} pid
 */

/** @typedef {(life: Life, at: number, random: Random) => LogLine[]} Death */

/** How containers end here, by the cause that the lines prove, and how often. @type {readonly (readonly [weight: number, cause: string, death: Death])[]} */
const DEATHS = [
  [30, 'completed', (life, at) => exit(life, at, 0)],
  [15, 'error', (life, at) => exit(life, at, 1)],
  [15, 'oom-pod', oomKill],
  [8, 'crash', crash],
  [10, 'probe', failProbe],
  [4, 'eviction', evict],
  [18, 'deletion', remove],
]
const TOTAL = DEATHS.reduce((sum, [weight]) => sum + weight, 0)

/** A container's whole life, in order: how it came to be from `at` on, and how it ended. @param {number} at @param {Random} random */
export function lifeAndDeath(at, random) {
  const name = app(random)
  /** @type {Life} */
  const life = {
    pod: `shop/${name}-${random.suffix(10)}-${random.suffix(5)}`,
    uid: newUid(random),
    sandbox: random.hex(64),
    id: random.hex(64),
    name,
    pid: 2000 + random.below(4_000_000),
  }
  let rest = random.below(TOTAL)
  const found = DEATHS.find(([weight]) => (rest -= weight) < 0)
  if (!found) throw new Error('the weights do not add up')
  const [, cause, death] = found
  const endsAt = at + 40_000 + random.below(120_000)
  return {
    cause,
    life,
    lines: [...birth(life, at), ...death(life, endsAt, random), ...sandboxEnd(life, endsAt + 25_000)],
  }
}

/** @param {Life} life @param {number} at @returns {LogLine[]} */
function birth({ pod, uid, sandbox, id, name }, at) {
  const [namespace, podName] = pod.split('/')
  const asked = `RunPodSandbox for &PodSandboxMetadata{Name:${podName},Uid:${uid},Namespace:${namespace},Attempt:0,}`
  const create = `CreateContainer within sandbox \\"${sandbox}\\" for`
  const metadata = `&ContainerMetadata{Name:${name},Attempt:0,}`
  const volume = `\\"config\\" (UniqueName: \\"kubernetes.io/configmap/${uid}-config\\") pod \\"${podName}\\" (UID: \\"${uid}\\") `
  return [
    kubelet(
      at - 30,
      'reconciler_common.go:253',
      `"operationExecutor.VerifyControllerAttachedVolume started for volume ${volume}" pod="${pod}"`,
    ),
    containerd(at, 'info', `msg="${asked}"`),
    containerd(at + 70, 'info', `msg="${asked} returns sandbox id \\"${sandbox}\\""`),
    containerd(at + 80, 'info', `msg="${create} container ${metadata}"`),
    containerd(at + 95, 'info', `msg="${create} ${metadata} returns container id \\"${id}\\""`),
    containerd(at + 96, 'info', `msg="StartContainer for \\"${id}\\""`),
    containerd(at + 160, 'info', `msg="StartContainer for \\"${id}\\" returns successfully"`),
    pleg(at + 640, { pod, uid }, 'ContainerStarted', id),
    pleg(at + 641, { pod, uid }, 'ContainerStarted', sandbox),
  ]
}

/** What containerd 1.7, systemd and the kubelet print of an end. @param {Life} life @param {number} at @param {number} status @returns {LogLine[]} */
function exit({ pod, uid, id, pid }, at, status) {
  const seconds = Math.floor(at / 1000)
  const nanos = Math.floor((at % 1000) * 1e6)
  const code = status === 0 ? '' : `  exit_status:${status}`
  const names = `container_id:\\"${id}\\"  id:\\"${id}\\"  pid:${pid}`
  return [
    systemd(at + 1, `cri-containerd-${id}.scope: Deactivated successfully.`),
    containerd(
      at + 2,
      'info',
      `msg="received exit event ${names}${code}  exited_at:{seconds:${seconds}  nanos:${nanos}}"`,
    ),
    systemd(
      at + 20,
      `run-containerd-io.containerd.runtime.v2.task-k8s.io-${id}-rootfs.mount: Deactivated successfully.`,
    ),
    containerd(at + 30, 'info', `msg="shim disconnected" id=${id} namespace=k8s.io`),
    containerd(at + 30, 'warning', `msg="cleaning up after shim disconnected" id=${id} namespace=k8s.io`),
    containerd(at + 30, 'info', 'msg="cleaning up dead shim" namespace=k8s.io'),
    kubelet(
      at + 700,
      'generic.go:334',
      `"Generic (PLEG): container finished" podID="${uid}" containerID="${id}" exitCode=${status}`,
    ),
    pleg(at + 701, { pod, uid }, 'ContainerDied', id),
  ]
}

/** The pod is gone some time after its container. @param {Life} life @param {number} at @returns {LogLine[]} */
function sandboxEnd({ pod, uid, sandbox, pid }, at) {
  const seconds = Math.floor(at / 1000)
  const nanos = Math.floor((at % 1000) * 1e6)
  const names = `container_id:\\"${sandbox}\\"  id:\\"${sandbox}\\"  pid:${pid - 40}`
  const stop = `StopPodSandbox for \\"${sandbox}\\"`
  return [
    containerd(at - 60, 'info', `msg="${stop}"`),
    containerd(
      at + 2,
      'info',
      `msg="received sandbox exit event ${names}  exit_status:137  exited_at:{seconds:${seconds}  nanos:${nanos}}"`,
    ),
    containerd(at + 30, 'info', `msg="shim disconnected" id=${sandbox} namespace=k8s.io`),
    containerd(at + 60, 'info', `msg="TearDown network for sandbox \\"${sandbox}\\" successfully"`),
    containerd(at + 61, 'info', `msg="${stop} returns successfully"`),
    pleg(at + 701, { pod, uid }, 'ContainerDied', sandbox),
  ]
}

/** @type {Death} */
function oomKill(life, at, random) {
  const podCgroup = `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${life.uid.replaceAll('-', '_')}.slice`
  const limitKib = 102400 * (1 + random.below(20))
  const helpers = Array.from({ length: random.below(12) }, (_, i) => ({
    pid: life.pid + 1 + i,
    name: 'sh',
    pages: 230,
    adj: 968,
  }))
  const pause = { pid: life.pid - 40, name: 'pause', pages: 1, adj: -998 }
  const victim = {
    pid: life.pid,
    name: random.pick(['java', 'node', 'python3']),
    pages: limitKib / 4 - 9000,
    adj: 968,
  }
  return [
    ...oomReport(at - 5, { podCgroup, id: life.id, limitKib, tasks: [pause, ...helpers, victim] }),
    containerd(at - 0.5, 'info', `msg="TaskOOM event container_id:\\"${life.id}\\""`),
    systemd(at, `cri-containerd-${life.id}.scope: A process of this unit has been killed by the OOM killer.`),
    ...exit(life, at, 137),
  ]
}

/** @type {Death} */
function crash(life, at) {
  const text = `${life.name}[${life.pid}]: segfault at 8 ip 000000000040179b sp 00007ffe5483b200 error 6 in ${life.name}[401000+78000]`
  return [kernel(at - 0.2, text), ...exit(life, at, 139)]
}

/** @type {Death} */
function failProbe(life, at) {
  const names = `containerName="${life.name}"`
  const probe = `"Probe failed" probeType="Liveness" pod="${life.pod}" podUID="${life.uid}" ${names} probeResult="failure" output="HTTP probe failed with statuscode: 503"`
  return [
    ...[31_000, 21_000, 11_000].map((before) => kubelet(at - before, 'prober.go:107', probe)),
    kubelet(
      at - 10_999,
      'kuberuntime_manager.go:1027',
      `"Message for Container of pod" ${names} containerStatusID={"Type":"containerd","ID":"${life.id}"} pod="${life.pod}" containerMessage="Container ${life.name} failed liveness probe, will be restarted"`,
    ),
    ...killing(life, at - 10_998, 30),
    ...exit(life, at, 143),
  ]
}

/** @type {Death} */
function evict(life, at) {
  return [
    kubelet(
      at - 900,
      'eviction_manager.go:376',
      '"Eviction manager: attempting to reclaim" resourceName="memory"',
    ),
    kubelet(
      at - 899,
      'eviction_manager.go:387',
      '"Eviction manager: must evict pod(s) to reclaim" resourceName="memory"',
    ),
    kubelet(
      at - 898,
      'eviction_manager.go:405',
      `"Eviction manager: pods ranked for eviction" pods=["${life.pod}","kube-system/coredns-0"]`,
    ),
    ...killing(life, at - 890, 1),
    ...exit(life, at, 137),
    kubelet(
      at + 800,
      'eviction_manager.go:627',
      `"Eviction manager: pod is evicted successfully" pod="${life.pod}"`,
    ),
  ]
}

/** @type {Death} */
function remove(life, at) {
  const api = (/** @type {string} */ what) => `"SyncLoop ${what}" source="api" pods=["${life.pod}"]`
  return [
    kubelet(at - 310, 'kubelet.go:2441', api('DELETE')),
    ...killing(life, at - 300, 30),
    ...exit(life, at, 143),
    containerd(at + 40, 'info', `msg="StopContainer for \\"${life.id}\\" returns successfully"`),
    kubelet(at + 1900, 'kubelet.go:2435', api('REMOVE')),
  ]
}

/** @param {Life} life @param {number} at @param {number} grace @returns {LogLine[]} */
function killing({ pod, uid, id, name }, at, grace) {
  return [
    kubelet(
      at,
      'kuberuntime_container.go:745',
      `"Killing container with a grace period" pod="${pod}" podUID="${uid}" containerName="${name}" containerID="containerd://${id}" gracePeriod=${grace}`,
    ),
    containerd(at + 1, 'info', `msg="StopContainer for \\"${id}\\" with timeout ${grace} (s)"`),
    containerd(at + 2, 'info', `msg="Stop container \\"${id}\\" with signal terminated"`),
  ]
}

/** @param {number} at @param {Pick<Life, 'pod' | 'uid'>} of @param {string} type @param {string} id */
function pleg(at, { pod, uid }, type, id) {
  return kubelet(
    at,
    'kubelet.go:2439',
    `"SyncLoop (PLEG): event for pod" pod="${pod}" event={"ID":"${uid}","Type":"${type}","Data":"${id}"}`,
  )
}
