import { describe, expect, it } from 'vitest'
import { envelopes } from '../parsers/index.js'
import { cleanLine } from '../src/events/clean-line.js'
import { createOpener } from '../src/events/open.js'
import type { Envelope } from '../src/model/envelope.js'

const open = (text: string): Envelope => createOpener(envelopes).open(text)
const strict = envelopes.slice(0, -1)

/** What the tests below look at of an envelope. */
const seen = ({ id, host, program, pid, sinceBoot, message, stamp }: Envelope) => ({
  id,
  host,
  program,
  pid,
  sinceBoot,
  message,
  stamp: stamp?.raw ?? null,
})

describe('of all envelopes at most one opens a line, so that their order and the last one used do not matter', () => {
  const texts = envelopes.flatMap((envelope) => [
    ...envelope.samples.map(({ text }) => [envelope.id, text] as const),
    ...['kernel', 'kubelet'].map((program) => [envelope.id, envelope.wrap('a message', program, 7)] as const),
  ])
  it.each(texts)('%s: %s', (id, text) => {
    const openers = strict.filter((reader) => reader.open(text)).map((reader) => reader.id)
    expect(openers).toEqual(id === 'bare' ? [] : [id])
  })
})

describe('any line cut anywhere is opened', () => {
  it.each(envelopes.map((envelope) => [envelope.id, envelope] as const))('%s', (_id, envelope) => {
    const opener = createOpener(envelopes)
    for (const { text } of envelope.samples) {
      for (let end = 0; end <= text.length; end++)
        expect(opener.open(text.slice(0, end)).message).toBeTypeOf('string')
    }
  })
})

describe('a file that changes its envelope', () => {
  it('is read line by line', () => {
    const opener = createOpener(envelopes)
    const lines = strict.map((envelope) => [envelope.id, envelope.wrap('a message', 'kubelet', 7)] as const)
    for (const [id, text] of [...lines, ...lines.toReversed()]) expect(opener.open(text).id).toBe(id)
  })
})

describe('what a copy, a terminal or a crash added', () => {
  const line = 'Mar  4 09:17:07 node-a kernel: Call Trace:'
  it.each([
    ['byte order mark', `\ufeff${line}`],
    ['carriage return', `${line}\r`],
    ['the marks of code', `\`${line}\``],
    ['the marks of code in a list', `- \`${line}\``],
    ['the marks of code farther in', `     \`${line}\``],
    ['the marks of code behind a TAB', `\t\`${line}\``],
    ['the marks of code in a row of a table', `| \`${line}\` |`],
    ['colours', `Mar  4 09:17:07 node-a kernel: \x1b[1;31mCall Trace:\x1b[0m`],
    ['colours without their ESC', `Mar  4 09:17:07 node-a kernel: [1;31mCall Trace:[0m`],
    ['colours as rsyslog writes them', `Mar  4 09:17:07 node-a kernel: #033[31mCall Trace:#033[0m`],
    ['a forum’s colours', `Mar  4 09:17:07 node-a kernel: [COLOR="Red"]Call Trace:[/COLOR]`],
    ['a forum’s colour that goes on', `Mar  4 09:17:07 node-a kernel: [COLOR=#ff0000]Call Trace:`],
    ['a hyperlink', `Mar  4 09:17:07 \x1b]8;;file:///x\x1b\\node-a\x1b]8;;\x1b\\ kernel: Call Trace:`],
    ['NULs around', `\0\0\0${line}\0`],
    ['the bar that closes a row of a table', `| ${line} |  `, `| ${line}`],
    ['a torn record and NULs before', `Mar  4 09:12:01 node-a kub\0\0\0\0${line}`],
  ])('%s is taken off', (_what, text, left = line) => expect(cleanLine(text)).toBe(left))

  it.each(['([/b])', 'task=[COLOR=1]', 'comm="[/i]"'])(
    'a process that calls itself %s keeps its name',
    (name) => expect(cleanLine(`Mar  4 09:17:07 node-a kernel: Killed process 7 ${name}, x`)).toContain(name),
  )

  const klog = 'I0304 09:17:07.123456    2480 generic.go:334] "Generic (PLEG): container finished" exitCode=1'
  it.each([
    ['an editor’s quotes', klog.replace('"G', '“G').replace('d"', 'd”')],
    ['an editor’s quotes, all of one kind', klog.replaceAll('"', '”')],
    ['blanks that do not break', klog.replace('    ', '\u00a0 \u00a0 ')],
    ['a page’s names of quotes', klog.replaceAll('"', '&quot;')],
    ['a page’s numbers of quotes', klog.replaceAll('"', '&#34;')],
    ['escapes', klog.replaceAll('"', '\\"')],
    ['escapes of escapes', klog.replaceAll('"', '\\\\\\"')],
    ['a string of JSON', `  ${JSON.stringify(klog)},`],
    ['a collected journal’s message', `    "MESSAGE": ${JSON.stringify(klog)},`],
    ['a string of Node.js', `          '${klog}',`],
    ['a record in YAML', `  MESSAGE: '${klog}'`],
    ['a journal’s message', `        "MESSAGE" : ${JSON.stringify(klog)}`],
  ])('%s are undone', (_what, text) => expect(cleanLine(text)).toBe(klog))

  it.each([
    'time="2024-03-04T09:17:07Z" level=info msg="Kill container \\"b7d0\\""',
    '"SyncLoop DELETE" source="api" pods=["default/nginx"]',
    'Mar  4 09:17:07 node-a cron[7]: (root) CMD (/usr/bin/list |',
    "Mar  4 09:17:07 node-a app[7]: it's 'done'",
    "time='x' 'y',",
    `\t"MESSAGE": ${JSON.stringify('what a container printed')},`,
  ])('a line that a program quotes in is as it was: %s', (text) => expect(cleanLine(text)).toBe(text))

  it('a pointer that a page wrote by the name of its sign is as Go prints it', () => {
    const said =
      'time="2024-03-04T09:17:07Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:web,}"'
    expect(cleanLine(said.replace('&', '&amp;'))).toBe(said)
    const printed =
      'I0304 09:17:07.123456    2480 kubelet.go:2231] "SyncLoop" event=&{ID:web Type:ContainerDied}'
    expect(cleanLine(printed.replace('&', '&amp;'))).toBe(printed)
    const asked = 'level=info msg="GET /list?a=1&amp;b=2; done"'
    expect(cleanLine(asked)).toBe(asked)
  })

  it('an arrow that a page wrote by the name of its sign is as it was', () => {
    const said =
      'I0304 09:17:07.123456    2480 generic.go:147] GenericPLEG: 27aff94d/4296b9e2: running -> exited'
    expect(cleanLine(said.replace('>', '&gt;'))).toBe(said)
  })

  it('quotes that a program was told to print are not touched', () => {
    const text = 'I0304 09:17:07.123456    2480 prober.go:107] "Probe failed" output="no “healthy” in it"'
    expect(cleanLine(text)).toBe(text)
  })
})

describe('what other tools put in front', () => {
  it.each([
    ['166233 Apr 18 00:37:34   kernel: [14049899.298694] exe invoked oom-killer:', 'rfc3164'],
    ['   12\tMar  4 09:17:07 node-a kernel: x', 'rfc3164'],
    ['  12 │ Mar  4 09:17:07 node-a kernel: x', 'rfc3164'],
    ['1118289:Aug  1 11:23:28 node-a kernel: x', 'rfc3164'],
    ['/var/log/syslog.1:12:Aug  1 11:23:28 node-a kernel: x', 'rfc3164'],
    ['/var/log/my-syslog-Aug  1 11:23:28 node-a kernel: x', 'rfc3164'],
    ['> Aug  1 11:23:28 node-a kernel: x', 'rfc3164'],
    ['* Aug  1 11:23:28 node-a kernel: x', 'rfc3164'],
    ['| Aug  1 11:23:28 node-a kernel: x |', 'rfc3164'],
    ['node-7 Mar 04 09:17:07.123456 node-a kernel: x', 'rfc3164'],
    ['app_1  | 2024-03-04T09:17:07.5+00:00 node-a kernel: x', 'rfc3339'],
    ['    [ 8523.347168] Call Trace:', 'dmesg'],
  ])('%s', (text, id) => {
    const opened = open(text)
    expect(opened.id).toBe(id)
    expect(opened.program).toBe('kernel')
  })

  it('is no reason to look into a message', () => {
    const text =
      'level=info msg="Mar  4 09:17:07 node-a kernel: Memory cgroup out of memory: Killed process 1 (a)"'
    expect(seen(open(text))).toEqual({
      id: 'bare',
      host: null,
      program: null,
      pid: null,
      sinceBoot: null,
      stamp: null,
      message: text,
    })
  })
})

describe('an envelope in a collector’s record', () => {
  it('gives host, tag and time; the record its year and zone', () => {
    const inner = 'Mar  4 10:17:05 node-a containerd[812]: time="2024-03-04T09:17:05.3Z" level=info msg="x"'
    const text = JSON.stringify({
      '@timestamp': '2024-03-04T09:17:07.123Z',
      host: { name: 'shipper' },
      message: inner,
    })
    expect(open(text)).toMatchObject({
      id: 'collector-json',
      host: 'node-a',
      program: 'containerd',
      pid: 812,
      sinceBoot: null,
      stamp: {
        raw: 'Mar  4 10:17:05',
        wallMs: Date.UTC(2024, 2, 4, 10, 17, 5),
        yearWritten: true,
        offsetMinutes: 60,
        stepMs: 1000,
      },
      message: 'time="2024-03-04T09:17:05.3Z" level=info msg="x"',
    })
  })

  it('takes the year alone of a record without a zone', () => {
    const inner = 'I1231 23:59:59.786271    2227 kubelet.go:1] "x"'
    const { stamp } = open(`2024-01-01 05:29:59.787\t${JSON.stringify({ pid: '2227', message: inner })}`)
    expect(stamp).toMatchObject({
      wallMs: Date.UTC(2023, 11, 31, 23, 59, 59, 786) + 0.271,
      yearWritten: true,
      offsetMinutes: null,
    })
  })

  it('far from the record’s time gives no zone', () => {
    const inner = 'Mar  4 10:02:05 node-a kernel: x'
    const text = JSON.stringify({ timestamp: 1709543827123, message: inner, ingestionTime: 1 })
    expect(open(text).stamp).toMatchObject({ wallMs: Date.UTC(2024, 2, 4, 10, 2, 5), offsetMinutes: null })
  })

  it('is found below several of them', () => {
    const cri = `2024-03-04T09:17:07.9Z stderr F I0304 09:17:07.123456       1 log_monitor.go:160] New status`
    const text = JSON.stringify({ log: `${cri}\n`, stream: 'stderr', time: '2024-03-04T09:17:08Z' })
    expect(seen(open(text))).toEqual({
      id: 'docker-json',
      host: null,
      program: null,
      pid: null,
      sinceBoot: null,
      stamp: '2024-03-04T09:17:07.9Z',
      message: 'I0304 09:17:07.123456       1 log_monitor.go:160] New status',
    })
  })

  it('leaves the record’s time to a message with a time of its own', () => {
    const text = '2024-03-04T09:17:07.123Z I0304 10:17:07.000456     955 kubelet.go:2447] "SyncLoop"'
    expect(seen(open(text))).toMatchObject({ id: 'timestamped', stamp: '2024-03-04T09:17:07.123Z' })
  })

  it('takes the printk prefix off a serial console', () => {
    const text =
      '{"insertId":"a","textPayload":"[ 8523.347168] Call Trace:","logName":"l","timestamp":"2024-03-04T09:17:07Z"}'
    expect(seen(open(text))).toEqual({
      id: 'gcp-json',
      host: null,
      program: 'kernel',
      pid: null,
      sinceBoot: 8523.347168,
      stamp: '2024-03-04T09:17:07Z',
      message: 'Call Trace:',
    })
  })
})

describe('the kernel’s lines of a serial console', () => {
  it.each([
    ['a shell’s prompt', 'root@board-7:~# '],
    ['a prompt in brackets', '[root@board-7 ~]# '],
    ['a logger’s time of day', '[09:17:07.123] '],
  ])('are read behind %s', (_what, before) =>
    expect(seen(open(`${before}[   58.230411] a.out[231]: segfault at 0`))).toMatchObject({
      id: 'dmesg',
      program: 'kernel',
      sinceBoot: 58.230411,
      message: 'a.out[231]: segfault at 0',
    }),
  )
})

it('opens a line whose brackets Markdown escapes', () =>
  expect(open('\\[ 8523.347168\\] my\\_app\\[7142\\]: segfault at 0')).toMatchObject({
    id: 'dmesg',
    message: 'my_app[7142]: segfault at 0',
  }))

it.each([
  ['Mar  4 09:17:07 node-a my\\_app\\[812\\]: \\[a\\] b\\_c', 'Mar  4 09:17:07 node-a my_app[812]: [a] b_c'],
  [
    'INFO\\[2024-03-04T09:17:07.5Z\\] ignoring event  type="\\*events.TaskDelete"',
    'INFO[2024-03-04T09:17:07.5Z] ignoring event  type="*events.TaskDelete"',
  ],
])('what Markdown would read is not escaped: %s', (text, line) => expect(cleanLine(text)).toBe(line))

it('backslashes that a program printed stay', () => {
  const text = 'Mar  4 09:17:07 node-a app[812]: a \\[b\\] of app\\[7\\]: c'
  expect(cleanLine(text)).toBe(text)
})

it.each(['[ 2269s] ', '[hcat] ', '[09:17:07.123] '])('opens a kernel line that is marked %j', (mark) =>
  expect(open(`${mark}[   58.230411][    C1] Call Trace:`)).toMatchObject({
    id: 'dmesg',
    sinceBoot: 58.230411,
    message: 'Call Trace:',
  }),
)

it.each([
  '<p>[   58.230411] Call Trace:',
  '[   58.230411] Call Trace:<br>',
  '<p>[   58.230411] Call Trace:</p>\r',
])('opens a line among the elements of a page: %s', (line) =>
  expect(open(line)).toMatchObject({ id: 'dmesg', sinceBoot: 58.230411, message: 'Call Trace:' }),
)

it('opens a line that stands in a cell of a table', () =>
  expect(open('"Mar  4 09:17:07 node-a kubelet[9]: I0304 ""SyncLoop"" pod=""a/b"""').message).toBe(
    'I0304 "SyncLoop" pod="a/b"',
  ))

it('opens a line with the epoch in front that is quoted', () =>
  expect(open('> 1709543827.123456 node-a kernel: Call Trace:')).toMatchObject({
    host: 'node-a',
    program: 'kernel',
    message: 'Call Trace:',
  }))

it('opens a line of those that abrt keeps', () =>
  expect(open(':Mar  4 09:17:07 node-a kernel: Call Trace:')).toMatchObject({
    id: 'rfc3164',
    host: 'node-a',
  }))

it('opens a line of a page, which writes angles by their names', () =>
  expect(
    open('Mar  4 09:17:07 node-a conmon[77]: conmon 0123456789abcdef0123 &lt;ninfo&gt;: container 9 exited'),
  ).toMatchObject({ program: 'conmon', message: 'conmon 0123456789abcdef0123 <ninfo>: container 9 exited' }))

it('opens a line that is quoted in HTML', () =>
  expect(open('&gt; Mar  4 09:17:07 node-a kernel: [   58.230411] Call Trace:')).toMatchObject({
    id: 'rfc3164',
    host: 'node-a',
    message: 'Call Trace:',
  }))
