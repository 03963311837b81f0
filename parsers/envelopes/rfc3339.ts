// rsyslog's RSYSLOG_FileFormat (Debian 12+, Ubuntu 24.04), `journalctl -o short-iso` and
// `short-iso-precise` (systemd up to 254 prints the offset without a colon), and templates of one's own, such as StarlingX'.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { LEVELS } from '../shared/facility.js'
import { isCertain, readSyslogLine, writeTag } from '../shared/syslog-tag.js'
import { datedStamp, readIso } from '../shared/time.js'

/** `2024-03-04T09:17:07.123 node-a kubelet[955]: info …`: StarlingX' template writes no zone, and the level behind the tag. */
const BEFORE_LEVEL = '2024-03-04T09:17:07.123'.length

function withoutLevel(text: string, end: number): string {
  if (end !== BEFORE_LEVEL) return text
  const start = text.indexOf(': ', end) + 2
  const stop = text.indexOf(' ', start)
  const isLevelled = start > 1 && stop > 0 && LEVELS.has(text.slice(start, stop))
  return isLevelled ? text.slice(0, start) + text.slice(stop + 1) : text
}

export const rfc3339: EnvelopeReader = {
  id: 'rfc3339',
  describe:
    'syslog file with ISO time and journalctl short-iso: 2024-03-04T09:17:07.123456+00:00 node-a kubelet[955]: …',
  open(text) {
    const at = readIso(text)
    if (!at || text.charCodeAt(at.end) !== 32 || at.stamp.raw.includes(',')) return undefined
    const envelope = readSyslogLine('rfc3339', at.stamp, withoutLevel(text, at.end), at.end)
    // Without a tag the text behind the time is anybody's: CRI container logs, Loki and CloudWatch begin so too.
    return isCertain(envelope) ? envelope : undefined
  },
  wrap: (message, program, pid) =>
    `2024-03-04T09:17:07.123456+00:00 node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: '2024-03-04T09:17:07.123 controller-0 kernel: warning [ 8523.347168] Memory cgroup out of memory: Killed',
      envelope: envelopeOf('rfc3339', {
        stamp: datedStamp('2024-03-04T09:17:07.123', Date.UTC(2024, 2, 4, 9, 17, 7, 123), null, 1),
        host: 'controller-0',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: '2024-03-04T09:17:07.123 controller-0 kubelet[955]: informed I0304 09:17:07.122402     955 server.go:1191] x',
      envelope: envelopeOf('rfc3339', {
        stamp: datedStamp('2024-03-04T09:17:07.123', Date.UTC(2024, 2, 4, 9, 17, 7, 123), null, 1),
        host: 'controller-0',
        program: 'kubelet',
        pid: 955,
        message: 'informed I0304 09:17:07.122402     955 server.go:1191] x',
      }),
    },
    {
      text: '2024-03-04T10:17:07.123456+01:00 node-a kernel: [ 8523.347168] Memory cgroup out of memory: Killed',
      envelope: envelopeOf('rfc3339', {
        stamp: datedStamp(
          '2024-03-04T10:17:07.123456+01:00',
          Date.UTC(2024, 2, 4, 10, 17, 7) + 123.456,
          60,
          0.001,
        ),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: '2026-09-24T19:58:04+0300 demiurg kernel: node invoked oom-killer: order=0',
      envelope: envelopeOf('rfc3339', {
        stamp: datedStamp('2026-09-24T19:58:04+0300', Date.UTC(2026, 8, 24, 19, 58, 4), 180, 1000),
        host: 'demiurg',
        program: 'kernel',
        message: 'node invoked oom-killer: order=0',
      }),
    },
    {
      text: '2024-03-04 09:17:07 node-a systemd: Started Session 3 of user root.',
      envelope: envelopeOf('rfc3339', {
        stamp: datedStamp('2024-03-04 09:17:07', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        host: 'node-a',
        program: 'systemd',
        message: 'Started Session 3 of user root.',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07.123456789Z stdout F hello', because: 'a CRI container log' },
    { text: '2024-03-04T09:17:07Z {unit="kubelet.service"} x', because: 'logcli' },
    { text: '2024-03-04T09:17:07,123456+00:00 Call Trace:', because: 'dmesg --time-format iso' },
    {
      text: '2024-03-04T09:17:07.123Z time="2024-03-04T09:17:07Z" level=info msg=x',
      because: 'CloudWatch export',
    },
    { text: '2024-02-30T09:17:07Z node-a kernel: x', because: 'February has no 30th' },
  ],
}
