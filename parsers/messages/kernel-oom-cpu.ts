// Kernel log, lib/dump_stack.c dump_stack_print_info(): the header of the invoker's stack inside an OOM report,
// the only line with the invoker's pid. Oopses and warnings print the same line, so it counts inside a report alone.
import type { MessageParser } from '../../src/model/parser.js'
import { KERNEL } from '../shared/programs.js'

/** `UID: 0` stands there since about 6.11. */
const MODERN = /^CPU: \d{1,6} (?:UID: \d{1,10} )?PID: (\d{1,10}) Comm: /
/** Up to 3.9. */
const OLD = /^Pid: (\d{1,10}), comm: /
/** What stands behind the name, which itself may hold blanks. */
const BEHIND = [' Not tainted', ' Tainted: ']
const KDUMP = ' Kdump: loaded'

export const kernelOomCpu: MessageParser = {
  id: 'kernel-oom-cpu',
  source: 'kernel',
  reads: [{ message: 'who called the OOM killer, with its pid', since: '2.6' }],
  programs: KERNEL,
  needles: [],
  within: 'oom-report',
  parse(message) {
    const head = MODERN.exec(message) ?? OLD.exec(message)
    if (!head) return undefined
    const end = Math.max(...BEHIND.map((text) => message.lastIndexOf(text)))
    if (end <= head[0].length) return undefined
    const name = message.slice(head[0].length, end)
    return {
      type: 'oom.cpu',
      pid: Number(head[1]),
      name: name.endsWith(KDUMP) ? name.slice(0, -KDUMP.length) : name.trimEnd(),
    }
  },
  samples: [
    {
      version: '6.18',
      message: 'CPU: 1 UID: 0 PID: 24798 Comm: a (b) c Not tainted 6.18.44-fc-v669 #1 PREEMPT(none) ',
      fact: { type: 'oom.cpu', pid: 24798, name: 'a (b) c' },
    },
    {
      version: '5.15',
      message: 'CPU: 1 PID: 183960 Comm: stress-ng-vm Not tainted 5.15.0-1041-azure #48-Ubuntu',
      fact: { type: 'oom.cpu', pid: 183960, name: 'stress-ng-vm' },
    },
    {
      version: '4.18 (RHEL 8)',
      message:
        'CPU: 60 PID: 70888 Comm: CPU 11/KVM Kdump: loaded Tainted: P           OE    --------- -  - 4.18.0 #1',
      fact: { type: 'oom.cpu', pid: 70888, name: 'CPU 11/KVM' },
    },
    {
      version: '3.7',
      message: 'Pid: 1037, comm: httpd Not tainted 3.7.0+ #4',
      fact: { type: 'oom.cpu', pid: 1037, name: 'httpd' },
    },
  ],
  nearMisses: [
    { message: 'CPU: 1 PID: 183960 Comm: stress-ng-vm', because: 'cut inside what may be the name' },
    { message: 'CPU: Physical Processor ID: 0', because: 'a line of the boot' },
  ],
}
