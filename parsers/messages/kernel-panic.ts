// Kernel log, kernel/panic.c panic(): the node dies here. Often the last line on disk, or only in pstore.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const HEAD = 'Kernel panic - not syncing: '

export const kernelPanic: MessageParser = {
  id: 'kernel-panic',
  source: 'kernel',
  reads: [{ message: 'the kernel panicked', since: '2.6' }],
  programs: KERNEL,
  needles: [HEAD],
  parse(message) {
    const reason = message.startsWith(HEAD) ? message.slice(HEAD.length).trimEnd() : ''
    return reason === '' ? undefined : { type: 'kernel.panic', reason }
  },
  samples: [
    {
      message: 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004',
      fact: { type: 'kernel.panic', reason: 'Attempted to kill init! exitcode=0x00000004' },
    },
    {
      version: '4.14',
      message: 'Kernel panic - not syncing: Out of memory and no killable processes...',
      fact: { type: 'kernel.panic', reason: 'Out of memory and no killable processes...' },
    },
  ],
  nearMisses: [
    {
      message: '---[ end Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004 ]---',
      because: 'the same panic’s last line',
    },
    { message: 'Kernel panic - not syncing: ', because: 'cut' },
  ],
}
