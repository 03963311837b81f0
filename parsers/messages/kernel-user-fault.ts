// Kernel log, s390: a process had no handler for the signal of its fault. Printed where kernel.userprocess_debug is 1, and of
// init. Two lines, joined before they come here: how it died, and who.
import type { MessageParser } from '../../src/model/parser.js'
import { readFaultingProcess } from '../shared/faulting-process.js'
import { KERNEL } from '../shared/programs.js'

/** Since 3.10 the length of the instruction stands by itself; before, in the upper half of the code. */
const FAULT =
  /^User process fault: interruption code (?:0x)?([0-9a-fA-F]{1,8})(?: ilc:\d)?(?: in ([^[\n]{1,255})\[)?/
const SEGV = 11
const ILL = 4
const FPE = 8
/** Program interruption codes and the signals that they give (arch/s390/kernel/traps.c, mm/fault.c); others are not read. */
const SIGNALS: ReadonlyMap<number, number> = new Map([
  ...[0x01, 0x02, 0x03, 0x05, 0x06, 0x12, 0x15].map((code) => [code, ILL] as const),
  ...[0x07, 0x08, 0x09, 0x0c, 0x0d, 0x0e, 0x0f, 0x1b, 0x1d].map((code) => [code, FPE] as const),
  ...[0x04, 0x10, 0x11, 0x38, 0x39, 0x3a, 0x3b].map((code) => [code, SEGV] as const),
])

export const kernelUserFault: MessageParser = {
  id: 'kernel-user-fault',
  source: 'kernel',
  reads: [{ message: 'a process died of a fault on s390', since: '2.6.32' }],
  programs: KERNEL,
  needles: ['User process fault: interruption code'],
  parse(message) {
    const fault = FAULT.exec(message)
    const signal = fault && SIGNALS.get(Number.parseInt(fault[1] ?? '', 16) & 0xffff)
    const process = signal ? readFaultingProcess(message) : undefined
    if (!fault || !signal || !process) return undefined
    return {
      type: 'kernel.fatal_signal',
      ...process,
      signal,
      kind: signal === SEGV ? 'segfault' : 'fault',
      detail: `user process fault${fault[2] === undefined ? '' : ` in ${fault[2]}`}`,
    }
  },
  samples: [
    {
      version: '4.8',
      message:
        'User process fault: interruption code 0038 ilc:3 in libstdc++.so.6.0.23[3ff9d000000+1b9000]\nCPU: 3 PID: 56744 Comm: try-catch 2 Not tainted 4.8.15-300.fc25.s390x #1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 56744,
        name: 'try-catch 2',
        signal: 11,
        kind: 'segfault',
        detail: 'user process fault in libstdc++.so.6.0.23',
      },
    },
    {
      version: '6.12',
      message:
        'User process fault: interruption code 0007 ilc:3 in bash[2aa3d780000+149000]\nCPU: 0 UID: 1000 PID: 1088 Comm: bash Tainted: G        W          6.12.0 #1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1088,
        name: 'bash',
        signal: 8,
        kind: 'fault',
        detail: 'user process fault in bash',
      },
    },
    {
      version: '2.6.32',
      message:
        'User process fault: interruption code 0x40011 \nProcess myapp (pid: 910, task: 000000001f9f8000, ksp: 000000001f9fbd68)',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 910,
        name: 'myapp',
        signal: 11,
        kind: 'segfault',
        detail: 'user process fault',
      },
    },
  ],
  nearMisses: [
    {
      message: 'User process fault: interruption code 0038 ilc:3 in libstdc++.so.6.0.23[3ff9d000000+1b9000]',
      because: 'the line that names the process did not come',
    },
    {
      message: 'User process fault: interruption code 0040 ilc:3\nCPU: 3 PID: 5 Comm: a Not tainted 4.8.15',
      because: 'no such code gives a signal',
    },
  ],
}
