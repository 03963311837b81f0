// `aws logs tail`: time in microseconds, log stream, message. Container Insights names its streams after node and unit.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readStreamEvent } from '../shared/stream-name.js'
import { datedStamp, readIso } from '../shared/time.js'

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00 /
/** A stream's name has a dash or a point in it; a message's first word seldom has. */
const STREAM = /(?=\w*[-./])([\w./@-]{1,512}) /y

export const awsLogsTail: EnvelopeReader = {
  id: 'aws-logs-tail',
  describe: 'aws logs tail: 2024-03-04T09:17:07.123000+00:00 ip-10-0-1-2-dataplane.systemd.kubelet.service …',
  open(text) {
    const length = TIME.exec(text)?.[0].length
    const at = length === undefined ? undefined : readIso(text)
    STREAM.lastIndex = length ?? 0
    const stream = STREAM.exec(text)?.[1]
    if (!at || stream === undefined || !stream.includes('.systemd.')) return undefined
    return envelopeOf('aws-logs-tail', {
      stamp: at.stamp,
      ...readStreamEvent(stream, text.slice(STREAM.lastIndex)),
    })
  },
  wrap: (message, program) =>
    `2024-03-04T09:17:07.123000+00:00 ip-10-0-1-2.ec2.internal-dataplane.systemd.${program}.service ${message}`,
  samples: [
    {
      text: '2024-03-04T09:17:07.123000+00:00 ip-10-0-1-2.ec2.internal-dataplane.systemd.kubelet.service I0304 09:17:07.123456     955 a.go:1] "x"',
      envelope: envelopeOf('aws-logs-tail', {
        stamp: datedStamp('2024-03-04T09:17:07.123000+00:00', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 0.001),
        host: 'ip-10-0-1-2.ec2.internal',
        program: 'kubelet',
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
  ],
  nearMisses: [
    { text: '2024-03-04T09:17:07.123000+00:00 node-a kubelet[955]: x', because: 'syslog' },
    { text: '2024-03-04T09:17:07.123000+00:00 node-a.systemd.kubelet.service', because: 'no message' },
  ],
}
