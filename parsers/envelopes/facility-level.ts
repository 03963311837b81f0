// BusyBox syslogd (buildroot, Alpine, OpenWrt, minikube's ISO) and syslog-ng templates: `<facility>.<level>` before the tag.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readFacility } from '../shared/facility.js'
import { readSyslogBody, writeTag } from '../shared/syslog-tag.js'
import { hasYear, readIso, readSyslogTime, yearlessStamp } from '../shared/time.js'

export const facilityLevel: EnvelopeReader = {
  id: 'facility-level',
  describe: 'BusyBox syslogd: Mar  4 09:17:07 node-a daemon.info kubelet[955]: …',
  open(text) {
    const at = readSyslogTime(text) ?? readIso(text)
    const facility = at ? readFacility(text, at.end) : undefined
    if (!at || !facility || hasYear(text, at.end)) return undefined
    const body = readSyslogBody(text, facility.end)
    return envelopeOf('facility-level', { stamp: at.stamp, ...body, host: facility.host ?? body.host })
  },
  wrap(message, program, pid) {
    const facility = program === 'kernel' ? 'user.err' : 'daemon.info'
    return `Mar  4 09:17:07 node-a ${facility} ${writeTag(program, pid)}${message}`
  },
  samples: [
    {
      text: 'Aug  1 17:16:33 unit-7 user.err kernel: Out of memory: Kill process 1637 (java) score 547 or sacrifice child',
      envelope: envelopeOf('facility-level', {
        stamp: yearlessStamp('Aug  1 17:16:33', Date.UTC(2000, 7, 1, 17, 16, 33), 1000),
        host: 'unit-7',
        program: 'kernel',
        message: 'Out of memory: Kill process 1637 (java) score 547 or sacrifice child',
      }),
    },
    {
      text: 'Aug  1 17:16:33 daemon.info dockerd[77]: x',
      envelope: envelopeOf('facility-level', {
        stamp: yearlessStamp('Aug  1 17:16:33', Date.UTC(2000, 7, 1, 17, 16, 33), 1000),
        program: 'dockerd',
        pid: 77,
        message: 'x',
      }),
    },
    {
      text: 'Jan  1 00:00:24 (none) user.notice kernel: Linux version 2.6.12.6-arm1 (builder@build) #2',
      envelope: envelopeOf('facility-level', {
        stamp: yearlessStamp('Jan  1 00:00:24', Date.UTC(2000, 0, 1, 0, 0, 24), 1000),
        program: 'kernel',
        message: 'Linux version 2.6.12.6-arm1 (builder@build) #2',
      }),
    },
  ],
  nearMisses: [
    { text: 'Aug  1 17:16:33 2024 user.err kernel: x', because: 'a year stands behind the time' },
    { text: 'Aug  1 17:16:33 unit-7 user.loud kernel: x', because: 'no level is named so' },
    { text: 'Aug  1 17:16:33 unit-7 kernel: user.err x', because: 'the facility stands in the message' },
  ],
}
