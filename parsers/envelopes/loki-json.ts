// Loki: `logcli query -o jsonl` and Grafana's JSON download, one entry a line.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { fieldsOf, firstText, readAnyTime } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp, epochStamp } from '../shared/time.js'
import { programOfUnit } from '../shared/program-of-unit.js'

const LABELS = ['labels', 'fields', 'stream']
const named = (...names: readonly string[]): readonly string[] =>
  names.flatMap((name) => LABELS.map((label) => `${label}.${name}`))
const HOST = named('hostname', 'nodename', 'node_name', 'node', 'host', 'instance')
const PROGRAM = named('syslog_identifier', 'identifier')
const UNIT = named('unit', 'systemd_unit')

export const lokiJson: EnvelopeReader = {
  id: 'loki-json',
  describe:
    'Loki: {"labels":{"unit":"kubelet.service"},"line":"…","timestamp":"2024-03-04T09:17:07.123456789Z"}',
  open(text) {
    if (!text.includes('"line":')) return undefined
    const object = readObject(text)
    if (!object || !('line' in object) || !('timestamp' in object) || typeof object.line !== 'string')
      return undefined
    const fields = fieldsOf(object)
    const unit = firstText(fields, UNIT)
    return envelopeOf('loki-json', {
      stamp: readAnyTime(String(object.timestamp)),
      host: firstText(fields, HOST),
      program: firstText(fields, PROGRAM) ?? (unit && programOfUnit(unit)),
      message: object.line,
    })
  },
  wrap(message, program) {
    const labels = { nodename: 'node-a', syslog_identifier: program }
    return JSON.stringify({ labels, line: message, timestamp: '2024-03-04T09:17:07.123456789Z' })
  },
  samples: [
    {
      text: '{"labels":{"job":"systemd-journal","unit":"kubelet.service"},"line":"I0304 09:17:07.123456     955 a.go:1] \\"x\\"","timestamp":"2024-03-04T09:17:07.5Z"}',
      envelope: envelopeOf('loki-json', {
        stamp: datedStamp('2024-03-04T09:17:07.5Z', Date.UTC(2024, 2, 4, 9, 17, 7, 500), 0, 100),
        program: 'kubelet',
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
    {
      text: '{"line":"oom_reaper: reaped process 9 (a)","timestamp":"1709543827123456789","date":"2024-03-04T09:17:07.123Z","fields":{"node":"node-a"}}',
      envelope: envelopeOf('loki-json', {
        stamp: epochStamp('1709543827123456789', 1709543827123.4568, 1e-6),
        host: 'node-a',
        message: 'oom_reaper: reaped process 9 (a)',
      }),
    },
  ],
  nearMisses: [
    { text: '{"line":42,"timestamp":"2024-03-04T09:17:07Z","msg":"x"}', because: 'a line number' },
  ],
}
