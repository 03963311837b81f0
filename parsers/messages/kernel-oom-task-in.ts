// Kernel log, mm/memcontrol.c mem_cgroup_print_oom_info(): victim's cgroup and the cgroup whose limit was hit,
// 2.6.29 to 4.20; `oom-kill:` took its place. Printed in pieces, so the two halves may be two records.
import type { CgroupPlace } from '../../src/model/place.js'
import type { MessageParser } from '../../src/model/parser.js'
import { readCgroup } from '../shared/cgroup.js'
import { KERNEL } from '../shared/programs.js'

const TASK = 'Task in /'
const KILLED = ' killed'
/** A line that was broken before that word ends so where all of the container's cgroup is there. */
const BEHIND_ID = /[0-9a-f]{64}(?:\.scope)?$/
const LIMIT = 'as a result of limit of /'

/** A limit is the victim's cgroup's or one above it: the line was broken within another path, or something was added to it. */
function isAbove(limit: string, task: string): boolean {
  return limit === '/' || limit === task || task.startsWith(`${limit}/`)
}

/** The path behind a key that ends in the path's first slash. A record's end closes it. */
const pathAt = (text: string, at: number, key: string): CgroupPlace =>
  readCgroup(text.slice(at + key.length - 1).trimEnd())

const POD = '/kubepods/burstable/pod7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const ID = '3f9c1d27a8b64e05f1d2c3b4a5968778695a4b3c2d1e0f9e8d7c6b5a49382716'
const podUid = '7d0f5b52-3c1e-4b8e-9a64-2f6f0c9a1b23'
const inPod: CgroupPlace = {
  path: `${POD}/${ID}`,
  level: 'container',
  containerId: ID,
  podUid,
  runtime: null,
}
const pod: CgroupPlace = { path: POD, level: 'pod', containerId: null, podUid, runtime: null }
const inDocker: CgroupPlace = {
  path: `/docker/${ID}`,
  level: 'container',
  containerId: ID,
  podUid: null,
  runtime: 'docker',
}

export const kernelOomTaskIn: MessageParser = {
  id: 'kernel-oom-task-in',
  source: 'kernel',
  reads: [{ message: 'the cgroup a victim is in and the one whose limit was hit', since: '2.6.29' }],
  programs: KERNEL,
  needles: [TASK, LIMIT],
  parse(message) {
    const limitAt = message.lastIndexOf(LIMIT)
    const limit = limitAt < 0 ? null : pathAt(message, limitAt, LIMIT)
    if (!message.startsWith(TASK)) {
      const isHalf = limit && message.slice(0, limitAt).trimStart() === ''
      return isHalf ? { type: 'oom.task_in', task: null, limit } : undefined
    }
    const head = (limit ? message.slice(0, limitAt) : message).trimEnd()
    const isWhole = head.endsWith(KILLED)
    const task = pathAt(isWhole ? head.slice(0, -KILLED.length) : head, 0, TASK)
    if (!isWhole && (task.containerId === null || !BEHIND_ID.test(task.path))) return undefined
    return { type: 'oom.task_in', task, limit: limit && isAbove(limit.path, task.path) ? limit : null }
  },
  samples: [
    {
      version: '4.14',
      message: `Task in ${POD}/${ID} killed as a result of limit of ${POD}`,
      fact: { type: 'oom.task_in', task: inPod, limit: pod },
    },
    {
      version: '3.13, with an editor’s soft wrap inside',
      message: `Task in /docker/${ID} killed as a result of limit of /docker/${ID.slice(0, 22)}       ${ID.slice(22)}`,
      fact: { type: 'oom.task_in', task: inDocker, limit: inDocker },
    },
    {
      version: '3.10 (RHEL 7), first record',
      message: `Task in /docker/${ID} killed`,
      fact: { type: 'oom.task_in', task: inDocker, limit: null },
    },
    {
      version: '3.10 (RHEL 7), second record',
      message: ` as a result of limit of ${POD}`,
      fact: { type: 'oom.task_in', task: null, limit: pod },
    },
    ...['/docker/', '/docker/3f9c1d27', `/docker/${ID})`].map((limit) => ({
      version: '3.13, with a limit that no cgroup above the victim’s can have',
      message: `Task in /docker/${ID} killed as a result of limit of ${limit}`,
      fact: { type: 'oom.task_in', task: inDocker, limit: null } as const,
    })),
    {
      version: '4.14, broken behind the first path',
      message: `Task in /docker/${ID}`,
      fact: { type: 'oom.task_in', task: inDocker, limit: null },
    },
    {
      version: '4.19, cut by a window within the limit',
      message: `Task in ${POD}/${ID} killed as a result of limit of ${POD.slice(0, 7)}`,
      fact: { type: 'oom.task_in', task: inPod, limit: null },
    },
  ],
  nearMisses: [
    {
      message: `Task in /system.slice/docker-${ID}.sc`,
      because: 'cut inside the path',
    },
    {
      message: `Tasks in /docker/${ID} are going to be killed due to memory.oom.group set`,
      because: 'a group kill',
    },
    { message: `Task in /docker/${ID} kil`, because: 'cut inside the first half' },
    { message: 'Task in progress killed', because: 'no cgroup' },
  ],
}
