// Google Cloud Logging: `gcloud logging read --format=json`, Logs Explorer downloads, sinks; one entry a line.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { fieldsOf, firstText, readRecord } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp } from '../shared/time.js'

/** The end of a log's name where it names a program; `container-runtime` may be any. */
const PROGRAM_OF_LOG: Readonly<Record<string, string>> = {
  kubelet: 'kubelet',
  docker: 'docker',
  kernel: 'kernel',
  'node-problem-detector': 'node-problem-detector',
}

const PAYLOAD = /^(?:text|json)Payload(?:$|\.)/

export const gcpJson: EnvelopeReader = {
  id: 'gcp-json',
  describe:
    'Google Cloud Logging: {"jsonPayload":{"MESSAGE":"…"}, … "timestamp":"2024-03-04T09:17:07.301492Z"}',
  open(text) {
    if (!text.includes('"logName"') && !text.includes('"insertId"')) return undefined
    const object = readObject(text)
    // Exports as a table name the fields of the payload by their paths.
    if (!object || !Object.keys(object).some((key) => PAYLOAD.test(key))) return undefined
    const fields = fieldsOf(object)
    const record = readRecord(fields)
    if (!record) return undefined
    const logName = firstText(fields, ['logname']) ?? ''
    const program = record.program ?? PROGRAM_OF_LOG[logName.slice(logName.lastIndexOf('/') + 1)] ?? null
    return envelopeOf('gcp-json', { ...record, program })
  },
  wrap(message, program, pid) {
    return JSON.stringify({
      insertId: 'mf28',
      jsonPayload: { MESSAGE: message, SYSLOG_IDENTIFIER: program, _PID: String(pid ?? 1) },
      logName: 'projects/p/logs/node',
      resource: { type: 'k8s_node', labels: { node_name: 'gke-node-a' } },
      timestamp: '2024-03-04T09:17:07.301492Z',
    })
  },
  samples: [
    {
      text: '{"insertId":"mf28","jsonPayload":{"MESSAGE":"time=\\"2024-03-04T09:17:07Z\\" level=info","SYSLOG_IDENTIFIER":"containerd","_PID":"1478","_GID":0},"logName":"projects/p/logs/container-runtime","receiveTimestamp":"2024-03-04T09:17:08.2Z","resource":{"type":"k8s_node","labels":{"node_name":"gke-node-a"}},"timestamp":"2024-03-04T09:17:07.301492Z"}',
      envelope: envelopeOf('gcp-json', {
        stamp: datedStamp('2024-03-04T09:17:07.301492Z', Date.UTC(2024, 2, 4, 9, 17, 7) + 301.492, 0, 0.001),
        host: 'gke-node-a',
        program: 'containerd',
        pid: 1478,
        message: 'time="2024-03-04T09:17:07Z" level=info',
      }),
    },
    {
      text: '{"insertId":"mf29","textPayload":"[ 8523.347168] oom_reaper: reaped process 9 (a)","logName":"projects/p/logs/serialconsole.googleapis.com%2Fserial_port_1_output","timestamp":"2024-03-04T09:17:07Z"}',
      envelope: envelopeOf('gcp-json', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        message: '[ 8523.347168] oom_reaper: reaped process 9 (a)',
      }),
    },
    {
      text: '{"insertId":"mf30","jsonPayload":{"message":"I0304 09:17:07.123456     955 a.go:1] \\"x\\""},"logName":"projects/p/logs/kubelet","timestamp":"2024-03-04T09:17:07Z"}',
      envelope: envelopeOf('gcp-json', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        program: 'kubelet',
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
  ],
  nearMisses: [{ text: '{"insertId":"mf28","protoPayload":{"message":"x"}}', because: 'an audit entry' }],
}
