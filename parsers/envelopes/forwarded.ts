// Syslog as it goes over the wire: <PRI> before either time (RSYSLOG_TraditionalForwardFormat, RSYSLOG_ForwardFormat).
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readSyslogBody, writeTag } from '../shared/syslog-tag.js'
import { datedStamp, readIso, readSyslogTime, yearlessStamp } from '../shared/time.js'

const PRIORITY = /^<\d{1,3}>/

export const forwarded: EnvelopeReader = {
  id: 'forwarded',
  describe: 'syslog with its priority: <30>Mar  4 09:17:07 node-a kubelet[955]: …',
  open(text) {
    const start = PRIORITY.exec(text)?.[0].length
    const at = start === undefined ? undefined : (readSyslogTime(text, start) ?? readIso(text, start))
    if (!at || text.charCodeAt(at.end) !== 32) return undefined
    return envelopeOf('forwarded', readSyslogBody(text, at.end), at.stamp)
  },
  wrap: (message, program, pid) => `<30>Mar  4 09:17:07 node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: '<30>Mar  4 09:17:07 node-a kubelet[955]: I0304 09:17:07.123456     955 kubelet.go:2447] "SyncLoop"',
      envelope: envelopeOf('forwarded', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        host: 'node-a',
        program: 'kubelet',
        pid: 955,
        message: 'I0304 09:17:07.123456     955 kubelet.go:2447] "SyncLoop"',
      }),
    },
    {
      text: '<4>2024-03-04T09:17:07.123456+00:00 node-a kernel: [ 8523.347168] oom_reaper: reaped process 21874 (java)',
      envelope: envelopeOf('forwarded', {
        stamp: datedStamp(
          '2024-03-04T09:17:07.123456+00:00',
          Date.UTC(2024, 2, 4, 9, 17, 7) + 123.456,
          0,
          0.001,
        ),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'oom_reaper: reaped process 21874 (java)',
      }),
    },
  ],
  nearMisses: [
    { text: '<4>[ 8523.347168] Call Trace:', because: 'dmesg -r' },
    { text: '<30>1 2024-03-04T09:17:07Z node-a kubelet 955 - - x', because: 'RFC 5424' },
  ],
}
