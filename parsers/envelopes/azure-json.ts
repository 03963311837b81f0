// Azure Log Analytics, the table `Syslog`: continuous export and `az monitor log-analytics query`; one row a line. What
// diagnostic settings and the Linux diagnostic extension send to an event hub or a storage account has it in `properties`.
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

/** The row, and the time of the record around it. */
function rowOf(object: object): { readonly row: object; readonly sentAt: Stamp | null } | undefined {
  if ('SyslogMessage' in object) return { row: object, sentAt: null }
  if (!('category' in object && 'properties' in object)) return undefined
  const { properties } = object
  const row = typeof properties === 'string' ? readObject(properties) : properties
  if (typeof row !== 'object' || row === null) return undefined
  const sentAt = 'time' in object && typeof object.time === 'string' ? readAnyTime(object.time) : null
  return { row, sentAt }
}

export const azureJson: EnvelopeReader = {
  id: 'azure-json',
  describe: 'Azure Log Analytics: {"TimeGenerated":"…","Computer":"…","ProcessName":"…","SyslogMessage":"…"}',
  open(text) {
    if (!text.includes('"SyslogMessage"') && !text.includes('"properties"')) return undefined
    const object = readObject(text)
    const found = object && rowOf(object)
    if (!found) return undefined
    const fields = fieldsOf(found.row)
    const record = readRecord(fields)
    if (!record) return undefined
    const stamp = record.stamp ?? titledTime(fields) ?? found.sentAt
    return envelopeOf('azure-json', { ...record, stamp })
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
    {
      text: '{"time":"2024-03-04T09:17:09.5Z","resourceId":"/SUBSCRIPTIONS/1","category":"Syslog","properties":{"EventTime":"2024-03-04T09:17:07Z","Computer":"aks-node-a","Facility":"kern","ProcessName":"kernel","SyslogMessage":"Call Trace:"}}',
      envelope: envelopeOf('azure-json', {
        stamp: datedStamp('2024-03-04T09:17:07Z', Date.UTC(2024, 2, 4, 9, 17, 7), 0, 1000),
        host: 'aks-node-a',
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: '{"time":"2024-03-04T09:17:09.5Z","category":"daemon","properties":"{\\"ident\\":\\"kubelet\\",\\"hostname\\":\\"aks-node-a\\",\\"SendingHost\\":\\"localhost\\",\\"Msg\\":\\"x y\\"}"}',
      envelope: envelopeOf('azure-json', {
        stamp: datedStamp('2024-03-04T09:17:09.5Z', Date.UTC(2024, 2, 4, 9, 17, 9, 500), 0, 100),
        host: 'aks-node-a',
        program: 'kubelet',
        message: 'x y',
      }),
    },
  ],
  nearMisses: [
    { text: '{"TimeGenerated":"2024-03-04T09:17:07Z","Name":"x"}', because: 'a row of another table' },
    {
      text: '{"time":"2024-03-04T09:17:07Z","category":"StorageRead","properties":{"objectKey":"/a"}}',
      because: 'a record without a message',
    },
    { text: '{"message":"x","properties":{"message":"y"}}', because: 'nothing says Azure' },
  ],
}
