// rsyslog's RSYSLOG_TraditionalFileFormat, sysklogd and syslog-ng files, `journalctl -o short` and
// `short-precise` in English: /var/log/syslog and messages of most nodes. No year, no zone.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readFacility } from '../shared/facility.js'
import { readSyslogLine, type SyslogBody, writeTag } from '../shared/syslog-tag.js'
import { datedStamp, hasYear, readSyslogTime, yearlessStamp } from '../shared/time.js'

/** A facility stands as a word with a point in it before the tag; most lines have only a host there. */
function hasRoom({ host, program }: Pick<SyslogBody, 'host' | 'program'>): boolean {
  return host === null || host.includes('.') || program === null || program.includes(' ')
}

export const rfc3164: EnvelopeReader = {
  id: 'rfc3164',
  describe: 'traditional syslog file and journalctl short: Mar  4 09:17:07 node-a kubelet[955]: …',
  open(text) {
    const at = readSyslogTime(text)
    if (!at || text.charCodeAt(at.end) !== 32) return undefined
    if (hasYear(text, at.end)) return undefined
    const envelope = readSyslogLine('rfc3164', at.stamp, text, at.end)
    return hasRoom(envelope) && readFacility(text, at.end) !== undefined ? undefined : envelope
  },
  wrap: (message, program, pid) => `Mar  4 09:17:07 node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: 'Mar  4 09:17:07 node-a kernel: [ 8523.347] Out of memory: Killed process 21874 (java) total-vm:1kB',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        host: 'node-a',
        program: 'kernel',
        message: 'Out of memory: Killed process 21874 (java) total-vm:1kB',
      }),
    },
    {
      text: 'Mar  4 09:17:07 node-a containerd[812]: time="2024-03-04T09:17:07.301234567Z" level=info msg="TaskExit event"',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        host: 'node-a',
        program: 'containerd',
        pid: 812,
        message: 'time="2024-03-04T09:17:07.301234567Z" level=info msg="TaskExit event"',
        told: datedStamp(
          '2024-03-04T09:17:07.301234567Z',
          Date.UTC(2024, 2, 4, 9, 17, 7) + 301.234567,
          0,
          1e-6,
        ),
      }),
    },
    {
      text: 'Oct 12 19:00:20 aks-nodepool1-24207654-vmss000001 kernel: [ 8523.347181]  <TASK>',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Oct 12 19:00:20', Date.UTC(2000, 9, 12, 19, 0, 20), 1000),
        host: 'aks-nodepool1-24207654-vmss000001',
        program: 'kernel',
        sinceBoot: 8523.347181,
        message: ' <TASK>',
      }),
    },
    {
      text: 'Apr 18 00:37:34   kernel: [14049899.298715] Call Trace:',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Apr 18 00:37:34', Date.UTC(2000, 3, 18, 0, 37, 34), 1000),
        program: 'kernel',
        sinceBoot: 14049899.298715,
        message: 'Call Trace:',
      }),
    },
    {
      text: 'Mar 04 09:17:07.123456 node-a run-parts(/etc/cron.daily)[91]: starting logrotate',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar 04 09:17:07.123456', Date.UTC(2000, 2, 4, 9, 17, 7) + 123.456, 0.001),
        host: 'node-a',
        program: 'run-parts(/etc/cron.daily)',
        pid: 91,
        message: 'starting logrotate',
      }),
    },
    {
      text: 'Mar  4 09:17:08 node-a kernel: message repeated 2 times: [ [ 8523.347168] foo]',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar  4 09:17:08', Date.UTC(2000, 2, 4, 9, 17, 8), 1000),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'foo',
        repeated: 2,
      }),
    },
    {
      text: 'Mar  4 09:17:07 [ERROR] ImageGCFailed: x',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        message: '[ERROR] ImageGCFailed: x',
      }),
    },
    ...['<server>', '[host name]', '{node_1}', '****'].map((host) => ({
      text: `Mar  4 09:17:07 ${host} kernel: Call Trace:`,
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        host,
        program: 'kernel',
        message: 'Call Trace:',
      }),
    })),
    {
      text: 'Mar  4 09:17:07 oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Mar  4 09:17:07', Date.UTC(2000, 2, 4, 9, 17, 7), 1000),
        message: 'oom_reaper: reaped process 21874 (java), now anon-rss:0kB',
      }),
    },
    {
      text: 'Jun 24 09:44:01 (none) kernel: [67592.681525] Call Trace:',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Jun 24 09:44:01', Date.UTC(2000, 5, 24, 9, 44, 1), 1000),
        program: 'kernel',
        sinceBoot: 67592.681525,
        message: 'Call Trace:',
      }),
    },
    {
      text: 'Jun 24 09:44:01 (none) syslogd started: BusyBox v1.36.1',
      envelope: envelopeOf('rfc3164', {
        stamp: yearlessStamp('Jun 24 09:44:01', Date.UTC(2000, 5, 24, 9, 44, 1), 1000),
        message: 'syslogd started: BusyBox v1.36.1',
      }),
    },
  ],
  nearMisses: [
    { text: 'Mar 32 09:17:07 node-a kernel: x', because: 'no month has 32 days' },
    { text: 'Mai  4 09:17:07 node-a kernel: x', because: 'a month of another language' },
    { text: 'Mar 4 2024 09:17:07 node-a kernel: x', because: 'a year stands in the time' },
    { text: 'Mar  4 09:17:07 2024 node-a kernel: x', because: 'a year stands behind the time' },
    { text: 'Mar  4 09:17:07', because: 'a time alone' },
    { text: 'Mar  4 09:17:07 node-a user.err kernel: x', because: 'BusyBox prints a facility' },
  ],
}
