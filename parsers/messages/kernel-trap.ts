// Kernel log, x86 arch/x86/kernel/traps.c: a process had no handler for the signal of a CPU exception.
// `traps: ` stands before it since 2.6.39, `rip` and `rsp` in it up to 2.6.25 (x86-64); `general protection fault` was `general protection` up to 5.4.
import type { MessageParser } from '../../src/model/parser.js'
import { readFaultingThread } from '../shared/faulting-thread.js'
import { KERNEL } from '../shared/programs.js'

const PREFIX = 'traps: '

/** The signal each exception gives (traps.c). */
const SIGNALS: Readonly<Record<string, number>> = {
  'general protection': 11,
  'general protection fault': 11,
  'trap invalid opcode': 4,
  'trap int3': 5,
  'trap debug': 5,
  'trap alignment check': 7,
  'trap segment not present': 7,
  'trap stack segment': 7,
  'trap coprocessor segment overrun': 8,
  'trap divide error': 8,
  'trap bounds': 11,
  'trap control protection': 11,
  'trap invalid TSS': 11,
  'trap overflow': 11,
}

/** A mail or a page breaks the line behind a word; what has neither the prefix nor `ip` may be another program's. */
const SHAPE =
  /\[(\d{1,10})\] (general protection(?: fault)?|trap [A-Za-z0-9 ]{3,32})(?:$|( r?ip:)[0-9a-f]{1,16}(?:$| r?sp:))/g

export const kernelTrap: MessageParser = {
  id: 'kernel-trap',
  source: 'kernel',
  reads: [
    {
      message: 'a process died of a CPU exception (SIGILL, SIGFPE, SIGTRAP, SIGBUS, SIGSEGV)',
      since: '2.6',
    },
  ],
  programs: KERNEL,
  needles: ['] trap ', '] general protection'],
  parse(message) {
    const isPrefixed = message.startsWith(PREFIX)
    const thread = readFaultingThread(isPrefixed ? message.slice(PREFIX.length) : message, SHAPE)
    const [exception = '', pointer] = thread?.says ?? []
    const signal = SIGNALS[exception]
    if (!thread || signal === undefined || !(isPrefixed || pointer)) return undefined
    return {
      type: 'kernel.fatal_signal',
      pid: thread.tid,
      name: thread.name,
      signal,
      kind: exception.startsWith('trap ') ? 'trap' : 'gpf',
      detail: `${exception.replace(/^trap /, '')}${thread.where}`,
    }
  },
  samples: [
    {
      version: '6.18',
      message:
        'traps: crash[19364] trap divide error ip:4016cd sp:7ffc215a6110 error:0 in crash[16cd,401000+78000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 19364,
        name: 'crash',
        signal: 8,
        kind: 'trap',
        detail: 'divide error in crash',
      },
    },
    {
      version: '5.15, a name that looks like a trap',
      message: 'traps: a[1] trap int3[222] trap invalid opcode ip:7f8d278ab3da sp:7f8c9e7fb280 error:0',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 222,
        name: 'a[1] trap int3',
        signal: 4,
        kind: 'trap',
        detail: 'invalid opcode',
      },
    },
    {
      version: '6.18',
      message:
        'traps: crash[7142] general protection fault ip:401289 sp:7ffc603d51a0 error:0 in crash[1289,401000+78000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 7142,
        name: 'crash',
        signal: 11,
        kind: 'gpf',
        detail: 'general protection fault in crash',
      },
    },
    {
      version: '2.6.32',
      message:
        'mpd[22957] general protection ip:b6efc1b5 sp:b53e1850 error:0 in libavcodec.so.52[b6ab4000+52b000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 22957,
        name: 'mpd',
        signal: 11,
        kind: 'gpf',
        detail: 'general protection in libavcodec.so.52',
      },
    },
    {
      version: '2.6.24',
      message: 'gvfs-fuse-daemo[5896] general protection rip:7fa56766b423 rsp:7fff712959a0 error:0',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 5896,
        name: 'gvfs-fuse-daemo',
        signal: 11,
        kind: 'gpf',
        detail: 'general protection',
      },
    },
    {
      version: '2.6.24',
      message: 'myapp[5897] trap divide error rip:40051c rsp:7fff712959a0 error:0',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 5897,
        name: 'myapp',
        signal: 8,
        kind: 'trap',
        detail: 'divide error',
      },
    },
    {
      version: '5.4, broken behind a word',
      message: 'traps: gvfs-fuse-sub[1560] general protection fault',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1560,
        name: 'gvfs-fuse-sub',
        signal: 11,
        kind: 'gpf',
        detail: 'general protection fault',
      },
    },
    {
      version: '6.12, broken behind a word',
      message: 'traps: init[1] trap invalid opcode ip:7fea0faff143',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1,
        name: 'init',
        signal: 4,
        kind: 'trap',
        detail: 'invalid opcode',
      },
    },
  ],
  nearMisses: [
    { message: 'do_general_protection: 24 callbacks suppressed', because: 'lines are missing, none is told' },
    { message: 'general protection fault: 0000 [#1] SMP NOPTI', because: 'the kernel’s own fault' },
    {
      message: 'traps: crash[7142] trap unheard of ip:401289 sp:7ffc603d51a0',
      because: 'its signal is not known',
    },
    { message: 'traps: crash[7142] trap divide', because: 'cut' },
    { message: 'worker[7142] trap divide error', because: 'another program may say so' },
  ],
}
