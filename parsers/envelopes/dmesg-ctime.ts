// `dmesg -T` in any language, and `dmesg -e` and `-H`, which give the minute once and steps after it. Local time, no zone.
// Serial loggers write an ISO time in the same place.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { readDmesg, writeInRing } from '../shared/dmesg-time.js'
import { envelopeOf } from '../shared/envelope.js'
import { datedStamp, yearlessStamp } from '../shared/time.js'

export const dmesgCtime: EnvelopeReader = {
  id: 'dmesg-ctime',
  describe: 'dmesg -T: [Mon Mar  4 09:17:07 2024] …',
  open(text) {
    const line = readDmesg(text)
    if (line?.clock !== 'ctime') return undefined
    const { clock: _, ...found } = line
    return envelopeOf('dmesg-ctime', found)
  },
  wrap: (message, program, pid) => `[Mon Mar  4 09:17:07 2024] ${writeInRing(message, program, pid)}`,
  samples: [
    {
      text: '[Mon Mar  4 09:17:07 2024] Memory cgroup out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('Mon Mar  4 09:17:07 2024', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        program: 'kernel',
        message: 'Memory cgroup out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: '[Mar  4 09:17:07 2024] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('Mar  4 09:17:07 2024', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: '[Mon Mar  4 09:17:07] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: yearlessStamp('Mon Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: '[二 9月  3 05:57:48 2024] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('二 9月  3 05:57:48 2024', Date.UTC(2024, 8, 3, 5, 57, 48), null, 1000),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: 'kern  :info  : [dim. 19 avril 18:03:30 2026 <    0.000023>]  <TASK>',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('dim. 19 avril 18:03:30 2026', Date.UTC(2026, 3, 19, 18, 3, 30), null, 1000),
        program: 'kernel',
        message: ' <TASK>',
      }),
    },
    {
      text: '[    8.000000] [Fri Feb 13 23:31:30 2009] 2009-02-13T23:31:30,123456+00:00 x',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp(
          '2009-02-13T23:31:30,123456+00:00',
          Date.UTC(2009, 1, 13, 23, 31, 30) + 123.456,
          0,
          0.001,
        ),
        program: 'kernel',
        sinceBoot: 8,
        message: 'x',
      }),
    },
    {
      text: '[Feb13 23:31] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: yearlessStamp('Feb13 23:31', Date.UTC(2000, 1, 13, 23, 31), 60_000),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: '[2024-03-04T09:17:07.123Z] [ 8523.347168] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
    {
      text: '[2024-03-04 09:17:07.123] [ 8523.347168] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('2024-03-04 09:17:07.123', Date.UTC(2024, 2, 4, 9, 17, 7, 123), null, 1),
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
    {
      text: '[2024-03-04 09:17:07 UTC] kernel: [ 8523.347168] Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('2024-03-04 09:17:07 UTC', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
    {
      text: '[2024-03-04 09:17:07] kernel: Call Trace:',
      envelope: envelopeOf('dmesg-ctime', {
        stamp: datedStamp('2024-03-04 09:17:07', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: '[2024-03-04 09:17:07] scheduler: kernel: x', because: 'another program’s line' },
    { text: '[2024-03-04T09:17:07.123Z] x', because: 'a program’s own stamp' },
    { text: '[Mon Mar 32 09:17:07 2024] x', because: 'March has 31 days' },
    { text: '[Tainted Mar 4] x', because: 'no time' },
    { text: '[Mon Mar 4 09:17:07 CET] x', because: 'another program’s time' },
  ],
}
