// syslog-ng with StarlingX's template: the level stands behind the tag, in every file of /var/log.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { LEVELS } from '../shared/facility.js'
import { isCertain, readSyslogLine, writeTag } from '../shared/syslog-tag.js'
import { datedStamp, readIso } from '../shared/time.js'

/** The time is of the node's own zone, in milliseconds. */
const TIME_LENGTH = '2024-03-04T09:17:07.123'.length

export const tagLevel: EnvelopeReader = {
  id: 'tag-level',
  describe: 'syslog-ng of StarlingX: 2024-03-04T09:17:07.123 node-a kubelet[955]: info …',
  open(text) {
    if (text.charCodeAt(TIME_LENGTH) !== 32) return undefined
    const at = readIso(text)
    if (at?.end !== TIME_LENGTH || text[10] !== 'T') return undefined
    const start = text.indexOf(': ', TIME_LENGTH) + 2
    const end = text.indexOf(' ', start)
    if (start < 2 || end < 0 || !LEVELS.has(text.slice(start, end))) return undefined
    const line = text.slice(0, start) + text.slice(end + 1)
    const envelope = readSyslogLine('tag-level', at.stamp, line, TIME_LENGTH)
    return envelope.host !== null && isCertain(envelope) ? envelope : undefined
  },
  wrap: (message, program, pid) => `2024-03-04T09:17:07.123 node-a ${writeTag(program, pid)}info ${message}`,
  samples: [
    {
      text: '2024-03-04T09:17:07.123 controller-0 kernel: warning [ 8523.347168] Memory cgroup out of memory: Killed',
      envelope: envelopeOf('tag-level', {
        stamp: datedStamp('2024-03-04T09:17:07.123', Date.UTC(2024, 2, 4, 9, 17, 7, 123), null, 1),
        host: 'controller-0',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'Memory cgroup out of memory: Killed',
      }),
    },
    {
      text: '2024-03-04T09:17:07.123 controller-0 kubelet[955]: info I0304 09:17:07.122402     955 server.go:1191] x',
      envelope: envelopeOf('tag-level', {
        stamp: datedStamp('2024-03-04T09:17:07.123', Date.UTC(2024, 2, 4, 9, 17, 7, 123), null, 1),
        host: 'controller-0',
        program: 'kubelet',
        pid: 955,
        message: 'I0304 09:17:07.122402     955 server.go:1191] x',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07.123 node-a kubelet[955]: informed x', because: 'no level is named so' },
    { text: '2024-03-04T09:17:07.123Z node-a kubelet[955]: info x', because: 'the template writes no zone' },
    { text: '2024-03-04T09:17:07.123 kubelet[955]: info x', because: 'the template writes the host' },
  ],
}
