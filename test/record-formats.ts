import { gzipSync } from 'node:zlib'

/** What a node's program printed, before any writer wrapped it. */
export interface LogRecord {
  /** Epoch milliseconds. */
  readonly time: number
  readonly host: string
  readonly program: string
  readonly pid: number | null
  readonly sinceBoot: number
  readonly message: string
}

/** A format in which logs are handed over: of one line a record, or of several, or one document for all. */
export interface RecordFormat {
  readonly name: string
  readonly write: (records: readonly LogRecord[]) => string
  /** Fields of a termination that such a log cannot give. */
  readonly loses?: readonly string[]
  /** A message of several lines, or with a TAB, comes out as others do. */
  readonly isOneLine?: boolean
  /** A time that a message begins with is taken for the line's. */
  readonly isTimeless?: boolean
  /** It names units in place of programs: of programs that are none the message is another's. */
  readonly namesUnits?: boolean
}

const iso = (time: number): string => new Date(time).toISOString()
const isoSeconds = (time: number): string => iso(time).slice(0, 19)
const clock = (time: number): string => iso(time).slice(11, 19)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const monthOf = (time: number): string => MONTHS[new Date(time).getUTCMonth()] ?? ''
const dayOf = (time: number): string => DAYS[new Date(time).getUTCDay()] ?? ''
const dateOf = (time: number, fill: string): string => String(new Date(time).getUTCDate()).padStart(2, fill)
const micros = (time: number): string => String(Math.round(time * 1000))
const uptime = ({ sinceBoot }: LogRecord): string => `[${sinceBoot.toFixed(6).padStart(12)}] `

const tag = ({ program, pid }: LogRecord): string =>
  program === 'kernel' || pid === null ? `${program}: ` : `${program}[${pid}]: `
const isKernel = ({ program }: LogRecord): boolean => program === 'kernel'
const unitOf = ({ program }: LogRecord): string =>
  program === 'systemd' ? 'init.scope' : `${program}.service`
/** The message as rsyslog's imklog leaves it, with the kernel's own stamp. */
const printk = (one: LogRecord): string => (isKernel(one) ? uptime(one) : '') + one.message
/** A message of several lines, each behind as many blanks as the prefix of the first is wide, on one line as rsyslog escapes it. */
const oneLine = (text: string): string => text.replaceAll('\n', '#012').replaceAll('\t', '#011')

const lines =
  (write: (one: LogRecord) => string) =>
  (records: readonly LogRecord[]): string =>
    `${records.map((one) => oneLine(write(one))).join('\n')}\n`
const objects =
  (make: (one: LogRecord) => object) =>
  (records: readonly LogRecord[]): string =>
    `${records.map((one) => JSON.stringify(make(one))).join('\n')}\n`

const syslogStamp = (time: number, fill = ' '): string =>
  `${monthOf(time)} ${dateOf(time, fill)} ${clock(time)}`
const traditional = (one: LogRecord): string =>
  `${syslogStamp(one.time)} ${one.host} ${tag(one)}${printk(one)}`
const pri = (one: LogRecord): string => (isKernel(one) ? '<3>' : '<30>')

function journal(one: LogRecord): Record<string, string> {
  return {
    __CURSOR: `s=0f;i=${one.time.toString(16)}`,
    __REALTIME_TIMESTAMP: micros(one.time),
    __MONOTONIC_TIMESTAMP: micros(one.sinceBoot * 1000),
    _BOOT_ID: '8d1f0c3e5b7a4d2f9c6e1a2b3c4d5e6f',
    _TRANSPORT: isKernel(one) ? 'kernel' : 'stdout',
    SYSLOG_IDENTIFIER: one.program,
    ...(one.pid !== null && !isKernel(one) && { _PID: String(one.pid), _SYSTEMD_UNIT: unitOf(one) }),
    _HOSTNAME: one.host,
    MESSAGE: one.message,
  }
}

function exported(one: LogRecord): string {
  const fields = Object.entries(journal(one)).map(([name, value]) => {
    if (!value.includes('\n')) return `${name}=${value}\n`
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)))
    return `${name}\n${length.toString('latin1')}${value}\n`
  })
  return `${fields.join('')}\n`
}

function verbose(one: LogRecord): string {
  const head = `${dayOf(one.time)} ${iso(one.time).slice(0, 10)} ${clock(one.time)}.${iso(one.time).slice(20, 23)}000 UTC`
  const ids = `[s=0f;i=1;b=8d1f0c3e5b7a4d2f9c6e1a2b3c4d5e6f;m=1;t=${Number(micros(one.time)).toString(16)};x=1]`
  const fields = Object.entries(journal(one)).filter(([name]) => !name.startsWith('__'))
  return `${head} ${ids}\n${fields.map(([name, value]) => `    ${name}=${value.replaceAll('\n', `\n${' '.repeat(5 + name.length)}`)}\n`).join('')}`
}

const csvCell = (value: string): string => `"${value.replaceAll('"', '""')}"`
const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`

const cloudwatchEvent = (one: LogRecord) => ({
  logStreamName: `${one.host}-dataplane.systemd.${one.program}.service`,
  timestamp: one.time,
  message: printk(one),
  ingestionTime: one.time + 3000,
  eventId: '37',
})
/** What Fluent Bit of Container Insights sends of the journal: a record, in a stream that names node and unit too. */
const insightsEvent = (one: LogRecord) => ({
  ...cloudwatchEvent(one),
  message: JSON.stringify({
    hostname: one.host,
    systemd_unit: unitOf(one),
    message: one.message,
    az: 'eu-west-1a',
    ec2_instance_id: 'i-0abc',
  }),
})
const subscribed = (records: readonly LogRecord[]) => ({
  messageType: 'DATA_MESSAGE',
  logGroup: '/aws/containerinsights/c/dataplane',
  logStream: 'node-1',
  logEvents: records.map((one) => ({
    id: '37',
    timestamp: one.time,
    message: JSON.stringify({ hostname: one.host, systemd_unit: unitOf(one), message: one.message }),
  })),
})
const packedEvents = (records: readonly LogRecord[]): string =>
  gzipSync(JSON.stringify(subscribed(records))).toString('base64')
const azureRow = (one: LogRecord) => ({
  TimeGenerated: iso(one.time),
  Computer: one.host,
  Facility: isKernel(one) ? 'kern' : 'daemon',
  SeverityLevel: 'info',
  ProcessName: one.program,
  ProcessID: one.pid === null ? null : String(one.pid),
  SyslogMessage: printk(one),
})
const gcpEntry = (one: LogRecord) => ({
  insertId: 'mf28',
  jsonPayload: {
    MESSAGE: one.message,
    SYSLOG_IDENTIFIER: one.program,
    ...(one.pid !== null && { _PID: String(one.pid) }),
    _TRANSPORT: isKernel(one) ? 'kernel' : 'stdout',
  },
  logName: 'projects/p/logs/node',
  resource: { type: 'k8s_node', labels: { node_name: one.host } },
  timestamp: iso(one.time),
})
const nanos = (one: LogRecord): string => `${micros(one.time)}000`
/** Loki answers with one stream for each set of labels. */
const streamsOf = (records: readonly LogRecord[]) =>
  [...new Set(records.map(({ program }) => program))].map((program) => ({
    stream: { nodename: records[0]?.host, syslog_identifier: program },
    values: records.filter((one) => one.program === program).map((one) => [nanos(one), one.message]),
  }))

const otelPairs = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(([key, stringValue]) => ({ key, value: { stringValue } }))
const otelMap = (fields: Readonly<Record<string, string>>) => ({ kvlistValue: { values: otelPairs(fields) } })

const otelText = (one: LogRecord, body: string, attributes: readonly string[]): string =>
  [
    `${iso(one.time)}\tinfo\tResourceLog #0`,
    'Resource SchemaURL: ',
    'Resource attributes:',
    ...attributes,
    'ScopeLogs #0',
    'ScopeLogs SchemaURL: ',
    'InstrumentationScope ',
    'LogRecord #0',
    `ObservedTimestamp: ${iso(one.time).replace('T', ' ').replace('Z', ' +0000 UTC')}`,
    'Timestamp: 1970-01-01 00:00:00 +0000 UTC',
    'SeverityText: ',
    'SeverityNumber: Unspecified(0)',
    `Body: ${body}`,
    'Attributes:',
    '     -> log.file.name: Str(syslog)',
    'Trace ID: ',
    'Span ID: ',
    'Flags: 0',
    '\t{"kind": "exporter", "data_type": "logs", "name": "debug"}',
    '',
  ].join('\n')

/** The formats by which a whole log is handed over; what wraps single messages is in `parsers/envelopes`. */
export const recordFormats: readonly RecordFormat[] = [
  { name: 'rsyslog, RFC 3164', write: lines(traditional) },
  {
    name: 'the same with byte order mark and CRLF',
    write: (records) => `\ufeff${lines(traditional)(records).replaceAll('\n', '\r\n')}`,
  },
  { name: 'RFC 3164 behind <PRI>', write: lines((one) => pri(one) + traditional(one)) },
  {
    name: 'rsyslog, RFC 3339',
    write: lines((one) => `${iso(one.time).slice(0, 23)}000+00:00 ${one.host} ${tag(one)}${printk(one)}`),
  },
  {
    name: 'syslog with the year',
    write: lines((one) => {
      const year = new Date(one.time).getUTCFullYear()
      return `${monthOf(one.time)} ${dateOf(one.time, ' ')} ${year} ${clock(one.time)} ${one.host} ${tag(one)}${printk(one)}`
    }),
  },
  {
    name: 'syslog-ng’s FULLDATE',
    write: lines((one) => `${new Date(one.time).getUTCFullYear()} ${traditional(one)}`),
  },
  {
    name: 'RFC 5424',
    write: lines(
      (one) =>
        `${pri(one)}1 ${iso(one.time)} ${one.host} ${one.program} ${one.pid ?? '-'} - - ${printk(one)}`,
    ),
  },
  {
    name: 'RFC 5424 without <PRI>',
    write: lines((one) => `${iso(one.time)} ${one.host} ${one.program} ${one.pid ?? '-'} - - ${printk(one)}`),
  },
  {
    name: 'BusyBox syslogd',
    write: lines(
      (one) =>
        `${syslogStamp(one.time)} ${one.host} ${isKernel(one) ? 'kern.warn' : 'daemon.info'} ${tag(one)}${printk(one)}`,
    ),
  },
  {
    name: 'journalctl -o short',
    isOneLine: true,
    write: lines((one) => `${syslogStamp(one.time, '0')} ${one.host} ${tag(one)}${one.message}`),
  },
  {
    name: 'journalctl -o short-precise',
    isOneLine: true,
    write: lines(
      (one) =>
        `${syslogStamp(one.time, '0')}.${iso(one.time).slice(20, 23)}000 ${one.host} ${tag(one)}${one.message}`,
    ),
  },
  {
    name: 'journalctl -o short-iso',
    isOneLine: true,
    write: lines((one) => `${isoSeconds(one.time)}+0000 ${one.host} ${tag(one)}${one.message}`),
  },
  {
    name: 'journalctl -o short-iso-precise',
    isOneLine: true,
    write: lines((one) => `${iso(one.time).slice(0, 23)}000+0000 ${one.host} ${tag(one)}${one.message}`),
  },
  {
    name: 'journalctl -o short-full',
    isOneLine: true,
    write: lines(
      (one) =>
        `${dayOf(one.time)} ${iso(one.time).slice(0, 10)} ${clock(one.time)} UTC ${one.host} ${tag(one)}${one.message}`,
    ),
  },
  {
    name: 'journalctl -o with-unit',
    namesUnits: true,
    isOneLine: true,
    write: lines((one) => {
      const who = isKernel(one) ? 'kernel: ' : `${unitOf(one)}[${one.pid ?? 1}]: `
      return `${dayOf(one.time)} ${iso(one.time).slice(0, 10)} ${clock(one.time)} UTC ${one.host} ${who}${one.message}`
    }),
  },
  {
    name: 'journalctl -o short-unix',
    isOneLine: true,
    write: lines((one) => `${(one.time / 1000).toFixed(6)} ${one.host} ${tag(one)}${one.message}`),
  },
  {
    name: 'journalctl -o short-monotonic',
    isOneLine: true,
    write: lines((one) => `${uptime(one)}${one.host} ${tag(one)}${one.message}`),
  },
  // The kernel's messages have no time of their own there.
  {
    name: 'journalctl -o cat',
    isTimeless: true,
    isOneLine: true,
    write: lines(({ message }) => message),
    loses: ['kill'],
  },
  { name: 'journalctl -o verbose', write: (records) => records.map(verbose).join('') },
  { name: 'journalctl -o export', write: (records) => records.map(exported).join('') },
  { name: 'journalctl -o json', write: objects(journal) },
  {
    name: 'journalctl -o json-pretty',
    write: (records) => records.map((one) => `${JSON.stringify(journal(one), null, '\t')}\n`).join(''),
  },
  {
    name: 'journalctl -o json-sse',
    write: (records) => records.map((one) => `data: ${JSON.stringify(journal(one))}\n\n`).join(''),
  },
  {
    name: 'journalctl -o json-seq',
    write: (records) => records.map((one) => `\x1e${JSON.stringify(journal(one))}\n`).join(''),
  },
  {
    name: 'a journal with its messages as bytes',
    write: objects((one) => ({ ...journal(one), MESSAGE: [...Buffer.from(one.message)] })),
  },
  {
    name: 'Google Cloud Logging, an array',
    write: (records) => JSON.stringify(records.map(gcpEntry), null, 2),
  },
  { name: 'Google Cloud Logging, an entry a line', write: objects(gcpEntry) },
  {
    name: 'Google Cloud Logging through Pub/Sub',
    write: objects((one) => ({
      message: {
        data: Buffer.from(JSON.stringify(gcpEntry(one))).toString('base64'),
        attributes: {},
        messageId: '7',
      },
      subscription: 'projects/p/subscriptions/s',
    })),
  },
  {
    name: 'Azure Log Analytics, CSV of the portal',
    write: (records) => {
      const names = ['TimeGenerated [UTC]', 'Computer', 'ProcessName', 'ProcessID', 'SyslogMessage']
      const shown = (time: number) => {
        const date = new Date(time)
        const hour = date.getUTCHours()
        const rest = iso(time).slice(13, 23)
        return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}, ${hour % 12 || 12}${rest} ${hour < 12 ? 'AM' : 'PM'}`
      }
      return `\ufeff${csv([names, ...records.map((one) => [shown(one.time), one.host, one.program, String(one.pid ?? ''), printk(one)])])}`
    },
  },
  {
    name: 'Azure Log Analytics through an event hub',
    write: (records) => JSON.stringify({ records: records.map(azureRow) }),
  },
  {
    name: 'Azure diagnostic settings',
    write: objects((one) => ({
      time: iso(one.time + 3000),
      resourceId: '/SUBSCRIPTIONS/1',
      category: 'Syslog',
      properties: { ...azureRow(one), TimeGenerated: iso(one.time) },
    })),
  },
  {
    name: 'the Linux diagnostic extension of Azure',
    write: (records) =>
      JSON.stringify({
        records: records.map((one) => ({
          time: iso(one.time),
          resourceId: '/subscriptions/1',
          category: 'daemon',
          properties: JSON.stringify({
            ident: one.program,
            hostname: one.host,
            SendingHost: 'localhost',
            Msg: printk(one),
          }),
        })),
      }),
  },
  {
    name: 'az -o tsv',
    isOneLine: true,
    write: (records) =>
      `${records
        .map((one) => {
          const { TimeGenerated, Computer, Facility, SeverityLevel, ProcessName, ProcessID, SyslogMessage } =
            azureRow(one)
          const cells = [Computer, Facility, ProcessID, ProcessName, SeverityLevel, SyslogMessage]
          return [...cells, 'PrimaryResult', TimeGenerated].join('\t')
        })
        .join('\n')}\n`,
  },
  { name: 'Azure Log Analytics, JSON', write: (records) => JSON.stringify(records.map(azureRow), null, 2) },
  {
    name: 'Azure Log Analytics, REST',
    write: (records) => {
      const rows = records.map(azureRow)
      const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'string' }))
      return JSON.stringify({
        tables: [{ name: 'PrimaryResult', columns, rows: rows.map((row) => Object.values(row)) }],
      })
    },
  },
  {
    name: 'AWS CloudWatch, filter-log-events',
    namesUnits: true,
    write: (records) => JSON.stringify({ events: records.map(cloudwatchEvent) }, null, 4),
  },
  {
    name: 'AWS CloudWatch, filter-log-events of Container Insights',
    namesUnits: true,
    write: (records) => JSON.stringify({ events: records.map(insightsEvent) }, null, 4),
  },
  {
    name: 'aws logs tail of Container Insights',
    namesUnits: true,
    write: lines((one) => {
      const { logStreamName, message } = insightsEvent(one)
      return `${iso(one.time).replace('Z', '000+00:00')} ${logStreamName} ${message}`
    }),
  },
  {
    name: 'AWS CloudWatch, Insights CSV of Container Insights',
    namesUnits: true,
    write: (records) =>
      csv([
        ['@timestamp', '@message', '@logStream'],
        ...records.map((one) => {
          const { logStreamName, message } = insightsEvent(one)
          return [iso(one.time).slice(0, 23).replace('T', ' '), message, logStreamName]
        }),
      ]),
  },
  {
    name: 'aws logs filter-log-events --output text',
    namesUnits: true,
    write: (records) =>
      records
        .map(cloudwatchEvent)
        .map((one) =>
          [
            'EVENTS',
            '37123456789012345678901234567890',
            one.ingestionTime,
            one.logStreamName,
            oneLine(one.message),
            `${one.timestamp}\n`,
          ].join('\t'),
        )
        .join(''),
  },
  {
    name: 'aws logs get-log-events --output text',
    write: (records) =>
      `b/371\tf/372\n${records.map((one) => `EVENTS\t${one.time + 3000}\t${oneLine(traditional(one))}\t${one.time}\n`).join('')}`,
  },
  {
    name: 'AWS CloudWatch, messages alone',
    write: (records) => JSON.stringify(records.map(traditional), null, 4),
  },
  {
    name: 'AWS CloudWatch, a subscription',
    namesUnits: true,
    write: (records) => JSON.stringify(subscribed(records)),
  },
  {
    name: 'AWS CloudWatch, the event of a Lambda function',
    namesUnits: true,
    write: (records) => JSON.stringify({ awslogs: { data: packedEvents(records) } }, null, 2),
  },
  {
    name: 'AWS CloudWatch through Kinesis',
    namesUnits: true,
    write: (records) => {
      const half = Math.ceil(records.length / 2)
      const parts = [records.slice(0, half), records.slice(half)].filter((part) => part.length > 0)
      return JSON.stringify({ Records: parts.map((part) => ({ kinesis: { data: packedEvents(part) } })) })
    },
  },
  {
    name: 'AWS CloudWatch, Insights JSON of the console, newest first',
    namesUnits: true,
    write: (records) =>
      JSON.stringify(
        records
          .map((one) => ({
            '@timestamp': iso(one.time).slice(0, 23).replace('T', ' '),
            '@message': { hostname: one.host, systemd_unit: unitOf(one), message: one.message },
          }))
          .reverse(),
      ),
  },
  {
    name: 'AWS CloudWatch, Insights CSV',
    namesUnits: true,
    write: (records) =>
      csv([
        ['@timestamp', '@message', '@logStream'],
        ...records.map((one) => {
          const { logStreamName, message } = cloudwatchEvent(one)
          return [iso(one.time).slice(0, 23).replace('T', ' '), message, logStreamName]
        }),
      ]),
  },
  {
    name: 'aws logs get-query-results --output text, newest first',
    write: (records) => {
      const results = records.map((one) =>
        [
          ['@timestamp', iso(one.time).slice(0, 23).replace('T', ' ')],
          ['@message', traditional(one)],
          ['@ptr', 'CmEKJgoiMTIz'],
        ]
          .map((cell) => `RESULTS\t${cell.join('\t')}\n`)
          .join(''),
      )
      return `Complete\n${results.reverse().join('')}STATISTICS\t1024.0\t2.0\t2.0\n`
    },
  },
  {
    name: 'AWS CloudWatch exported to S3',
    write: lines((one) => `${iso(one.time)} ${traditional(one)}`),
  },
  {
    name: 'Loki, jsonl',
    write: objects((one) => ({
      labels: { nodename: one.host, unit: unitOf(one), syslog_identifier: one.program },
      line: one.message,
      timestamp: iso(one.time),
    })),
  },
  {
    name: 'Loki, query_range',
    write: (records) =>
      JSON.stringify({ status: 'success', data: { resultType: 'streams', result: streamsOf(records) } }),
  },
  {
    name: 'Loki, query_range over many lines, newest first',
    write: (records) => {
      const result = streamsOf([...records].reverse())
      return JSON.stringify({ status: 'success', data: { resultType: 'streams', result } }, null, 2)
    },
  },
  { name: 'Loki, as it is sent', write: (records) => JSON.stringify({ streams: streamsOf(records) }) },
  {
    name: 'Grafana, CSV, newest first',
    write: (records) =>
      csv([
        ['Time', 'Line', 'tsNs', 'labels'],
        ...[...records]
          .reverse()
          .map((one) => [
            String(one.time),
            one.message,
            nanos(one),
            JSON.stringify({ nodename: one.host, syslog_identifier: one.program }),
          ]),
      ]),
  },
  {
    name: 'Splunk, CSV, newest first',
    write: (records) =>
      csv([
        ['_raw', '_time', 'host', 'source', 'sourcetype'],
        ...[...records]
          .reverse()
          .map((one) => [
            traditional(one),
            iso(one.time).replace('Z', '+0000'),
            one.host,
            '/var/log/messages',
            'syslog',
          ]),
      ]),
  },
  {
    name: 'Splunk, JSON',
    write: objects((one) => ({
      preview: false,
      offset: 0,
      result: {
        _raw: traditional(one),
        _time: `${iso(one.time).replace('T', ' ').replace('Z', '')} UTC`,
        host: one.host,
      },
    })),
  },
  {
    name: 'Datadog, CSV',
    write: (records) =>
      csv([
        ['Date', 'Host', 'Service', 'Message'],
        ...records.map((one) => [iso(one.time), one.host, 'nodes', traditional(one)]),
      ]),
  },
  {
    name: 'Graylog, CSV',
    write: (records) =>
      csv([
        ['timestamp', 'source', 'message'],
        ...records.map((one) => [iso(one.time), one.host, traditional(one)]),
      ]),
  },
  {
    name: 'Elasticsearch, hits of Filebeat',
    write: (records) =>
      JSON.stringify({
        hits: {
          hits: records.map((one) => ({
            _index: 'i',
            _source: {
              '@timestamp': iso(one.time),
              message: one.message,
              host: { name: one.host },
              systemd: { transport: isKernel(one) ? 'kernel' : 'stdout', unit: unitOf(one) },
              syslog: { identifier: one.program },
              process: { pid: one.pid },
            },
          })),
        },
      }),
  },
  {
    name: 'Elasticsearch, fields of hits, newest first',
    write: (records) =>
      JSON.stringify({
        hits: {
          hits: records
            .map((one) => ({
              _id: 'a',
              fields: {
                '@timestamp': [iso(one.time)],
                message: [one.message],
                'host.name': [one.host],
                'syslog.identifier': [one.program],
                'process.pid': [one.pid],
              },
            }))
            .reverse(),
        },
      }),
  },
  {
    name: 'Fluent Bit, systemd input, lower case',
    write: objects((one) => {
      const fields = Object.entries(journal(one)).map(([name, value]) => [name.toLowerCase(), value])
      return { date: one.time / 1000, ...Object.fromEntries(fields) }
    }),
  },
  {
    name: 'Vector, journald source',
    write: objects((one) => ({
      ...journal(one),
      MESSAGE: undefined,
      message: one.message,
      host: one.host,
      timestamp: iso(one.time),
      source_type: 'journald',
    })),
  },
  {
    name: 'OpenTelemetry, file exporter of a journald receiver, the node among the resource’s attributes',
    write: (records) =>
      records
        .map((one) => {
          const { _HOSTNAME: _, ...fields } = journal(one)
          return `${JSON.stringify({
            resourceLogs: [
              {
                resource: { attributes: [{ key: 'host.name', value: { stringValue: one.host } }] },
                scopeLogs: [{ scope: {}, logRecords: [{ timeUnixNano: nanos(one), body: otelMap(fields) }] }],
              },
            ],
          })}\n`
        })
        .join(''),
  },
  {
    name: 'OpenTelemetry, file exporter of a filelog receiver',
    write: objects((one) => ({
      resourceLogs: [
        {
          resource: { attributes: [] },
          scopeLogs: [
            {
              logRecords: [
                {
                  timeUnixNano: '0',
                  observedTimeUnixNano: nanos(one),
                  body: { stringValue: traditional(one) },
                  attributes: [{ key: 'log.file.name', value: { stringValue: 'syslog' } }],
                },
              ],
            },
          ],
        },
      ],
    })),
  },
  {
    name: 'OpenTelemetry, syslog receiver',
    write: objects((one) => ({
      resourceLogs: [
        {
          scopeLogs: [
            {
              logRecords: [
                {
                  timeUnixNano: nanos(one),
                  body: { stringValue: `${pri(one)}${traditional(one)}` },
                  attributes: otelPairs({
                    hostname: one.host,
                    appname: one.program,
                    ...(one.pid !== null && { proc_id: String(one.pid) }),
                    message: printk(one),
                  }),
                },
              ],
            },
          ],
        },
      ],
    })),
  },
  {
    name: 'OpenTelemetry, debug exporter of a journald receiver',
    write: (records) =>
      records
        .map((one) => {
          const { _HOSTNAME: _, ...fields } = journal(one)
          return otelText(one, `Map(${JSON.stringify(fields)})`, [`     -> host.name: Str(${one.host})`])
        })
        .join(''),
  },
  {
    name: 'OpenTelemetry, debug exporter of a filelog receiver',
    write: (records) => records.map((one) => otelText(one, `Str(${oneLine(traditional(one))})`, [])).join(''),
  },
  {
    name: 'Ansible, json callback',
    write: (records) =>
      JSON.stringify(
        {
          plays: [
            {
              tasks: [
                {
                  hosts: {
                    [records[0]?.host ?? '']: {
                      changed: true,
                      stdout: records.map(traditional).join('\n'),
                      stdout_lines: records.map((one) => oneLine(traditional(one))),
                    },
                  },
                },
              ],
            },
          ],
        },
        null,
        4,
      ),
  },
  {
    name: 'Ansible, the output of a task with -v',
    write: (records) =>
      `changed: [${records[0]?.host}] => ${JSON.stringify({ changed: true, rc: 0, stdout_lines: records.map((one) => oneLine(traditional(one))) })}\n`,
  },
  {
    name: 'Ansible, what a command printed of lines that name no host',
    write: (records) =>
      `${records[0]?.host} | CHANGED | rc=0 >>\n${lines((one) => `${syslogStamp(one.time)} ${tag(one)}${printk(one)}`)(records)}`,
  },
  {
    name: 'OpenTelemetry, journald receiver',
    write: (records) => {
      const logRecords = records.map((one) => ({ timeUnixNano: nanos(one), body: otelMap(journal(one)) }))
      return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] })
    },
  },
]
