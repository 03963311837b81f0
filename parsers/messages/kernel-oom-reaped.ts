// Kernel log, mm/oom_kill.c oom_reaper(): a victim's memory was taken back, or could not be; since 4.6.
// Printed up to some seconds after the kill, often inside the next report; not at all when the victim dies fast.
import type { MessageParser } from '../../src/model/parser.js'
import { LONGEST_NAME } from '../shared/process-name.js'
import { KERNEL } from '../shared/programs.js'

const REAPED = /^oom_reaper: reaped process (\d{1,10}) \(/
const UNABLE = /^oom_reaper: unable to reap pid:(\d{1,10}) \(/

export const kernelOomReaped: MessageParser = {
  id: 'kernel-oom-reaped',
  source: 'kernel',
  reads: [{ message: 'the memory of an OOM victim was taken back, or could not be', since: '4.6' }],
  programs: KERNEL,
  needles: ['oom_reaper: '],
  parse(message) {
    const reaped = REAPED.exec(message)
    const head = reaped ?? UNABLE.exec(message)
    if (!head) return undefined
    const behind = message.slice(head[0].length)
    const end = behind.lastIndexOf(reaped ? '), now ' : ')', LONGEST_NAME)
    return end < 0
      ? undefined
      : { type: 'oom.reaped', pid: Number(head[1]), name: behind.slice(0, end), unable: reaped === null }
  },
  samples: [
    {
      version: '5.3',
      message:
        'oom_reaper: reaped process 70870 (qemu-system-x86), now anon-rss:0kB, file-rss:132kB, shmem-rss:4kB',
      fact: { type: 'oom.reaped', pid: 70870, name: 'qemu-system-x86', unable: false },
    },
    {
      version: '4.6',
      message:
        'oom_reaper: reaped process 8291 (runc:[2:INIT]), now anon-rss:0kB, file-rss:0kB, shmem-rss:0lkB',
      fact: { type: 'oom.reaped', pid: 8291, name: 'runc:[2:INIT]', unable: false },
    },
    {
      version: '5.4',
      message: 'oom_reaper: unable to reap pid:21874 (java)',
      fact: { type: 'oom.reaped', pid: 21874, name: 'java', unable: true },
    },
  ],
  nearMisses: [
    { message: 'oom_reaper: reaped process 70870 (qemu-sys', because: 'cut inside the name' },
    { message: 'task:oom_reaper: state:S stack:0 pid:57', because: 'the thread itself in a dump' },
  ],
}
