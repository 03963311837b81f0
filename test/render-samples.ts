import type { NodeCoverage } from '../src/model/coverage.js'
import type { Event, Happening, Placed } from '../src/model/event.js'
import type { Termination } from '../src/model/termination.js'
import type { Ending, Meta } from '../src/render/renderer.js'

/** Made-up records for the tests of the renderers; their logs do not exist. */

const NODE = 'worker-a-7f3c'
export const APP = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90'
const SANDBOX = 'f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f'
export const POD = {
  namespace: 'shop',
  name: 'checkout-6f7d9c-x2x9q',
  uid: '0d0c0b0a-1111-4222-8333-444455556666',
}
/** 2026-11-23 02:19:07 UTC */
export const DEATH = Date.UTC(2026, 10, 23, 2, 19, 7)

let order = 0

/** Any event at so many seconds from the death; whole seconds have whole-second stamps. */
export function event(seconds: number | null, happening: Happening, placed: Partial<Placed> = {}): Event {
  order += 120
  const time = seconds === null ? null : DEATH + seconds * 1000
  return {
    ...happening,
    time,
    stepMs: seconds !== null && Number.isInteger(seconds) ? 1000 : 1,
    node: NODE,
    program: happening.type.slice(0, happening.type.indexOf('.')),
    file: 'syslog',
    line: order / 120,
    order,
    text: `line of ${happening.type}`,
    origin: { raw: 'Nov 23 02:19:07', year: 'inferred', zone: 'assumed' },
    written: null,
    sinceBoot: null,
    ...placed,
  }
}

const kill = event(-1, {
  type: 'kernel.oom_kill',
  constraint: 'memcg',
  victim: { pid: 4321, name: 'java', uid: 1000, rssBytes: 531_000_000 },
  containerId: APP,
  podUid: POD.uid,
  runtime: 'containerd',
  scope: 'container',
  oomCgroup: `/kubepods.slice/kubepods-pod0d0c0b0a.slice/cri-containerd-${APP}.scope`,
  taskCgroup: `/kubepods.slice/kubepods-pod0d0c0b0a.slice/cri-containerd-${APP}.scope`,
  limitBytes: 536_870_912,
  usageBytes: 536_870_912,
  failures: 6402,
  oomScoreAdj: 988,
  invoker: { pid: 4377, name: 'http-nio-8080-exec-7' },
  group: false,
  seenAs: 'killed',
  tasks: [{ pid: 4321, name: 'java', rssBytes: 531_000_000, rssPages: 129_638, oomScoreAdj: 988 }],
  tasksComplete: true,
})

/** An OOM kill of a container's init, seen by everybody. */
export const oomKilled: Termination = {
  node: NODE,
  pod: POD,
  container: {
    id: APP,
    name: 'app',
    attempt: 3,
    runtime: 'containerd',
    sandbox: false,
    sandboxId: SANDBOX,
    initPid: 4321,
  },
  startedAt: DEATH - 3_600_000,
  finishedAt: DEATH + 357,
  exitObserved: true,
  exitCode: 137,
  exitCodeFrom: 'containerd',
  exitCodeMadeUp: false,
  signal: 'SIGKILL',
  cause: 'oom-container',
  confidence: 'certain',
  rule: 'oom-init',
  headline: "OOM-killed at the container's memory limit (512 MiB): java (pid 4321, 506 MiB)",
  why: [
    "the kernel killed java (pid 4321, 506 MiB) at the container's memory limit (512 MiB)",
    "pid 4321 was the container's init: the container ended with it",
  ],
  notProven: [],
  oom: {
    scope: 'container',
    cgroup: `/kubepods.slice/kubepods-pod0d0c0b0a.slice/cri-containerd-${APP}.scope`,
    limitBytes: 536_870_912,
    usageBytes: 536_870_912,
    failures: 6402,
    invoker: { pid: 4377, name: 'http-nio-8080-exec-7' },
    kills: [{ pid: 4321, name: 'java', uid: 1000, rssBytes: 531_000_000, isInit: true }],
    topTasks: [
      { pid: 4321, name: 'java', rssBytes: 531_000_000, rssPages: 129_638 },
      { pid: 4390, name: 'sh', rssBytes: 733_184, rssPages: 179 },
    ],
  },
  kill: null,
  eviction: null,
  contradictions: [],
  incident: null,
  fingerprint: '5f2a9c1e',
  evidence: [
    event(-1, { type: 'kernel.oom_invoked', invoker: 'http-nio-8080-exec-7', manual: false }),
    kill,
    event(-1, {
      type: 'systemd.scope_oom',
      unit: `cri-containerd-${APP}.scope`,
      containerId: APP,
      podUid: null,
      by: 'kernel',
    }),
    event(0.1, { type: 'runtime.oom', runtime: 'containerd', containerId: APP }),
    event(0.357, {
      type: 'runtime.exit',
      runtime: 'containerd',
      containerId: APP,
      execId: null,
      pid: 4321,
      exitStatus: 137,
      exitedAt: DEATH + 357,
      sandbox: false,
      synthetic: false,
    }),
    event(0.9, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: APP }),
    event(1.2, { type: 'kubelet.backoff', pod: POD, containerName: 'app', backoffSeconds: 40 }),
  ],
}

/** A kill inside, at the pod's limit; the container's own end and its pod's name are not in the log. */
export const killedInside: Termination = {
  ...oomKilled,
  pod: { namespace: null, name: null, uid: POD.uid },
  container: { ...oomKilled.container, name: null, attempt: null, initPid: null },
  startedAt: null,
  finishedAt: null,
  exitObserved: false,
  exitCode: null,
  exitCodeFrom: null,
  exitCodeMadeUp: false,
  signal: null,
  cause: 'oom-pod',
  rule: 'oom-inside',
  headline: "OOM-killed inside at the pod's memory limit (100 MiB); its own end is not in the log",
  why: ["the kernel killed stress-ng-vm (pid 183960, 91 MiB) at the pod's memory limit (100 MiB)"],
  notProven: ['whether the container ended: its exit is not in the input'],
  oom: oomKilled.oom && { ...oomKilled.oom, scope: 'pod', limitBytes: 104_857_600, usageBytes: 104_857_600 },
  evidence: oomKilled.evidence.slice(0, 4),
}

/** Evicted: no line carries an exit code, and two claims are at odds. */
export const evicted: Termination = {
  ...oomKilled,
  container: { ...oomKilled.container, name: 'nginx', attempt: 0 },
  pod: { namespace: 'default', name: 'nginx', uid: '27aff94d-0000-4000-8000-9ab000aa57e2' },
  exitCode: null,
  exitCodeFrom: null,
  exitCodeMadeUp: false,
  signal: null,
  cause: 'eviction',
  confidence: 'likely',
  rule: 'evicted',
  headline: 'evicted by the kubelet; which resource was low is not in the log',
  why: [
    'the kubelet ranked 7 pods for eviction, this one first, and reports that it was evicted',
    'stopped with a grace of 30 s, gone after 0.4 s',
  ],
  notProven: [
    'the exit code: no line carries one. The cluster may show 137 ContainerStatusUnknown, which Kubernetes writes for a container it lost; nobody saw that exit',
  ],
  oom: null,
  kill: { requestedAt: DEATH, gracePeriodSeconds: 30, signal: null, escalated: false, by: 'kubelet' },
  eviction: { resource: null, rankedAt: DEATH - 1, evictedAt: DEATH + 445, rank: { place: 1, of: 7 } },
  contradictions: [
    {
      id: 'clock-differs',
      says: 'three clocks: syslog 02:19:07, kubelet 02:17:08 (1 m 59 s behind)',
      evidence: [0, 1],
    },
  ],
  evidence: [
    event(-29.8, {
      type: 'kubelet.eviction_ranked',
      pods: [
        { namespace: 'default', name: 'nginx', uid: null },
        { namespace: 'kube-system', name: 'kube-proxy-5thr6', uid: null },
      ],
    }),
    event(0.001, {
      type: 'kubelet.killing',
      pod: { namespace: 'default', name: 'nginx', uid: null },
      containerName: 'nginx',
      containerId: APP,
      gracePeriodSeconds: 30,
      override: false,
      reason: null,
      phase: 'requested',
      message: null,
    }),
    event(0.357, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: APP }),
    event(0.36, { type: 'kubelet.pleg', pod: POD, change: 'ContainerDied', containerId: SANDBOX }),
    event(0.445, {
      type: 'kubelet.evicted',
      pod: { namespace: 'default', name: 'nginx', uid: null },
      resource: null,
      message: null,
    }),
  ],
}

/** A container that finished its work. */
export const completed: Termination = {
  ...evicted,
  node: 'worker-b-1d2e',
  container: { ...oomKilled.container, name: 'job', attempt: 0 },
  pod: { namespace: 'batch', name: 'nightly-29381-qqx7z', uid: null },
  finishedAt: DEATH + 86_400_000,
  exitCode: 0,
  exitCodeFrom: 'kubelet',
  exitCodeMadeUp: false,
  cause: 'completed',
  confidence: 'certain',
  rule: 'exit-0',
  headline: 'exited by itself with 0',
  why: [],
  notProven: [],
  kill: null,
  eviction: null,
  contradictions: [],
  evidence: [
    event(86_400, {
      type: 'kubelet.container_finished',
      pod: POD,
      containerName: null,
      containerId: APP,
      exitCode: 0,
      reason: null,
      startedAt: null,
      finishedAt: DEATH,
    }),
  ],
}

/** A pod's sandbox, torn down. */
export const sandbox: Termination = {
  ...completed,
  container: { ...oomKilled.container, id: SANDBOX, name: null, sandbox: true, sandboxId: null },
  cause: 'stopped',
  headline: 'stopped with its pod',
}

export const meta: Meta = {
  files: ['/var/log/syslog'],
  clocks: [
    {
      node: NODE,
      file: 'syslog',
      offsetMinutes: 0,
      year: 'inferred',
      zone: 'assumed',
      skews: [{ source: 'kubelet', aheadSeconds: -119 }],
    },
  ],
}

/** The node's kernel lines begin late, the kubelet's were lost for a while, its runtime is not in the input. */
export const coverage: NodeCoverage = {
  node: NODE,
  sources: [
    {
      source: 'kernel',
      first: DEATH - 1_800_000,
      last: DEATH + 60_000,
      lines: 1204,
      verbosity: null,
      heard: { from: DEATH - 1_800_000, to: DEATH + 60_000 },
      byBoot: [{ boot: DEATH - 1_800_000, first: DEATH - 1_800_000, last: DEATH + 60_000, lines: 1204 }],
      byLog: [],
    },
    {
      source: 'kubelet',
      first: DEATH - 3_600_000,
      last: DEATH + 61_000,
      lines: 96,
      verbosity: 2,
      heard: { from: DEATH - 3_600_000, to: DEATH + 61_000 },
      byBoot: [
        { boot: null, first: DEATH - 3_600_000, last: DEATH - 1_860_000, lines: 70 },
        { boot: DEATH - 1_800_000, first: DEATH - 1_795_000, last: DEATH + 61_000, lines: 26 },
      ],
      byLog: [],
    },
  ],
  gaps: [
    {
      kind: 'silence',
      from: DEATH - 1_200_000,
      to: DEATH - 900_000,
      of: null,
      source: 'kernel',
      lost: null,
      says: 'no kernel lines',
    },
    {
      kind: 'loss',
      from: DEATH - 600_000,
      to: DEATH - 600_000,
      of: 'kubelet.service',
      source: 'kubelet',
      lost: 12_415,
      says: 'Suppressed 12415 messages from kubelet.service',
    },
  ],
  boots: [DEATH - 1_800_000],
}

export const ending: Ending = {
  counts: { lines: 12_415, events: 17, problems: 0 },
  hidden: { sandboxes: 1, filtered: 0 },
  clocks: meta.clocks,
  coverage: [coverage],
}
