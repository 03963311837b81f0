// `journalctl -o json`, `json-sse`, `json-seq`: every field of the entry. Values are strings; an array of numbers is
// the bytes of one that is not plain text, an array of strings a field that occurs several times, null one too large.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { fieldsOf, readRecord } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { epochStamp } from '../shared/time.js'

export const journalJson: EnvelopeReader = {
  id: 'journal-json',
  describe: 'journalctl -o json: {"__REALTIME_TIMESTAMP":"1709543827123456", … "MESSAGE":"…"}',
  // The bytes of a message that is not plain text, such as one that names a process in Latin-1.
  needles: ['MESSAGE":[', 'MESSAGE": ['],
  open(text) {
    if (!text.includes('"__REALTIME_TIMESTAMP"')) return undefined
    const object = readObject(text)
    if (!object || !('__REALTIME_TIMESTAMP' in object)) return undefined
    const record = readRecord(fieldsOf(object))
    return record && envelopeOf('journal-json', record)
  },
  wrap(message, program, pid) {
    return JSON.stringify({
      __CURSOR: 's=5c6b;i=1',
      __REALTIME_TIMESTAMP: '1709543827123456',
      __MONOTONIC_TIMESTAMP: '8523347400',
      _TRANSPORT: program === 'kernel' ? 'kernel' : 'stdout',
      SYSLOG_IDENTIFIER: program,
      ...(program === 'kernel' ? {} : { _PID: String(pid ?? 1) }),
      _HOSTNAME: 'node-a',
      MESSAGE: message,
    })
  },
  samples: [
    {
      text: '{"__CURSOR":"s=5c6b","__REALTIME_TIMESTAMP":"1709543827123456","__MONOTONIC_TIMESTAMP":"8523347400","_BOOT_ID":"8d1f","_TRANSPORT":"kernel","SYSLOG_IDENTIFIER":"kernel","_SOURCE_MONOTONIC_TIMESTAMP":"8523347168","_HOSTNAME":"node-a","MESSAGE":"oom_reaper: reaped process 9 (a)"}',
      envelope: envelopeOf('journal-json', {
        stamp: epochStamp('1709543827123456', 1709543827123.456, 0.001),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'oom_reaper: reaped process 9 (a)',
      }),
    },
    {
      text: 'data: {"__REALTIME_TIMESTAMP":"1709543827123456","_SOURCE_REALTIME_TIMESTAMP":"1709543827123000","_PID":["812","813"],"_COMM":"containerd","_SYSTEMD_UNIT":"containerd.service","MESSAGE":[27,91,51,49,109,195,164]}',
      envelope: envelopeOf('journal-json', {
        stamp: epochStamp('1709543827123000', 1709543827123, 0.001),
        program: 'containerd',
        pid: 812,
        message: '\x1b[31mä',
      }),
    },
    {
      text: '{"__REALTIME_TIMESTAMP":"1709543827123456","_HOSTNAME":"node-a","SYSLOG_IDENTIFIER":"podman","_PID":"2100","PODMAN_EVENT":"died","PODMAN_TYPE":"container","PODMAN_ID":"b7d0","PODMAN_NAME":"web","PODMAN_EXIT_CODE":"3","PODMAN_TIME":"2024-03-04T09:17:07.12Z","MESSAGE":"2024-03-04 09:17:07.12 +0000 UTC container died b7d0 (image=nginx, name=web)"}',
      envelope: envelopeOf('journal-json', {
        stamp: epochStamp('1709543827123456', 1709543827123.456, 0.001),
        host: 'node-a',
        program: 'podman',
        pid: 2100,
        message:
          '{"ContainerExitCode":"3","ID":"b7d0","Name":"web","Status":"died","Time":"2024-03-04T09:17:07.12Z","Type":"container"}',
      }),
    },
    {
      text: '{"__REALTIME_TIMESTAMP":"1709543827123456","SYSLOG_IDENTIFIER":"podman","PODMAN_EVENT":"pull","PODMAN_TYPE":"image","MESSAGE":"image pull nginx"}',
      envelope: envelopeOf('journal-json', {
        stamp: epochStamp('1709543827123456', 1709543827123.456, 0.001),
        program: 'podman',
        message: 'image pull nginx',
      }),
    },
  ],
  nearMisses: [
    {
      text: '{"__REALTIME_TIMESTAMP":"1709543827123456","MESSAGE":null}',
      because: 'the message was left out',
    },
    { text: '{"__REALTIME_TIMESTAMP":"1709543827123456","MESSAGE":"cut', because: 'cut' },
    { text: '{"MESSAGE":"\\"__REALTIME_TIMESTAMP\\""}', because: 'the name stands in a message' },
  ],
}
