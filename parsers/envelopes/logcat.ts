// Android's logcat, lines of the kernel: its process and thread are 0. What stands before the first colon is set apart
// as the tag, filled up with blanks to eight characters. Local time, no year.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { writeInRing } from '../shared/dmesg-time.js'
import { envelopeOf } from '../shared/envelope.js'
import { readMessage } from '../shared/syslog-tag.js'
import { wallTime, YEARLESS, yearlessStamp } from '../shared/time.js'

const HEADER = /^((\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3,6})) {1,5}0 {1,5}0 [VDIWEF] /
/** `traps   : `, and of a message without a tag the blanks alone. */
const FILLED = /^([^\s:]{0,7}) {1,8}: /

/** The message as the kernel printed it. */
function unfilled(text: string): string {
  return text.replace(FILLED, (_, tag: string) => (tag === '' ? '' : `${tag}: `))
}

export const logcat: EnvelopeReader = {
  id: 'logcat',
  describe: 'Android’s logcat, of the kernel: 03-04 09:17:07.123     0     0 I …',
  open(text) {
    const m = HEADER.exec(text)
    const at = m && wallTime(YEARLESS, Number(m[2]), Number(m[3]), m.slice(4, 8))
    if (!at) return undefined
    return envelopeOf('logcat', {
      stamp: yearlessStamp(m[1] ?? '', at.wallMs, at.stepMs),
      ...readMessage({ program: 'kernel', pid: null }, unfilled(text.slice(m[0].length))),
    })
  },
  wrap: (message, program, pid) => `03-04 09:17:07.123     0     0 I ${writeInRing(message, program, pid)}`,
  samples: [
    {
      text: '03-04 09:17:07.123456     0     0 I traps   : crash[7142] trap int3 ip:401289 sp:7ffc603d51a0 error:0',
      envelope: envelopeOf('logcat', {
        stamp: yearlessStamp('03-04 09:17:07.123456', Date.UTC(2000, 2, 4, 9, 17, 7) + 123.456, 0.001),
        program: 'kernel',
        message: 'traps: crash[7142] trap int3 ip:401289 sp:7ffc603d51a0 error:0',
      }),
    },
    ...['I         : Call Trace:', 'W Call Trace:'].map((text) => ({
      text: `03-04 09:17:07.123     0     0 ${text}`,
      envelope: envelopeOf('logcat', {
        stamp: yearlessStamp('03-04 09:17:07.123', Date.UTC(2000, 2, 4, 9, 17, 7, 123), 1),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    })),
    {
      text: '03-04 09:17:07.123     0     0 E [ 8523.347168] Call Trace:',
      envelope: envelopeOf('logcat', {
        stamp: yearlessStamp('03-04 09:17:07.123', Date.UTC(2000, 2, 4, 9, 17, 7, 123), 1),
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: '03-04 09:17:07.123   628  9271 E libc    : Fatal signal 11', because: 'an app’s own line' },
    { text: '03-34 09:17:07.123     0     0 I x', because: 'March has 31 days' },
  ],
}
