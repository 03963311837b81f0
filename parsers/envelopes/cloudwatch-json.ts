// AWS CloudWatch Logs: an event of filter-log-events, get-log-events or a subscription; one event a line.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readEpoch } from '../shared/epoch.js'
import { readObject } from '../shared/json-object.js'
import { readStreamEvent } from '../shared/stream-name.js'
import { epochStamp } from '../shared/time.js'

export const cloudwatchJson: EnvelopeReader = {
  id: 'cloudwatch-json',
  describe: 'AWS CloudWatch Logs: {"timestamp":1709543827123,"message":"…","ingestionTime":…}',
  open(text) {
    if (!text.includes('"timestamp":')) return undefined
    const object = readObject(text)
    if (!object || !('timestamp' in object) || !('message' in object)) return undefined
    if (!('ingestionTime' in object || 'eventId' in object || 'id' in object)) return undefined
    const { timestamp, message } = object
    if (typeof timestamp !== 'number' || typeof message !== 'string') return undefined
    const stamp = readEpoch(String(timestamp)) ?? null
    const stream = 'logStreamName' in object ? String(object.logStreamName) : ''
    return envelopeOf('cloudwatch-json', { stamp, ...readStreamEvent(stream, message) })
  },
  wrap(message, program) {
    return JSON.stringify({
      logStreamName: `ip-10-0-1-2-dataplane.systemd.${program}.service`,
      timestamp: 1709543827123,
      message,
      ingestionTime: 1709543830000,
      eventId: '37',
    })
  },
  samples: [
    {
      text: '{"logStreamName":"ip-10-0-1-2.ec2.internal-dataplane.systemd.kubelet.service","timestamp":1709543827123,"message":"I0304 09:17:07.123456     955 a.go:1] \\"x\\"","ingestionTime":1709543830000,"eventId":"37"}',
      envelope: envelopeOf('cloudwatch-json', {
        stamp: epochStamp('1709543827123', 1709543827123, 1),
        host: 'ip-10-0-1-2.ec2.internal',
        program: 'kubelet',
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
    {
      text: '{"logStreamName":"ip-10-0-1-2.ec2.internal-dataplane.systemd.containerd.service","timestamp":1709543827123,"message":"{\\"hostname\\":\\"ip-10-0-1-2\\",\\"systemd_unit\\":\\"containerd.service\\",\\"message\\":\\"x\\"}","ingestionTime":1709543830000,"eventId":"37"}',
      envelope: envelopeOf('cloudwatch-json', {
        stamp: epochStamp('1709543827123', 1709543827123, 1),
        host: 'ip-10-0-1-2.ec2.internal',
        message: '{"hostname":"ip-10-0-1-2","systemd_unit":"containerd.service","message":"x"}',
      }),
    },
    {
      text: '{"timestamp":1709543827123,"message":"Mar  4 09:17:07 node-a kernel: Call Trace:","ingestionTime":1709543830000}',
      envelope: envelopeOf('cloudwatch-json', {
        stamp: epochStamp('1709543827123', 1709543827123, 1),
        message: 'Mar  4 09:17:07 node-a kernel: Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: '{"timestamp":"2024-03-04T09:17:07Z","message":"x","id":1}', because: 'its time is no number' },
    { text: '{"timestamp":1709543827123,"message":"x"}', because: 'nothing says CloudWatch' },
  ],
}
