// Kernel log, mm/oom_kill.c dump_oom_summary(): one line of key=value text per report, since 5.0 and in RHEL 8's 4.18.
// A record holds about 1000 bytes and is assembled from pieces, so the line may be cut or go on in a record
// that begins with a comma or with the path of the key before. A process chooses its name: `x,pid=1,uid=0` is one.
import type { FactOf } from '../../src/model/fact.js'
import type { CgroupPlace, Constraint } from '../../src/model/place.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { LONGEST_NAME } from '../shared/process-name.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = 'oom-kill:constraint='
/** TencentOS' 3.10 tells no constraint. */
const HEAD_WITHOUT = 'oom-kill:,cpuset='
const LIMIT = ',oom_memcg='
const GLOBAL = ',global_oom'
const TASK_CGROUP = ',task_memcg='
const NAME = ',task='
/** Victim and owner end the line, though another record may be glued to it. What only looks so is part of a name. */
const VICTIM = /,pid=(\d{1,10}),uid=(\d{1,10})(?=$|[\s[<A-Z])/g

const CONSTRAINTS = new Map<string, Constraint>([
  ['CONSTRAINT_NONE', 'global'],
  ['CONSTRAINT_MEMCG', 'memcg'],
  ['CONSTRAINT_CPUSET', 'cpuset'],
  ['CONSTRAINT_MEMORY_POLICY', 'policy'],
])

interface Named {
  /** Index of the comma before `task=`. */
  readonly at: number
  readonly name: string
  readonly pid: number
  readonly uid: number
}

/** The victim's fields: the first `task=` that a pid and uid follow within a name's length; the last such pair. */
function readNamed(message: string): Named | undefined {
  for (let at = message.indexOf(NAME); at >= 0; at = message.indexOf(NAME, at + 1)) {
    const start = at + NAME.length
    // Long enough for the longest name and the two numbers behind it.
    const window = message.slice(start, start + LONGEST_NAME + 31)
    const last = [...window.matchAll(VICTIM)].findLast((m) => m.index <= LONGEST_NAME)
    if (last) return { at, name: window.slice(0, last.index), pid: Number(last[1]), uid: Number(last[2]) }
  }
  return undefined
}

/** The path that begins at `from`, closed by what stands at `end`; without an end it may be cut, and is nothing. */
const pathBetween = (message: string, from: number, end: number): CgroupPlace | null =>
  end > from && message[from] === '/' ? readCgroup(message.slice(from, end)) : null

/** Where the value of the last `key` before `end` begins, without an `end` of the first; or -1. */
function valueOf(message: string, key: string, end: number | undefined): number {
  const at = end === undefined ? message.indexOf(key) : message.lastIndexOf(key, end - 1)
  return at < 0 ? -1 : at + key.length
}

function parse(message: string): FactOf['oom.summary'] | undefined {
  const whole = message.startsWith(HEAD) || message.startsWith(HEAD_WITHOUT)
  if (!whole && !/^[,/]/.test(message)) return undefined
  const named = readNamed(message)
  // The kernel's keys are the last before the name; in a cut record what looks like one may be part of a name.
  const taskAt = valueOf(message, TASK_CGROUP, named?.at)
  const tail = named?.at ?? message.indexOf(NAME, taskAt)

  // A record that goes on with a path goes on with the value of the key before it.
  const goesOn = message[0] === '/'
  const task = pathBetween(message, taskAt < 0 && goesOn ? 0 : taskAt, tail)
  const taskKey = taskAt < 0 ? message.length : taskAt - TASK_CGROUP.length

  const limitAt = valueOf(message, LIMIT, taskKey)
  const limit = taskAt < 0 ? null : pathBetween(message, limitAt < 0 && goesOn ? 0 : limitAt, taskKey)
  const global = message.lastIndexOf(GLOBAL, taskKey - 1) >= 0 && limitAt < 0

  if (!whole && !named && !task && !limit && !global) return undefined
  const word = whole ? (/^\w+/.exec(message.slice(HEAD.length))?.[0] ?? '') : ''
  return {
    type: 'oom.summary',
    constraint: CONSTRAINTS.get(word) ?? null,
    limit,
    global,
    task,
    name: named?.name ?? null,
    pid: named?.pid ?? null,
    uid: named?.uid ?? null,
  }
}

const POD =
  '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5931aa75_4603_4e65_b552_7c71cf55cfb5.slice'
const ID = '25a38b5b8d556d7983d975577f5ac75ebbcfb4b269e6deaa0a0440c1ffc969ca'
const HEAD_SEED = `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-${ID}.scope,mems_allowed=0`
const podUid = '5931aa75-4603-4e65-b552-7c71cf55cfb5'
const pod: CgroupPlace = { path: POD, level: 'pod', containerId: null, podUid, runtime: null }
const container: CgroupPlace = {
  path: `${POD}/cri-containerd-${ID}.scope`,
  level: 'container',
  containerId: ID,
  podUid,
  runtime: 'containerd',
}
const victim = { name: 'stress-ng-vm', pid: 183960, uid: 0 }
const unknown = { limit: null, global: false, task: null, name: null, pid: null, uid: null }

const LAB =
  '/kubepods/burstable/pod96a7eff6-c996-457e-bd1f-1ca7ce16dfd6/66414132ddff4baff9d03a95c2c618883f8edfbe006d31e2e156c3b071e478c3'
const inLab: CgroupPlace = {
  path: LAB,
  level: 'container',
  containerId: '66414132ddff4baff9d03a95c2c618883f8edfbe006d31e2e156c3b071e478c3',
  podUid: '96a7eff6-c996-457e-bd1f-1ca7ce16dfd6',
  runtime: null,
}
const host = (path: string): CgroupPlace => ({
  path,
  level: 'other',
  containerId: null,
  podUid: null,
  runtime: null,
})

export const kernelOomSummary: MessageParser = {
  id: 'kernel-oom-summary',
  source: 'kernel',
  reads: [
    { message: 'why a process was chosen, in which cgroup, at whose limit', since: '5.0' },
    { message: 'a later part of that line, split by the kernel', since: '5.0' },
  ],
  programs: KERNEL,
  needles: [HEAD, LIMIT, GLOBAL, TASK_CGROUP, NAME],
  parse,
  samples: [
    {
      version: '5.15',
      message: `${HEAD_SEED},oom_memcg=${POD},task_memcg=${POD}/cri-containerd-${ID}.scope,task=stress-ng-vm,pid=183960,uid=0`,
      fact: {
        type: 'oom.summary',
        constraint: 'memcg',
        limit: pod,
        global: false,
        task: container,
        ...victim,
      },
    },
    {
      version: '3.10 (TencentOS)',
      message: `oom-kill:,cpuset=${ID},mems_allowed=0-1,oom_memcg=${LAB.slice(0, -65)},task_memcg=${LAB},task=runc:[2:INIT],pid=12800,uid=0`,
      fact: {
        type: 'oom.summary',
        constraint: null,
        limit: { ...inLab, path: LAB.slice(0, -65), level: 'pod', containerId: null },
        global: false,
        task: inLab,
        name: 'runc:[2:INIT]',
        pid: 12800,
        uid: 0,
      },
    },
    {
      version: '6.18, a name that looks like fields',
      message: `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${LAB.slice(-64)},mems_allowed=0,oom_memcg=${LAB},task_memcg=${LAB},task=x,pid=1,uid=0,pid=24860,uid=0`,
      fact: {
        type: 'oom.summary',
        constraint: 'memcg',
        limit: inLab,
        global: false,
        task: inLab,
        name: 'x,pid=1,uid=0',
        pid: 24860,
        uid: 0,
      },
    },
    {
      version: '6.18, another such name',
      message: `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0-1,4,oom_memcg=${LAB},task_memcg=${LAB},task=task=y;oom,pid=25273,uid=0`,
      fact: {
        type: 'oom.summary',
        constraint: 'memcg',
        limit: inLab,
        global: false,
        task: inLab,
        name: 'task=y;oom',
        pid: 25273,
        uid: 0,
      },
    },
    {
      version: '5.4, without CONFIG_CPUSETS',
      message:
        'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),global_oom,task_memcg=/system.slice/cron.service,task=entry,pid=19227,uid=1000',
      fact: {
        type: 'oom.summary',
        constraint: 'global',
        limit: null,
        global: true,
        task: host('/system.slice/cron.service'),
        name: 'entry',
        pid: 19227,
        uid: 1000,
      },
    },
    {
      version: '5.4, without CONFIG_MEMCG',
      message:
        'oom-kill:constraint=CONSTRAINT_CPUSET,nodemask=(null),cpuset=/,mems_allowed=4,task=containerd,pid=4100,uid=0',
      fact: {
        type: 'oom.summary',
        constraint: 'cpuset',
        limit: null,
        global: false,
        task: null,
        name: 'containerd',
        pid: 4100,
        uid: 0,
      },
    },
    {
      version: 'glued to the next record',
      message: `${HEAD_SEED},oom_memcg=${POD},task_memcg=${POD}/cri-containerd-${ID}.scope,task=stress-ng-vm,pid=183960,uid=0Memory cgroup out of memory: Killed process 183960 (stress-ng-vm) total-vm:299192kB`,
      fact: {
        type: 'oom.summary',
        constraint: 'memcg',
        limit: pod,
        global: false,
        task: container,
        ...victim,
      },
    },
    {
      version: 'split, first record',
      message: HEAD_SEED,
      fact: { type: 'oom.summary', constraint: 'memcg', ...unknown },
    },
    {
      version: 'split, second record',
      message: `,oom_memcg=${POD},task_memcg=${POD}/cri-containerd-${ID}.scope,task=stress-ng-vm,pid=183960,uid=0`,
      fact: { type: 'oom.summary', constraint: null, limit: pod, global: false, task: container, ...victim },
    },
    {
      version: 'split inside the cgroups',
      message: `${POD}/cri-containerd-${ID}.scope,task=stress-ng-vm,pid=183960,uid=0`,
      fact: { type: 'oom.summary', constraint: null, limit: null, global: false, task: container, ...victim },
    },
    {
      version: 'cut behind a name that looks like fields',
      message: `${HEAD_SEED},oom_memcg=${POD},task_memcg=${POD}/cri-containerd-${ID}.scope,task=x,pid=1,uid=0,pid=248`,
      fact: { type: 'oom.summary', constraint: 'memcg', ...unknown, limit: pod, task: container },
    },
    {
      version: 'cut at the end of the record',
      message: `${HEAD_SEED},oom_memcg=${POD},task_memcg=${POD}/cri-containerd-${ID}.sco`,
      fact: { type: 'oom.summary', constraint: 'memcg', ...unknown, limit: pod },
    },
  ],
  nearMisses: [
    {
      message: `I1012 19:00:20.9 oom_watcher.go:90] Got ${HEAD_SEED},oom_memcg=/x,task_memcg=/x,task=y,pid=1,uid=0`,
      because: 'a program repeating the line',
    },
    { message: ',cpuset=/,mems_allowed=0', because: 'a part that tells nothing of the kill' },
    { message: 'oom-kill: 3 processes so far', because: 'no constraint' },
  ],
}
