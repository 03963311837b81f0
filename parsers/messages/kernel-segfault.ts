// Kernel log, arch/x86/mm/fault.c show_signal_msg(), nearly the same on sparc: a process had no handler for its
// SIGSEGV. Since 2.6.26 so (`in <file>[…]` 2.6.29, `likely on CPU …` 6.1); before with `rip` and `rsp`. Name and
// number are the thread's.
import type { MessageParser } from '../../src/model/parser.js'
import { readFaultingThread } from '../shared/faulting-thread.js'
import { KERNEL } from '../shared/programs.js'

/** `ip` reads `(null)` where a process jumped to nothing; sparc has one more. A mail or a page breaks the line behind a word. */
const SHAPE =
  /\[(\d{1,10})\]: segfault at ([0-9a-f]{1,16}) [re]?ip(?: ?$| +(?:[0-9a-f]{1,16}|\(null\))(?:$| (?:\(rpc [0-9a-f]{1,16}\) )?[re]?sp(?: |$)))/g

export const kernelSegfault: MessageParser = {
  id: 'kernel-segfault',
  source: 'kernel',
  reads: [{ message: 'a process died of a memory fault (SIGSEGV)', since: '2.6' }],
  programs: KERNEL,
  needles: [': segfault at '],
  parse(message) {
    const thread = readFaultingThread(message, SHAPE)
    if (!thread) return undefined
    return {
      type: 'kernel.fatal_signal',
      pid: thread.tid,
      name: thread.name,
      signal: 11,
      kind: 'segfault',
      detail: `at ${thread.says[0]}${thread.where}`,
    }
  },
  samples: [
    {
      version: '6.18',
      message:
        'crash[22098]: segfault at 8 ip 000000000040179b sp 00007ffe946dae40 error 6 in crash[179b,401000+78000] likely on CPU 1 (core 1, socket 0)',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 22098,
        name: 'crash',
        signal: 11,
        kind: 'segfault',
        detail: 'at 8 in crash',
      },
    },
    {
      version: '4.15',
      message: 'tmux: server[232]: segfault at 0 ip           (null) sp 00007ffc06584030 error 14',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 232,
        name: 'tmux: server',
        signal: 11,
        kind: 'segfault',
        detail: 'at 0',
      },
    },
    {
      version: '2.6.18',
      message:
        'segfault[53791]: segfault at 0000000000000000 rip 0000000000400546 rsp 00007fff7956af70 error 6',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 53791,
        name: 'segfault',
        signal: 11,
        kind: 'segfault',
        detail: 'at 0000000000000000',
      },
    },
    {
      version: '6.1, quoted in a mail and broken behind a word',
      message: '> >> depmod[483]: segfault at 0 ip b7abe4f6 sp',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 483,
        name: 'depmod',
        signal: 11,
        kind: 'segfault',
        detail: 'at 0',
      },
    },
    {
      version: '5.7, broken before the address',
      message: 'browser-bin[4434]: segfault at 0 ip ',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 4434,
        name: 'browser-bin',
        signal: 11,
        kind: 'segfault',
        detail: 'at 0',
      },
    },
    {
      version: 'sparc 5.10',
      message:
        'myapp[910]: segfault at 8 ip 00000000000105f0 (rpc 00000000000105e4) sp 00000000ffb7f4d8 error 1 in myapp[10000+2000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 910,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'at 8 in myapp',
      },
    },
  ],
  nearMisses: [
    {
      message:
        '** 2 printk messages dropped ** [  207.100100] java[503]: segfault at 0 ip 00007f12aa10 sp 00007ffe0000 error 4',
      because: 'no process has so long a name: something stands before it',
    },
    { message: 'show_signal_msg: 24 callbacks suppressed', because: 'lines are missing, none is told' },
    { message: 'crash[22098]: segfault at 8', because: 'cut' },
    {
      message: 'worker[22098]: segfault at startup is handled by the supervisor',
      because: 'another program’s words',
    },
  ],
}
