// Kernel log, mm/oom_kill.c out_of_memory(): nobody could be killed, since 4.19 (before, the node panicked with it).
// In a memory cgroup every task is protected (oom_score_adj -1000) and lives on.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const TEXT = 'Out of memory and no killable processes...'

export const kernelOomNoVictim: MessageParser = {
  id: 'kernel-oom-no-victim',
  source: 'kernel',
  reads: [{ message: 'memory ran out and no process may be killed', since: '4.19' }],
  programs: KERNEL,
  needles: ['no killable processes'],
  parse: (message) => (message.startsWith(TEXT) ? { type: 'oom.no_victim' } : undefined),
  samples: [{ message: TEXT, fact: { type: 'oom.no_victim' } }],
  nearMisses: [
    {
      message: 'Kernel panic - not syncing: Out of memory and no killable processes...',
      because: 'the node’s end',
    },
    { message: 'Out of memory and no killa', because: 'cut' },
  ],
}
