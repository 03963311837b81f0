// A record of Filebeat, Journalbeat, Fluent Bit, Fluentd, Vector, the OpenTelemetry collector, Splunk or Container Insights,
// also as a hit of Elasticsearch: one object a line, under the many names these give to the same fields.
import type { EnvelopeReader } from '../../src/model/parser.js'
import { fieldsOf, isLineAndTime, isProgramsOwn, readRecord } from '../shared/collector-record.js'
import { envelopeOf } from '../shared/envelope.js'
import { readObject } from '../shared/json-object.js'
import { datedStamp, epochStamp } from '../shared/time.js'

/** Keys of the envelopes that have readers of their own. */
const OTHERS = [
  '__REALTIME_TIMESTAMP',
  'SyslogMessage',
  'insertId',
  'jsonPayload',
  'logName',
  'textPayload',
  'talos-time',
  'ingestionTime',
  'line',
]
/** One of these says that the object is a collected log record and no object that a program printed. */
const EVIDENCE = [
  'syslog_identifier',
  'syslog.identifier',
  'log.syslog.appname',
  'log.file.path',
  'log.file.name',
  'systemd_unit',
  'systemd.unit',
  'transport',
  'source_type',
  'ident',
  'program',
  'hostname',
  'host',
  'agent',
  'kubernetes',
  'tag',
  'input.type',
  'date',
  'stream',
  'body.message',
  'timeunixnano',
  'ec2_instance_id',
]

/** A message that is a line of klog, logrus, syslog or the kernel is none that a program printed as JSON, whatever fields stand beside it. */
const LOG_LINE =
  /^(?:[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ [\w.]+:\d+\] |time="\d{4}-[^"]{15,40}" level=|\[ {0,8}\d{1,12}\.\d{6}\] |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,253} [\w.@/()-]{1,128}(?:\[\d{1,10}\])?: )/
const holdsLogLine = (message: unknown): boolean => typeof message === 'string' && LOG_LINE.test(message)

/** What Elasticsearch found: the record, or the fields of it that were asked for, each with a list of values. */
function hitOf(object: object): object | undefined {
  const { _source: source, fields, _id: id } = object as Readonly<Record<string, unknown>>
  if (typeof source === 'object' && source !== null) return source
  return id !== undefined && typeof fields === 'object' && fields !== null ? fields : undefined
}

export const collectorJson: EnvelopeReader = {
  id: 'collector-json',
  describe: 'Filebeat, Fluent Bit, Vector, … : {"@timestamp":"…","host":{"name":"…"},"message":"…"}',
  open(text) {
    const object = readObject(text)
    if (!object || OTHERS.some((key) => key in object)) return undefined
    const isDockers = 'log' in object && 'stream' in object && 'time' in object
    if (isDockers && !('kubernetes' in object)) return undefined
    const source = hitOf(object) ?? object
    const fields = fieldsOf(source)
    const isCollected =
      '@timestamp' in source ||
      '_raw' in source ||
      EVIDENCE.some((name) => fields.has(name)) ||
      isLineAndTime(fields) ||
      holdsLogLine(fields.get('message'))
    if (!isCollected || isProgramsOwn(fields)) return undefined
    const record = readRecord(fields)
    return record && envelopeOf('collector-json', record)
  },
  wrap(message, program, pid) {
    return JSON.stringify({
      '@timestamp': '2024-03-04T09:17:07.123Z',
      host: { name: 'node-a' },
      message,
      process: { pid },
      systemd: { transport: program === 'kernel' ? 'kernel' : 'stdout' },
      syslog: { identifier: program },
    })
  },
  samples: [
    {
      text: '{"pid":"955","message":"I0304 09:17:07.123456     955 a.go:1] \\"x\\""}',
      envelope: envelopeOf('collector-json', {
        pid: 955,
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
    {
      text: '{"_index":"journalbeat","_id":"a1","_source":{"@timestamp":"2024-03-04T09:17:07.123Z","host":{"hostname":"node-a"},"message":"I0304 09:17:07.123456     955 a.go:1] \\"x\\"","syslog":{"identifier":"kubelet"},"process":{"pid":955}}}',
      envelope: envelopeOf('collector-json', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        host: 'node-a',
        program: 'kubelet',
        pid: 955,
        message: 'I0304 09:17:07.123456     955 a.go:1] "x"',
      }),
    },
    {
      text: '{"_id":"a2","fields":{"@timestamp":["2024-03-04T09:17:07.123Z"],"host.name":["node-a"],"syslog.identifier":["kubelet"],"message":["x"]}}',
      envelope: envelopeOf('collector-json', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        host: 'node-a',
        program: 'kubelet',
        message: 'x',
      }),
    },
    {
      text: '{"date":1709543827.123456,"MESSAGE":"oom_reaper: reaped process 9 (a)","TRANSPORT":"kernel","HOSTNAME":"node-a","SOURCE_MONOTONIC_TIMESTAMP":"8523347168"}',
      envelope: envelopeOf('collector-json', {
        stamp: epochStamp('1709543827.123456', 1709543827123.456, 0.001),
        host: 'node-a',
        program: 'kernel',
        sinceBoot: 8523.347168,
        message: 'oom_reaper: reaped process 9 (a)',
      }),
    },
    {
      text: '{"hostname":"ip-10-0-1-2.ec2.internal","systemd_unit":"containerd.service","message":"time=\\"2024-03-04T09:17:07Z\\" level=info","az":"eu-west-1a"}',
      envelope: envelopeOf('collector-json', {
        host: 'ip-10-0-1-2.ec2.internal',
        program: 'containerd',
        message: 'time="2024-03-04T09:17:07Z" level=info',
      }),
    },
    ...[
      '{"time":"2024-03-04T09:17:07.123Z","log":"Call Trace:"}',
      '{"Message":"Call Trace:","Timestamp":"2024-03-04T09:17:07.123Z"}',
    ].map((text) => ({
      text,
      envelope: envelopeOf('collector-json', {
        stamp: datedStamp('2024-03-04T09:17:07.123Z', Date.UTC(2024, 2, 4, 9, 17, 7, 123), 0, 1),
        message: 'Call Trace:',
      }),
    })),
    {
      text: '{"program":"kernel","message":"Call Trace:"}',
      envelope: envelopeOf('collector-json', { program: 'kernel', message: 'Call Trace:' }),
    },
    {
      text: '{"severity":"6","message":"[ 8523.347168] Call Trace:"}',
      envelope: envelopeOf('collector-json', {
        message: '[ 8523.347168] Call Trace:',
      }),
    },
    {
      text: '{"host":"ip-10-0-1-2","ident":"kernel","pid":"","message":"Call Trace:","az":"eu-west-1a"}',
      envelope: envelopeOf('collector-json', {
        host: 'ip-10-0-1-2',
        program: 'kernel',
        message: 'Call Trace:',
      }),
    },
  ],
  nearMisses: [
    {
      text: '{"ts":1709543827123.4,"caller":"kubelet.go:1","msg":"SyncLoop","v":2}',
      because: 'klog JSON is the message',
    },
    {
      text: '{"level":"info","msg":"TaskExit","time":"2024-03-04T09:17:07Z"}',
      because: 'so is containerd JSON',
    },
    {
      text: '{"time":"2024-03-04T09:17:07Z","level":"info","message":"Out of memory: Killed process 9 (a)"}',
      because: 'a program tells of it',
    },
    { text: '{"reason":"OOMKilling","message":"Killed process 9 (a)"}', because: 'an event of Kubernetes' },
  ],
}
