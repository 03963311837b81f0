// Kernel log, machines other than x86: a process had no handler for the signal of its fault. arm64 prints it only with
// debug.exception-trace=1 (0 by default); the wording is 4.17's and the one before. riscv and powerpc (4.19's and before) too.
import type { FactOf } from '../../src/model/fact.js'
import type { MessageParser } from '../../src/model/parser.js'
import { type FaultingThread, readFaultingThread } from '../shared/faulting-thread.js'
import { KERNEL } from '../shared/programs.js'

/** `unhandled level 2 translation fault (11) at 0x…, esr 0x…` and powerpc's `segfault (11) at 0 nip …`. */
const NUMBERED =
  /\[(\d{1,10})\]: (unhandled [\w -]{3,60}|segfault|bus error|floating point exception|illegal instruction) \((\d{1,2})\) at (?:0x)?[0-9a-f]{1,16}(?:, esr 0x| nip\b)/g
/** riscv's `unhandled signal 11 code 0x1 at 0x…` and powerpc's before it named the signal, `… 11 at <addr> nip …`. */
const UNNAMED =
  /\[(\d{1,10})\]: (unhandled signal) (\d{1,2}) (?:code 0x[0-9a-f]{1,8} at(?: 0x|$)|at [0-9a-f]{1,16} nip\b)/g
/** A vendor prints the signal's number before the class. */
const ARM64 =
  /\[(\d{1,10})\]: unhandled exception: (?:\d{1,2} )?[\w ()./-]{2,60}, ESR 0x[0-9a-f]{8,16}, ([\w /-]{3,60}?)(?= in |$)/g

/** Of arm64, which tells no class of these: up to 4.16 the first by itself, since then as an exception without an ESR. */
const CLASSLESS =
  /\[(\d{1,10})\]: (?:(?=undefined instruction: pc=)|unhandled exception: )(undefined instruction|illegal memory access)(?=: pc=| in |$)/g
const ILL = 4

/** arm64's words for a fault and the signal it gives (arch/arm64/mm/fault.c); others are not read. */
const REASONS: readonly (readonly [words: RegExp, signal: number])[] = [
  [/(?:translation|permission|access flag|address size|tag check) fault$/, 11],
  [/(?:alignment fault|alignment exception|external abort|parity error)/, 7],
  [/undefined instruction$/, ILL],
  [/illegal memory access$/, 11],
]

function signalOf(thread: FaultingThread, reason: string, signal: number): FactOf['kernel.fatal_signal'] {
  return {
    type: 'kernel.fatal_signal',
    pid: thread.tid,
    name: thread.name,
    signal,
    kind: signal === 11 ? 'segfault' : 'fault',
    detail: `${reason}${thread.where}`,
  }
}

export const kernelUnhandledFault: MessageParser = {
  id: 'kernel-unhandled-fault',
  source: 'kernel',
  reads: [{ message: 'a process died of a fault on arm64, riscv or powerpc', since: '3.7' }],
  programs: KERNEL,
  needles: [
    ']: unhandled ',
    ']: segfault (',
    ']: bus error (',
    ']: floating point exception (',
    ']: illegal instruction (',
    ']: undefined instruction: pc=',
  ],
  parse(message) {
    const arm = readFaultingThread(message, CLASSLESS) ?? readFaultingThread(message, ARM64)
    const thread = arm ?? readFaultingThread(message, NUMBERED) ?? readFaultingThread(message, UNNAMED)
    if (!thread) return undefined
    const [reason = '', number] = thread.says
    const signal = arm ? REASONS.find(([words]) => words.test(reason))?.[1] : Number(number)
    return signal && signal <= 64 ? signalOf(thread, reason, signal) : undefined
  },
  samples: [
    {
      version: 'arm64 5.10',
      message:
        'myapp[2263]: unhandled exception: DABT (lower EL), ESR 0x0000000092000046, level 2 translation fault in myapp[b847a9c80000+1000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 2263,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'level 2 translation fault in myapp',
      },
    },
    {
      version: 'arm64 4.14',
      message: 'my app[2263]: unhandled level 2 translation fault (11) at 0x00000008, esr 0x92000006',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 2263,
        name: 'my app',
        signal: 11,
        kind: 'segfault',
        detail: 'unhandled level 2 translation fault',
      },
    },
    {
      version: 'riscv 6.1',
      message: 'myapp[77]: unhandled signal 4 code 0x1 at 0x0000003fb2a1c300 in myapp[3fb2a10000+21000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 77,
        name: 'myapp',
        signal: 4,
        kind: 'fault',
        detail: 'unhandled signal in myapp',
      },
    },
    {
      version: 'powerpc 5.4',
      message: 'myapp[910]: segfault (11) at 8 nip 10000598 lr 10000590 code 1 in myapp[10000000+10000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 910,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'segfault in myapp',
      },
    },
    {
      version: 'powerpc 4.10',
      message:
        'myapp[910]: unhandled signal 11 at 0000000000000000 nip 00003fff8c44fcb0 lr 00003fff8c44fa48 code 30001',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 910,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'unhandled signal',
      },
    },
    {
      version: 'powerpc 6.1',
      message:
        'init[1]: illegal instruction (4) at 1002c308 nip 1002c308 lr 10001684 code 1 in init[10000000+d0000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1,
        name: 'init',
        signal: 4,
        kind: 'fault',
        detail: 'illegal instruction in init',
      },
    },
    {
      version: 'powerpc 5.4',
      message:
        'myapp[780]: bus error (7) at 7fff8000 nip 10000720 lr 100007a1 code 2 in myapp[10000000+10000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 780,
        name: 'myapp',
        signal: 7,
        kind: 'fault',
        detail: 'bus error in myapp',
      },
    },
    {
      version: 'powerpc 5.4',
      message:
        'myapp[781]: floating point exception (8) at 10000720 nip 10000720 lr 10000700 code 3 in myapp[10000000+10000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 781,
        name: 'myapp',
        signal: 8,
        kind: 'fault',
        detail: 'floating point exception in myapp',
      },
    },
    {
      version: 'arm64 4.9',
      message: 'klogd[2051]: undefined instruction: pc=0000007f907a5160',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 2051,
        name: 'klogd',
        signal: 4,
        kind: 'fault',
        detail: 'undefined instruction',
      },
    },
    {
      version: 'arm64 4.19',
      message: 'myapp[12]: unhandled exception: undefined instruction in myapp[400000+1000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 12,
        name: 'myapp',
        signal: 4,
        kind: 'fault',
        detail: 'undefined instruction in myapp',
      },
    },
    {
      version: 'arm64 6.8',
      message:
        'myapp[2263]: unhandled exception: DABT (lower EL), ESR 0x0000000092000051, synchronous tag check fault in myapp[b847a9c80000+1000]',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 2263,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'synchronous tag check fault in myapp',
      },
    },
    {
      version: 'arm64 5.15',
      message: 'myapp[12]: unhandled exception: illegal memory access',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 12,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'illegal memory access',
      },
    },
    {
      version: 'riscv 5.18, set in, and broken behind a word',
      message: '\tinit[1]: unhandled signal 11 code 0x1 at',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1,
        name: 'init',
        signal: 11,
        kind: 'segfault',
        detail: 'unhandled signal',
      },
    },
  ],
  nearMisses: [
    {
      message: 'openssl (912): undefined instruction: pc=b6ebcbdc',
      because: '32-bit arm prints it where the process handles the signal, too',
    },
    {
      message: 'emulator[77]: undefined instruction: 0xf7f0a000 at 0x8000',
      because: 'a program’s own message',
    },
    {
      message: 'myapp[2263]: unhandled exception: DABT (lower EL), ESR 0x0000000092000046',
      because: 'cut before the reason',
    },
    {
      message: 'myapp[2263]: unhandled exception in worker (3) at startup',
      because: 'another program’s words',
    },
  ],
}
