// `dmesg`, `dmesg -r`, `-x`, `-d`, /var/log/dmesg, pstore and serial consoles: seconds since boot, no host, no wall clock.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { readDmesg, writeInRing } from '../shared/dmesg-time.js'
import { envelopeOf } from '../shared/envelope.js'
import { readMonotonic } from '../shared/monotonic.js'
import { datedStamp } from '../shared/time.js'

export const dmesg: EnvelopeReader = {
  id: 'dmesg',
  describe: 'dmesg: [ 8523.347168] …',
  open(text) {
    const line = readDmesg(text)
    if (line?.clock !== null || readMonotonic(text)) return undefined
    const { clock: _, ...found } = line
    return envelopeOf('dmesg', found)
  },
  wrap: (message, program, pid) => `[ 8523.347168] ${writeInRing(message, program, pid)}`,
  samples: [
    {
      text: '[  +0.000023] oom_reaper: reaped process 21874 (java)',
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBefore: 0.000023,
        message: 'oom_reaper: reaped process 21874 (java)',
      }),
    },
    {
      text: '[ 8500.000000] audit: type=1400 audit(1697137197.652:42): avc:  denied',
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBoot: 8500,
        message: 'audit: type=1400 audit(1697137197.652:42): avc:  denied',
        told: datedStamp('1697137197.652', 1_697_137_197_652, 0, 1),
      }),
    },
    {
      text: '[ 8523.347168] Memory cgroup out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Memory cgroup out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: '[ 8523.347168]  Out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: '<6>[ 8523.347168][    C1]  <TASK>',
      envelope: envelopeOf('dmesg', { program: 'kernel', sinceBoot: 8523.347168, message: ' <TASK>' }),
    },
    {
      text: '[  119.156884@1] Call Trace:',
      envelope: envelopeOf('dmesg', { program: 'kernel', sinceBoot: 119.156884, message: 'Call Trace:' }),
    },
    ...[
      '<3>[63651.068542s][pid:2912,cpu3,sh]',
      '<6>[63651.068542]  [6:      swapper/0:    1] ',
      '[63651.068542] [5:  kworker/u16:1:  184]  ',
      '<6>[63651.068542] -(0)[0:swapper]',
      '[63651.068542]  (0)[0:swapper]',
      '[63651.068542]<3>.(1)[70:kswapd0]',
      '[63651.068542][    T0] swapper: [name:setup&]',
      '[63651.068542][T1300010] kworker/u16:1: [name:oom_kill&]',
    ].map((prefix) => ({
      text: `${prefix}Out of memory: Killed process 21874 (java)`,
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBoot: 63651.068542,
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    })),
    {
      text: '[63651.068542] [2314]: x',
      envelope: envelopeOf('dmesg', { program: 'kernel', sinceBoot: 63651.068542, message: '[2314]: x' }),
    },
    {
      text: 'kern  :err   : [   27.000000 <    1.000000>] oom_reaper: reaped process 9 (a)',
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBoot: 27,
        message: 'oom_reaper: reaped process 9 (a)',
      }),
    },
    {
      text: '[    5.120000] systemd[1]: Reached target Basic System.',
      envelope: envelopeOf('dmesg', {
        program: 'systemd',
        pid: 1,
        sinceBoot: 5.12,
        message: 'Reached target Basic System.',
      }),
    },
    {
      text: '[  209.926840] tmux: server[739]: segfault at 0 ip 0 sp 0 error 4',
      envelope: envelopeOf('dmesg', {
        program: 'kernel',
        sinceBoot: 209.92684,
        message: 'tmux: server[739]: segfault at 0 ip 0 sp 0 error 4',
      }),
    },
  ],
  nearMisses: [
    {
      text: '[ 181505] 65535 181505      243        1    28672        0          -998 pause',
      because: 'a table row',
    },
    { text: '[ 8523.347168] node-a kernel: x', because: 'journalctl -o short-monotonic' },
    { text: '<30>Mar  4 09:17:07 node-a kubelet[955]: x', because: 'syslog with a priority' },
  ],
}
