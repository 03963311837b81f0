import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { fixture, tar, text, zip } from './input-tools.js'
import { cid, exit, kernel, line, oomKill, pleg, RUNNING } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-story-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

interface Printed {
  readonly finishedAt: string | null
  readonly cause: string
  readonly oom: { readonly kills: readonly unknown[] } | null
}

async function deathsIn(files: readonly string[], stdin = ''): Promise<readonly Printed[]> {
  const { stdout } = await runCli(
    ['timeline', '-o', 'json', '--reference-date', '2026-11-24', ...files],
    stdin,
  )
  return JSON.parse(stdout)
}

describe('a log in rotated pieces, packed in four ways', async () => {
  const packed: Readonly<Record<string, string>> = JSON.parse(
    readFileSync('test/piece-fixtures.json', 'utf8'),
  )
  const log = 'test/lab/slow-delete.syslog'
  const lines = readFileSync(log, 'utf8').split(/(?<=\n)/)
  const files = [
    ...Object.entries(packed).map(([name, base64]) => write(name, Buffer.from(base64, 'base64'))),
    write('syslog', lines.slice(110).join('')),
  ]
  const withoutPlaces = (deaths: readonly Printed[]) =>
    JSON.stringify(deaths, (key, value: unknown) => (key === 'file' || key === 'line' ? undefined : value))
  const whole = withoutPlaces(await deathsIn([log]))

  it('whose report of an OOM kill is cut by three of them', () => {
    expect(whole.match(/"cause":"[^"]*"/g)).toEqual([
      '"cause":"error"',
      '"cause":"oom-container"',
      '"cause":"stopped"',
    ])
  })

  it('in any order gives the timeline of the whole log', async () => {
    const order = fc.shuffledSubarray(files, { minLength: files.length })
    await fc.assert(
      fc.asyncProperty(order, async (shuffled) => {
        expect(withoutPlaces(await deathsIn(shuffled))).toBe(whole)
      }),
      { numRuns: 5 },
    )
  })
})

describe('what cannot be read to its end', () => {
  const cut = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, Math.floor(bytes.length * 0.9))
  it.each([
    ['gzip', gzipSync(text)],
    ['zstd', fixture('text.zst')],
    ['xz', fixture('text-in-blocks-sha256.xz')],
    ['bzip2', fixture('text.bz2')],
    ['tar', tar({ 'var/log/syslog': text })],
    ['tar.gz', gzipSync(tar({ 'var/log/syslog': text }))],
    ['zip', zip({ 'var/log/syslog': text })],
  ])('%s: the lines before, one problem, exit status 1', async (kind, whole) => {
    const { status, stdout, stderr } = await runCli([
      'coverage',
      '-o',
      'text',
      write(`cut.${kind}`, cut(whole)),
    ])
    expect(status).toBe(1)
    const problems = stderr.trim().split('\n')
    // The line in which the data ends is cut, which may be told too.
    expect(problems.filter((problem) => !problem.includes('no line end'))).toHaveLength(1)
    expect(stdout).toMatch(/kubelet .*\n[^]*[1-9] \d{3} lines read/)
  })
})

describe('what is damaged', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['zstd', fixture('text.zst')],
    ['xz', fixture('text-in-blocks-sha256.xz')],
    ['bzip2', fixture('text.bz2')],
    ['tar.gz', gzipSync(tar({ 'var/log/syslog': text }))],
    ['zip', zip({ 'var/log/syslog': text })],
  ])('%s with a flipped bit: the lines before, one problem, exit status 1', async (kind, whole) => {
    const damaged = Buffer.from(whole)
    const at = Math.floor(damaged.length * 0.8)
    damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at)
    const file = write(`damaged.${kind}`, damaged)
    const { status, stdout, stderr } = await runCli(['coverage', '-o', 'text', file])
    expect(status).toBe(1)
    expect(stderr.split('\n').filter((problem) => problem.includes(' is damaged ('))).toHaveLength(1)
    expect(stderr).toContain(file)
    expect(stdout).toMatch(/[1-9] \d{3} lines read/)
  })
})

describe('clocks, end to end', () => {
  const A = cid('a')
  const ids = `container_id:\\"${A}\\" id:\\"${A}\\" pid:1000`
  /** containerd's line about the end of `a` at a UTC time, in syslog at the wall clock's. */
  const end = (wall: string, utc: string): string => {
    const seconds = Date.parse(utc) / 1000
    return `${wall} node-1 containerd[901]: time="${utc.replace('Z', '.000000000Z')}" level=info msg="received exit event ${ids} exit_status:1 exited_at:{seconds:${seconds}}"`
  }
  const begin = (wall: string, utc: string): string =>
    `${wall} node-1 containerd[901]: time="${utc.replace('Z', '.000000000Z')}" level=info msg="StartContainer for \\"${A}\\" returns successfully"`
  const chatter = (wall: string): string => `${wall} node-1 systemd[1]: Started Session 4 of user root.`
  const kill = (wall: string): string =>
    `${wall} node-1 kernel: [ 8523.347168] Memory cgroup out of memory: Killed process 77 (java) total-vm:266540kB, anon-rss:65024kB, file-rss:512kB, shmem-rss:0kB, UID:0 pgtables:168kB oom_score_adj:968`

  async function killsIn(...lines: readonly string[]): Promise<readonly unknown[]> {
    const { stdout } = await runCli(['events', '--reference-date', '2026-11-24'], `${lines.join('\n')}\n`)
    const events = stdout
      .trim()
      .split('\n')
      .map((one): Record<string, unknown> => JSON.parse(one))
    return events.filter(({ type }) => type === 'kernel.oom_kill').map(({ time }) => time)
  }

  it.each([
    [
      'New Year',
      [
        begin('Dec 31 23:59:50', '2023-12-31T23:59:50Z'),
        kill('Dec 31 23:59:58'),
        kill('Jan  1 00:00:02'),
        end('Jan  1 00:00:05', '2024-01-01T00:00:05Z'),
      ],
      ['2023-12-31T23:59:58.000Z', '2024-01-01T00:00:02.000Z'],
    ],
    [
      'New Year with nothing to infer from',
      [chatter('Dec 31 23:59:50'), kill('Dec 31 23:59:58'), kill('Jan  1 00:00:02')],
      ['2025-12-31T23:59:58.000Z', '2026-01-01T00:00:02.000Z'],
    ],
    ['a leap day', [chatter('Feb 28 23:59:59'), kill('Feb 29 00:00:02')], ['2024-02-29T00:00:02.000Z']],
    [
      'clocks that go forward',
      [
        begin('Mar 31 01:59:40', '2024-03-31T00:59:40Z'),
        kill('Mar 31 01:59:50'),
        kill('Mar 31 03:00:02'),
        end('Mar 31 03:00:05', '2024-03-31T01:00:05Z'),
      ],
      ['2024-03-31T00:59:50.000Z', '2024-03-31T01:00:02.000Z'],
    ],
    [
      'clocks that go back',
      [
        begin('Oct 27 02:59:40', '2024-10-27T00:59:40Z'),
        kill('Oct 27 02:59:50'),
        kill('Oct 27 02:00:02'),
        end('Oct 27 02:00:05', '2024-10-27T01:00:05Z'),
      ],
      ['2024-10-27T00:59:50.000Z', '2024-10-27T01:00:02.000Z'],
    ],
  ])('%s', async (_what, lines, times) => expect(await killsIn(...lines)).toEqual(times))

  it('a skew between sources is told', async () => {
    const late = pleg('09:58:30.5', 'ContainerDied', A).replace('Oct 12 09:58:30', 'Oct 12 10:00:30')
    const { stdout } = await runCli(
      ['coverage', '--reference-date', '2024-11-24', '--width', '200'],
      `${[...RUNNING, late, late, exit('10:00:31', A, 1)].join('\n')}\n`,
    )
    expect(stdout).toMatch(/kubelet's clock (?:1m59s|2m00s) behind/)
  })
})

describe('one report in two files', () => {
  it('counts once, though dmesg and dmesg -T share no time', async () => {
    const report = oomKill('10:00:30', { id: cid('a'), pid: 1000 }).map((one) =>
      one.replace(/^.*kernel: /, ''),
    )
    const plain = write('dmesg', `${report.join('\n')}\n`)
    const human = write(
      'dmesg_-T',
      `${report.map((one) => one.replace(/^\[[^\]]*\]/, '[Sat Oct 12 10:00:30 2024]')).join('\n')}\n`,
    )
    const deaths = await deathsIn([plain, human])
    expect(deaths.flatMap(({ oom }) => oom?.kills ?? [])).toHaveLength(1)
  })
})

describe('a message in several records', () => {
  const message = `I1012 10:00:31.123456     955 kubelet.go:2447] "SyncLoop (PLEG): event for pod" pod="shop/web-0" event={"ID":"11111111-1111-4222-8333-111111111111","Type":"ContainerDied","Data":"${cid('a')}"}`
  const entry = (part: string, more: object = {}): string =>
    JSON.stringify({
      __REALTIME_TIMESTAMP: '1728727231123456',
      _HOSTNAME: 'node-1',
      SYSLOG_IDENTIFIER: 'kubelet',
      _PID: '955',
      _STREAM_ID: 'one',
      _CMDLINE: '/usr/bin/kubelet --node-labels a Pool',
      MESSAGE: part,
      ...more,
    })
  it.each([
    [
      'CRI',
      [
        `2024-10-12T10:00:31.1Z stderr P ${message.slice(0, 90)}`,
        '2024-10-12T10:00:31.1Z stdout F something else',
        `2024-10-12T10:00:31.2Z stderr P ${message.slice(90, 150)}`,
        `2024-10-12T10:00:31.2Z stderr F ${message.slice(150)}`,
      ],
    ],
    [
      'journald',
      [
        entry(message.slice(0, 90), { _LINE_BREAK: 'line-max' }),
        entry('something else', { _STREAM_ID: 'two' }),
        entry(message.slice(90)),
      ],
    ],
    [
      'docker',
      [
        JSON.stringify({ log: 'whole\n', stream: 'stdout', time: '2024-10-12T10:00:31.0Z' }),
        ...[message.slice(0, 90), message.slice(90, 150), `${message.slice(150)}\n`].flatMap((log) => [
          JSON.stringify({ log, stream: 'stderr', time: '2024-10-12T10:00:31.1Z' }),
          JSON.stringify({ log: 'something else\n', stream: 'stdout', time: '2024-10-12T10:00:31.1Z' }),
        ]),
      ],
    ],
  ])('%s: is read as one', async (who, records) => {
    const { stdout } = await runCli(['events', '--reference-date', '2024-11-24'], `${records.join('\n')}\n`)
    const [first] = stdout.split('\n')
    expect(JSON.parse(first ?? '')).toMatchObject({
      type: 'kubelet.pleg',
      line: who === 'docker' ? 2 : 1,
      pod: { name: 'web-0' },
    })
  })

  it('docker: a record without a line feed is whole where none has one', async () => {
    const records = [message, 'something else'].map((log) =>
      JSON.stringify({ log, stream: 'stderr', time: '2024-10-12T10:00:31.1Z' }),
    )
    const { stdout } = await runCli(['events'], `${records.join('\n')}\n`)
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toMatchObject({
      text: records[0],
      pod: { name: 'web-0' },
    })
  })
})

describe('a log in other bytes', async () => {
  const lines = [...RUNNING, exit('10:00:31', cid('a'), 1)]
  const plain = `${lines.join('\n')}\n`
  const told = (deaths: readonly Printed[]) => JSON.stringify(deaths).replaceAll(/"file":"[^"]*"/g, '""')
  const expected = await deathsIn([write('plain.syslog', plain)])

  it.each([
    ['little', Buffer.from(`\ufeff${plain.replaceAll('\n', '\r\n')}`, 'utf16le')],
    ['big', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()],
  ])('in UTF-16, as PowerShell writes it, the %s end first', async (end, bytes) => {
    const deaths = await deathsIn([write(`utf16-${end}.syslog`, bytes)])
    expect(expected).toHaveLength(1)
    expect(told(deaths)).toBe(told(expected))
  })

  it('of gcloud, whose entries are YAML unless it is told otherwise', async () => {
    const entries = lines.map((one, index) => {
      const [, program = '', message = ''] = /^\S+ \d+ \S+ \S+ ([^:[]+)[^:]*: (.*)$/.exec(one) ?? []
      const time = `2026-10-12T${one.slice(7, 15)}.${String(index).padStart(3, '0')}Z`
      // Long texts are folded at a blank.
      const quoted = `'${message.replaceAll("'", "''").replace(' level', '\n    level')}'`
      return `---\ninsertId: mf28${index}\njsonPayload:\n  MESSAGE: ${quoted}\n  SYSLOG_IDENTIFIER: ${program}\nlogName: projects/p/logs/node\nresource:\n  labels:\n    node_name: node-1\n  type: k8s_node\ntimestamp: '${time}'\n`
    })
    const file = write('gcloud.yaml.log', entries.reverse().join(''))
    const { stdout } = await runCli(['timeline', '-o', 'json', file])
    expect(JSON.parse(stdout)).toMatchObject([
      {
        node: 'node-1',
        cause: 'error',
        exitCode: 1,
        container: { id: cid('a') },
        evidence: expect.anything(),
      },
    ])
    // The line of its first key, or of the mark before it.
    expect(stdout).toContain('"line":1,')
  })

  it('of an API, which answers in one line however much that is', async () => {
    const stamp = '2026-10-12T10:00:32.000Z'
    const filler = { '@timestamp': stamp, message: 'x'.repeat(4000), host: { name: 'node-1' } }
    const sources = lines.map((message, n) => ({
      '@timestamp': `2026-10-12T10:00:31.${String(n).padStart(3, '0')}Z`,
      message,
      log: { file: { path: '/var/log/syslog' } },
    }))
    const hits = [...sources, ...Array.from({ length: 800 }, () => filler)].map((_source) => ({
      _id: '1',
      _source,
    }))
    const answer = JSON.stringify({ hits: { hits: hits.reverse() } })
    expect(answer.length).toBeGreaterThan(3 << 20)
    const { stdout, stderr } = await runCli(['timeline', '-o', 'json', write('answer.json', answer)])
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject([{ cause: 'error', container: { id: cid('a') } }])
  })

  it('of a journal that tells lengths in bytes: these are no damage, nor are blank lines in a text an end', async () => {
    const field = (name: string, value: string) => {
      const length = Buffer.alloc(8)
      length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)))
      return Buffer.concat([Buffer.from(`${name}\n`), length, Buffer.from(`${value}\n`)])
    }
    const entries = lines.map((one, n) => {
      const [, program = '', message = ''] = /^\S+ \d+ \S+ \S+ ([^:[]+)[^:]*: (.*)$/.exec(one) ?? []
      const head = `__CURSOR=s=0f;i=${n}\n__REALTIME_TIMESTAMP=${Date.UTC(2026, 9, 12, 10, 0, n)}000\n`
      // Lengths of 10 and of 128 and more are a line feed and no UTF-8.
      const texts = [
        field('NOTE', '0123456789'),
        Buffer.from('PRIORITY=6\n'),
        field('TRACE', `panic\n\n\n${'x'.repeat(200)}\n`),
        Buffer.from('_TRANSPORT=stdout\n'),
      ]
      const tail = `SYSLOG_IDENTIFIER=${program}\n_HOSTNAME=node-1\n\n`
      return Buffer.concat([Buffer.from(head), ...texts, field('MESSAGE', message), Buffer.from(tail)])
    })
    const { stdout, stderr } = await runCli([
      'timeline',
      '-o',
      'json',
      write('export', Buffer.concat(entries)),
    ])
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject([
      { node: 'node-1', cause: 'error', container: { id: cid('a'), name: expect.any(String) } },
    ])
  })
})

describe('a progress line', () => {
  const lines = [
    ...RUNNING,
    line('10:00:05', 'systemd[1]', 'Started x'),
    kernel('10:00:06', 'IPv6: x'),
    exit('10:00:31', cid('a'), 1),
  ]
  const file = write('progress.syslog', `${lines.join('\n')}\n`)
  /** A clock on which every look takes three seconds. */
  const slowly = () => {
    let time = Date.UTC(2024, 10, 24)
    return () => (time += 3000)
  }
  const isTTY = { stdin: false, stdout: false, stderr: true }

  it('is shown on a terminal, and gone at the end', async () => {
    const { stderr, stdout } = await runCli(['timeline', file], '', { isTTY, now: slowly() })
    expect(stderr).toMatch(/^(?:\r\x1b\[Kreading .*progress\.syslog: 100 % of [\d.]+ K?i?B)+\r\x1b\[K$/)
    expect(stdout).not.toContain('\x1b')
  })

  it.each([
    ['where standard error is no terminal', { isTTY: { stdin: false, stdout: true }, now: slowly() }],
    ['on a terminal that cannot erase', { isTTY, now: slowly(), env: { TERM: 'dumb' } }],
    ['where the work is short', { isTTY }],
  ])('is not shown %s', async (_where, around) => {
    expect((await runCli(['timeline', '-o', 'ndjson', file], '', around)).stderr).toBe('')
  })
})
