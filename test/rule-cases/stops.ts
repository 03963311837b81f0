import {
  cid,
  conmon,
  containerd,
  create,
  createSandbox,
  crio,
  deleted,
  dockerd,
  dockerEvent,
  evicted,
  evictions,
  exit,
  finished,
  kill,
  killEvent,
  killing,
  killReason,
  kubelet,
  kubeletStarts,
  line,
  oomKill,
  patched,
  pleg,
  POD,
  POD_UID,
  probeFailed,
  ranked,
  RUNNING,
  SANDBOX,
  SECOND,
  shimGone,
  shutdownManager,
  signal,
  start,
  stop,
  systemd,
  taskDelete,
  taskFailed,
  taskOom,
  timeless,
  uid,
  wholeSeconds,
} from './lines.js'
import type { Death, RuleCase } from './rule-case.js'

const a = cid('a')
const b = cid('b')
const PRESSURE = [
  evictions('10:05:00.1', 'attempting to reclaim" resourceName="memory"'),
  evictions('10:05:00.2', 'must evict pod(s) to reclaim" resourceName="memory"'),
]
const byKubelet = (time: string, id = a, grace = 30) => [
  killing(`${time}.3`, id, grace),
  stop(`${time}.4`, id, grace),
  signal(`${time}.5`, id),
]
const notRunning = (time: string) =>
  containerd(
    time,
    `Container to stop "${a}" must be in running or unknown state, current state "CONTAINER_EXITED"`,
  )
const preempted = (time: string) =>
  kubelet(time, `"Pod evicted successfully" pod="${POD}"`, 'preemption.go:119')
const sandboxGone = (time: string) =>
  kubelet(time, `"No ready sandbox for pod can be found. Need to start a new one" pod="${POD}"`, 'util.go:48')
const stoppedByKubelet = { cause: 'stopped', confidence: 'certain', rule: 'stopped' } as const
const failed: Death = { cause: 'error', confidence: 'certain', rule: 'error', exitCode: 1 }

const evictionCases: readonly RuleCase[] = [
  {
    title: 'evicted for want of memory',
    log: [
      ...RUNNING,
      ...PRESSURE,
      ranked('10:05:00.2', POD, 'shop/web-1'),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
      evicted('10:05:01.1'),
    ],
    deaths: {
      a: {
        cause: 'eviction',
        confidence: 'certain',
        rule: 'eviction',
        exitCode: 0,
        and: {
          eviction: { resource: 'memory', rank: { place: 1, of: 2 } },
          kill: { by: 'kubelet', gracePeriodSeconds: 30 },
        },
      },
    },
  },
  {
    title: 'all containers of an evicted pod say so, also one that dies 30 s before the other',
    log: [
      ...RUNNING,
      ...SECOND,
      ...byKubelet('10:05:00'),
      ...byKubelet('10:05:00', b),
      exit('10:05:00.9', a, 0),
      kill('10:05:30.4', b),
      exit('10:05:30.5', b, 137, { pid: 1001 }),
      evicted('10:05:30.7'),
    ],
    deaths: {
      a: { cause: 'eviction', confidence: 'certain', rule: 'eviction', exitCode: 0 },
      b: {
        cause: 'eviction',
        confidence: 'certain',
        rule: 'eviction',
        exitCode: 137,
        and: { kill: { escalated: true } },
      },
    },
  },
  {
    title: 'a container that had completed by itself before its pod was evicted is none of the eviction',
    log: [
      ...RUNNING,
      ...SECOND,
      exit('10:04:30.1', b, 0, { pid: 1001 }),
      ranked('10:05:00.2', POD),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
      evicted('10:05:01.1'),
    ],
    misses: 'eviction',
    deaths: {
      a: { cause: 'eviction', confidence: 'certain', rule: 'eviction', exitCode: 0 },
      b: { cause: 'completed', confidence: 'certain', rule: 'completed', exitCode: 0 },
    },
  },
  {
    title: 'ranked first and stopped, with no announcement in the log',
    log: [
      ...RUNNING,
      ranked('10:05:00.2', POD, 'shop/web-1'),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
    ],
    deaths: { a: { cause: 'eviction', confidence: 'likely', rule: 'eviction', exitCode: 0 } },
  },
  {
    title: 'killed right before the eviction is announced, in an excerpt without the kubelet’s stop',
    log: [
      ranked('10:05:00.2', POD, 'shop/web-1'),
      finished('10:05:01.9', a, 137),
      pleg('10:05:01.9', 'ContainerDied', a),
      evicted('10:05:02.1'),
    ],
    deaths: {
      a: {
        cause: 'eviction',
        confidence: 'likely',
        rule: 'eviction',
        exitCode: 137,
        and: { eviction: { evictedAt: '2024-10-12T10:05:02.100Z', rank: { place: 1, of: 2 } } },
      },
    },
  },
  {
    title: 'seen dead, with no code, right after the eviction was announced',
    log: [ranked('10:05:00.2', POD), evicted('10:05:02.1'), pleg('10:05:02.9', 'ContainerDied', a)],
    deaths: { a: { cause: 'eviction', confidence: 'likely', rule: 'eviction', exitCode: null } },
  },
  {
    title: 'exited by itself with its own code right before the eviction is announced',
    log: [
      ranked('10:05:00.2', POD),
      finished('10:05:01.9', a, 1),
      pleg('10:05:01.9', 'ContainerDied', a),
      evicted('10:05:02.1'),
    ],
    misses: 'eviction',
    deaths: { a: { ...failed, confidence: 'likely' } },
  },
  {
    title: 'killed before its pod was ranked for eviction',
    log: [
      finished('10:04:59.1', a, 137),
      pleg('10:04:59.1', 'ContainerDied', a),
      ranked('10:05:01.2', POD),
      evicted('10:05:02.1'),
    ],
    misses: 'eviction',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 } },
  },
  {
    title: 'killed with no stop among the lines of its runtime, and then its pod evicted',
    log: [...RUNNING, ranked('10:05:00.2', POD), exit('10:05:01.9', a, 137), evicted('10:05:02.1')],
    misses: 'eviction',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 } },
  },
  {
    title: 'ranked second is not evicted',
    log: [
      ...RUNNING,
      ranked('10:05:00.2', 'shop/web-1', POD),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
    ],
    misses: 'eviction',
    deaths: {
      a: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: 0, and: { eviction: null } },
    },
  },
  {
    title: 'not admitted again after the kubelet’s restart: killed with no line about it',
    log: [
      ...RUNNING,
      kubeletStarts('10:05:00.1'),
      kubelet(
        '10:05:02.1',
        `"Pod admission denied" podUID="${POD_UID}" pod="${POD}" reason="Evicted" message="The node had condition: [MemoryPressure]. "`,
      ),
      exit('10:05:02.4', a, 137),
    ],
    deaths: {
      a: {
        cause: 'eviction',
        confidence: 'likely',
        rule: 'eviction',
        exitCode: 137,
        and: { eviction: { resource: 'memory' } },
      },
    },
  },
  {
    title: 'a pod of the same name and another uid, made after the eviction, is not evicted',
    log: [
      ...RUNNING,
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
      evicted('10:05:01.1'),
      createSandbox('10:05:05.1', cid('e'), 'web-0', uid('2')),
      create('10:05:05.2', b, { sandbox: cid('e') }),
      start('10:05:05.3', b),
      exit('10:05:30.1', b, 1, { pid: 1001 }),
    ],
    misses: 'eviction',
    deaths: {
      a: {
        cause: 'eviction',
        confidence: 'certain',
        rule: 'eviction',
        exitCode: 0,
        and: { pod: { uid: POD_UID } },
      },
      b: { ...failed, and: { pod: { name: 'web-0', uid: uid('2') } } },
    },
  },
]

const podCases: readonly RuleCase[] = [
  {
    title: 'killed in the second in which it ended, as a status of whole seconds has it',
    log: [
      pleg('10:00:00.5', 'ContainerStarted', a),
      deleted('10:05:02.4'),
      killing('10:05:02.6', a),
      pleg('10:05:40.1', 'ContainerDied', a),
      patched('10:05:41.1', a, 0, '10:05:02'),
    ],
    deaths: {
      a: {
        cause: 'deletion',
        confidence: 'certain',
        rule: 'deletion',
        exitCode: 0,
        and: { finishedAt: '2024-10-12T10:05:02.600Z' },
      },
    },
  },
  {
    title: 'its pod is deleted in the second in which it ended, as a status of whole seconds has it',
    log: [
      pleg('10:00:00.5', 'ContainerStarted', a),
      deleted('10:05:02.4'),
      patched('10:05:41.1', a, 0, '10:05:02'),
    ],
    deaths: {
      a: {
        cause: 'deletion',
        confidence: 'likely',
        rule: 'deletion',
        exitCode: 0,
        and: { finishedAt: '2024-10-12T10:05:02.000Z' },
      },
    },
  },
  {
    title: 'its pod is deleted in that second, but after its status told the end',
    log: [
      pleg('10:00:00.5', 'ContainerStarted', a),
      patched('10:05:02.3', a, 0, '10:05:02'),
      deleted('10:05:02.4'),
    ],
    misses: 'deletion',
    deaths: { a: { cause: 'completed', confidence: 'certain', rule: 'completed', exitCode: 0 } },
  },
  {
    title: 'killed in the second after the one in which it ended, as its status has it',
    log: [
      pleg('10:00:00.5', 'ContainerStarted', a),
      deleted('10:05:03.4'),
      killing('10:05:03.6', a),
      pleg('10:05:04.1', 'ContainerDied', a),
      patched('10:05:04.2', a, 0, '10:05:02'),
    ],
    misses: 'deletion',
    deaths: {
      a: {
        cause: 'completed',
        confidence: 'certain',
        rule: 'completed',
        exitCode: 0,
        and: { finishedAt: '2024-10-12T10:05:02.000Z' },
      },
    },
  },
  {
    title: 'made room for a critical pod',
    log: [...RUNNING, ...byKubelet('10:05:00'), exit('10:05:00.9', a, 143), preempted('10:05:01.1')],
    deaths: { a: { cause: 'preemption', confidence: 'certain', rule: 'preemption', exitCode: 143 } },
  },
  {
    title: 'crashed by itself before its pod made room for a critical one',
    log: [
      ...RUNNING,
      ...SECOND,
      exit('10:04:30.1', a, 1),
      ...byKubelet('10:05:00', b),
      exit('10:05:00.9', b, 143, { pid: 1001 }),
      preempted('10:05:01.1'),
    ],
    misses: 'preemption',
    deaths: {
      a: failed,
      b: { cause: 'preemption', confidence: 'certain', rule: 'preemption', exitCode: 143 },
    },
  },
  {
    title: 'the node is shut down gracefully',
    log: [
      ...RUNNING,
      shutdownManager('10:05:00.1', 'detected new shutdown event, isNodeShuttingDownNow" event=true'),
      shutdownManager('10:05:00.2', `killing pod with gracePeriod" pod="${POD}" gracePeriod=20`),
      ...byKubelet('10:05:00', a, 20),
      exit('10:05:00.9', a, 143),
    ],
    deaths: { a: { cause: 'node-shutdown', confidence: 'certain', rule: 'node-shutdown', exitCode: 143 } },
  },
  {
    title: 'stopped half a minute before the node’s shutdown',
    log: [
      ...RUNNING,
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 143),
      shutdownManager('10:05:30.1', 'detected new shutdown event, isNodeShuttingDownNow" event=true'),
    ],
    misses: 'node-shutdown',
    deaths: { a: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: 143 } },
  },
  {
    title: 'stopped after a shutdown of the node that was called off',
    log: [
      ...RUNNING,
      shutdownManager('10:04:00.1', 'detected new shutdown event, isNodeShuttingDownNow" event=true'),
      shutdownManager('10:04:10.1', 'detected new shutdown event, isNodeShuttingDownNow" event=false'),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 143),
    ],
    misses: 'node-shutdown',
    deaths: { a: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: 143 } },
  },
  {
    title: 'stopped when a hook had used up more than the grace period',
    log: [...RUNNING, ...byKubelet('10:05:00', a, -3), exit('10:05:00.9', a, 143)],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 143,
        and: {
          kill: { gracePeriodSeconds: -3, escalated: false },
          why: [
            'stopped by the kubelet with no grace period left, gone after 0.6 s, exit code 143 (SIGTERM)',
          ],
        },
      },
    },
  },
  {
    title: 'a liveness probe failed, and SIGTERM was ignored',
    log: [
      ...RUNNING,
      probeFailed('10:04:59.9', 'Liveness'),
      killReason('10:05:00.1', a, 'failed liveness probe'),
      ...byKubelet('10:05:00'),
      kill('10:05:30.5', a),
      exit('10:05:30.6', a, 137),
    ],
    deaths: {
      a: {
        cause: 'probe',
        confidence: 'certain',
        rule: 'probe',
        exitCode: 137,
        and: { oom: null, kill: { escalated: true } },
      },
    },
  },
  {
    title: 'a startup probe failed right before the stop, and no line gives the reason',
    log: [
      ...RUNNING,
      probeFailed('10:05:00.1', 'Startup'),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 143),
    ],
    deaths: {
      a: { cause: 'probe', confidence: 'likely', rule: 'probe', exitCode: 143, and: { headline: /startup/ } },
    },
  },
  {
    title: 'an event that names pod and container tells the probe, and one container of the pod ends',
    log: [
      killEvent('10:05:00.1', 'Container app failed liveness probe, will be restarted'),
      pleg('10:05:03.1', 'ContainerDied', a),
    ],
    deaths: { a: { cause: 'probe', confidence: 'likely', rule: 'probe', exitCode: null } },
  },
  {
    title: 'an event kills the container of its name, and of two that end that one',
    log: [
      ...RUNNING,
      ...SECOND,
      killEvent('10:05:00.1', 'Container app failed liveness probe, will be restarted'),
      exit('10:05:01.1', b, 1, { pid: 1001 }),
      exit('10:05:03.1', a, 143),
    ],
    misses: 'probe',
    deaths: { a: { cause: 'probe', confidence: 'likely', rule: 'probe', exitCode: 143 }, b: failed },
  },
  {
    title: 'an event of which two containers without a name may have ended',
    log: [
      killEvent('10:05:00.1', 'Container app failed liveness probe, will be restarted'),
      pleg('10:05:03.1', 'ContainerDied', a),
      pleg('10:05:03.1', 'ContainerDied', b),
    ],
    misses: 'probe',
    deaths: {
      a: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null },
      b: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null },
    },
  },
  {
    title: 'the kubelet saw the end and stopped the sandbox in the same moment: that did not bring it',
    log: [
      ...RUNNING,
      pleg('10:05:03.661', 'ContainerDied', a),
      containerd('10:05:03.662', `StopPodSandbox for "${SANDBOX}"`),
    ],
    misses: 'stopped',
    deaths: { a: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null } },
  },
  {
    title: 'the kubelet saw the end, and its code, and stopped the sandbox in the same moment',
    log: [
      ...RUNNING,
      finished('10:05:03.661', a, 5),
      pleg('10:05:03.661', 'ContainerDied', a),
      containerd('10:05:03.662', `StopPodSandbox for "${SANDBOX}"`),
      notRunning('10:05:03.663'),
    ],
    misses: 'stopped',
    deaths: { a: { ...failed, exitCode: 5 } },
  },
  {
    title: 'an event kills nothing that began after it, or ended too late, or is of another pod',
    log: [
      killEvent('10:00:00.1', 'Container app failed liveness probe, will be restarted'),
      ...RUNNING,
      exit('10:00:10.1', a, 1),
      killEvent('10:05:00.1', 'Stopping container app'),
      killEvent('10:05:59.9', 'Stopping container app', 'shop/web-1'),
      pleg('10:06:00.1', 'ContainerDied', b),
    ],
    misses: 'stopped',
    deaths: { a: failed, b: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null } },
  },
  {
    title: 'a readiness probe kills nothing',
    log: [...RUNNING, probeFailed('10:05:00.1', 'Readiness'), exit('10:05:00.9', a, 1)],
    misses: 'probe',
    deaths: { a: failed },
  },
  {
    title: 'a liveness probe that fails while the pod is being deleted is not why it was stopped',
    log: [
      ...RUNNING,
      deleted('10:05:00.1'),
      probeFailed('10:05:00.2', 'Liveness'),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
    ],
    misses: 'probe',
    deaths: { a: { cause: 'deletion', confidence: 'certain', rule: 'deletion', exitCode: 0 } },
  },
  {
    title: 'deleted, and stopped ten minutes later',
    log: [...RUNNING, deleted('10:05:00.1'), ...byKubelet('10:15:00'), exit('10:15:00.9', a, 143)],
    deaths: { a: { cause: 'deletion', confidence: 'certain', rule: 'deletion', exitCode: 143 } },
  },
  {
    title: 'deleted, and ended by its preStop hook before anybody stopped it',
    log: [...RUNNING, deleted('10:05:00.1'), exit('10:05:04.1', a, 0)],
    deaths: { a: { cause: 'deletion', confidence: 'likely', rule: 'deletion', exitCode: 0 } },
  },
  {
    title: 'exited before its pod was deleted',
    log: [...RUNNING, exit('10:04:59.1', a, 1), finished('10:04:59.6', a, 1), deleted('10:05:00.1')],
    misses: 'deletion',
    deaths: { a: failed },
  },
  {
    title: 'was dead when the deletion’s stop came, which only the kubelet’s late look shows',
    log: [
      ...RUNNING,
      deleted('10:05:00.1'),
      killing('10:05:00.2', a),
      stop('10:05:00.3', a),
      notRunning('10:05:00.4'),
      pleg('10:05:00.8', 'ContainerDied', a),
      finished('10:05:00.8', a, 1),
    ],
    misses: 'stopped',
    deaths: { a: { cause: 'deletion', confidence: 'likely', rule: 'deletion', exitCode: 1 } },
  },
  {
    title: 'a stop of what had ended before the log begins is no end',
    log: [
      deleted('10:05:00.1'),
      killing('10:05:00.2', a),
      stop('10:05:00.3', a),
      notRunning('10:05:00.4'),
      containerd('10:05:00.5', `StopContainer for "${a}" returns successfully`),
    ],
    misses: 'deletion',
    deaths: {},
  },
  {
    title: 'a crash loop’s last container is deleted, the ones before are not',
    log: [
      ...RUNNING,
      exit('10:00:05.1', a, 1),
      create('10:00:15.1', b, { attempt: 1 }),
      start('10:00:15.2', b),
      exit('10:00:20.1', b, 1, { pid: 1001 }),
      create('10:00:40.1', cid('c'), { attempt: 2 }),
      start('10:00:40.2', cid('c')),
      deleted('10:00:42.1'),
      ...byKubelet('10:00:42', cid('c')),
      exit('10:00:42.9', cid('c'), 143, { pid: 1002 }),
    ],
    deaths: {
      a: failed,
      b: { ...failed, and: { container: { attempt: 1 } } },
      c: {
        cause: 'deletion',
        confidence: 'certain',
        rule: 'deletion',
        exitCode: 143,
        and: { container: { attempt: 2 } },
      },
    },
  },
]

/** What a kubelet up to 1.13 says of a container that it has stopped: by its id, then by its name. */
const oldKilling = (time: string, id: string): string =>
  kubelet(
    time,
    `Killing container "docker://${id}" with 5 second grace period`,
    'kuberuntime_container.go:563',
  )
const exitedNormally = (time: string, id: string): string =>
  kubelet(time, `Container "docker://${id}" exited normally`, 'kuberuntime_container.go:587')
const oldKillEvent = (time: string): string =>
  kubelet(
    time,
    `Event(v1.ObjectReference{Kind:"Pod", Namespace:"shop", Name:"web-0", UID:"${POD_UID}", APIVersion:"v1", ResourceVersion:"81", FieldPath:"spec.containers{app}"}): type: 'Normal' reason: 'Killing' Killing container with id docker://app:Need to kill Pod`,
    'event.go:221',
  )

/** The line of a copy that lost all headers. */
const headless = (line: string): string => line.slice(line.indexOf('] "') + 2)

/** A stop of the sandbox that came within the second of the end, as its lines look. */
const behindTheEnd = (look: string, dressed: (line: string) => string): RuleCase => ({
  title: `a stop of the sandbox right behind the end did not bring it, ${look}`,
  log: [
    ...RUNNING,
    exit('10:05:01.002', a, 1, { at: '10:05:01.0' }),
    containerd('10:05:01.6', `StopPodSandbox for "${SANDBOX}"`),
    deleted('10:05:09.1'),
  ].map(dressed),
  deaths: { a: failed },
  misses: 'stopped',
})

const stopCases: readonly RuleCase[] = [
  {
    title: 'the event that follows the end of a stop tells which container it was',
    log: [
      deleted('10:05:00.1'),
      oldKilling('10:05:00.2', a),
      exitedNormally('10:05:02.1', a),
      oldKillEvent('10:05:02.1'),
    ],
    deaths: {
      a: {
        cause: 'deletion',
        confidence: 'certain',
        rule: 'deletion',
        exitCode: null,
        and: { container: { name: 'app' }, pod: { name: 'web-0', uid: POD_UID } },
      },
    },
  },
  {
    title: 'it does not where two containers were stopped at once, or long before it',
    log: [
      deleted('10:05:00.1'),
      exitedNormally('10:05:01.1', cid('c')),
      exitedNormally('10:05:02.1', a),
      exitedNormally('10:05:02.1', b),
      oldKillEvent('10:05:02.1'),
    ],
    deaths: Object.fromEntries(
      ['a', 'b', 'c'].map((id) => [
        id,
        {
          cause: 'stopped',
          confidence: 'likely',
          rule: 'stopped',
          exitCode: null,
          and: { container: { name: null } },
        },
      ]),
    ),
  },
  {
    title: 'of lines without times, what is asked for behind the end did not bring it',
    log: [killing('10:05:00.1', a), pleg('10:05:01.1', 'ContainerDied', a), killing('10:05:09.1', a, 1)].map(
      headless,
    ),
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'likely',
        rule: 'stopped',
        exitCode: null,
        and: { kill: { gracePeriodSeconds: 30 } },
      },
    },
  },
  behindTheEnd('where no line bears a time but that of the end', timeless),
  behindTheEnd('in stamps of whole seconds', wholeSeconds),
  behindTheEnd('on a clock that has no part in those of the runtime', (written) =>
    written.replace(/^Oct 12/, 'Mar  3'),
  ),
  {
    title: 'stopped by lines that shorten its id',
    log: [
      ...RUNNING,
      killing('10:05:00.3', `${a.slice(0, 12)}...`),
      stop('10:05:00.4', a.slice(0, 13)),
      finished('10:05:01', a, 143),
    ],
    deaths: { a: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: 143 } },
  },
  {
    title: '137 after the grace period ran out is no OOM kill',
    log: [
      ...RUNNING,
      stop('10:05:00.1', a),
      signal('10:05:00.2', a),
      kill('10:05:30.2', a),
      exit('10:05:30.3', a, 137),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { oom: null, kill: { escalated: true, signal: 'SIGTERM', gracePeriodSeconds: 30 } },
      },
    },
  },
  {
    title: 'stopped since its sandbox was gone, as the kubelet says right before',
    log: [...RUNNING, sandboxGone('10:05:00.1'), killing('10:05:00.2', a), exit('10:05:00.3', a, 137)],
    deaths: {
      a: { ...stoppedByKubelet, exitCode: 137, and: { headline: /its sandbox was gone or changed/ } },
    },
  },
  {
    title: 'the sandbox of a stopped pod is not ready either, which the kubelet says after the end',
    log: [...RUNNING, killing('10:05:00.2', a), exit('10:05:00.3', a, 0), sandboxGone('10:05:00.4')],
    deaths: { a: { ...stoppedByKubelet, exitCode: 0, and: { headline: /the log does not say why$/ } } },
  },
  {
    title: 'a stop whose request lies before the input',
    log: [
      exit('10:05:00.3', a, 143),
      containerd('10:05:00.5', `StopContainer for "${a}" returns successfully`),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'likely',
        rule: 'stopped',
        exitCode: 143,
        and: { kill: { requestedAt: null, by: 'runtime' }, why: [/not in the input/] },
      },
    },
  },
  {
    title: 'a stop whose request lies before the input, and a second one of what had ended',
    log: [
      exit('10:05:00.3', a, 0),
      containerd('10:05:00.5', `StopContainer for "${a}" returns successfully`),
      killing('10:05:01.9', a),
      stop('10:05:02.0', a),
      notRunning('10:05:02.1'),
      containerd('10:05:02.2', `StopContainer for "${a}" returns successfully`),
    ],
    misses: 'completed',
    deaths: { a: { cause: 'stopped', confidence: 'likely', rule: 'stopped', exitCode: 0 } },
  },
  {
    title: 'a stop whose request lies before the input, after a child was OOM-killed',
    log: [
      ...oomKill('10:05:00.1', { id: a, pid: 1005, others: [[1000, 'sh']] }),
      taskOom('10:05:00.2', a),
      exit('10:05:00.6', a, 0),
      containerd('10:05:00.7', `StopContainer for "${a}" returns successfully`),
    ],
    misses: 'completed',
    deaths: { a: { cause: 'stopped', confidence: 'likely', rule: 'stopped', exitCode: 0 } },
  },
  {
    title: 'a stop that was answered long after the end had another reason',
    log: [
      exit('10:05:00.3', a, 1),
      containerd('10:06:00.5', `StopContainer for "${a}" returns successfully`),
    ],
    misses: 'stopped',
    deaths: { a: { ...failed, confidence: 'likely' } },
  },
  {
    title: 'an OOM kill that only the runtime tells, and a stop whose request lies before the input',
    log: [
      taskOom('10:05:00.2', a),
      exit('10:05:00.3', a, 137),
      containerd('10:05:00.5', `StopContainer for "${a}" returns successfully`),
    ],
    misses: 'stopped',
    deaths: { a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-event', exitCode: 137 } },
  },
  {
    title: 'SIGTERM that nobody asked the runtime to send',
    log: [...RUNNING, exit('10:05:00.3', a, 143)],
    misses: 'stopped',
    deaths: {
      a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 143, and: { signal: 'SIGTERM' } },
    },
  },
  {
    title: 'a stop that came to nothing long before is not why it exited',
    log: [...RUNNING, stop('10:05:00.1', a), signal('10:05:00.2', a), exit('14:00:00.1', a, 1)],
    misses: 'stopped',
    deaths: { a: failed },
  },
  {
    title: 'SIGKILL from elsewhere in the midst of the grace period',
    log: [...RUNNING, ...byKubelet('10:05:00'), exit('10:05:00.9', a, 137)],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { notProven: [/who sent SIGKILL/], kill: { escalated: false } },
      },
    },
  },
  {
    title: 'a stop asked for, and an exit with a code of its own',
    log: [...RUNNING, deleted('10:05:00.1'), ...byKubelet('10:05:00'), exit('10:05:00.9', a, 3)],
    deaths: {
      a: {
        cause: 'deletion',
        confidence: 'certain',
        rule: 'deletion',
        exitCode: 3,
        and: { notProven: [/exit code 3/, /who deleted/] },
      },
    },
  },
  {
    title: 'its definition changed',
    log: [
      ...RUNNING,
      killReason('10:05:00.1', a, 'definition changed'),
      ...byKubelet('10:05:00'),
      exit('10:05:00.9', a, 0),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 0,
        and: { headline: /definition/ },
      },
    },
  },
  {
    title: 'the sandbox alone is stopped, and the container with it',
    log: [
      ...RUNNING,
      containerd('10:05:00.1', `StopPodSandbox for "${SANDBOX}"`),
      kill('10:05:00.2', a),
      exit('10:05:00.3', a, 137),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { kill: { escalated: false } },
      },
    },
  },
  {
    title: 'the default level of containerd 1.6 prints no end: the shim’s going is one, without a code',
    log: [
      ...RUNNING,
      ...byKubelet('10:05:00'),
      shimGone('10:05:00.9', a),
      pleg('10:05:01.4', 'ContainerDied', a),
    ],
    deaths: { a: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: null } },
  },
  {
    title: 'CRI-O stops it: SIGKILL after 30 s, the code from the kubelet',
    log: [
      crio('10:00:00.1', `Ran pod sandbox ${SANDBOX} with infra container: shop/web-0/POD`),
      crio('10:00:00.2', `Created container ${a}: shop/web-0/app`),
      crio('10:05:00.1', `Stopping container: ${a} (timeout: 30s)`),
      crio('10:05:30.1', `Stopping container ${a} with stop signal timed out. Killing...`),
      pleg('10:05:30.9', 'ContainerDied', a),
      finished('10:05:30.9', a, 137),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: {
          exitCodeFrom: 'kubelet',
          container: { name: 'app', runtime: 'cri-o' },
          kill: { escalated: true },
        },
      },
    },
  },
  {
    title: 'SIGKILL follows long before the grace period is over',
    log: [
      ...RUNNING,
      stop('10:05:00.1', a, 3600),
      signal('10:05:00.2', a),
      kill('10:06:00.2', a),
      exit('10:06:00.9', a, 137),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: {
          headline: /SIGKILL after 1 m of 1 h of grace/,
          why: [
            'the runtime was asked to stop it with a grace period of 1 h, gone after 1 m 1 s; SIGKILL followed after 1 m already, before the grace period was over, exit code 137 (SIGKILL)',
          ],
          kill: { escalated: true, gracePeriodSeconds: 3600 },
        },
      },
    },
  },
  {
    title: 'nobody prints the SIGKILL that ends it as its grace period is over',
    log: [
      crio('10:00:00.2', `Created container ${a}: shop/web-0/app`),
      crio('10:05:00.1', `Stopping container: ${a} (timeout: 30s)`),
      pleg('10:05:30.9', 'ContainerDied', a),
      finished('10:05:30.9', a, 137),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { headline: /SIGKILL after 30 s of grace/, kill: { escalated: true } },
      },
    },
  },
  {
    title: 'swarm mode stops a container for its health check, and says so with its code',
    log: [
      taskDelete('10:05:10.2', a),
      taskFailed('10:05:10.4', 'non-zero exit (143): dockerexec: unhealthy container'),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'likely',
        rule: 'stopped',
        exitCode: 143,
        and: {
          headline: 'stopped on request: its health check failed',
          why: ['swarm mode says that it stopped it, exit code 143 (SIGTERM)'],
        },
      },
    },
  },
  {
    title: 'swarm mode tells the code of what ended by itself',
    log: [taskDelete('10:05:10.2', a), taskFailed('10:05:10.4', 'non-zero exit (1)')],
    misses: 'stopped',
    deaths: { a: { ...failed, confidence: 'likely' } },
  },
  {
    title: 'docker’s events tell two signals of one stop',
    log: [
      dockerEvent('10:05:00.1', 'kill', a, { signal: '15' }),
      dockerEvent('10:05:10.1', 'kill', a, { signal: '9' }),
      dockerEvent('10:05:10.2', 'die', a, { exitCode: '137' }),
      dockerEvent('10:05:10.3', 'stop', a),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { kill: { requestedAt: '2024-10-12T10:05:00.100Z', signal: 'SIGTERM', escalated: true } },
      },
    },
  },
  {
    title: 'docker’s events tell two signals that somebody sent one by one',
    log: [
      dockerEvent('10:05:00.1', 'kill', a, { signal: '15' }),
      dockerEvent('10:05:10.1', 'kill', a, { signal: '9' }),
      dockerEvent('10:05:10.2', 'die', a, { exitCode: '137' }),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { kill: { signal: 'SIGTERM', escalated: false } },
      },
    },
  },
  {
    title: 'docker kills what did not stop in its ten seconds',
    log: [
      dockerd(
        '10:05:10.1',
        'Container failed to exit within 10s of signal 15 - using the force',
        ` container=${a}`,
      ),
      taskDelete('10:05:10.2', a),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: null,
        and: { kill: { escalated: true } },
      },
    },
  },
  {
    title:
      'docker kills it again in a later run, of which no line tells the start: each end has its own kill',
    log: ['10:05:10', '10:05:40', '10:25:10'].flatMap((time) => [
      dockerd(
        `${time}.1`,
        'Container failed to exit within 10s of signal 15 - using the force',
        ` container=${a}`,
      ),
      taskDelete(`${time}.2`, a),
    ]),
    deaths: {
      a: Array.from({ length: 3 }, () => ({
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: null,
        and: { kill: { escalated: true } },
      })),
    },
  },
  ...[true, false].map(
    (byHand): RuleCase => ({
      title: `docker says ${byHand ? 'that it had been stopped by hand' : 'that nobody had stopped it'}`,
      log: [
        dockerd(
          '10:05:10.1',
          'ShouldRestart failed, container will not be restarted',
          ` container=${a} daemonShuttingDown=false error="restart canceled" execDuration=5m10s exitStatus="{137 2024-10-12 10:05:10.05 +0000 UTC}" hasBeenManuallyStopped=${byHand} restartCount=0`,
        ),
      ],
      deaths: {
        a: byHand
          ? { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: 137 }
          : { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 },
      },
    }),
  ),
  {
    title: 'ended between dockerd’s two lines about its shutdown',
    log: [
      dockerd('10:05:10.1', "Processing signal 'terminated'"),
      taskDelete('10:05:11.1', a),
      dockerd('10:05:11.3', 'Daemon shutdown complete'),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'likely',
        rule: 'dockerd-going-down',
        exitCode: null,
        and: { headline: 'stopped: the container runtime itself was stopped' },
      },
    },
  },
  {
    title: 'dockerd says with the end that it was shutting down',
    log: [
      dockerd(
        '10:05:10.1',
        'ShouldRestart failed, container will not be restarted',
        ` container=${a} daemonShuttingDown=true error="restart canceled" execDuration=5m10s exitStatus="{1 2024-10-12 10:05:10.05 +0000 UTC}" hasBeenManuallyStopped=false restartCount=0`,
      ),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'likely',
        rule: 'dockerd-going-down',
        exitCode: 1,
        and: { headline: 'stopped: the container runtime itself was stopped' },
      },
    },
  },
  {
    title: 'ended once dockerd was there again, and before its next shutdown',
    log: [
      dockerd('10:05:10.1', "Processing signal 'terminated'"),
      dockerd('10:05:11.3', 'Daemon shutdown complete'),
      dockerd('10:05:12.3', 'Daemon has completed initialization'),
      taskDelete('10:05:20.1', a),
      dockerd('10:05:25.1', "Processing signal 'terminated'"),
    ],
    misses: 'dockerd-going-down',
    deaths: { a: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null } },
  },
  {
    title: 'podman puts away what a container left whose code conmon told',
    log: [
      conmon('10:05:10.1', a, 'container 1000 exited with status 143'),
      line(
        '10:05:10.2',
        'podman[905]',
        `2024-10-12 10:05:10.109 +0000 UTC m=+0.033 container cleanup ${a} (image=docker.io/library/nginx:latest, name=web)`,
      ),
    ],
    deaths: {
      a: {
        cause: 'killed',
        confidence: 'likely',
        rule: 'killed',
        exitCode: 143,
        and: { container: { id: a, name: 'web' } },
      },
    },
  },
  {
    title: 'docker 1.12 puts away what a container left, seconds after it ended',
    log: [
      dockerd('10:05:10.1', 'shim reaped', ` id=${a}`),
      dockerd(
        '10:05:14.2',
        'containerd: deleting container',
        ` error="exit status 1: \\"container ${a} does not exist\\""`,
      ),
    ],
    deaths: { a: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null } },
  },
  {
    title: 'docker 1.12 says of a container that was stopped that it will not start it again',
    log: [
      dockerd('10:05:10.1', `Container ${a} failed to exit within 10 seconds of signal 15 - using the force`),
      dockerd('10:05:10.2', `libcontainerd: container ${a} restart canceled`),
      dockerd('10:09:10.2', `container ${b} restart canceled`),
    ],
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: null,
        and: { kill: { escalated: true } },
      },
      b: { cause: 'stopped', confidence: 'certain', rule: 'stopped', exitCode: null },
    },
  },
  {
    title: 'systemd stops what still runs as the node goes down',
    log: [
      ...RUNNING,
      line('10:05:00', 'systemd-logind[77]', 'The system will reboot now!'),
      exit('10:05:02.3', a, 143),
    ],
    deaths: { a: { cause: 'node-shutdown', confidence: 'likely', rule: 'node-going-down', exitCode: 143 } },
  },
  {
    title: 'systemd kills what has not stopped in time as the node goes down',
    log: [
      ...RUNNING,
      line('10:05:00', 'systemd-logind[77]', 'System is powering down (hypervisor initiated shutdown).'),
      systemd('10:06:30', `cri-containerd-${a}.scope: Stopping timed out. Killing.`),
      systemd('10:06:31', `cri-containerd-${a}.scope: Failed with result 'timeout'.`),
    ],
    misses: 'unit-timeout',
    deaths: { a: { cause: 'node-shutdown', confidence: 'likely', rule: 'node-going-down', exitCode: null } },
  },
  {
    title: 'systemd stopped its unit, and had to kill',
    log: [
      ...RUNNING,
      systemd('10:06:30', `cri-containerd-${a}.scope: Stopping timed out. Killing.`),
      systemd('10:06:30', `cri-containerd-${a}.scope: Killing process 1000 (java) with signal SIGKILL.`),
      systemd('10:06:31', `cri-containerd-${a}.scope: Failed with result 'timeout'.`),
      systemd('10:06:31', `Stopped libcontainer container ${a}.`),
    ],
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'unit-timeout', exitCode: null } },
  },
  {
    title: 'systemd stopped its unit, and it ended by itself before others in it had to be killed',
    log: [
      ...RUNNING,
      exit('10:05:02.3', a, 0),
      systemd('10:06:31', `cri-containerd-${a}.scope: Failed with result 'timeout'.`),
    ],
    misses: 'unit-timeout',
    deaths: { a: { cause: 'completed', confidence: 'certain', rule: 'completed', exitCode: 0 } },
  },
  {
    title: 'crashed minutes before the node went down',
    log: [
      ...RUNNING,
      exit('10:02:02.3', a, 143),
      line('10:05:00', 'systemd-logind[77]', 'The system will reboot now!'),
    ],
    misses: 'node-going-down',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 143 } },
  },
]

/** Deaths that somebody asked for, and those beside which somebody asked for something else. */
export const stopRuleCases: readonly RuleCase[] = [...evictionCases, ...podCases, ...stopCases]
