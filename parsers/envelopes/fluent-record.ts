// Fluent Bit's stdout and file outputs, and Fluentd's: tag and time, then the record as JSON or in Ruby's spelling.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { fieldsOf, isProgramsOwn, readRecord, type RecordBody } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readEpoch } from '../shared/epoch.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp, epochStamp, readIso } from '../shared/time.js'

/** `[0] host.kubelet: [[1709543827.123456000, {}], {…}]`, of version 1 `[0] tag: [1709543827.1, {…}]`; file output has no `[0]`. */
const FLUENT_BIT = /^(?:\[\d{1,9}\] )?[^\s:{}"]{1,200}: \[\[?(\d{9,10}\.\d{1,9})(?:, \{\}\])?, (?=\{)/
/** Behind an ISO time: ` tag: ` or, in files, `\ttag\t`. */
const FLUENTD = /(?: [^\s:{}"]{1,200}: |\t[^\s{}"]{1,200}\t)(?=\{)/y

function recordOf(text: string): RecordBody | undefined {
  // In Ruby's spelling `=>` follows a key; inside a value its quote would be escaped.
  const object = readObject(text.replace(/(?<!\\)"=>/g, '":'))
  const fields = object && fieldsOf(object)
  return fields && !isProgramsOwn(fields) ? readRecord(fields) : undefined
}

export const fluentRecord: EnvelopeReader = {
  id: 'fluent-record',
  describe: 'Fluent Bit and Fluentd: [0] host.kubelet: [[1709543827.123456000, {}], {"MESSAGE"=>"…"}]',
  open(text) {
    const bit = FLUENT_BIT.exec(text)
    if (bit) {
      const record = recordOf(text.slice(bit[0].length, text.lastIndexOf(']')))
      return (
        record && envelopeOf('fluent-record', { ...record, stamp: readEpoch(bit[1] ?? '') ?? record.stamp })
      )
    }
    const at = readIso(text)
    FLUENTD.lastIndex = at?.end ?? 0
    if (!at || !FLUENTD.test(text)) return undefined
    const record = recordOf(text.slice(FLUENTD.lastIndex))
    return record && envelopeOf('fluent-record', { ...record, stamp: at.stamp })
  },
  wrap(message, program, pid) {
    const [text, tag] = [message, program].map((value) => JSON.stringify(value))
    return `[0] host.x: [[1709543827.123456000, {}], {"MESSAGE"=>${text}, "SYSLOG_IDENTIFIER"=>${tag}, "_PID"=>"${pid ?? ''}"}]`
  },
  samples: [
    {
      text: '[0] host.kubelet: [[1709543827.123456000, {}], {"_HOSTNAME"=>"node-a", "SYSLOG_IDENTIFIER"=>"kubelet", "MESSAGE"=>"err=\\"=>\\" x", "_PID"=>"955"}]',
      envelope: envelopeOf('fluent-record', {
        stamp: epochStamp('1709543827.123456000', 1709543827123.456, 1e-6),
        host: 'node-a',
        program: 'kubelet',
        pid: 955,
        message: 'err="=>" x',
      }),
    },
    {
      text: 'host.kernel: [1709543827.123456, {"TRANSPORT":"kernel","MESSAGE":"Call Trace:"}]',
      envelope: envelopeOf('fluent-record', {
        stamp: epochStamp('1709543827.123456', 1709543827123.456, 0.001),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
    {
      text: '2024-03-04 09:17:07.123456789 +0000 node.log: {"MESSAGE":"Call Trace:","_TRANSPORT":"kernel"}',
      envelope: envelopeOf('fluent-record', {
        stamp: datedStamp(
          '2024-03-04 09:17:07.123456789 +0000',
          Date.UTC(2024, 2, 4, 9, 17, 7) + 123.456789,
          0,
          1e-6,
        ),
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    { text: '[0] host.kubelet: [[1709543827.123456000, {}], {"MESSAGE"=>"cut', because: 'cut' },
    {
      text: '2024-03-04T09:17:07Z kubelet: {"ts":1709543827123.4,"msg":"x"}',
      because: 'a program that logs JSON',
    },
  ],
}
