import {
  boot,
  cid,
  conmon,
  containerd,
  crio,
  exit,
  finished,
  kernel,
  kill,
  killed,
  line,
  oomKill,
  pleg,
  RUNNING,
  SANDBOX,
  SECOND,
  scopeOf,
  shimGone,
  signal,
  stop,
  systemd,
  taskDelete,
  taskOom,
  uid,
} from './lines.js'
import type { RuleCase } from './rule-case.js'

const a = cid('a')
const b = cid('b')
const CHILD = { id: a, pid: 1005, name: 'worker', others: [[1000, 'sh']] } as const
const INIT = { id: a, pid: 1000 } as const
const sweep = `Tasks in ${scopeOf(a)} are going to be killed due to memory.oom.group set`
const oomd = (time: string, cgroup: string) =>
  line(
    time,
    'systemd-oomd[500]',
    `Killed ${cgroup} due to memory pressure for /kubepods.slice being 95.51% > 60.00% for > 20s with reclaim activity`,
  )
const earlyoom = (time: string, pid: number) =>
  line(time, 'earlyoom[501]', `sending SIGTERM to process ${pid} uid 0 "java": badness 900, VmRSS 900 MiB`)

/** Deaths by OOM kills, and those that only look like one. */
export const oomCases: readonly RuleCase[] = [
  {
    title: 'the kernel kills the init at the container’s limit',
    log: [...RUNNING, taskOom('10:05:30.1', a), ...oomKill('10:05:30.2', INIT), exit('10:05:30.3', a, 137)],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: 137,
        and: {
          signal: 'SIGKILL',
          kill: { by: 'kernel' },
          oom: { scope: 'container', kills: [{ isInit: true }] },
          contradictions: [],
        },
      },
    },
  },
  {
    title: '137 alone is no OOM kill',
    log: [...RUNNING, exit('10:05:30.3', a, 137)],
    misses: 'oom-init',
    deaths: {
      a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137, and: { oom: null } },
    },
  },
  {
    title: 'memory.oom.group takes the init with the chosen child, at the limit of the child’s kill',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', { ...CHILD, limit: 'pod' }),
      kernel('10:05:30.3', sweep),
      killed('10:05:30.3', 1000, 'sh'),
      killed('10:05:30.3', 1005, 'worker'),
      exit('10:05:30.4', a, 137),
    ],
    deaths: {
      a: {
        cause: 'oom-pod',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: 137,
        and: { oom: { scope: 'pod', kills: [{ pid: 1005 }, { pid: 1000, isInit: true }] } },
      },
    },
  },
  {
    title: 'memory.oom.group kills every process, also where no line prints the init’s pid',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', CHILD),
      kernel('10:05:30.3', sweep),
      killed('10:05:30.3', 1000, 'sh'),
      shimGone('10:05:30.9', a),
      finished('10:05:31.9', a, 137),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'certain', rule: 'oom-init', exitCode: 137 } },
  },
  {
    title:
      'a kill whose victim’s cgroup is not told is in the container whose limit it was, not in who has its pid next',
    log: [
      kernel('10:05:30.1', 'java invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=968'),
      kernel('10:05:30.1', 'memory: usage 102400kB, limit 102400kB, failcnt 30'),
      kernel('10:05:30.1', `Memory cgroup stats for ${scopeOf(a)}:`),
      killed('10:05:30.2', 1000, 'java'),
      shimGone('10:05:30.3', a),
      exit('10:05:33.3', b, 137, { pid: 1000 }),
    ],
    misses: 'oom-init',
    deaths: {
      a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-breath', exitCode: null },
      b: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137, and: { oom: null } },
    },
  },
  {
    title: 'an OOM kill seconds behind docker’s end, and nothing more: it is of the next run',
    log: [
      taskDelete('10:05:00.2', a),
      ...oomKill('10:05:02.5', INIT).map((text) => text.replaceAll(scopeOf(a), `/docker/${a}`)),
      kernel('10:05:09.0', 'x'),
    ],
    deaths: {
      a: [
        { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null, and: { oom: null } },
        { cause: 'oom-container', confidence: 'certain', rule: 'oom-inside', exitCode: null },
      ],
    },
  },
  {
    title: 'docker runs one again within seconds and prints no start: the OOM kill is of the second run',
    log: [
      taskDelete('10:05:00.2', a),
      ...oomKill('10:05:02.5', INIT).map((text) => text.replaceAll(scopeOf(a), `/docker/${a}`)),
      taskDelete('10:05:02.6', a),
      kernel('10:05:09.0', 'x'),
    ],
    deaths: {
      a: [
        { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null, and: { oom: null } },
        { cause: 'oom-container', confidence: 'certain', rule: 'oom-init', exitCode: null },
      ],
    },
  },
  {
    title:
      'an OOM kill of a process that no line ties to a container may have been in the one that ends then',
    log: [
      ...RUNNING,
      killed('10:05:30.2', 1005, 'worker'),
      shimGone('10:05:30.4', a),
      kernel('10:05:31.0', 'x'),
    ],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'unknown',
        confidence: 'certain',
        rule: 'unknown',
        exitCode: null,
        and: {
          why: [/without an exit code/],
          notProven: [/^whether the OOM kill of worker \(pid 1005, 64 MiB\) was in it/, /^the exit code/],
        },
      },
    },
  },
  {
    title: 'an OOM kill in a service was not in the container that ends then',
    log: [
      ...RUNNING,
      kernel(
        '10:05:30.2',
        'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/system.slice/app.service,task=worker,pid=1005,uid=0',
      ),
      killed('10:05:30.2', 1005, 'worker', 'Out of memory'),
      shimGone('10:05:30.4', a),
      kernel('10:05:31.0', 'x'),
    ],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'unknown',
        confidence: 'certain',
        rule: 'unknown',
        exitCode: null,
        and: { notProven: [/^the exit code/] },
      },
    },
  },
  {
    title: 'the line of the kill alone, with the init’s pid, does not tell whose limit it was',
    log: [...RUNNING, killed('10:05:30.2', 1000, 'java'), exit('10:05:30.3', a, 137)],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: 137,
        and: { oom: { scope: null }, notProven: [/^whose limit was hit, its own or one above/] },
      },
    },
  },
  {
    title: 'memory.oom.group tells of the kill where the lines of the victims were cut off',
    log: [...RUNNING, kernel('10:05:30.3', sweep), exit('10:05:30.4', a, 137)],
    misses: 'oom-init',
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-event',
        exitCode: 137,
        and: { oom: { scope: null, kills: [] }, notProven: [/other lines about it are not/] },
      },
    },
  },
  {
    title: 'a sweep long before the end is not its cause',
    log: [...RUNNING, kernel('10:05:30.3', sweep), exit('10:15:30.4', a, 137)],
    misses: 'oom-event',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 } },
  },
  {
    title: 'the init is OOM-killed while it is being stopped',
    log: [
      ...RUNNING,
      stop('10:05:20.1', a),
      signal('10:05:20.2', a),
      ...oomKill('10:05:30.2', INIT),
      exit('10:05:30.3', a, 137),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'certain', rule: 'oom-init', exitCode: 137 } },
  },
  {
    title: 'a shell as init ends a breath after its child was killed, with the child’s code',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD), taskOom('10:05:30.3', a), exit('10:05:30.9', a, 137)],
    misses: 'oom-init',
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-breath',
        exitCode: 137,
        and: { oom: { kills: [{ pid: 1005, isInit: false }] } },
      },
    },
  },
  {
    title: 'a shell as init ends with 137 three seconds after its child was killed',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD), exit('10:05:33.5', a, 137)],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'killed',
        confidence: 'likely',
        rule: 'killed',
        exitCode: 137,
        and: { oom: { kills: [{ pid: 1005 }] }, notProven: [/who sent/, /a shell passes on the code/] },
      },
    },
  },
  {
    title: 'the kubelet alone reports the end, over a second late',
    log: [
      ...oomKill('10:05:30.2', CHILD),
      pleg('10:05:31.9', 'ContainerDied', a),
      finished('10:05:31.9', a, 137),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-breath', exitCode: 137 } },
  },
  {
    title: 'a child’s kill during a stop is none of the end when the grace period runs out',
    log: [
      ...RUNNING,
      stop('10:05:00.2', a),
      signal('10:05:00.3', a),
      ...oomKill('10:05:30.1', CHILD),
      kill('10:05:30.2', a),
      exit('10:05:30.3', a, 137),
    ],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'stopped',
        confidence: 'certain',
        rule: 'stopped',
        exitCode: 137,
        and: { kill: { escalated: true } },
      },
    },
  },
  {
    title: 'a container that survives a child’s kill and exits 0 an hour later died of nothing',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD), taskOom('10:05:30.3', a), exit('11:05:30.3', a, 0)],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'completed',
        confidence: 'certain',
        rule: 'completed',
        exitCode: 0,
        and: {
          headline: /^exited by itself with 0$/,
          oom: { kills: [{ pid: 1005 }] },
          contradictions: [{ id: 'oomkilled-exit-0' }],
        },
      },
    },
  },
  {
    title: 'an end seconds after a child was killed: the headline tells that the two stand close',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD), exit('10:05:34.3', a, 3)],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'error',
        confidence: 'certain',
        rule: 'error',
        exitCode: 3,
        and: {
          headline: /^exited by itself with 3, soon after a process in it was OOM-killed$/,
          why: [/exit code 3/, /may have exited for that/],
        },
      },
    },
  },
  {
    title:
      'an init that exits with 1 a breath after its child was killed exited by itself, probably for that',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD), exit('10:05:30.9', a, 1)],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'error',
        confidence: 'certain',
        rule: 'error',
        exitCode: 1,
        and: { why: [/exit code 1/, /probably why it exited/] },
      },
    },
  },
  {
    title:
      'the pod’s limit kills one container; its neighbour has the OOM event too, and dies of something else',
    log: [
      ...RUNNING,
      ...SECOND,
      taskOom('10:05:30.1', a),
      taskOom('10:05:30.1', b),
      taskOom('10:05:30.1', SANDBOX),
      ...oomKill('10:05:30.2', { ...INIT, limit: 'pod' }),
      exit('10:05:30.3', a, 137),
      exit('10:05:33.5', b, 137, { pid: 1001 }),
    ],
    misses: 'oom-event',
    deaths: {
      a: { cause: 'oom-pod', confidence: 'certain', rule: 'oom-init', exitCode: 137 },
      b: {
        cause: 'killed',
        confidence: 'likely',
        rule: 'killed',
        exitCode: 137,
        and: {
          oom: null,
          contradictions: [{ id: 'taskoom-without-kernel-kill', says: /another container/ }],
        },
      },
    },
  },
  {
    title: 'the node runs out of memory',
    log: [...RUNNING, ...oomKill('10:05:30.2', { ...INIT, limit: 'node' }), exit('10:05:30.3', a, 137)],
    deaths: {
      a: {
        cause: 'oom-node',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: 137,
        and: { oom: { scope: 'node' } },
      },
    },
  },
  {
    title: 'a runtime that counts pids of its own (a node in a container) says nothing of the victim',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', { id: a, pid: 81005, others: [[81000, 'sh']] }),
      exit('10:05:30.9', a, 137),
    ],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-breath',
        exitCode: 137,
        and: { oom: { kills: [{ isInit: null }] } },
      },
    },
  },
  {
    title: 'a pid is used again: the kill of another container’s process hours ago is none of this one’s',
    log: [
      ...RUNNING,
      ...SECOND,
      ...oomKill('10:05:30.2', { id: b, pid: 1000 }),
      exit('10:05:30.3', b, 137, { pid: 1000 }),
      exit('12:00:00.1', a, 137, { pid: 1000 }),
    ],
    misses: 'oom-init',
    deaths: {
      a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137, and: { oom: null } },
      b: { cause: 'oom-container', confidence: 'certain', rule: 'oom-init', exitCode: 137 },
    },
  },
  {
    title: 'a kill whose container’s end is not in the log',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD)],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'certain',
        rule: 'oom-inside',
        exitCode: null,
        and: { exitObserved: false, finishedAt: null },
      },
    },
  },
  {
    title: 'an invocation without a kill is none',
    log: [...RUNNING, ...oomKill('10:05:30.2', CHILD).slice(0, 2)],
    misses: 'oom-inside',
    deaths: {},
  },
  {
    title: 'the kernel’s kill, and the runtime that was not there makes up 255',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', CHILD),
      containerd('10:06:30.2', `failed to get task exit status for "${a}"`, ' error="ttrpc: closed"'),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-code-lost', exitCode: 255 } },
  },
  {
    title:
      'a frozen runtime without exit lines tells of the kill and of the end together, minutes after the kernel',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', CHILD),
      taskOom('10:09:15.1', a),
      shimGone('10:09:15.2', a),
      pleg('10:09:18.1', 'ContainerDied', a),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-code-lost', exitCode: null } },
  },
  {
    title: 'a kill in the morning says nothing of an end in the evening with a made-up code',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', CHILD),
      containerd('19:06:30.2', `failed to get task exit status for "${a}"`, ' error="ttrpc: closed"'),
    ],
    misses: 'oom-code-lost',
    deaths: { a: { cause: 'unknown', confidence: 'certain', rule: 'code-made-up', exitCode: 255 } },
  },
  {
    title: 'TaskOOM alone, with no kernel lines in the log',
    log: [...RUNNING, taskOom('10:05:30.1', a), exit('10:05:30.3', a, 137)],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-event',
        exitCode: 137,
        and: { oom: { kills: [] } },
      },
    },
  },
  {
    title: 'TaskOOM of container and sandbox at once, with no kernel lines: the pod’s limit',
    log: [...RUNNING, taskOom('10:05:30.1', SANDBOX), taskOom('10:05:30.1', a), exit('10:05:30.3', a, 137)],
    deaths: { a: { cause: 'oom-pod', confidence: 'likely', rule: 'oom-event', exitCode: 137 } },
  },
  {
    title: 'TaskOOM where the kernel’s lines are there and name no victim',
    log: [boot('09:00:00'), ...RUNNING, taskOom('10:05:30.1', a), exit('10:05:30.3', a, 137)],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'possible',
        rule: 'oom-event',
        exitCode: 137,
        and: { contradictions: [{ id: 'taskoom-without-kernel-kill' }] },
      },
    },
  },
  {
    title: 'a frozen runtime tells of the OOM event 3 m 45 s late, together with the end',
    log: [...RUNNING, taskOom('10:09:15.1', a), exit('10:09:15.2', a, 137, { at: '10:05:30.3' })],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-event',
        exitCode: 137,
        and: { finishedAt: '2024-10-12T10:05:30.300Z' },
      },
    },
  },
  {
    title: 'TaskOOM 3 m 45 s after the end may be of a kill before',
    log: [...RUNNING, exit('10:05:30.3', a, 137), taskOom('10:09:15.1', a)],
    deaths: { a: { cause: 'oom-container', confidence: 'possible', rule: 'oom-event', exitCode: 137 } },
  },
  {
    title: 'TaskOOM minutes before the end is not of the end',
    log: [...RUNNING, taskOom('10:01:15.1', a), exit('10:05:30.3', a, 137)],
    misses: 'oom-event',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 } },
  },
  {
    title: 'conmon prints twenty digits of the id: its OOM event and its code are one container’s',
    log: [
      conmon('10:05:30.1', a, 'OOM received'),
      conmon('10:05:30.2', a, 'container 1000 exited with status 137'),
      pleg('10:05:30.9', 'ContainerDied', a),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-event', exitCode: 137 } },
  },
  {
    title: 'systemd saw the OOM killer in the container’s unit, and nobody saw its end',
    log: [
      ...RUNNING,
      systemd(
        '10:05:30',
        `cri-containerd-${a}.scope: A process of this unit has been killed by the OOM killer.`,
      ),
    ],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'possible',
        rule: 'oom-unit',
        exitCode: null,
        and: { exitObserved: false },
      },
    },
  },
  {
    title: 'a user’s systemd saw the OOM killer in a rootless container',
    log: [
      line(
        '10:05:30',
        'systemd[807]',
        `libpod-${a}.scope: A process of this unit has been killed by the OOM killer.`,
      ),
      line('10:05:30', 'systemd[807]', `libpod-${a}.scope: Consumed 2min 42.329s CPU time.`),
      line(
        '10:05:31',
        'systemd[807]',
        'user.slice: A process of this unit has been killed by the OOM killer.',
      ),
    ],
    deaths: { a: { cause: 'oom-container', confidence: 'likely', rule: 'oom-event', exitCode: null } },
  },
  {
    title:
      'systemd counts the OOM kill in a container that runs inside another one, which it tells nothing of',
    log: [
      kernel(
        '10:05:29',
        `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=user.slice,mems_allowed=0,global_oom,task_memcg=/system.slice/docker-${b}.scope/kubepods/besteffort/podd8dcbcc6-5695-4b90-823b-ac11f6080aaa/${a},task=tail,pid=30227,uid=0`,
      ),
      kernel('10:05:29', 'Out of memory: Killed process 30227 (tail) total-vm:799520kB, anon-rss:797192kB'),
      systemd('10:05:30', `docker-${b}.scope: A process of this unit has been killed by the OOM killer.`),
    ],
    misses: 'oom-unit',
    deaths: {
      a: { cause: 'oom-node', confidence: 'certain', rule: 'oom-inside', exitCode: null },
    },
  },
  {
    title: 'systemd saw the OOM killer in another unit',
    log: [
      ...RUNNING,
      systemd('10:05:30', 'kubelet.service: A process of this unit has been killed by the OOM killer.'),
    ],
    misses: 'oom-unit',
    deaths: {},
  },
  {
    title: 'systemd-oomd kills the container’s cgroup',
    log: [...RUNNING, oomd('10:05:30', scopeOf(a)), exit('10:05:30.3', a, 137)],
    deaths: { a: { cause: 'oom-node', confidence: 'certain', rule: 'oom-userspace', exitCode: 137 } },
  },
  {
    title: 'systemd-oomd kills the container’s cgroup, and nobody saw its end',
    log: [...RUNNING, oomd('10:05:30', scopeOf(a))],
    deaths: {
      a: {
        cause: 'oom-node',
        confidence: 'likely',
        rule: 'oom-userspace',
        exitCode: null,
        and: { exitObserved: false },
      },
    },
  },
  {
    title: 'systemd says that systemd-oomd killed processes in the container’s unit',
    log: [
      ...RUNNING,
      systemd('10:05:30', `cri-containerd-${a}.scope: systemd-oomd killed 3 process(es) in this unit.`),
      exit('10:05:30.3', a, 137),
    ],
    deaths: { a: { cause: 'oom-node', confidence: 'certain', rule: 'oom-userspace', exitCode: 137 } },
  },
  {
    title: 'systemd-oomd kills another pod’s container',
    log: [...RUNNING, oomd('10:05:30', scopeOf(b, uid('2'))), exit('10:05:30.3', a, 137)],
    misses: 'oom-userspace',
    deaths: {
      a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 137 },
      b: {
        cause: 'oom-node',
        confidence: 'likely',
        rule: 'oom-userspace',
        exitCode: null,
        and: { exitObserved: false },
      },
    },
  },
  {
    title: 'earlyoom sends SIGTERM to the init',
    log: [...RUNNING, earlyoom('10:05:30', 1000), exit('10:05:30.3', a, 143)],
    deaths: {
      a: {
        cause: 'oom-node',
        confidence: 'certain',
        rule: 'oom-userspace',
        exitCode: 143,
        and: { signal: 'SIGTERM' },
      },
    },
  },
  {
    title: 'earlyoom runs dry: it only says so',
    log: [
      ...RUNNING,
      earlyoom('10:05:30', 1000),
      line('10:05:30', 'earlyoom[501]', 'dryrun, not actually sending any signal'),
      exit('10:05:30.3', a, 143),
    ],
    misses: 'oom-userspace',
    deaths: { a: { cause: 'killed', confidence: 'likely', rule: 'killed', exitCode: 143 } },
  },
  {
    title: 'docker’s restart loop: one id, an OOM kill in each of its lives',
    log: [
      ...['10:05:00', '10:05:20', '10:06:00'].flatMap((time, n) => [
        ...oomKill(time, { id: a, pid: 2000 + n }).map((text) => text.replaceAll(scopeOf(a), `/docker/${a}`)),
        taskDelete(`${time}.3`, a),
        containerd(`${time}.4`, 'shim disconnected', ` id=${a} namespace=moby`),
      ]),
      // A containerd that starts again reaches for the shims of the dead, too: that is no death.
      containerd('10:06:10.1', 'starting containerd', ' revision=9cd3357 version=v1.7.24'),
      containerd('10:06:11.1', 'shim disconnected', ` id=${a} namespace=moby`),
    ],
    deaths: {
      a: [2000, 2001, 2002].map((pid) => ({
        cause: 'oom-container',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: null,
        and: { oom: { kills: [{ pid, isInit: true }] } },
      })),
    },
  },
  {
    title:
      'docker’s restart loop at its fastest, without a start: the one OOM kill is of the run that it ended',
    log: [
      taskDelete('10:05:00.100', a),
      containerd('10:05:00.104', 'shim disconnected', ` id=${a} namespace=moby`),
      ...oomKill('10:05:00.7', { id: a, pid: 2001 }).map((text) =>
        text.replaceAll(scopeOf(a), `/docker/${a}`),
      ),
      containerd('10:05:00.780', 'shim disconnected', ` id=${a} namespace=moby`),
      taskDelete('10:05:00.781', a),
      taskDelete('10:05:01.600', a),
    ],
    deaths: {
      a: [
        { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null, and: { oom: null } },
        {
          cause: 'oom-container',
          confidence: 'certain',
          rule: 'oom-init',
          exitCode: null,
          and: { oom: { kills: [{ pid: 2001, isInit: true }] } },
        },
        { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null, and: { oom: null } },
      ],
    },
  },
  {
    title: 'the node ran out of memory: the report names who held it, by pod and container',
    log: [
      ...[[a, 'shop/web-0/app', 1000] as const, [b, 'shop/db-0/mysql', 1100] as const].flatMap(
        ([id, name, pid]) => [
          crio('10:00:00.2', `Created container ${id}: ${name}`),
          crio(
            '10:00:00.3',
            'Started container',
            ` PID=${pid} containerID=${id} description=${name} id=5d1c`,
          ),
        ],
      ),
      ...oomKill('10:05:30.2', { ...INIT, limit: 'node', others: [[1100, 'mysqld']] }),
      conmon('10:05:30.3', a, 'container 1000 exited with status 137'),
    ],
    deaths: {
      a: {
        cause: 'oom-node',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: 137,
        and: {
          oom: {
            topTasks: [
              { pid: 1000 },
              {
                pid: 1100,
                of: {
                  pod: { namespace: 'shop', name: 'db-0' },
                  container: { id: b, name: 'mysql' },
                },
              },
            ],
          },
        },
      },
    },
  },
  {
    title: 'the only process of the container that the report lists is its init, whoever prints no pid',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', { ...INIT, limit: 'pod', others: [[990, 'pause']] }),
      shimGone('10:05:40.1', a),
    ],
    deaths: {
      a: {
        cause: 'oom-pod',
        confidence: 'certain',
        rule: 'oom-init',
        exitCode: null,
        and: { oom: { kills: [{ isInit: true }] } },
      },
    },
  },
  {
    title:
      'a report that lost the head of its table may have lost rows, too: no proof that the victim was alone',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', INIT).filter((text) => !text.includes('oom_score_adj name')),
      shimGone('10:05:40.1', a),
    ],
    misses: 'oom-init',
    deaths: {
      a: { cause: 'unknown', confidence: 'certain', rule: 'unknown', exitCode: null },
    },
  },
  {
    title:
      'workers of one server killed one after another: the second was not there before, so is no init, and the end bears no code',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', CHILD),
      ...oomKill('10:05:33.2', { ...CHILD, pid: 1006 }),
      shimGone('10:05:33.3', a),
    ],
    misses: 'oom-breath',
    deaths: {
      a: {
        cause: 'unknown',
        confidence: 'certain',
        rule: 'unknown',
        exitCode: null,
        and: { oom: { kills: [{ isInit: null }, { isInit: false }] } },
      },
    },
  },
  {
    title:
      'two reports of one id that share no process may be of two runs of it: no proof of who was the init',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', CHILD),
      ...oomKill('10:05:33.2', { ...CHILD, pid: 2005, others: [[2000, 'sh']] }),
      shimGone('10:05:33.3', a),
    ],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-breath',
        exitCode: null,
        and: { oom: { kills: [{ isInit: null }, { isInit: null }] } },
      },
    },
  },
  {
    title: 'the init is killed, and a second report no longer lists it: no proof that it was another',
    log: [
      ...RUNNING,
      ...oomKill('10:05:30.2', { ...INIT, others: [[1005, 'worker']] }),
      ...oomKill('10:05:30.3', { ...CHILD, others: [[1006, 'worker']] }),
      shimGone('10:05:30.4', a),
    ],
    deaths: {
      a: {
        cause: 'oom-container',
        confidence: 'likely',
        rule: 'oom-breath',
        exitCode: null,
        and: { oom: { kills: [{ isInit: null }, { isInit: null }] } },
      },
    },
  },
]
