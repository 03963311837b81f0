// Kernel log, mm/oom_kill.c dump_task(): one task of the tasks table, since 2.6.25. Sizes are pages.
// The line has no word of its own and counts inside a report alone.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

/** A printk stamp `[ 8523.347168]` has a dot. A uid may be longer than its column. */
const ROW = /^\[ *(\d{1,10})\]((?: +-?\d{1,20}){6,10}) +(\S.*)$/

export const kernelOomTaskRow: MessageParser = {
  id: 'kernel-oom-task-row',
  source: 'kernel',
  reads: [{ message: 'a task that the OOM killer looked at, in pages', since: '2.6.25' }],
  programs: KERNEL,
  needles: [],
  within: 'oom-report',
  parse(message) {
    const [, pid, numbers, name] = ROW.exec(message) ?? []
    if (pid === undefined || numbers === undefined || name === undefined) return undefined
    return { type: 'oom.task', pid: Number(pid), numbers: numbers.trim().split(/ +/).map(Number), name }
  },
  samples: [
    {
      version: '5.15',
      message: '[ 183960]     0 183960    74798    23376   487424        0          1000 stress-ng-vm',
      fact: {
        type: 'oom.task',
        pid: 183960,
        numbers: [0, 183960, 74798, 23376, 487424, 0, 1000],
        name: 'stress-ng-vm',
      },
    },
    {
      version: '6.18',
      message:
        '[  24860]     0 24860     8443     8237     8096      141         0   102400        0           968 x,pid=1,uid=0',
      fact: {
        type: 'oom.task',
        pid: 24860,
        numbers: [0, 24860, 8443, 8237, 8096, 141, 0, 102400, 0, 968],
        name: 'x,pid=1,uid=0',
      },
    },
    {
      version: '4.18 (OpenShift)',
      message: '[ 184260] 1001240000 184260   615530   236719  2535424        0           999 Web Content',
      fact: {
        type: 'oom.task',
        pid: 184260,
        numbers: [1001240000, 184260, 615530, 236719, 2535424, 0, 999],
        name: 'Web Content',
      },
    },
    {
      version: '2.6.32, blanks collapsed by a shipper',
      message: '[ 470] 0 470 9413 0 1 -17 udevd',
      fact: { type: 'oom.task', pid: 470, numbers: [0, 470, 9413, 0, 1, -17], name: 'udevd' },
    },
  ],
  nearMisses: [
    {
      message: '[ 8523.347168]     0 183960    74798    23376   487424        0          1000 x',
      because: 'a stamp',
    },
    { message: '[ 183960]     0 183960    74798', because: 'cut before the name' },
    { message: '[<ffffffff8172d959>] dump_stack+0x64/0x82', because: 'a line of the stack' },
  ],
}
