// RFC 5424 as rsyslog and syslog-ng forward and store it, with or without <PRI> and RFC 6587's octet count.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readHeaderFields } from '../shared/header-fields.js'
import { readMessage } from '../shared/syslog-tag.js'
import { datedStamp, readIso } from '../shared/time.js'

const START = /^(?:\d{1,7} )?(?:<\d{1,3}>)?1 (?=-|\d{4}-)/
const FIELDS = / (\S{1,255}) (\S{1,128}) (\S{1,128}) \S{1,64} (?=[-[])/y

/** Index behind the structured data at `at`: `-` or `[id k="v"][…]`, where values escape `"`, `\` and `]`. */
function endOfData(text: string, at: number): number | undefined {
  if (text[at] === '-') return at + 1
  let quoted = false
  for (let i = at; i < text.length; i++) {
    const c = text[i]
    if (c === '\\' && quoted) i++
    else if (c === '"') quoted = !quoted
    else if (c === ']' && !quoted && text[i + 1] !== '[') return i + 1
  }
  return undefined
}

const orNull = (field: string | undefined): string | null => (field === '-' || !field ? null : field)

export const rfc5424: EnvelopeReader = {
  id: 'rfc5424',
  describe: 'RFC 5424: <30>1 2024-03-04T09:17:07.301Z node-a containerd 812 - - …',
  open(text) {
    const version = START.exec(text)?.[0].length
    const start = version ?? 0
    const time = text[start] === '-' ? { stamp: null, end: start + 1 } : readIso(text, start)
    if (!time || (version === undefined && time.stamp === null)) return undefined
    const header = readHeaderFields(text, time.end, version === undefined ? undefined : FIELDS)
    const end = header && endOfData(text, header.end)
    if (!header || end === undefined) return undefined
    const [host, program, process] = header.fields
    const pid = /^\d{1,10}$/.test(process ?? '') ? Number(process) : null
    const message = text.slice(end + 1).replace(/^\ufeff/, '')
    const tag = { program: orNull(program), pid }
    return envelopeOf('rfc5424', { stamp: time.stamp, host: orNull(host), ...readMessage(tag, message) })
  },
  wrap(message, program, pid) {
    const procid = program === 'kernel' ? '-' : (pid ?? '-')
    return `<30>1 2024-03-04T09:17:07.301Z node-a ${program} ${procid} - [meta@32473 said="a \\"b\\] c"] ${message}`
  },
  samples: [
    {
      text: '<3>1 2024-03-04T09:17:07.123456+00:00 node-a kernel - - - Memory cgroup out of memory: Killed',
      envelope: envelopeOf('rfc5424', {
        stamp: datedStamp(
          '2024-03-04T09:17:07.123456+00:00',
          Date.UTC(2024, 2, 4, 9, 17, 7) + 123.456,
          0,
          0.001,
        ),
        host: 'node-a',
        program: 'kernel',
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: '134 <30>1 2024-03-04T09:17:07Z - containerd 812 ID47 [a@1 k="x]y"][b@1] \ufefftime="2024-03-04T09:17:07Z" level=info',
      envelope: envelopeOf('rfc5424', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        program: 'containerd',
        pid: 812,
        message: 'time="2024-03-04T09:17:07Z" level=info',
      }),
    },
    {
      text: '2024-03-04T09:17:07.301Z node-a kernel - - - [ 8523.347168] Call Trace:',
      envelope: envelopeOf('rfc5424', {
        stamp: datedStamp('2024-03-04T09:17:07.301Z', Date.UTC(2024, 2, 4, 9, 17, 7, 301), 0, 1),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Call Trace:',
      }),
    },
    {
      text: '1 - node-a kubelet 955 - - I0304 09:17:07.123456     955 kubelet.go:2447] "SyncLoop"',
      envelope: envelopeOf('rfc5424', {
        host: 'node-a',
        program: 'kubelet',
        pid: 955,
        message: 'I0304 09:17:07.123456     955 kubelet.go:2447] "SyncLoop"',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07.301Z node-a kubelet[955]: 12 - - x', because: 'a tag, not a field' },
    { text: '2024-03-04T09:17:07.301Z stdout F 12 - - x', because: 'a CRI log file' },
    { text: '<30>Mar  4 09:17:07 node-a kubelet[955]: x', because: 'no version, the older form' },
    { text: '<30>1 2024-03-04T09:17:07Z node-a containerd 812 - [a@1 k="v', because: 'cut inside its data' },
    { text: '1 2024-03-04 is not a header', because: 'fields are missing' },
  ],
}
