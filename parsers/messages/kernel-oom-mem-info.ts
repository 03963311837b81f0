// Kernel log, mm/page_alloc.c show_mem(): a report about the whole node's memory, not a cgroup's; since 2.6.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

export const kernelOomMemInfo: MessageParser = {
  id: 'kernel-oom-mem-info',
  source: 'kernel',
  reads: [{ message: 'the memory of the whole node ran out', since: '2.6' }],
  programs: KERNEL,
  needles: ['Mem-Info:'],
  parse: (message) => (/^Mem-[Ii]nfo:\s?$/.test(message) ? { type: 'oom.mem_info' } : undefined),
  samples: [{ message: 'Mem-Info:', fact: { type: 'oom.mem_info' } }],
  nearMisses: [
    { message: 'DIMM Mem-Info: 4 slots', because: 'another program’s line' },
    { message: 'Mem-Info: see above', because: 'the kernel prints nothing behind it' },
  ],
}
