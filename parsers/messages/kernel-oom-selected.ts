// Kernel log, mm/oom_kill.c oom_kill_process(): the task selected, up to 5.0. A child of it may die in its place:
// the victim is the one of `Killed process`.
import type { MessageParser } from '../../src/model/parser.js'
import { takeOomPrefix } from '../shared/oom-prefix.js'
import { LONGEST_NAME } from '../shared/process-name.js'
import { KERNEL } from '../shared/programs.js'

/** Somebody may have left out what stands behind the pid. */
const HEAD = /^[Kk]ill process (\d{1,10})(?: \(|(?= ?(?:…|\.{3})$))/
const SCORE = ') score '
/** Another process that shares the victim's memory, 3.x to 4.5: nobody was selected by it. */
const SHARING = ' sharing same memory'

export const kernelOomSelected: MessageParser = {
  id: 'kernel-oom-selected',
  source: 'kernel',
  reads: [{ message: 'the process selected to be killed, or a child of it', since: '2.6' }],
  programs: KERNEL,
  needles: ['Kill process ', 'kill process '],
  parse(message) {
    const { constraint, rest } = takeOomPrefix(message)
    const head = HEAD.exec(rest)
    if (!head || constraint === null || rest.includes(SHARING)) return undefined
    const behind = rest.slice(head[0].length)
    const end = behind.lastIndexOf(SCORE, LONGEST_NAME)
    return {
      type: 'oom.selected',
      pid: Number(head[1]),
      name: end < 0 ? null : behind.slice(0, end),
      constraint,
    }
  },
  samples: [
    {
      version: '4.14',
      message: 'Memory cgroup out of memory: Kill process 21874 (java) score 1964 or sacrifice child',
      fact: { type: 'oom.selected', pid: 21874, name: 'java', constraint: 'memcg' },
    },
    {
      version: '4.9, shortened',
      message: 'Memory cgroup out of memory: Kill process 3429…',
      fact: { type: 'oom.selected', pid: 3429, name: null, constraint: 'memcg' },
    },
    {
      version: '2.6.18',
      message: 'Out of Memory: Kill process 6350 (apache2) score 82992 and children.',
      fact: { type: 'oom.selected', pid: 6350, name: 'apache2', constraint: 'global' },
    },
    {
      version: '3.10, oom_kill_allocating_task',
      message:
        'Out of memory (oom_kill_allocating_task): Kill process 77 (a) score 9) score 0 or sacrifice child',
      fact: { type: 'oom.selected', pid: 77, name: 'a) score 9', constraint: 'global' },
    },
    {
      version: '4.14, wrapped inside the name',
      message: 'Out of memory: Kill process 1637 (yolo4ocv',
      fact: { type: 'oom.selected', pid: 1637, name: null, constraint: 'global' },
    },
  ],
  nearMisses: [
    { message: 'Kill process 21875 (java) sharing same memory', because: 'nobody is selected by it' },
    {
      message: 'Kill process 21874 (java) score 1964',
      because: 'every version prints the shortage before it',
    },
    { message: 'Out of memory: Kill process 21', because: 'the number may be cut' },
  ],
}
