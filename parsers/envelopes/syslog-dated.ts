// Syslog with the year in its time: rsyslog templates of one's own, switches and firewalls of the same network that
// log to one file (`Mar  4 2024 09:17:07`), syslog-ng's FULLDATE (`2024 Mar  4 09:17:07`), and behind the time, as date(1)
// and OpenWrt's logread have it (`Mon Mar  4 09:17:07 2024`). No zone.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readFacility } from '../shared/facility.js'
import {
  isCertain,
  readMessage,
  readSyslogBody,
  readTag,
  type SyslogBody,
  writeTag,
} from '../shared/syslog-tag.js'
import { datedStamp, monthNumber, type StampAt, wallTime } from '../shared/time.js'

const YEAR_LAST = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?=:? )/
const YEAR_FIRST = /^(\d{4}) ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?=:? )/

const TIME_FIRST =
  /^(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? ((?:19|20)\d\d)(?= )/
const WEEKDAY = /^[A-Z][a-z]{2} [A-Z]/

function readTime(text: string): StampAt | undefined {
  const behind = TIME_FIRST.exec(text)
  if (behind) {
    const [raw, month = '', day, ...clock] = behind
    const time = wallTime(Number(clock[4]), monthNumber(month), Number(day), clock.slice(0, 4))
    return time && { stamp: datedStamp(raw, time.wallMs, null, time.stepMs), end: raw.length }
  }
  const last = YEAR_LAST.exec(text)
  const m = last ?? YEAR_FIRST.exec(text)
  if (!m) return undefined
  const [month = '', day, year] = last ? [m[1], m[2], m[3]] : [m[2], m[3], m[1]]
  const time = wallTime(Number(year), monthNumber(month), Number(day), m.slice(4, 8))
  return time && { stamp: datedStamp(m[0], time.wallMs, null, time.stepMs), end: m[0].length }
}

type Body = Partial<SyslogBody> & Pick<SyslogBody, 'message'>

/** Behind a weekday, which no syslog daemon prints, stands a host only where a tag is behind that; logread prints none. */
function readBody(text: string, at: number): Body {
  const facility = readFacility(text, at)
  if (facility && WEEKDAY.test(text)) {
    const tag = readTag(text, facility.end)
    const { program, pid, end } = tag ?? { program: null, pid: null, end: facility.end }
    return { ...readMessage({ program, pid }, text.slice(end)), host: facility.host }
  }
  if (facility) {
    const body = readSyslogBody(text, facility.end)
    return { ...body, host: facility.host ?? body.host }
  }
  const body = readSyslogBody(text, at)
  if (!WEEKDAY.test(text) || isCertain(body)) return body
  return readMessage({ program: null, pid: null }, text.slice(at + 1))
}

export const syslogDated: EnvelopeReader = {
  id: 'syslog-dated',
  describe: 'syslog with the year: Mar  4 2024 09:17:07 node-a kubelet[955]: …',
  open(text) {
    const at = readTime(text)
    if (!at) return undefined
    const start = text.startsWith(':', at.end) ? at.end + 1 : at.end
    return envelopeOf('syslog-dated', readBody(text, start), at.stamp)
  },
  wrap: (message, program, pid) => `Mar  4 2024 09:17:07 node-a ${writeTag(program, pid)}${message}`,
  samples: [
    {
      text: 'Mar  4 2024 09:17:07 node-a kernel: [ 8523.347168] Call Trace:',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp('Mar  4 2024 09:17:07', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
    {
      text: '2024 Mar 14 09:17:07.123456 node-a kubelet[955]: I0314 09:17:07.123456     955 a.go:1] "x"',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp(
          '2024 Mar 14 09:17:07.123456',
          Date.UTC(2024, 2, 14, 9, 17, 7) + 123.456,
          null,
          0.001,
        ),
        host: 'node-a',
        program: 'kubelet',
        pid: 955,
        message: 'I0314 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
    {
      text: 'Mar 04 2024 09:17:07: node-a systemd[1]: Started Session 3 of user root.',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp('Mar 04 2024 09:17:07', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        host: 'node-a',
        program: 'systemd',
        pid: 1,
        message: 'Started Session 3 of user root.',
      }),
    },
    {
      text: 'Tue Mar 12 20:41:14 2024 kern.err kernel: [ 8473.800000] Call Trace:',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp('Tue Mar 12 20:41:14 2024', Date.UTC(2024, 2, 12, 20, 41, 14), null, 1000),
        program: 'kernel',
        sinceBoot: 8473.8,
        message: 'Call Trace:',
      }),
    },
    {
      text: 'Tue Mar 12 20:41:14 2024 user.notice dns-proxy [29663]: Setting trigger for wan',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp('Tue Mar 12 20:41:14 2024', Date.UTC(2024, 2, 12, 20, 41, 14), null, 1000),
        message: 'dns-proxy [29663]: Setting trigger for wan',
      }),
    },
    {
      text: 'Mon Mar  4 09:17:07 2024 Out of memory: Killed process 21874 (java)',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp('Mon Mar  4 09:17:07 2024', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        message: 'Out of memory: Killed process 21874 (java)',
      }),
    },
    {
      text: 'Mar  4 09:17:07 2024 node-a kernel: [ 8523.347168] Call Trace:',
      envelope: envelopeOf('syslog-dated', {
        stamp: datedStamp('Mar  4 09:17:07 2024', Date.UTC(2024, 2, 4, 9, 17, 7), null, 1000),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: 'Tue Mar 12 20:41:14 node-a kernel: x', because: 'no year behind the time' },
    { text: 'Mar  4 09:17:07 node-a kernel: x', because: 'no year' },
    { text: 'Feb 29 2023 09:17:07 node-a kernel: x', because: '2023 had no such day' },
    { text: 'Mar  4 2024 09:17:07', because: 'a time alone' },
  ],
}
