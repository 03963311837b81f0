/** Tiny writers of syslog lines, for logs of a few lines about one pod. Times are of 12 Oct 2024, UTC. */

/** A container's or sandbox's id of one letter: `aaaa…`. */
export const cid = (letter: string): string => letter.repeat(64)
export const uid = (letter: string): string => `${letter.repeat(8)}-1111-4222-8333-${letter.repeat(12)}`

export const POD = 'shop/web-0'
/** The pod's uid and its sandbox. */
export const POD_UID = uid('1')
export const SANDBOX = cid('f')

const DAY_SECONDS = Date.UTC(2024, 9, 12) / 1000
const seconds = (time: string): number => {
  const [h, m, s] = time.split(':').map(Number)
  return DAY_SECONDS + (h ?? 0) * 3600 + (m ?? 0) * 60 + (s ?? 0)
}
const fraction = (time: string, digits: number): string => {
  const [whole, rest = ''] = time.split('.')
  return `${whole}.${rest.padEnd(digits, '0')}`
}

/** One line under a syslog tag; its stamp has whole seconds. */
export const line = (time: string, tag: string, message: string, host = 'node-1'): string =>
  `Oct 12 ${time.slice(0, 8)} ${host} ${tag}: ${message}`

/** A line as a page shows it that leaves out when and where it was written. */
export const timeless = (written: string): string =>
  written
    .replace(/^Oct 12 [\d:]{8} node-1 /, '')
    .replace(/^kernel: \[ *[\d.]+\] /, '')
    .replace(/(?<=: )time="[^"]*" /, '')
    .replace(/(?<=: )[IWEF]1012 [\d:.]{15} +\d+ [\w.]+:\d+\] /, '')

/** A line of a runtime that prints whole seconds. */
export const wholeSeconds = (written: string): string => written.replace(/(?<=time="[^"]{19})\.\d+/, '')

export const kernel = (time: string, message: string, host?: string): string =>
  line(time, 'kernel', `[${(seconds(time) - DAY_SECONDS).toFixed(6).padStart(12)}] ${message}`, host)

export const systemd = (time: string, message: string): string => line(time, 'systemd[1]', message)

const logfmt = (time: string, message: string, level: string): string =>
  `time="2024-10-12T${fraction(time, 9)}Z" level=${level} msg=${JSON.stringify(message)}`

/** containerd; `more` are its fields behind the message. */
export const containerd = (time: string, message: string, more = '', host?: string): string =>
  line(time, 'containerd[901]', logfmt(time, message, 'info') + more, host)

export const dockerd = (time: string, message: string, more = ''): string =>
  line(time, 'dockerd[902]', logfmt(time, message, 'info') + more)

/** A line of `docker events`. */
export const dockerEvent = (
  time: string,
  action: string,
  id: string,
  attributes: Readonly<Record<string, string>> = {},
): string => {
  const told = Object.entries({ image: 'web:1', name: 'web', ...attributes }).map(([k, v]) => `${k}=${v}`)
  return `2024-10-12T${fraction(time, 9)}Z container ${action} ${id} (${told.join(', ')})`
}

/** Swarm mode tells the code of a task, and of no container. */
export const taskFailed = (time: string, error: string): string =>
  dockerd(time, 'fatal task error', ` error="task: ${error}" module=node/agent/taskmanager task.id=zyx1wvu2`)

/** dockerd has no word of its own for an end. */
export const taskDelete = (time: string, id: string): string =>
  dockerd(
    time,
    'ignoring event',
    ` container=${id} module=libcontainerd namespace=moby topic=/tasks/delete type="*events.TaskDelete"`,
  )

export const crio = (
  time: string,
  message: string,
  more = ' id=5d1c name=/runtime.v1.RuntimeService/X',
): string => line(time, 'crio[903]', logfmt(time, message, 'info') + more)

export const conmon = (time: string, id: string, message: string): string =>
  line(time, 'conmon[904]', `conmon ${id.slice(0, 20)} <ninfo>: ${message}`)

export const kubelet = (time: string, message: string, file = 'kubelet.go:2447'): string =>
  line(time, 'kubelet[2480]', `I1012 ${fraction(time, 6)}    2480 ${file}] ${message}`)

// ── containerd ──

export const createSandbox = (time: string, id = SANDBOX, pod = 'web-0', podUid = POD_UID): string =>
  containerd(
    time,
    `RunPodSandbox for &PodSandboxMetadata{Name:${pod},Uid:${podUid},Namespace:shop,Attempt:0,} returns sandbox id "${id}"`,
  )
export const create = (
  time: string,
  id: string,
  { name = 'app', attempt = 0, sandbox = SANDBOX } = {},
): string =>
  containerd(
    time,
    `CreateContainer within sandbox "${sandbox}" for &ContainerMetadata{Name:${name},Attempt:${attempt},} returns container id "${id}"`,
  )
export const start = (time: string, id: string): string =>
  containerd(time, `StartContainer for "${id}" returns successfully`)

/** A pod of one container `a` that runs since ten o'clock. */
export const RUNNING: readonly string[] = [
  createSandbox('10:00:00.1'),
  create('10:00:00.2', cid('a')),
  start('10:00:00.3', cid('a')),
]
/** A second container `b` of that pod. */
export const SECOND: readonly string[] = [
  create('10:00:00.4', cid('b'), { name: 'side' }),
  start('10:00:00.5', cid('b')),
]

/** An end as containerd reports it since 1.7.24: a code of 0 is left out. */
export const exit = (
  time: string,
  id: string,
  code: number,
  { pid = 1000, at = time, process = id, host = 'node-1' } = {},
): string => {
  const moment = seconds(at)
  const nanos = Math.round((moment % 1) * 1e9)
  const status = code === 0 ? '' : ` exit_status:${code}`
  const exitedAt = `exited_at:{seconds:${Math.floor(moment)}${nanos === 0 ? '' : ` nanos:${nanos}`}}`
  const message = `received exit event container_id:"${id}" id:"${process}" pid:${pid}${status} ${exitedAt}`
  return containerd(time, message, '', host)
}

export const stop = (time: string, id: string, timeout = 30): string =>
  containerd(time, `StopContainer for "${id}" with timeout ${timeout} (s)`)
export const signal = (time: string, id: string): string =>
  containerd(time, `Stop container "${id}" with signal terminated`)
export const kill = (time: string, id: string): string => containerd(time, `Kill container "${id}"`)
export const taskOom = (time: string, id: string): string =>
  containerd(time, `TaskOOM event container_id:"${id}"`)
export const shimGone = (time: string, id: string): string =>
  containerd(time, 'shim disconnected', ` id=${id} namespace=k8s.io`)

// ── kubelet ──

export const pleg = (
  time: string,
  change: string,
  id: string,
  { pod = POD, podUid = POD_UID } = {},
): string =>
  kubelet(
    time,
    `"SyncLoop (PLEG): event for pod" pod="${pod}" event={"ID":"${podUid}","Type":"${change}","Data":"${id}"}`,
  )
export const finished = (time: string, id: string, code: number): string =>
  kubelet(
    time,
    `"Generic (PLEG): container finished" podID="${POD_UID}" containerID="${id}" exitCode=${code}`,
    'generic.go:334',
  )
/** The pod's status as it goes to the API: its times are of whole seconds. */
export const patched = (time: string, id: string, code: number, finishedAt: string): string =>
  kubelet(
    time,
    `"Patch status for pod" pod="${POD}" podUID="${POD_UID}" patch="{\\"metadata\\":{\\"uid\\":\\"${POD_UID}\\"},\\"status\\":{\\"containerStatuses\\":[{\\"name\\":\\"app\\",\\"state\\":{\\"terminated\\":{\\"containerID\\":\\"containerd://${id}\\",\\"exitCode\\":${code},\\"finishedAt\\":\\"2024-10-12T${finishedAt}Z\\",\\"reason\\":\\"${code === 0 ? 'Completed' : 'Error'}\\",\\"startedAt\\":\\"2024-10-12T10:00:00Z\\"}}}]}}"`,
    'status_manager.go:872',
  )
export const killing = (time: string, id: string, grace = 30, name = 'app'): string =>
  kubelet(
    time,
    `"Killing container with a grace period" pod="${POD}" podUID="${POD_UID}" containerName="${name}" containerID="containerd://${id}" gracePeriod=${grace}`,
    'kuberuntime_container.go:809',
  )
export const killReason = (time: string, id: string, reason: string): string =>
  kubelet(
    time,
    `"Message for Container of pod" containerName="app" containerStatusID={"Type":"containerd","ID":"${id}"} pod="${POD}" containerMessage="Container app ${reason}, will be restarted"`,
    'kuberuntime_manager.go:1094',
  )
/** An event by which the kubelet kills the container `app`: it carries no id. */
export const killEvent = (time: string, message: string, pod = POD): string =>
  kubelet(
    time,
    `"Event occurred" object="${pod}" fieldPath="spec.containers{app}" kind="Pod" apiVersion="v1" type="Normal" reason="Killing" message="${message}"`,
    'event.go:307',
  )
export const probeFailed = (time: string, probe: string): string =>
  kubelet(
    time,
    `"Probe failed" probeType="${probe}" pod="${POD}" podUID="${POD_UID}" containerName="app" probeResult="failure" output="HTTP probe failed with statuscode: 503"`,
    'prober.go:107',
  )
export const deleted = (time: string, operation = 'DELETE'): string =>
  kubelet(time, `"SyncLoop ${operation}" source="api" pods=["${POD}"]`)
export const evictions = (time: string, message: string): string =>
  kubelet(time, `"Eviction manager: ${message}`, 'eviction_manager.go:374')
export const ranked = (time: string, ...pods: readonly string[]): string =>
  evictions(time, `pods ranked for eviction" pods=${JSON.stringify(pods)}`)
export const evicted = (time: string, pod = POD): string =>
  evictions(time, `pod is evicted successfully" pod="${pod}"`)
export const kubeletStarts = (time: string): string =>
  kubelet(time, '"Kubelet version" kubeletVersion="v1.29.6"', 'server.go:467')
export const shutdownManager = (time: string, message: string): string =>
  kubelet(time, `"Shutdown manager ${message}`, 'nodeshutdown_manager_linux.go:265')

// ── kernel ──

const sliceOf = (podUid: string): string =>
  `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${podUid.replaceAll('-', '_')}.slice`
export const scopeOf = (id: string, podUid = POD_UID): string =>
  `${sliceOf(podUid)}/cri-containerd-${id}.scope`

export const boot = (time: string): string =>
  kernel(time, 'Linux version 5.15.0-105-generic (buildd@lcy02) (gcc 11.4.0) #115-Ubuntu SMP')

export const killed = (
  time: string,
  pid: number,
  name: string,
  how = 'Memory cgroup out of memory',
): string =>
  kernel(
    time,
    `${how}: Killed process ${pid} (${name}) total-vm:266540kB, anon-rss:65024kB, file-rss:512kB, shmem-rss:0kB, UID:0 pgtables:168kB oom_score_adj:968`,
  )

interface Oom {
  readonly id: string
  readonly pid: number
  readonly name?: string
  readonly limit?: 'container' | 'pod' | 'node'
  /** The other tasks of the report: pid and name. */
  readonly others?: readonly (readonly [number, string])[]
  readonly host?: string
}

/** A whole report of an OOM kill at the limit of the container, its pod or the node. */
export function oomKill(
  time: string,
  { id, pid, name = 'java', limit = 'container', others = [], host }: Oom,
): readonly string[] {
  const isNode = limit === 'node'
  const cgroup = limit === 'pod' ? sliceOf(POD_UID) : scopeOf(id)
  const where = isNode ? 'global_oom' : `oom_memcg=${cgroup}`
  const constraint = isNode ? 'CONSTRAINT_NONE' : 'CONSTRAINT_MEMCG'
  const row = (task: number, comm: string, pages: number) =>
    `[${String(task).padStart(7)}]     0 ${String(task).padStart(7)}    66540    ${pages}   135168        0           968 ${comm}`
  return [
    ...[
      `${name} invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968`,
      isNode ? 'Mem-Info:' : 'memory: usage 102400kB, limit 102400kB, failcnt 30',
      'Tasks state (memory values in pages):',
      '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
      row(pid, name, 16384),
      ...others.map(([task, comm]) => row(task, comm, 300)),
      `oom-kill:constraint=${constraint},nodemask=(null),cpuset=cri-containerd-${id}.scope,mems_allowed=0,${where},task_memcg=${scopeOf(id)},task=${name},pid=${pid},uid=0`,
    ].map((message) => kernel(time, message, host)),
    killed(time, pid, name, isNode ? 'Out of memory' : undefined).replace('node-1', host ?? 'node-1'),
  ]
}
