// Azure Log Analytics, the table `Syslog`: continuous export and `az monitor log-analytics query`; one row a line.
import type { EnvelopeReader } from '../../src/model/parser.js'
import type { Stamp } from '../../src/model/stamp.js'
import { type Fields, fieldsOf, firstText, readAnyTime, readRecord } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp } from '../shared/time.js'

/** The portal's exports tell the zone in the column's title. */
function titledTime(fields: Fields): Stamp | null {
  const raw = firstText(fields, ['eventtime [utc]', 'timegenerated [utc]'])
  const stamp = raw === null ? null : readAnyTime(raw)
  return stamp && { ...stamp, offsetMinutes: 0 }
}

export const azureJson: EnvelopeReader = {
  id: 'azure-json',
  describe: 'Azure Log Analytics: {"TimeGenerated":"…","Computer":"…","ProcessName":"…","SyslogMessage":"…"}',
  open(text) {
    if (!text.includes('"SyslogMessage"')) return undefined
    const object = readObject(text)
    if (!object || !('SyslogMessage' in object)) return undefined
    const fields = fieldsOf(object)
    const record = readRecord(fields)
    return record && envelopeOf('azure-json', { ...record, stamp: record.stamp ?? titledTime(fields) })
  },
  wrap(message, program, pid) {
    return JSON.stringify({
      TimeGenerated: '2024-03-04T09:17:07.12Z',
      Computer: 'aks-node-a',
      Facility: program === 'kernel' ? 'kern' : 'daemon',
      ProcessName: program,
      ProcessID: pid,
      SyslogMessage: message,
      Type: 'Syslog',
    })
  },
  samples: [
    {
      text: '{"TimeGenerated":"2024-03-04T09:17:09.5Z","EventTime":"2024-03-04T09:17:07Z","Computer":"aks-node-a","Facility":"daemon","ProcessName":"kubelet","ProcessID":"2480","SyslogMessage":"I0304 09:17:07.123456    2480 a.go:1] \\"x\\""}',
      envelope: envelopeOf('azure-json', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'aks-node-a',
        program: 'kubelet',
        pid: 2480,
        message: 'I0304 09:17:07.123456    2480 a.go:1] "x"',
      }),
    },
    {
      text: '{"TimeGenerated [UTC]":"3/4/2024, 9:17:07.123 PM","Computer":"aks-node-a","Facility":"kern","ProcessName":"kernel","SyslogMessage":"Call Trace:"}',
      envelope: envelopeOf('azure-json', {
        stamp: datedStamp('3/4/2024, 9:17:07.123 PM', Date.UTC(2024, 2, 4, 21, 17, 7, 123), 0, 1),
        host: 'aks-node-a',
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: '{"TimeGenerated":"2024-03-04T09:17:07Z","Name":"x"}', because: 'a row of another table' },
  ],
}
