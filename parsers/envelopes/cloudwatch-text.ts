// AWS CloudWatch Logs as a table: `aws logs filter-log-events --output text` and `get-log-events`, whose columns stand in
// the order of their names, and `--query 'events[].[timestamp,message]'`. TABs part the columns, and stand in messages.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { envelopeOf } from '../shared/envelope.js'
import { readEpoch } from '../shared/epoch.js'
import { readStreamEvent } from '../shared/stream-name.js'
import { epochStamp } from '../shared/time.js'

/** `EVENTS`, the event's id and the time of its ingestion; only where there is an id a stream is named. */
const EVENT = /^EVENTS\t(?:(\d{20,80})\t)?\d{13}\t/
/** What was asked for, the time first; a stream's name holds no blank. */
const ASKED = /^(\d{13})\t(?:([\w./-]{1,400}\.systemd\.[\w.@-]{1,100})\t)?/
/** A message of several lines goes on in lines that are no events; its time stands behind the last. */
const TIME = /\t(\d{13})$/

interface Row {
  readonly time: string | undefined
  readonly stream: string
  readonly message: string
}

function readRow(text: string): Row | undefined {
  const asked = ASKED.exec(text)
  if (asked) return { time: asked[1], stream: asked[2] ?? '', message: text.slice(asked[0].length) }
  const event = EVENT.exec(text)
  if (!event) return undefined
  const start = event[1] === undefined ? event[0].length : text.indexOf('\t', event[0].length) + 1
  const time = TIME.exec(text)
  const message = text.slice(start, time?.index)
  return {
    time: time?.[1],
    stream: text.slice(event[0].length, Math.max(start - 1, event[0].length)),
    message,
  }
}

export const cloudwatchText: EnvelopeReader = {
  id: 'cloudwatch-text',
  describe: 'aws logs … --output text: EVENTS <id> <ingestion> <stream> <message> <timestamp>',
  open(text) {
    const row = readRow(text)
    if (!row || row.message === '') return undefined
    const stamp = row.time === undefined ? null : (readEpoch(row.time) ?? null)
    return envelopeOf('cloudwatch-text', { stamp, ...readStreamEvent(row.stream, row.message) })
  },
  wrap: (message, program) =>
    `EVENTS\t37123456789012345678901234567890\t1709543830000\tip-10-0-1-2-dataplane.systemd.${program}.service\t${message}\t1709543827123`,
  samples: [
    {
      text: 'EVENTS\t37123456789012345678901234567890\t1709543830000\tip-10-0-1-2.ec2.internal-dataplane.systemd.kubelet.service\tI0304 09:17:07.123456     955 a.go:1] "x\ty"\t1709543827123',
      envelope: envelopeOf('cloudwatch-text', {
        stamp: epochStamp('1709543827123', 1709543827123, 1),
        host: 'ip-10-0-1-2.ec2.internal',
        program: 'kubelet',
        message: 'I0304 09:17:07.123456     955 a.go:1] "x\ty"',
      }),
    },
    {
      text: 'EVENTS\t1709543830000\tMar  4 09:17:07 node-a kernel: Call Trace:\t1709543827123',
      envelope: envelopeOf('cloudwatch-text', {
        stamp: epochStamp('1709543827123', 1709543827123, 1),
        message: 'Mar  4 09:17:07 node-a kernel: Call Trace:',
      }),
    },
    {
      text: '1709543827123\tip-10-0-1-2-dataplane.systemd.containerd.service\ttime="2024-03-04T09:17:07Z" level=info',
      envelope: envelopeOf('cloudwatch-text', {
        stamp: epochStamp('1709543827123', 1709543827123, 1),
        host: 'ip-10-0-1-2',
        program: 'containerd',
        message: 'time="2024-03-04T09:17:07Z" level=info',
      }),
    },
    {
      text: 'EVENTS\t1709543830000\tthe first of two lines',
      envelope: envelopeOf('cloudwatch-text', { message: 'the first of two lines' }),
    },
  ],
  nearMisses: [
    { text: 'SEARCHEDLOGSTREAMS\tnode-a\tTrue', because: 'what was searched' },
    { text: 'EVENTS 1709543830000 Call Trace: 1709543827123', because: 'no TABs' },
    { text: '1709543827123 node-a kernel: Call Trace:', because: 'no table' },
  ],
}
