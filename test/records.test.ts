import { describe, expect, it } from 'vitest'
import { envelopes } from '../parsers/index.js'
import { createOpener } from '../src/events/open.js'
import { createRecordAssembler } from '../src/events/records.js'
import type { Line } from '../src/model/line.js'

interface Opened {
  readonly line: number
  readonly id: string
  readonly host: string | null
  readonly program: string | null
  readonly stamp: string | null
  readonly message: string
}

/** All records of a text, opened. NULs part a line, as the scan hands it over. */
function open(text: string): Opened[] {
  const records = createRecordAssembler()
  const opener = createOpener(envelopes)
  const lines = text.split('\n').flatMap((whole, index) => {
    const parts = whole.split('\0').filter((part, n) => part !== '' || n === 0)
    return parts.map((part): Line => ({ file: 'f', number: index + 1, offset: 0, text: part }))
  })
  return [...lines.flatMap((line) => records.next(line)), ...records.end()]
    .filter((line) => line.text !== '')
    .map((line) => {
      const { id, host, program, stamp, message } = opener.open(line.text)
      return { line: line.number, id, host, program, stamp: stamp?.raw ?? null, message }
    })
}
const isOpenAfter = (text: string): boolean => {
  const records = createRecordAssembler()
  for (const [index, line] of text.split('\n').entries()) {
    records.next({ file: 'f', number: index + 1, offset: 0, text: line })
  }
  return records.open
}
const pretty = (value: unknown): string => JSON.stringify(value, null, 2)

const entry = (n: number) => ({
  __REALTIME_TIMESTAMP: `170954382712345${n}`,
  _HOSTNAME: 'node-a',
  SYSLOG_IDENTIFIER: 'kubelet',
  MESSAGE: `I0304 09:17:07.123456     955 a.go:${n}] "x {["`,
})
const opened = (n: number, line: number): Opened => ({
  line,
  id: 'journal-json',
  host: 'node-a',
  program: 'kubelet',
  stamp: `170954382712345${n}`,
  message: `I0304 09:17:07.123456     955 a.go:${n}] "x {["`,
})

const event = (n: number) => ({ timestamp: 1709543827120 + n, message: `message ${n}`, ingestionTime: 1 })
const pair = (key: string, stringValue: string) => ({ key, value: { stringValue } })

describe('a line that was folded as a shell’s is', () => {
  const head = 'Mar  4 09:17:07 node-a kernel: oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),'
  const rest = 'oom_memcg=/a.slice,task_memcg=/a.slice/b.scope,task=tail,pid=5147,uid=0'

  it('is one, where it began', () => {
    const folded = `${head}\\\n    cpuset=/,mems_allowed=0,\\\n    ${rest}\n${head}`
    const [whole, next] = open(folded)
    expect(whole).toMatchObject({ line: 1, program: 'kernel' })
    expect(whole?.message).toBe(`${head}cpuset=/,mems_allowed=0,${rest}`.slice(31))
    expect(next).toMatchObject({ line: 4 })
    expect(isOpenAfter(`${head}\\`)).toBe(true)
  })

  it('ends before one that is not indented', () => {
    expect(open(`${head}\\\n${head}`).map(({ line, message }) => [line, message])).toEqual([
      [1, `${head}\\`.slice(31)],
      [2, head.slice(31)],
    ])
  })
})

describe('a record of fields that was folded for a page', () => {
  const head = '6,727,35945901675,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),'
  const rest = [
    'cpuset=/,mems_allowed=0,',
    'oom_memcg=/a.slice,',
    'task_memcg=/a.slice/b.scope,',
    'task=tail,pid=5147,uid=0',
  ]

  it('is one, where it began', () => {
    const [whole, next] = open([head, ...rest, head].join('\n'))
    expect(whole).toMatchObject({ line: 1, id: 'kmsg', message: `${head}${rest.join('')}`.slice(20) })
    expect(next).toMatchObject({ line: 6 })
    expect(isOpenAfter(head)).toBe(true)
    expect(isOpenAfter([head, ...rest].join('\n'))).toBe(false)
  })

  it('is one where the fields are set in, and some left out', () => {
    const folded = `oom-kill:constraint=CONSTRAINT_MEMCG,...\n        ${rest.slice(1).join('\n        ')}`
    expect(open(folded).map(({ message }) => message)).toEqual([
      `oom-kill:constraint=CONSTRAINT_MEMCG,${rest.slice(1).join('')}`,
    ])
  })

  it('is one where audit’s fields are set in', () => {
    const folded =
      'type=ANOM_ABEND msg=audit(1651071659.310:2184): auid=0 uid=0 gid=0 ses=5\n  subj=unconfined_t:s0\n  pid=4545 comm="child"\n  exe="/opt/child" sig=11 res=1'
    expect(open(folded).map(({ line, message }) => [line, message])).toEqual([
      [1, folded.replaceAll('\n ', '')],
    ])
    // A mail sets nothing in, and quotes.
    for (const margin of ['', '> ']) {
      const mailed = folded.replaceAll('\n  ', `\n${margin}`)
      expect(open(mailed).map(({ message }) => message)).toEqual([folded.replaceAll('\n ', '')])
    }
  })

  it('is one where the sizes of the kernel’s victim go on', () => {
    for (const [head, rest] of [
      [
        'Out of memory: Killed process 3008 (python) total-vm:41452828kB,',
        'anon-rss:172748kB, file-rss:124kB, UID:0',
      ],
      ['Memory cgroup out of memory: Killed process 918 (gui)', 'total-vm:23870700kB, anon-rss:16736460kB'],
      ['Killed process 28 (srv) total-vm:2418296kB, UID:0 pgtables:4832kB', 'oom_score_adj:998'],
    ] as const) {
      for (const margin of ['', '  ', '> ']) {
        expect(open(`${head}\n${margin}${rest}`).map(({ message }) => message)).toEqual([`${head} ${rest}`])
      }
      const next = 'oom_reaper: reaped process 3008 (python), now anon-rss:0kB'
      expect(open(`${head}\n${next}`).map(({ line }) => line)).toEqual([1, 2])
    }
  })

  it('ends before a line that is none of its fields', () => {
    const next = 'Mar  4 09:17:07 node-a kernel: Call Trace:'
    expect(open(`${head}\n${next}`).map(({ line, message }) => [line, message])).toEqual([
      [1, head.slice(20)],
      [2, 'Call Trace:'],
    ])
    const cut = 'type=1701 audit(1651071659.310:2184): auid=0 uid=0'
    expect(open(`${cut}\n${next}`).map(({ line }) => line)).toEqual([1, 2])
    expect(open(`${cut}\nlevel=info msg="x"`).map(({ line }) => line)).toEqual([1, 2])
  })
})

describe('kills of which a page made one line', () => {
  const said = (text: string) => open(text).map(({ message }) => message)
  const selected = 'Out of memory: Kill process 5372 (db) score 130 or sacrifice child'
  const killed = 'Killed process 5372 (db), UID 0, total-vm:2539052kB, anon-rss:2117096kB, file-rss:0kB'

  it('are as many, behind the header of the first', () => {
    expect(said(`${selected} ${killed}`)).toEqual([selected, killed])
    expect(open(`Mar  4 09:17:07 node-a kernel: ${selected} ${killed}`)).toMatchObject([
      { host: 'node-a', message: selected },
      { host: 'node-a', message: killed },
    ])
  })

  it('are as many where nothing stands between', () => {
    expect(
      said(
        `Killed process 7 (panel)Out of memory: kill process 8 (vm) score 9 or a childKilled process 8 (vm)`,
      ),
    ).toEqual([
      'Killed process 7 (panel)',
      'Out of memory: kill process 8 (vm) score 9 or a child',
      'Killed process 8 (vm)',
    ])
  })

  it('stay one where the words stand within the first', () => {
    expect(said(`Killed process 7 (x, Killed process 8 (vm)`)).toHaveLength(1)
  })

  it('stay one where another program repeats them', () => {
    const repeated = `34m Warning OOMKilling node/node-a ${selected} ${killed}`
    expect(said(repeated)).toHaveLength(1)
  })
})

describe('JSON over several lines', () => {
  it('json-pretty: objects one behind the other', () => {
    expect(open(`${pretty(entry(1))}\n${pretty(entry(2))}`)).toEqual([opened(1, 1), opened(2, 7)])
    expect(open(`${pretty(entry(1))}\n`.repeat(3))).toHaveLength(3)
  })

  it('an array, pretty or on one line', () => {
    expect(open(pretty([entry(1), entry(2)]))).toEqual([opened(1, 2), opened(2, 8)])
    expect(open(JSON.stringify([entry(1), entry(2)]))).toEqual([opened(1, 1), opened(2, 1)])
  })

  it('one object a line is left as it is', () => {
    const line = JSON.stringify(entry(1))
    const records = createRecordAssembler()
    const given: Line = { file: 'f', number: 1, offset: 0, text: line }
    expect(records.next(given)[0]).toBe(given)
    expect(records.open).toBe(false)
  })

  it('AWS: events, Insights results, several documents', () => {
    const found = open(
      `${pretty({ events: [event(1), event(2)], nextToken: 'x' })}\n${JSON.stringify({ events: [event(3)] })}`,
    )
    expect(found.map(({ id, message }) => [id, message])).toEqual([
      ['cloudwatch-json', 'message 1'],
      ['cloudwatch-json', 'message 2'],
      ['cloudwatch-json', 'message 3'],
    ])
    const cells = {
      '@timestamp': '2024-03-04 09:17:07.123',
      '@message': 'm',
      '@logStream': 'n1-dataplane.systemd.kubelet.service',
    }
    const results = { results: [Object.entries(cells).map(([field, value]) => ({ field, value }))] }
    expect(open(pretty(results))).toMatchObject([
      { id: 'cloudwatch-json', host: 'n1', program: 'kubelet', stamp: '1709543827123', message: 'm' },
    ])
  })

  it('Azure: tables with columns and rows', () => {
    const columns = ['TimeGenerated', 'Computer', 'ProcessName', 'SyslogMessage'].map((name) => ({
      name,
      type: 'string',
    }))
    const rows = [['2024-03-04T09:17:07Z', 'aks-1', 'kernel', 'Call Trace:']]
    expect(open(JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows }] }))).toMatchObject([
      {
        id: 'azure-json',
        host: 'aks-1',
        program: 'kernel',
        stamp: '2024-03-04T09:17:07Z',
        message: 'Call Trace:',
      },
    ])
  })

  it('Loki: streams of values', () => {
    const stream = { unit: 'kubelet.service', nodename: 'node-a' }
    const result = [
      {
        stream,
        values: [
          ['1709543827123456789', 'one'],
          ['1709543827123456790', 'two'],
        ],
      },
    ]
    expect(open(pretty({ status: 'success', data: { resultType: 'streams', result } }))).toMatchObject([
      { id: 'loki-json', host: 'node-a', program: 'kubelet', stamp: '1709543827123456789', message: 'one' },
      { id: 'loki-json', message: 'two' },
    ])
  })

  it('Elasticsearch: hits', () => {
    const source = {
      '@timestamp': '2024-03-04T09:17:07Z',
      host: { name: 'node-a' },
      message: 'm',
      syslog: { identifier: 'kernel' },
    }
    expect(
      open(pretty({ took: 1, hits: { total: { value: 1 }, hits: [{ _id: 'a', _source: source }] } })),
    ).toMatchObject([{ id: 'collector-json', host: 'node-a', program: 'kernel', message: 'm' }])
  })

  it('OpenTelemetry: log records', () => {
    const body = {
      kvlistValue: {
        values: [pair('MESSAGE', 'm'), pair('SYSLOG_IDENTIFIER', 'kubelet'), pair('_HOSTNAME', 'node-a')],
      },
    }
    const logRecords = [{ timeUnixNano: '1709543827123456789', body }]
    expect(open(pretty({ resourceLogs: [{ resource: {}, scopeLogs: [{ logRecords }] }] }))).toMatchObject([
      {
        id: 'collector-json',
        host: 'node-a',
        program: 'kubelet',
        stamp: '1709543827123456789',
        message: 'm',
      },
    ])
  })

  it('OpenTelemetry: each record is of the node that its own resource names', () => {
    const logsOf = (name: string, ...bodies: readonly string[]) => ({
      resource: { attributes: [pair('host.name', name)] },
      scopeLogs: [
        {
          logRecords: bodies.map((stringValue) => ({
            observedTimeUnixNano: '1709543827123456789',
            body: { stringValue },
          })),
        },
      ],
    })
    const found = open(
      pretty({
        resourceLogs: [
          logsOf('node-a', 'one', 'two'),
          logsOf('node-b', 'three'),
          { ...logsOf('', 'four'), resource: {} },
        ],
      }),
    )
    expect(found.map(({ host, message }) => [host, message])).toEqual([
      ['node-a', 'one'],
      ['node-a', 'two'],
      ['node-b', 'three'],
      [null, 'four'],
    ])
  })

  it('OpenTelemetry as its collector prints it: each body where it stands, lines in between as they are', () => {
    const text = [
      '2024-03-04T09:17:08.123Z\tinfo\tResourceLog #0',
      'Resource attributes:',
      '     -> host.name: Str(node-a)',
      'LogRecord #0',
      'ObservedTimestamp: 2024-03-04 09:17:08 +0000 UTC',
      'Timestamp: 2024-03-04 09:17:07.123 +0000 UTC',
      'Body: Str(one (1)',
      'two)',
      'Attributes:',
      '     -> appname: Str(kubelet)',
      'Flags: 0',
      'LogRecord #1',
      'ObservedTimestamp: 2024-03-04 09:17:08 +0000 UTC',
      'Body: Str(three)',
      'Attributes:',
      'Mar  4 09:17:09 node-b kernel: four',
      'ResourceLog #1',
      'LogRecord #0',
      'Body: Str(five)',
    ].join('\n')
    expect(open(text)).toMatchObject([
      {
        line: 7,
        id: 'collector-json',
        host: 'node-a',
        program: 'kubelet',
        stamp: '2024-03-04 09:17:07.123 +0000',
        message: 'one (1)\ntwo',
      },
      { line: 16, id: 'rfc3164', host: 'node-b', message: 'four' },
      { line: 14, host: 'node-a', stamp: '2024-03-04 09:17:08 +0000', message: 'three' },
      { line: 19, host: null, message: 'five' },
    ])
  })

  it('Ansible: the lines that a host answered, each where it stands', () => {
    const lines = ['[ 8523.347168] Call Trace:', 'Mar  4 09:17:07 node-c kubelet[955]: x']
    const answer = pretty({ changed: true, stdout: lines.join('\n'), stdout_lines: lines })
    const expected = [
      { line: 5, id: 'collector-json', host: 'node-a', message: 'Call Trace:' },
      { line: 6, id: 'collector-json', host: 'node-c', program: 'kubelet', message: 'x' },
    ]
    for (const front of [
      'ok: [node-a] => ',
      'changed: [node-a] => (item=kubelet) => ',
      'node-a | CHANGED => ',
    ])
      expect(open(`TASK [logs] ***\n${front}${answer}`).slice(1), front).toMatchObject(
        expected.map((one) => ({ ...one, line: one.line + 1 })),
      )
    const plays = [{ tasks: [{ hosts: { 'node-a': { stdout_lines: lines } } }] }]
    expect(open(JSON.stringify({ plays }))).toMatchObject(expected.map((one) => ({ ...one, line: 1 })))
    expect(open(`ok: [node-a] => ${pretty({ 'logs.stdout_lines': lines })}`)).toMatchObject(
      expected.map((one) => ({ ...one, line: one.line - 2 })),
    )
    // Of a loop the answers are records of a list.
    expect(open(`ok: [node-a] => ${pretty({ results: [{ item: 1, stdout_lines: lines }] })}`)).toMatchObject(
      expected.map((one) => ({ ...one, line: 3 })),
    )
  })

  it('Ansible: the lines that each of several hosts printed, as the lines of that host', () => {
    const text =
      'node-a | CHANGED | rc=0 >>\nMar  4 09:17:07 kubelet[955]: x\n\nnode-b | FAILED | rc=1 >>\n[ 8523.347168] Call Trace:\nMar  4 09:17:07 node-c kubelet[955]: y\n'
    expect(open(text)).toMatchObject([
      { line: 2, host: 'node-a', program: 'kubelet', message: 'x' },
      { line: 5, host: 'node-b', program: 'kernel', message: 'Call Trace:' },
      { line: 6, host: 'node-c', program: 'kubelet', message: 'y' },
    ])
  })

  it('aws logs get-query-results --output text: a result for each set of fields, where its message stands', () => {
    const text =
      'Complete\nRESULTS\t@timestamp\t2024-03-04 09:17:07.123\nRESULTS\t@message\tMar  4 09:17:07 node-a kubelet[955]: one\ntwo\nRESULTS\t@ptr\tCm\nRESULTS\t@timestamp\t2024-03-04 09:17:06.123\nRESULTS\t@message\tMar  4 09:17:06 node-a kubelet[955]: three\nSTATISTICS\t1.0\t2.0\t2.0\nMar  4 09:17:05 node-a kubelet[955]: four\n'
    expect(open(text)).toMatchObject([
      { line: 1, message: 'Complete' },
      { line: 3, host: 'node-a', program: 'kubelet', message: 'one\ntwo' },
      { line: 7, host: 'node-a', program: 'kubelet', message: 'three' },
      { line: 9, host: 'node-a', message: 'four' },
    ])
  })

  it('Kubernetes: events of a list, of a watch, one a line, on the nodes that sent them', () => {
    const event = (n: number) => ({
      apiVersion: 'v1',
      kind: 'Event',
      reason: 'OOMKilling',
      message: `Killed process ${n} (a)`,
      source: { component: 'kernel-monitor', host: 'node-a' },
      lastTimestamp: `2024-03-04T09:17:0${n}Z`,
    })
    const expected = [1, 2].map((n) => ({
      id: 'collector-json',
      host: 'node-a',
      program: 'kernel-monitor',
      stamp: `2024-03-04T09:17:0${n}Z`,
      message: JSON.stringify(event(n)),
    }))
    const watched = [1, 2].map((n) => ({ type: n === 1 ? 'ADDED' : 'MODIFIED', object: event(n) }))
    const texts = [
      pretty({ apiVersion: 'v1', items: [event(1), event(2)], kind: 'List' }),
      JSON.stringify({ kind: 'EventList', apiVersion: 'v1', items: [event(1), event(2)] }),
      [event(1), event(2)].map(pretty).join('\n'),
      watched.map(pretty).join('\n'),
      watched.map((one) => JSON.stringify(one)).join('\n'),
      [event(1), event(2)].map((one) => JSON.stringify(one)).join('\n'),
    ]
    for (const text of texts) expect(open(text), text).toMatchObject(expected)
  })

  it('a list of strings: its lines', () => {
    expect(open('[\n  "Mar  4 09:17:07 node-a kernel: say \\"x\\"",\n  ""\n]')).toMatchObject([
      { line: 2, id: 'rfc3164', host: 'node-a', message: 'say "x"' },
    ])
  })

  it('dmesg --json', () => {
    const text =
      '{\n   "dmesg": [\n      {\n         "pri": 6,\n         "time":     8.500000,\n         "msg": "Call Trace:"\n      }\n   ]\n}'
    expect(open(text)).toMatchObject([{ line: 3, id: 'dmesg', program: 'kernel', message: 'Call Trace:' }])
  })

  it('what only looks like a document stays as it is', () => {
    const text =
      '{\n  "a": 1,\nMar  4 09:17:07 node-a kernel: Call Trace:\n[\nMar  4 09:17:08 node-a kernel: x'
    expect(open(text).map(({ id, message }) => [id, message])).toEqual([
      ['bare', '{'],
      ['bare', '  "a": 1,'],
      ['rfc3164', 'Call Trace:'],
      ['bare', '['],
      ['rfc3164', 'x'],
    ])
  })

  it('a document that is cut gives its whole records and lets go of what follows', () => {
    const text = `${pretty([entry(1), entry(2)]).slice(0, -60)}\n${JSON.stringify(entry(3))}\n${JSON.stringify(entry(4))}`
    expect(open(text).flatMap(({ id, message }) => (id === 'bare' ? [] : [message]))).toEqual(
      [1, 3, 4].map((n) => opened(n, 0).message),
    )
    expect(isOpenAfter(text)).toBe(false)
  })

  it('an array cut inside a line gives what is whole', () => {
    expect(open(JSON.stringify([entry(1), entry(2), entry(3)]).slice(0, -20))).toEqual([
      opened(1, 1),
      opened(2, 1),
    ])
  })
})

describe('journalctl', () => {
  it('-o export, with a value of several lines and a field that comes twice', () => {
    const text = [
      '__CURSOR=s=1',
      '__REALTIME_TIMESTAMP=1709543827123451',
      '_HOSTNAME=node-a',
      'SYSLOG_IDENTIFIER=kubelet',
      'SYSLOG_IDENTIFIER=other',
      'MESSAGE',
      '\x0b\0\0\0\0\0\0\0two',
      'lines=2',
      '_PID=7',
      '',
      '__CURSOR=s=2',
      '__REALTIME_TIMESTAMP=1709543827123452',
      'MESSAGE=Call Trace:',
      '_TRANSPORT=kernel',
    ].join('\n')
    expect(open(text)).toEqual([
      {
        line: 1,
        id: 'journal-json',
        host: 'node-a',
        program: 'kubelet',
        stamp: '1709543827123451',
        message: 'two\nlines=2',
      },
      {
        line: 11,
        id: 'journal-json',
        host: null,
        program: 'kernel',
        stamp: '1709543827123452',
        message: 'Call Trace:',
      },
    ])
    expect(isOpenAfter('__CURSOR=s=1')).toBe(true)
  })

  it('-o verbose, between markers', () => {
    const text = [
      'Mon 2024-03-04 09:17:07.123451 UTC [s=5c6b;i=1;b=8d1f;m=2;t=612d5d1b5b8c0;x=4]',
      '    _HOSTNAME=node-a',
      '    SYSLOG_IDENTIFIER=kubelet',
      '    MESSAGE=two',
      '            lines',
      '-- Boot 8d1f --',
      'Mon 2024-03-04 09:18:07.123451 UTC [s=5c6b;i=2;b=8d1f;m=2;t=612d5d1b5b8c1;x=4]',
      '    MESSAGE=Call Trace:',
      '    _TRANSPORT=kernel',
    ].join('\n')
    expect(open(text)).toMatchObject([
      { line: 1, id: 'journal-json', host: 'node-a', program: 'kubelet', message: 'two\nlines' },
      { line: 6, id: 'bare', message: '-- Boot 8d1f --' },
      { line: 7, id: 'journal-json', program: 'kernel', message: 'Call Trace:' },
    ])
  })
})

describe('CSV', () => {
  it('Azure: quoted cells with quotes and line feeds', () => {
    const text =
      '"TimeGenerated [UTC]",Computer,ProcessName,SyslogMessage\n"3/4/2024, 9:17:07.123 AM",aks-1,kubelet,"say ""a,\nb"""\n"3/4/2024, 9:17:08.123 AM",aks-1,kernel,Call Trace:'
    expect(open(text)).toMatchObject([
      {
        line: 2,
        id: 'azure-json',
        host: 'aks-1',
        program: 'kubelet',
        stamp: '3/4/2024, 9:17:07.123 AM',
        message: 'say "a,\nb"',
      },
      { line: 4, program: 'kernel', message: 'Call Trace:' },
    ])
  })

  it('Kibana, Google, CloudWatch, Grafana', () => {
    expect(open('"@timestamp",message\n"Mar 4, 2024 @ 09:17:07.123","kernel: Call Trace:"')).toMatchObject([
      {
        id: 'collector-json',
        program: 'kernel',
        stamp: 'Mar 4, 2024 @ 09:17:07.123',
        message: 'Call Trace:',
      },
    ])
    expect(
      open(
        'insertId,jsonPayload.MESSAGE,logName,timestamp\na,m,projects/p/logs/kubelet,2024-03-04T09:17:07Z',
      ),
    ).toMatchObject([{ id: 'gcp-json', program: 'kubelet', message: 'm' }])
    expect(
      open('@timestamp,@message,@logStream\n2024-03-04 09:17:07.123,m,n1-dataplane.systemd.kubelet.service'),
    ).toMatchObject([{ id: 'cloudwatch-json', host: 'n1', program: 'kubelet', stamp: '1709543827123' }])
    expect(
      open('insertId,jsonPayload.MESSAGE,jsonPayload._HOSTNAME,timestamp\na,m,n1,2024-03-04T09:17:07Z'),
    ).toMatchObject([{ id: 'gcp-json', host: 'n1', message: 'm' }])
    expect(open('"labels","Time","Line","tsNs"\n"{}","2024","m","1709543827123456789"')).toMatchObject([
      { id: 'loki-json', stamp: '1709543827123456789', message: 'm' },
    ])
  })

  it('Splunk, Datadog, Graylog', () => {
    expect(open('"_raw","_time"\n"m","2024-03-04T09:17:07.000+0000"')).toMatchObject([
      { id: 'collector-json', stamp: '2024-03-04T09:17:07.000+0000', message: 'm' },
    ])
    expect(open('Date,Host,Service,Content\n"2024-03-04T09:17:07.000Z","n1","nodes","m"')).toMatchObject([
      { id: 'collector-json', host: 'n1', program: null, message: 'm' },
    ])
    expect(
      open('"timestamp","source","message"\n"2024-03-04T09:17:07.000Z","n1","kubelet[7]: m"'),
    ).toMatchObject([{ id: 'collector-json', host: 'n1', program: 'kubelet', message: 'm' }])
    expect(
      open('timestamp,message,source,tag\n2024-03-04T09:17:07.000Z,m,/var/log/messages,t'),
    ).toMatchObject([{ id: 'collector-json', host: null, message: 'm' }])
  })

  it('the answer of Datadog’s API', () => {
    const log = (service: string, own: object) => ({
      id: 'AQAAAZ',
      type: 'log',
      attributes: {
        timestamp: '2024-03-04T09:17:07.123Z',
        host: 'n1',
        service,
        status: 'info',
        message: 'm',
        attributes: own,
      },
    })
    const journald = { SYSLOG_IDENTIFIER: 'kubelet', _PID: '955' }
    const answer = { data: [log('containerd', {}), log('nodes', { journald })], meta: { page: {} } }
    for (const text of [JSON.stringify(answer, null, 2), `${JSON.stringify(answer)}\n`])
      expect(open(text)).toMatchObject([
        { id: 'collector-json', host: 'n1', program: 'containerd', message: 'm' },
        { id: 'collector-json', host: 'n1', program: 'kubelet', message: 'm' },
      ])
    const within = open(JSON.stringify({ page: answer }, null, 2))
    expect(within.filter(({ program }) => program === 'kubelet')).toEqual([])
  })

  it('a first line with a comma is no header', () => {
    expect(isOpenAfter('Mar  4 09:17:07 node-a kernel: message, and more')).toBe(false)
  })
})

describe('two records on one line', () => {
  it('are two', () => {
    const text =
      'Mar  4 09:17:07 node-a kernel: [30104.280001] a uid=1001[30104.280053] Out of memory: Kill process 4294 (node)'
    expect(open(text)).toMatchObject([
      { line: 1, id: 'rfc3164', host: 'node-a', message: 'a uid=1001' },
      { line: 1, id: 'rfc3164', host: 'node-a', message: 'Out of memory: Kill process 4294 (node)' },
    ])
  })

  const syslog = (second: number, message: string, tag = 'kubelet[955]') =>
    `Mar  4 09:17:0${second} node-a ${tag}: ${message}`
  const klog = (second: number, message: string) =>
    `I0304 09:17:0${second}.123456     955 generic.go:334] ${message}`
  const ended = (code: number) => `"Generic (PLEG): container finished" podID="x" exitCode=${code}`

  it.each(['', ' '])('are two behind %j where the same writer’s head stands once more', (between) => {
    expect(open([1, 2].map((n) => syslog(n, klog(n, ended(n)))).join(between))).toMatchObject([
      { line: 1, host: 'node-a', program: 'kubelet', stamp: 'Mar  4 09:17:01', message: klog(1, ended(1)) },
      { line: 1, host: 'node-a', program: 'kubelet', stamp: 'Mar  4 09:17:02', message: klog(2, ended(2)) },
    ])
    const iso = (n: number) => `2024-03-04T09:17:0${n}.12+01:00 node-a crio[9]: time="x" msg="a \\"b\\" ${n}"`
    expect(open([1, 2, 3].map(iso).join(between)).map(({ stamp }) => stamp)).toEqual(
      [1, 2, 3].map((n) => `2024-03-04T09:17:0${n}.12+01:00`),
    )
    expect(open([1, 2].map((n) => klog(n, ended(n))).join(between)).map(({ message }) => message)).toEqual([
      klog(1, ended(1)),
      klog(2, ended(2)),
    ])
  })

  it('are as many as there are heads of the node’s own programs', () => {
    const text = [
      syslog(1, klog(1, ended(1))),
      syslog(2, '[30104.280053] Out of memory: Kill process 4294 (node)', 'kernel'),
      syslog(2, '[30104.280054] Mem-Info:', 'kernel'),
      syslog(3, 'level=info msg="x \\"y\\""', 'containerd[9]'),
      syslog(4, klog(4, ended(4))),
    ]
    for (const between of [' ', '', '\\n']) {
      expect(open(text.join(between))).toMatchObject([
        { program: 'kubelet', message: klog(1, ended(1)) },
        { program: 'kernel', message: 'Out of memory: Kill process 4294 (node)' },
        { program: 'kernel', message: 'Mem-Info:' },
        { program: 'containerd', message: 'level=info msg="x \\"y\\""' },
        { program: 'kubelet', message: klog(4, ended(4)) },
      ])
    }
  })

  it('are three of logrus, which leaves zeros out', () => {
    const logrus = (fraction: string, words: string) =>
      `time="2024-03-04T09:17:07${fraction}Z" level=info msg="x \\"${words}\\""`
    const three = [logrus('.123456789', 'a'), logrus('.12345', 'b'), logrus('', 'c')]
    expect(open(three.join(' ')).map(({ message }) => message)).toEqual(three)
    expect(open(logrus('.1', logrus('.2', 'y').replaceAll('"', '\\"')))).toHaveLength(1)
  })

  it.each([
    ['another writer’s', syslog(1, `saw it ${syslog(2, klog(2, ended(2)))}`, 'watcher[77]')],
    ['in quotes', syslog(1, klog(1, `"Probe failed" output="x ${syslog(2, klog(2, ended(2)))}"`))],
    ['behind a colon', syslog(1, `last words: ${syslog(2, klog(2, ended(2)))}`)],
    ['a record whole', syslog(1, syslog(2, klog(2, ended(2))))],
    ['without a stamp', syslog(1, 'x node-a kubelet[955]: y')],
  ])('are one where the first cites the second: %s', (_how, text) => {
    expect(open(text)).toHaveLength(1)
  })

  it('are two where a console tells what it lost, and goes on', () => {
    expect(open('** 3 printk messages dropped ** [  206.416481] a[7]: segfault at 0')).toMatchObject([
      { message: '** 3 printk messages dropped **' },
      { id: 'dmesg', message: 'a[7]: segfault at 0' },
    ])
    expect(open('** 3 printk messages dropped **')).toHaveLength(1)
  })

  it('are as many as a page made one line of', () => {
    expect(
      open('kernel: a[7]: segfault at 0 kernel: b[8]: segfault at 8 kernel: (x kernel: y)'),
    ).toMatchObject([
      { program: 'kernel', message: 'a[7]: segfault at 0' },
      { program: 'kernel', message: 'b[8]: segfault at 8' },
      { program: 'kernel', message: '(x kernel: y)' },
    ])
    expect(
      open('[  206.416481] a[7]: segfault at 0 in a[1+2] [  206.416490] b[8]: segfault at 8'),
    ).toMatchObject([{ message: 'a[7]: segfault at 0 in a[1+2]' }, { message: 'b[8]: segfault at 8' }])
    const time = '[Mon Mar  4 09:17:07 2024]'
    expect(open(`${time} a[7]: segfault at 0 in a[1+2] ${time} b[8]: segfault at 8`)).toMatchObject([
      { id: 'dmesg-ctime', message: 'a[7]: segfault at 0 in a[1+2]' },
      { id: 'dmesg-ctime', message: 'b[8]: segfault at 8' },
    ])
    expect(open('[  206.416481] [  206.416490] b[8]: segfault at 8')).toHaveLength(1)
    expect(open('[  206.416481][    C1] [  206.416490] b[8]: segfault at 8')).toHaveLength(1)
  })

  it('not inside a name', () => {
    expect(open('[30104.280001] Killed process 7 (x [1.000000] y) total-vm:1kB')).toHaveLength(1)
    expect(open('[30104.280001] Killed process 7 (x[1.000000] y) total-vm:1kB')).toHaveLength(1)
  })
})
