// `journalctl` in a language other than English: the month is `%b` of the reader's locale. No year, no zone.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readLocalTime } from '../shared/local-time.js'
import { readSyslogBody, writeTag } from '../shared/syslog-tag.js'
import { datedStamp, readSyslogTime, yearlessStamp } from '../shared/time.js'

export const journalShortLocal: EnvelopeReader = {
  id: 'journal-short-local',
  describe: 'journalctl in another language: nov 08 19:48:28 node-a dockerd[1788]: …',
  open(text) {
    if (readSyslogTime(text)) return undefined
    const at = readLocalTime(text)
    if (!at || text.charCodeAt(at.end) !== 32) return undefined
    const body = readSyslogBody(text, at.end)
    return body.program === null ? undefined : envelopeOf('journal-short-local', { stamp: at.stamp, ...body })
  },
  wrap: (message, program, pid) => `Mär 04 09:17:07 node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: 'nov 08 19:48:28 A40 dockerd[1788]: time="2020-11-08T19:48:28.153599523-03:00" level=debug msg="Calling POST"',
      envelope: envelopeOf('journal-short-local', {
        stamp: yearlessStamp('nov 08 19:48:28', Date.UTC(2000, 10, 8, 19, 48, 28), 1000),
        host: 'A40',
        program: 'dockerd',
        pid: 1788,
        message: 'time="2020-11-08T19:48:28.153599523-03:00" level=debug msg="Calling POST"',
        told: datedStamp(
          '2020-11-08T19:48:28.153599523-03:00',
          Date.UTC(2020, 10, 8, 19, 48, 28) + 153.599523,
          -180,
          1e-6,
        ),
      }),
    },
    {
      text: '10月 16 09:50:55 node-3 kubelet[17144]: W1016 09:50:55.056703 17144 eviction_manager.go:331] x',
      envelope: envelopeOf('journal-short-local', {
        stamp: yearlessStamp('10月 16 09:50:55', Date.UTC(2000, 9, 16, 9, 50, 55), 1000),
        host: 'node-3',
        program: 'kubelet',
        pid: 17144,
        message: 'W1016 09:50:55.056703 17144 eviction_manager.go:331] x',
      }),
    },
    ...(
      [
        ['Thg 11 08 19:48:28', 10],
        ['نوف 08 19:48:28', 10],
        ['พ.ย. 08 19:48:28', 10],
        ['jui 08 19:48:28', 6],
        ['İyn 08 19:48:28', 5],
      ] as const
    ).map(([raw, month]) => ({
      text: `${raw} node-3 kernel: Call Trace:`,
      envelope: envelopeOf('journal-short-local', {
        stamp: yearlessStamp(raw, Date.UTC(2000, month, 8, 19, 48, 28), 1000),
        host: 'node-3',
        program: 'kernel',
        message: 'Call Trace:',
      }),
    })),
    {
      text: 'июн 30 10:47:16 node-3 systemd[1]: Finished Uncomplicated firewall.',
      envelope: envelopeOf('journal-short-local', {
        stamp: yearlessStamp('июн 30 10:47:16', Date.UTC(2000, 5, 30, 10, 47, 16), 1000),
        host: 'node-3',
        program: 'systemd',
        pid: 1,
        message: 'Finished Uncomplicated firewall.',
      }),
    },
    {
      text: 'déc. 04 09:17:07.123456 node-3 kernel: Call Trace:',
      envelope: envelopeOf('journal-short-local', {
        stamp: yearlessStamp('déc. 04 09:17:07.123456', Date.UTC(2000, 11, 4, 9, 17, 7) + 123.456, 0.001),
        host: 'node-3',
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: 'మార్చి 04 09:17:07 node-3 kernel: Call Trace:',
      envelope: envelopeOf('journal-short-local', {
        host: 'node-3',
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: 'Mar 04 09:17:07 node-a kernel: x', because: 'English' },
    { text: 'nov 31 09:17:07 node-a kernel: x', because: 'November has 30 days' },
    { text: 'room 12 09:17:07 is booked', because: 'no tag follows' },
  ],
}
