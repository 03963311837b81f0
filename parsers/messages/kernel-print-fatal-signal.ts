// Kernel log, kernel/signal.c print_fatal_signal(), with kernel.print-fatal-signals=1 (0 by default), up to about 3.x:
// newer kernels leave the pid to a `CPU:` line that follows, so their line names nobody and is not read.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

const SHAPE = /^(.{1,15})\/(\d{1,10}): potentially unexpected fatal signal (\d{1,2})\.$/

export const kernelPrintFatalSignal: MessageParser = {
  id: 'kernel-print-fatal-signal',
  source: 'kernel',
  reads: [{ message: 'a process died of a signal (kernel.print-fatal-signals=1)', since: '2.6.26' }],
  programs: KERNEL,
  needles: [': potentially unexpected fatal signal '],
  parse(message) {
    const [, name, tid, signal] = SHAPE.exec(message) ?? []
    if (name === undefined || Number(signal) < 1 || Number(signal) > 64) return undefined
    return {
      type: 'kernel.fatal_signal',
      pid: Number(tid),
      name,
      signal: Number(signal),
      kind: 'fault',
      detail: null,
    }
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
  ],
  nearMisses: [
    { message: 'potentially unexpected fatal signal 11.', because: 'names no process' },
    {
      message: 'myapp: potentially unexpected fatal signal 11.',
      because: 'the newest wording: a name and no pid',
    },
    {
      message: '[09:17:07.123] myapp/4711: potentially unexpected fatal signal 11.',
      because: 'no process has so long a name: something stands before it',
    },
    { message: 'myapp/4711: potentially unexpected fatal signal 1', because: 'the number may be cut' },
  ],
}
