// `dmesg --time-format iso`: a comma before the microseconds; util-linux before 2.39 wrote the zone without a colon.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { readDmesg, writeInRing } from '../shared/dmesg-time.js'
import { envelopeOf } from '../shared/envelope.js'
import { datedStamp } from '../shared/time.js'

export const dmesgIso: EnvelopeReader = {
  id: 'dmesg-iso',
  describe: 'dmesg --time-format iso: 2024-03-04T09:17:07,123456+00:00 …',
  open(text) {
    const line = readDmesg(text)
    if (line?.clock !== 'iso') return undefined
    const { clock: _, ...found } = line
    return envelopeOf('dmesg-iso', found)
  },
  wrap: (message, program, pid) => `2024-03-04T09:17:07,123456+00:00 ${writeInRing(message, program, pid)}`,
  samples: [
    {
      text: '2024-03-04T09:17:07,123456+0000 oom_reaper: reaped process 21874 (java)',
      envelope: envelopeOf('dmesg-iso', {
        stamp: datedStamp(
          '2024-03-04T09:17:07,123456+0000',
          Date.UTC(2024, 2, 4, 9, 17, 7) + 123.456,
          0,
          0.001,
        ),
        program: 'kernel',
        message: 'oom_reaper: reaped process 21874 (java)',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07.123456+00:00 node-a kernel: x', because: 'a point: syslog' },
    { text: '2024-03-04 09:17:07,123 INFO x', because: 'an application' },
  ],
}
