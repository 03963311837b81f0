// Kernel log, kernel/signal.c print_fatal_signal(), with kernel.print-fatal-signals=1 (0 by default). Up to about 3.10 it names
// the process itself; since then the head of the register dump does, which is joined to it before it comes here. The
// newest kernels print file and name in front again, without the number.
import type { MessageParser } from '../../src/model/parser.js'
import { type FaultingProcess, readFaultingProcess } from '../shared/faulting-process.js'
import { KERNEL } from '../shared/programs.js'

const SHAPE = /^(.{1,15})\/(\d{1,10}): potentially unexpected fatal signal \d{1,2}\.$/
const JOINED = /^(?:(.{1,300}): )?potentially unexpected fatal signal \d{1,2}\.\n/

const NUMBER = /potentially unexpected fatal signal (\d{1,2})\./

function named(message: string): FaultingProcess | undefined {
  const [, name, tid] = SHAPE.exec(message) ?? []
  return name === undefined ? undefined : { pid: Number(tid), name }
}

/** The dump is of the process that its line names, if it names one. */
function dumped(message: string): FaultingProcess | undefined {
  const joined = JOINED.exec(message)
  const current = joined ? readFaultingProcess(message) : undefined
  const front = joined?.[1] ?? current?.name
  return front === current?.name || front?.endsWith(`: ${current?.name}`) ? current : undefined
}

export const kernelPrintFatalSignal: MessageParser = {
  id: 'kernel-print-fatal-signal',
  source: 'kernel',
  reads: [{ message: 'a process died of a signal (kernel.print-fatal-signals=1)', since: '2.6.26' }],
  programs: KERNEL,
  needles: ['potentially unexpected fatal signal '],
  parse(message) {
    const signal = Number(NUMBER.exec(message)?.[1])
    const process = named(message) ?? dumped(message)
    if (!process || !(signal >= 1 && signal <= 64)) return undefined
    return { type: 'kernel.fatal_signal', ...process, signal, kind: 'fault', detail: null }
  },
  samples: [
    {
      version: '3.2',
      message: 'Web/x Content/4711: potentially unexpected fatal signal 11.',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 4711,
        name: 'Web/x Content',
        signal: 11,
        kind: 'fault',
        detail: null,
      },
    },
    {
      version: '5.10',
      message:
        'potentially unexpected fatal signal 6.\nCPU: 0 PID: 9550 Comm: node worker Tainted: G           O      5.10.109 #1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 9550,
        name: 'node worker',
        signal: 6,
        kind: 'fault',
        detail: null,
      },
    },
    {
      version: '6.12',
      message:
        'core-cpu1: CS: potentially unexpected fatal signal 11.\nCPU: 2 UID: 0 PID: 77628 Comm: CS Not tainted 6.12.6 #1',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 77628,
        name: 'CS',
        signal: 11,
        kind: 'fault',
        detail: null,
      },
    },
    {
      version: '5.15, broken in a mail',
      message: 'potentially unexpected fatal signal 11.\nCPU: 0 PID: 1088 Comm: automount Not',
      fact: {
        type: 'kernel.fatal_signal',
        pid: 1088,
        name: 'automount',
        signal: 11,
        kind: 'fault',
        detail: null,
      },
    },
  ],
  nearMisses: [
    {
      message:
        'myapp: potentially unexpected fatal signal 11.\nCPU: 1 PID: 0 Comm: swapper/1 Not tainted 6.12.6 #1',
      because: 'the dump is of another process',
    },
    {
      message: 'potentially unexpected fatal signal 11.',
      because: 'the line that names the process did not come',
    },
    {
      message: 'myapp: potentially unexpected fatal signal 11.',
      because: 'a name and no pid: the line that has it did not come',
    },
    {
      message: '[09:17:07.123] myapp/4711: potentially unexpected fatal signal 11.',
      because: 'no process has so long a name: something stands before it',
    },
    { message: 'myapp/4711: potentially unexpected fatal signal 1', because: 'the number may be cut' },
  ],
}
