import {
  boot,
  cid,
  conmon,
  containerd,
  create,
  createSandbox,
  crio,
  deleted,
  dockerd,
  exit,
  finished,
  kernel,
  killing,
  kubelet,
  kubeletStarts,
  oomKill,
  patched,
  pleg,
  POD,
  POD_UID,
  RUNNING,
  SANDBOX,
  SECOND,
  scopeOf,
  shimGone,
  start,
  stop,
  taskDelete,
  uid,
} from './lines.js'
import type { Death, RuleCase } from './rule-case.js'

const a = cid('a')
const b = cid('b')
const sandboxExit = (time: string) => exit(time, SANDBOX, 137, { pid: 990 })
const podmanScope = `/machine.slice/libpod-${a}.scope`
const segfault = (time: string, pid: number) =>
  kernel(
    time,
    `app[${pid}]: segfault at 8 ip 000055d0c1f8a139 sp 00007ffd8c2f1c40 error 6 in app[55d0c1f8a000+1000]`,
  )
const failed: Death = { cause: 'error', confidence: 'certain', rule: 'error', exitCode: 1 }
/** The same in a log that begins with its end. */
const failedAtBegin: Death = { ...failed, confidence: 'likely' }
const completed: Death = { cause: 'completed', confidence: 'certain', rule: 'completed', exitCode: 0 }

const endedSomehow: Death = { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null }

const neverStarted = (time: string) =>
  patched(time, a, 128, '10:05:02').replace('\\"Error\\"', '\\"StartError\\"')
const dockerFails = (time: string) =>
  dockerd(
    time,
    `Handler for POST /v1.43/containers/${a}/start returned error: error while creating mount source path '/srv/web': mkdir /srv/web: read-only file system`,
  )
const dockerNeverRan: Death = {
  cause: 'start-failure',
  confidence: 'certain',
  rule: 'start-failure',
  exitCode: null,
  and: { oom: null, headline: /read-only file system/ },
}

const startCases: readonly RuleCase[] = [
  {
    title: 'its binary is not there: it never ran',
    log: [
      createSandbox('10:00:00.1'),
      create('10:00:00.2', a),
      containerd(
        '10:00:00.3',
        `StartContainer for "${a}" failed`,
        ' error="failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \\"/app\\": stat /app: no such file or directory: unknown"',
      ),
      pleg('10:00:01.1', 'ContainerDied', a),
      finished('10:00:01.1', a, 128),
    ],
    deaths: {
      a: {
        cause: 'start-failure',
        confidence: 'certain',
        rule: 'start-failure',
        exitCode: 128,
        and: { startedAt: null, finishedAt: '2024-10-12T10:00:00.300Z', headline: /no such file/ },
      },
    },
  },
  {
    title: 'docker cannot start again what was OOM-killed a second ago, and a minute later can: three runs',
    log: [
      ...oomKill('10:05:00.1', { id: a, pid: 2001 }).map((text) =>
        text.replaceAll(scopeOf(a), `/docker/${a}`),
      ),
      taskDelete('10:05:00.2', a),
      dockerFails('10:05:01.3'),
      taskDelete('10:06:30.4', a),
    ],
    deaths: {
      a: [
        { cause: 'oom-container', confidence: 'certain', rule: 'oom-init', exitCode: null },
        dockerNeverRan,
        endedSomehow,
      ],
    },
  },
  {
    title: 'docker cannot start again what ended a minute ago',
    log: [taskDelete('10:05:00.2', a), dockerFails('10:06:01.3')],
    deaths: { a: [endedSomehow, dockerNeverRan] },
  },
  {
    title: 'docker’s start fails, and right before that its shim is gone: one death',
    log: [
      containerd('10:05:00.2', 'shim disconnected', ` id=${a} namespace=moby`),
      dockerFails('10:05:00.3'),
    ],
    deaths: { a: dockerNeverRan },
  },
  {
    title: 'never ran, as an error tells that others quote: the headline has none of their quotes',
    log: [
      kubelet(
        '10:00:00.3',
        `StartContainer "${a}" from runtime service failed: rpc error: code = 2 desc = failed to start container "${a}": Error response from daemon: {"message":"invalid header field value \\"oci runtime error: container_linux.go:247: starting container process caused \\\\\\"process_linux.go:245: running exec setns process for init caused \\\\\\\\\\\\\\"exit status 6\\\\\\\\\\\\\\"\\\\\\"\\\\n\\""}`,
        'remote_runtime.go:203',
      ),
    ],
    deaths: {
      a: {
        cause: 'start-failure',
        confidence: 'certain',
        rule: 'start-failure',
        exitCode: null,
        and: { headline: 'it never ran: running exec setns process for init caused "exit status 6"' },
      },
    },
  },
  {
    title: 'never ran, as an error tells that gRPC carries: the headline has that alone',
    log: [
      kubelet(
        '10:00:00.3',
        `"StartContainer from runtime service failed" err="rpc error: code = Unknown desc = sandbox container \\"${SANDBOX}\\" is not running" containerID="${a}"`,
        'log.go:32',
      ),
    ],
    deaths: {
      a: {
        cause: 'start-failure',
        confidence: 'certain',
        rule: 'start-failure',
        exitCode: null,
        and: { headline: `it never ran: sandbox container "${SANDBOX}" is not running` },
      },
    },
  },
  {
    title: 'never ran, as nothing but the reason in its status tells',
    log: [neverStarted('10:05:03.1')],
    deaths: {
      a: {
        cause: 'start-failure',
        confidence: 'certain',
        rule: 'start-failure',
        exitCode: 128,
        and: {
          startedAt: null,
          finishedAt: '2024-10-12T10:05:02.000Z',
          headline: 'it never ran: the runtime could not start it',
        },
      },
    },
  },
  {
    title: 'a reason in a status that means a failed start is none of a container that was seen running',
    log: [...RUNNING, neverStarted('10:05:03.1')],
    misses: 'start-failure',
    deaths: { a: { ...failed, exitCode: 128 } },
  },
  {
    title: 'never ran, as an error of two lines tells: the headline has one',
    log: [
      kubelet(
        '10:00:00.3',
        `"StartContainer from runtime service failed" err="rpc error: code = Unknown desc = AppArmor profile could not be loaded: parser error at line 17\\n\\nerror: exit status 1" containerID="${a}"`,
        'log.go:32',
      ),
    ],
    deaths: {
      a: {
        cause: 'start-failure',
        confidence: 'certain',
        rule: 'start-failure',
        exitCode: null,
        and: {
          headline:
            'it never ran: AppArmor profile could not be loaded: parser error at line 17 error: exit status 1',
        },
      },
    },
  },
  {
    title: 'the kubelet alone tells 128: perhaps it never ran',
    log: [createSandbox('10:00:00.1'), finished('10:05:01.1', a, 128)],
    deaths: {
      a: {
        ...failed,
        confidence: 'likely',
        exitCode: 128,
        and: { notProven: [/^whether it ran at all/] },
      },
    },
  },
  {
    title: 'the runtime tells of the end of one that exits with 128: it ran',
    log: [createSandbox('10:00:00.1'), exit('10:05:00.3', a, 128)],
    deaths: { a: { ...failed, exitCode: 128 } },
  },
  {
    title: 'the kubelet tells 128 of one that was seen running',
    log: [...RUNNING, finished('10:05:01.1', a, 128)],
    deaths: { a: { ...failed, exitCode: 128, and: { notProven: [] } } },
  },
  {
    title: 'a status tells 128, and with its reason that it ran',
    log: [createSandbox('10:00:00.1'), patched('10:05:03.1', a, 128, '10:05:02')],
    deaths: { a: { ...failed, exitCode: 128 } },
  },
  {
    title: 'never ran, as dockershim’s reason in its status tells',
    log: [neverStarted('10:05:03.1').replace('StartError', 'ContainerCannotRun')],
    deaths: { a: { cause: 'start-failure', confidence: 'certain', rule: 'start-failure', exitCode: 128 } },
  },
  {
    title: 'podman runs one again and again, and conmon alone tells the ends',
    log: ['10:05', '10:25', '10:45', '11:05'].map((time, n) =>
      conmon(`${time}:00.1`, a, `container ${1000 + n} exited with status 1`),
    ),
    deaths: { a: [failedAtBegin, failed, failed, failed] },
  },
  {
    title: 'one line of docker’s that stands in the log twice is one end',
    log: [taskDelete('10:05:00.200', a), taskDelete('10:05:00.300', a)],
    deaths: { a: endedSomehow },
  },
  {
    title: 'exits with 128 by itself: it ran',
    log: [...RUNNING, exit('10:05:00.3', a, 128)],
    misses: 'start-failure',
    deaths: { a: { ...failed, exitCode: 128 } },
  },
]

const CANNOT = 'failed to create containerd task: exec: \\"/app\\": permission denied: unknown'
const startFailed = (time: string, id: string) =>
  kubelet(
    time,
    `"StartContainer from runtime service failed" err="rpc error: code = Unknown desc = ${CANNOT}" containerID="${id}"`,
    'remote_runtime.go:453',
  )
const syncFailed = (time: string, pod = POD, error = CANNOT) =>
  kubelet(
    time,
    `"Error syncing pod, skipping" err=${JSON.stringify(`failed to "StartContainer" for "app" with RunContainerError: "${error}"`)} pod="${pod}" podUID="${POD_UID}"`,
    'pod_workers.go:1300',
  )
const neverRan: Death = {
  cause: 'start-failure',
  confidence: 'certain',
  rule: 'start-failure',
  exitCode: null,
}

const retoldCases: readonly RuleCase[] = [
  {
    title: 'a failed start by id is the one that the kubelet then tells of the pod, with the same error',
    log: [startFailed('10:05:00.1', a), syncFailed('10:05:00.1002')],
    deaths: {
      a: {
        ...neverRan,
        and: { pod: { namespace: 'shop', name: 'web-0', uid: POD_UID }, container: { name: 'app' } },
      },
    },
  },
  {
    title: 'of two failed starts with the same error, the pod that is told is neither’s',
    log: [startFailed('10:05:00.1', a), startFailed('10:05:00.2', b), syncFailed('10:05:00.3')],
    deaths: {
      a: { ...neverRan, and: { pod: { name: null } } },
      b: { ...neverRan, and: { pod: { name: null } } },
    },
  },
  {
    title: 'a failed start is not that of another error, nor of one told later',
    log: [
      startFailed('10:05:00.1', a),
      syncFailed('10:05:00.2', POD, 'no such file'),
      syncFailed('10:05:02.2'),
    ],
    deaths: { a: { ...neverRan, and: { pod: { name: null } } } },
  },
]

const rebootCases: readonly RuleCase[] = [
  {
    title: 'the node reboots under it',
    log: [...RUNNING, boot('10:05:00')],
    deaths: {
      a: {
        cause: 'node-reboot',
        confidence: 'likely',
        rule: 'node-reboot',
        exitCode: null,
        and: { finishedAt: null, exitObserved: true },
      },
    },
  },
  {
    title: 'the node reboots under it, and the kubelet reports 255 afterwards: neither its time nor its code',
    log: [
      ...RUNNING,
      boot('10:05:00'),
      kubeletStarts('10:05:20.1'),
      pleg('10:05:25.1', 'ContainerDied', a),
      finished('10:05:25.1', a, 255),
    ],
    deaths: {
      a: {
        cause: 'node-reboot',
        confidence: 'likely',
        rule: 'node-reboot',
        exitCode: 255,
        and: { finishedAt: null, notProven: [/255 reported after the boot was made up/] },
      },
    },
  },
  {
    title: 'ended before the node rebooted',
    log: [...RUNNING, exit('10:04:00.1', a, 1), boot('10:05:00')],
    misses: 'node-reboot',
    deaths: { a: failed },
  },
  {
    title: 'a kubelet that starts reports old deaths again: the death is the old one',
    log: [
      ...RUNNING,
      exit('10:04:00.1', a, 1),
      finished('10:04:00.6', a, 1),
      kubeletStarts('10:05:20.1'),
      pleg('10:05:25.1', 'ContainerDied', a),
      finished('10:05:25.1', a, 1),
    ],
    deaths: { a: { ...failed, and: { finishedAt: '2024-10-12T10:04:00.100Z' } } },
  },
  {
    title: 'a kubelet that starts reports a death that nothing else shows: when it was is not proven',
    log: [
      kubeletStarts('10:05:20.1'),
      pleg('10:05:25.1', 'ContainerDied', a),
      finished('10:05:25.1', a, 137),
    ],
    deaths: {
      a: {
        cause: 'killed',
        confidence: 'possible',
        rule: 'killed',
        exitCode: 137,
        and: {
          headline: /only as the kubelet started/,
          notProven: [/^when it ended/, /who sent/, /whether it was an OOM kill/],
        },
      },
    },
  },
  {
    title: 'a kubelet that starts tells of a running container as if it had started now',
    log: [kubeletStarts('10:05:20.1'), pleg('10:05:25.1', 'ContainerStarted', a), exit('10:09:00.1', a, 1)],
    deaths: { a: { ...failed, and: { startedAt: null } } },
  },
]

/** What a kubelet with docker prints where it could not start a pod's sandbox. */
const sandboxFailed = (time: string): string =>
  kubelet(
    time,
    `Error syncing pod ${POD_UID} ("web-0_shop(${POD_UID})"), skipping: failed to "CreatePodSandbox" for "web-0_shop(${POD_UID})" with CreatePodSandboxError: "CreatePodSandbox for pod \\"web-0_shop(${POD_UID})\\" failed: rpc error: code = Unknown desc = failed to start sandbox container for pod \\"web-0\\": Error response from daemon: OCI runtime create failed: cannot allocate memory: unknown"`,
    'pod_workers.go:190',
  )

const sandboxCases: readonly RuleCase[] = [
  {
    title: 'the sandbox that could not be started is the id that the kubelet finds dead',
    log: [sandboxFailed('10:00:00.4'), pleg('10:00:00.7', 'ContainerDied', SANDBOX)],
    deaths: {
      f: {
        cause: 'start-failure',
        confidence: 'certain',
        rule: 'start-failure',
        exitCode: null,
        and: { container: { sandbox: true } },
      },
    },
  },
  {
    title: 'an id that had been running, or one of two, is not known to be it',
    log: [
      pleg('10:00:00.1', 'ContainerStarted', a),
      sandboxFailed('10:00:00.4'),
      pleg('10:00:00.7', 'ContainerDied', a),
      sandboxFailed('10:00:20.4'),
      pleg('10:00:20.7', 'ContainerDied', b),
      pleg('10:00:20.7', 'ContainerDied', SANDBOX),
    ],
    deaths: { a: endedSomehow, b: endedSomehow, f: endedSomehow },
  },
]

const codeCases: readonly RuleCase[] = [
  {
    title: 'ended as a status tells, with its own times of start and end',
    log: [patched('10:05:03.1', a, 1, '10:05:02')],
    deaths: {
      a: {
        ...failed,
        and: { startedAt: '2024-10-12T10:00:00.000Z', finishedAt: '2024-10-12T10:05:02.000Z' },
      },
    },
  },
  {
    title: 'ended days before its status was told again',
    log: [patched('10:05:03.1', a, 1, '10:05:02').replaceAll('2024-10-12T', '2024-10-02T')],
    deaths: {
      a: {
        ...failed,
        and: { startedAt: '2024-10-02T10:00:00.000Z', finishedAt: '2024-10-02T10:05:02.000Z' },
      },
    },
  },
  {
    title: 'ended, and two lines of its pod’s sandbox together tell which pod that is',
    log: [
      finished('10:05:03.1', a, 1),
      pleg('10:05:03.2', 'ContainerDied', SANDBOX).replace(` pod="${POD}"`, ''),
      kubelet(
        '10:05:03.3',
        `"getSandboxIDByPodUID got sandbox IDs for pod" podSandboxID=[${SANDBOX}] pod="${POD}"`,
      ),
    ],
    deaths: { a: { ...failedAtBegin, and: { pod: { namespace: 'shop', name: 'web-0', uid: POD_UID } } } },
  },
  {
    title: 'exits with 0, which containerd leaves out of its line',
    log: [...RUNNING, exit('10:05:00.3', a, 0)],
    deaths: { a: { ...completed, and: { exitCodeFrom: 'containerd', signal: null } } },
  },
  {
    title: 'exits with 0 as the log begins: a stop may have been asked for before',
    log: [exit('10:05:00.3', a, 0), shimGone('10:05:00.4', a)],
    deaths: {
      a: {
        ...completed,
        confidence: 'likely',
        and: { notProven: [/a stop was asked for: the log begins/] },
      },
    },
  },
  {
    title: 'exits with 0 right behind its start, with which the log begins',
    log: [start('10:05:00.1', a), exit('10:05:00.3', a, 0)],
    deaths: { a: { ...completed, and: { notProven: [] } } },
  },
  {
    title: 'exits with 0 after it was asked to stop',
    log: [...RUNNING, stop('10:05:00.1', a), exit('10:05:00.3', a, 0)],
    misses: 'completed',
    deaths: { a: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: 0 } },
  },
  {
    title: 'exits with 1',
    log: [...RUNNING, exit('10:05:00.3', a, 1), finished('10:05:00.9', a, 1)],
    deaths: { a: failed },
  },
  {
    title: 'the kubelet says another code than the runtime, which was there',
    log: [...RUNNING, exit('10:05:00.3', a, 1), finished('10:05:00.9', a, 2)],
    deaths: { a: { ...failed, and: { contradictions: [{ id: 'exit-code-differs' }] } } },
  },
  {
    title: 'a code that stands for a signal is no code of its own',
    log: [...RUNNING, exit('10:05:00.3', a, 130)],
    misses: 'error',
    deaths: {
      a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 130, and: { signal: 'SIGINT' } },
    },
  },
  {
    title: 'an exec’d process’s end is none of the container’s',
    log: [...RUNNING, exit('10:05:00.3', a, 137, { process: 'probe-1', pid: 4000 })],
    misses: 'killed',
    deaths: {},
  },
  {
    title: 'the runtime lost it and made up 255, and says so in its next line and to the kubelet',
    log: [
      ...RUNNING,
      containerd('10:05:00.1', `failed to get task exit status for "${a}"`, ' error="ttrpc: closed"'),
      exit('10:05:00.2', a, 255),
      finished('10:05:00.9', a, 255),
    ],
    deaths: { a: { cause: 'unknown', confidence: 'certain', rule: 'code-made-up', exitCode: 255 } },
  },
  {
    title: 'exits with 255 by itself',
    log: [...RUNNING, exit('10:05:00.2', a, 255), finished('10:05:00.9', a, 255)],
    misses: 'code-made-up',
    deaths: { a: { ...failed, exitCode: 255 } },
  },
  {
    title: 'ended, and no line says how',
    log: [...RUNNING, shimGone('10:05:00.9', a)],
    deaths: { a: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null } },
  },
  {
    title: 'a shim’s going is the aftermath of an end that is told',
    log: [...RUNNING, exit('10:05:00.8', a, 1), shimGone('10:05:00.9', a)],
    misses: 'unknown',
    deaths: { a: failed },
  },
  {
    title: 'fails right after the kernel refused it a new process; a refusal of long ago is not told',
    log: [
      ...RUNNING,
      ...SECOND,
      kernel('10:05:00.2', `cgroup: fork rejected by pids controller in ${scopeOf(a)}`),
      exit('10:05:00.3', a, 2),
      exit('10:09:00.3', b, 2, { pid: 1100 }),
    ],
    deaths: {
      a: { ...failed, exitCode: 2, and: { headline: /refused it a new process/ } },
      b: { ...failed, exitCode: 2, and: { headline: /^exited by itself with 2$/ } },
    },
  },
  {
    title: 'what ended while containerd was away is found by the one that was started',
    log: [
      ...RUNNING,
      ...SECOND,
      shimGone('10:04:00.1', b),
      containerd('10:05:00.1', 'starting containerd', ' revision=9cd3357 version=v1.7.24'),
      containerd('10:05:00.3', 'cleaning leaked shim process', ` id=${a} namespace=k8s.io`),
    ],
    deaths: {
      a: { ...endedSomehow, and: { headline: /while containerd was away/, incident: /\/runtime\// } },
      b: { ...endedSomehow, and: { headline: /^it ended; the log does not say how$/, incident: null } },
    },
  },
  {
    title: 'an end without a code beside a crash of nobody knows whom: told, and not claimed',
    log: [...RUNNING, segfault('10:05:00.1', 4321), shimGone('10:05:00.3', a)],
    deaths: {
      a: {
        ...endedSomehow,
        and: { why: [/without an exit code/, /SIGSEGV of app \(pid 4321\)/, /^no OOM kill/] },
      },
    },
  },
  {
    title: 'an end without a code after a child was OOM-killed: told, and not claimed',
    log: [
      ...RUNNING,
      ...oomKill('10:05:00.1', { id: a, pid: 1005, others: [[1000, 'sh']] }),
      shimGone('10:05:20.3', a),
    ],
    deaths: { a: { ...endedSomehow, and: { headline: /after a process in it was OOM-killed/ } } },
  },
]

const signalCases: readonly RuleCase[] = [
  {
    title: 'the kernel tells of the init’s segfault',
    log: [...RUNNING, segfault('10:05:00.1', 1000), exit('10:05:00.2', a, 139)],
    deaths: {
      a: { cause: 'crash', confidence: 'certain', rule: 'crash', exitCode: 139, and: { signal: 'SIGSEGV' } },
    },
  },
  {
    title:
      'the init’s pid stands only in the line of its start, an hour before the kernel tells of its segfault',
    log: [
      crio(
        '09:00:00.1',
        'Started container',
        ` PID=1000 containerID=${a} description=shop/web-0/app id=5d1c name=/runtime.v1.RuntimeService/StartContainer sandboxID=${SANDBOX}`,
      ),
      segfault('10:05:00.1', 1000),
      finished('10:05:00.9', a, 139),
    ],
    deaths: { a: { cause: 'crash', confidence: 'certain', rule: 'crash', exitCode: 139 } },
  },
  {
    title: 'the kernel tells of a child’s segfault: the init may have exited with that code',
    log: [...RUNNING, segfault('10:05:00.1', 1007), exit('10:05:00.2', a, 139)],
    deaths: {
      a: {
        cause: 'crash',
        confidence: 'likely',
        rule: 'crash',
        exitCode: 139,
        and: { why: [/128 \+ 11/, /SIGSEGV of app \(pid 1007\).*perhaps a child/] },
      },
    },
  },
  {
    title: 'the init handles its segfault and exits with 1',
    log: [...RUNNING, segfault('10:05:00.1', 1000), exit('10:05:00.2', a, 1)],
    misses: 'crash',
    deaths: { a: failed },
  },
  {
    title: 'the pod’s sandbox is killed, and with it all who share its pid namespace',
    log: [...RUNNING, sandboxExit('10:05:00.1'), exit('10:05:00.2', a, 137)],
    deaths: {
      a: { cause: 'killed', confidence: 'likely', rule: 'sandbox-gone', exitCode: 137 },
      f: {
        cause: 'killed',
        confidence: 'likely',
        rule: 'killed',
        exitCode: 137,
        and: { container: { sandbox: true } },
      },
    },
  },
  {
    title: 'the pod’s sandbox is killed, and a container with a pid namespace of its own goes on',
    log: [...RUNNING, sandboxExit('10:05:00.1'), exit('10:05:07.2', a, 137)],
    misses: 'sandbox-gone',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 } },
  },
]

const identityCases: readonly RuleCase[] = [
  {
    title: 'two nodes in one log, with the same pids: an OOM kill on one, an exit on the other',
    log: [
      ...RUNNING,
      createSandbox('10:00:00.1', cid('e'), 'api-0', uid('2')).replace('node-1', 'node-2'),
      create('10:00:00.2', b, { sandbox: cid('e') }).replace('node-1', 'node-2'),
      start('10:00:00.3', b).replace('node-1', 'node-2'),
      ...oomKill('10:05:30.2', { id: a, pid: 1000 }),
      exit('10:05:30.3', a, 137),
      exit('10:05:30.3', b, 137, { host: 'node-2' }),
    ],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: 137,
        and: { node: 'node-1' },
      },
      b: {
        cause: 'killed',
        confidence: 'likely',
        rule: 'killed',
        exitCode: 137,
        and: { node: 'node-2', oom: null, pod: { name: 'api-0' } },
      },
    },
  },
  {
    title:
      'a container that crashed before its pod was deleted is not its sandbox, though the kubelet prints no codes',
    log: [
      pleg('10:00:00.1', 'ContainerStarted', a),
      pleg('10:00:00.2', 'ContainerStarted', b),
      pleg('10:04:00.1', 'ContainerDied', b),
      deleted('10:05:00.1'),
      killing('10:05:00.2', a),
      pleg('10:05:01.1', 'ContainerDied', a),
      pleg('10:05:01.2', 'ContainerDied', SANDBOX),
    ],
    deaths: {
      a: { cause: 'deletion', confidence: 'certain', rule: 'deletion', exitCode: null },
      b: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null },
      f: {
        cause: 'deletion',
        confidence: 'likely',
        rule: 'deletion',
        exitCode: null,
        and: { container: { sandbox: true } },
      },
    },
  },
  {
    title: 'the sandbox is the one of a pod’s ids whose code the kubelet never tells',
    log: [
      pleg('10:05:00.1', 'ContainerDied', a),
      finished('10:05:00.1', a, 1),
      pleg('10:05:01.1', 'ContainerDied', SANDBOX),
    ],
    deaths: {
      a: failedAtBegin,
      f: {
        cause: 'unknown',
        confidence: 'certain',
        rule: 'unknown',
        exitCode: null,
        and: { container: { sandbox: true } },
      },
    },
  },
  {
    title: 'the sandbox is the last of a deleted pod’s ids to die before the API lets it go',
    log: [
      deleted('10:05:00.1'),
      pleg('10:05:31.1', 'ContainerDied', a),
      pleg('10:05:31.1', 'ContainerDied', SANDBOX),
      deleted('10:05:32.1'),
      deleted('10:05:32.2', 'REMOVE'),
    ],
    deaths: {
      a: { cause: 'deletion', confidence: 'likely', rule: 'deletion', exitCode: null },
      f: {
        cause: 'deletion',
        confidence: 'likely',
        rule: 'deletion',
        exitCode: null,
        and: { container: { sandbox: true } },
      },
    },
  },
  {
    title: 'no id is the sandbox as the last to die where one dies after the API let the pod go',
    log: [
      deleted('10:05:00.1'),
      pleg('10:05:00.8', 'ContainerDied', b),
      pleg('10:05:00.8', 'ContainerDied', SANDBOX),
      deleted('10:05:01.1', 'REMOVE'),
      pleg('10:05:31.1', 'ContainerDied', a),
    ],
    deaths: {
      f: {
        cause: 'deletion',
        confidence: 'likely',
        rule: 'deletion',
        exitCode: null,
        and: { container: { sandbox: false } },
      },
      a: {
        cause: 'deletion',
        confidence: 'likely',
        rule: 'deletion',
        exitCode: null,
        and: { container: { sandbox: false } },
      },
      b: {
        cause: 'deletion',
        confidence: 'likely',
        rule: 'deletion',
        exitCode: null,
        and: { container: { sandbox: false } },
      },
    },
  },
  {
    title: 'an init container that completed, and the container after it',
    log: [
      createSandbox('10:00:00.1'),
      create('10:00:00.2', b, { name: 'setup' }),
      start('10:00:00.3', b),
      exit('10:00:02.1', b, 0, { pid: 999 }),
      create('10:00:03.2', a),
      start('10:00:03.3', a),
      exit('10:05:00.1', a, 1),
    ],
    deaths: { a: failed, b: { ...completed, and: { container: { name: 'setup' } } } },
  },
  {
    title: 'podman runs one again within a second and prints no start: another init ends, OOM-killed',
    log: [
      conmon('10:05:00.1', a, 'container 1000 exited with status 1'),
      ...oomKill('10:05:00.9', { id: a, pid: 1030 }).map((text) => text.replaceAll(scopeOf(a), podmanScope)),
      conmon('10:05:00.9', a, 'container 1030 exited with status 137'),
      conmon('10:05:01.7', a, 'container 1060 exited with status 1'),
    ],
    deaths: {
      a: [
        { ...failedAtBegin, and: { oom: null, container: { initPid: 1000 } } },
        {
          cause: 'oom-container',
          confidence: 'certain',
          rule: 'oom-init',
          exitCode: 137,
          and: { oom: { kills: [{ isInit: true }] }, container: { initPid: 1030 } },
        },
        { ...failedAtBegin, and: { oom: null, container: { initPid: 1060 } } },
      ],
    },
  },
  {
    title: 'a second container of the pod lives on',
    log: [...RUNNING, ...SECOND, exit('10:05:00.1', a, 1)],
    deaths: { a: failed },
  },
]

/** Deaths that only their exit codes tell of, those that nobody saw, and whose they are. */
export const exitCases: readonly RuleCase[] = [
  ...startCases,
  ...retoldCases,
  ...rebootCases,
  ...sandboxCases,
  ...codeCases,
  ...signalCases,
  ...identityCases,
]
