// An ISO time and then the message: CloudWatch's export to S3, `docker logs -t`, `kubectl logs --timestamps`,
// Grafana's download, the pages that show containers' logs. Host and program are not on the line.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readFacility } from '../shared/facility.js'
import { readHeaderFields } from '../shared/header-fields.js'
import { isCertain, readMessage, readSyslogBody } from '../shared/syslog-tag.js'
import { datedStamp, readIso } from '../shared/time.js'

/** What makes an ISO time the start of another envelope: dmesg's comma, a CRI stream, Loki's labels, Fluentd's and CloudWatch's names. */
const OTHER =
  /^(?: (?:stdout|stderr) [FP][ :]| \{(?:\}|\w{1,100}=")|(?: [^\s:{}"]{1,200}: |\t[^\s{}"]{1,200}\t)\{| [^\s]{1,512}\.systemd\.)/
const FRONT = 900
/** What a VMware host writes of its guest's kernel: its own level and thread stand before. */
const GUEST = /^ [A-Z][a-z]\(\d{2}\) [\w-]{1,40} - Guest: (?=<\d{1,3}>\[ {0,8}\d{1,12}\.\d{6}\] )/

export const timestamped: EnvelopeReader = {
  id: 'timestamped',
  describe: 'an ISO time before the message: 2024-03-04T09:17:07.123Z …',
  open(text) {
    const at = readIso(text)
    if (!at || !/[ \t]/.test(text[at.end] ?? '')) return undefined
    const rest = text.slice(at.end, at.end + FRONT)
    if (at.stamp.raw.includes(',') || readFacility(text, at.end)) return undefined
    if (OTHER.test(rest) || readHeaderFields(text, at.end) || isCertain(readSyslogBody(text, at.end)))
      return undefined
    const guest = GUEST.exec(rest)
    if (guest) {
      const body = readMessage({ program: 'kernel', pid: null }, text.slice(at.end + guest[0].length))
      return envelopeOf('timestamped', { stamp: at.stamp, ...body })
    }
    return envelopeOf('timestamped', { stamp: at.stamp, message: text.slice(at.end + 1).trimStart() })
  },
  wrap: (message) => `2024-03-04T09:17:07.123Z ${message}`,
  samples: [
    {
      text: '2024-03-04 09:17:07.123  {"Type":"container","Action":"die"}',
      envelope: envelopeOf('timestamped', {
        stamp: datedStamp('2024-03-04 09:17:07.123', Date.UTC(2024, 2, 4, 9, 17, 7, 123), null, 1),
        message: '{"Type":"container","Action":"die"}',
      }),
    },
    {
      text: '2024-03-04T09:17:07.123Z time="2024-03-04T09:17:07Z" level=info msg="TaskExit event"',
      envelope: envelopeOf('timestamped', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        message: 'time="2024-03-04T09:17:07Z" level=info msg="TaskExit event"',
      }),
    },
    {
      text: '2024-03-04T09:17:07.123456789Z\tMemory cgroup out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('timestamped', {
        stamp: datedStamp(
          '2024-03-04T09:17:07.123456789Z',
          Date.UTC(2024, 2, 4, 9, 17, 7) + 123.456789,
          0,
          1e-6,
        ),
        message: 'Memory cgroup out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: '2024-03-04T09:17:07.123Z In(05) vcpu-5 - Guest: <4>[ 8523.347168] java invoked oom-killer: order=0',
      envelope: envelopeOf('timestamped', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'java invoked oom-killer: order=0',
      }),
    },
    {
      text: '2024-03-04T09:17:07.123Z In(05) vcpu-5 - Guest: tools',
      envelope: envelopeOf('timestamped', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        message: 'In(05) vcpu-5 - Guest: tools',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07Z node-a kubelet[955]: x', because: 'syslog' },
    { text: '2024-03-04T09:17:07Z stdout F x', because: 'a CRI container log' },
    { text: '2024-03-04T09:17:07Z {unit="a"} x', because: 'logcli' },
    { text: '2024-03-04T09:17:07Z', because: 'a time alone' },
  ],
}
