// Kernel log, mm/oom_kill.c __oom_kill_process(): the victim was dying already and nobody else is killed, since 5.16.
// Its death makes the memory free all the same.
import type { MessageParser } from '../../src/model/parser.js'
import { takeOomPrefix } from '../shared/oom-prefix.js'
import { LONGEST_NAME } from '../shared/process-name.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = /^OOM victim (\d{1,10}) \(/
const TAIL = ') is already exiting.'

export const kernelOomExiting: MessageParser = {
  id: 'kernel-oom-exiting',
  source: 'kernel',
  reads: [{ message: 'the chosen process was dying already', since: '5.16' }],
  programs: KERNEL,
  needles: ['OOM victim '],
  parse(message) {
    const { constraint, rest } = takeOomPrefix(message)
    const head = HEAD.exec(rest)
    if (!head) return undefined
    const behind = rest.slice(head[0].length)
    const end = behind.lastIndexOf(TAIL, LONGEST_NAME)
    return end < 0
      ? undefined
      : { type: 'oom.exiting', pid: Number(head[1]), name: behind.slice(0, end), constraint }
  },
  samples: [
    {
      version: '6.1',
      message:
        'Memory cgroup out of memory: OOM victim 21874 (Web Content) is already exiting. Skip killing the task',
      fact: { type: 'oom.exiting', pid: 21874, name: 'Web Content', constraint: 'memcg' },
    },
    {
      version: '5.16',
      message: 'Out of memory: OOM victim 77 (a) is) is already exiting. Skip killing the task',
      fact: { type: 'oom.exiting', pid: 77, name: 'a) is', constraint: 'global' },
    },
  ],
  nearMisses: [
    {
      message: 'Memory cgroup out of memory: OOM victim 21874 (java) is alr',
      because: 'cut inside the verdict',
    },
    { message: 'freezer: OOM victim count is 3', because: 'another line' },
  ],
}
