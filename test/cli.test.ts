import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { COMMANDS, isCommandName } from '../src/cli/commands.js'
import type { Library } from '../src/cli/library.js'
import { version } from '../src/cli/version.js'
import type { Termination } from '../src/model/termination.js'
import { ownPipeline } from '../src/own-pipeline.js'
import { runCli } from './run-cli.js'

const APP = '9f1a2f44b6f1242db0e4281949e1adb242b152a12633792f3294322b85e90e78'
const SIDE = '1e60b59ff9f14b8b8c9d7a4e3f2b1c0d1e60b59ff9f14b8b8c9d7a4e3f2b1c0d'
const POD = '0b068fd1d1010b86e026c0c6624fba496f5d640cc694748ccdbc85b926acd446'

/** A line of containerd at a time of 23 November 2026. */
function containerd(time: string, message: string, node = 'node-a'): string {
  return `Nov 23 ${time} ${node} containerd[14199]: time="2026-11-23T${time}.500000000Z" level=info msg="${message.replaceAll('"', '\\"')}"`
}

const exit = (time: string, id: string, code: number) =>
  containerd(
    time,
    `received exit event container_id:"${id}"  id:"${id}"  pid:14492  exit_status:${code}  exited_at:{seconds:${Date.parse(`2026-11-23T${time}Z`) / 1000}  nanos:400000000}`,
  )

/** Two containers of one pod and its sandbox: dead at 02:18:29 (1), 02:20:00 (0) and 02:20:01. */
const LOG = [
  containerd(
    '02:18:28',
    `RunPodSandbox for &PodSandboxMetadata{Name:web-x2x9q,Uid:347f5ef5-7123-462c-9d8e-39766b005352,Namespace:shop,Attempt:0,} returns sandbox id "${POD}"`,
  ),
  containerd(
    '02:18:28',
    `CreateContainer within sandbox "${POD}" for &ContainerMetadata{Name:app,Attempt:0,} returns container id "${APP}"`,
  ),
  containerd(
    '02:18:28',
    `CreateContainer within sandbox "${POD}" for &ContainerMetadata{Name:side,Attempt:0,} returns container id "${SIDE}"`,
  ),
  exit('02:18:29', APP, 1),
  exit('02:20:00', SIDE, 0),
  exit('02:20:01', POD, 137),
  '',
].join('\n')

const folder = mkdtempSync(join(tmpdir(), 'exitlog-'))
const file = join(folder, 'syslog')
writeFileSync(file, LOG)

/** The container names of the records that these options leave. */
async function chosen(...options: readonly string[]): Promise<readonly (string | null)[]> {
  const { status, stdout } = await runCli(['timeline', '-o', 'json', file, ...options])
  expect(status).toBe(0)
  return (JSON.parse(stdout) as readonly Termination[]).map(({ container }) => container.name)
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Standard output whose reader closes it after so many writes. */
function closing(code: string, after = 0): Writable {
  let writes = 0
  return new Writable({
    highWaterMark: 1,
    write(_chunk, _encoding, done) {
      writes += 1
      setImmediate(() => done(writes > after ? Object.assign(new Error(code), { code }) : null))
    },
  })
}

function* endlessLog() {
  for (;;) yield Buffer.from(LOG.repeat(50))
}

/** How many events these options leave. */
const countEvents = async (...options: readonly string[]) => {
  const { stdout } = await runCli(['events', file, ...options])
  const records = stdout.split('\n').filter((line) => line !== '')
  return records.filter((line) => !/"type":"log\.(?:coverage|read)"/.test(line)).length
}

describe('exit statuses', () => {
  it('0: read to the end, whatever was in it', async () => {
    const inputs = [
      LOG,
      '',
      '\n',
      'nothing here\n',
      'a\0b\n',
      '\xff\xfe\n',
      LOG.slice(0, -40),
      LOG.replaceAll('\n', '\r\n'),
    ]
    for (const stdin of inputs) expect((await runCli([], stdin)).status).toBe(0)
  })

  it('0, with a problem told: a binary file', async () => {
    const binary = join(folder, 'wtmp')
    writeFileSync(binary, Buffer.alloc(5000, '\0\x01\x02ELF'))
    const { status, stderr } = await runCli([binary])
    expect(status).toBe(0)
    expect(stderr).toContain('wtmp')
  })

  it('1: an input could not be read; the others are printed all the same', async () => {
    const { status, stdout, stderr } = await runCli([join(folder, 'missing'), file])
    expect(status).toBe(1)
    expect(stdout).toContain('shop/web-x2x9q › app')
    expect(stderr).toMatch(/^exitlog: .*missing: no such file\n$/)
  })

  it.each([
    [['--sinse', 'x'], '--since'],
    [['--Cause', 'x'], '--cause'],
    [['-z'], '-z'],
    [['--since'], '--since needs a value'],
    [['--since', '--until', '02:20'], '--since needs a value'],
    [['--since', 'tomorrowish'], '2h ago'],
    [['--until', '2026-13-40'], '--until'],
    [['--cause', 'oom'], 'oom-container, oom-pod or oom-node'],
    [['--cause', 'evicted'], 'eviction'],
    [['--cause', 'completed,nonsense'], 'nonsense'],
    [['-o', 'jsno'], 'json'],
    [['-o', 'xml'], 'text, json, ndjson'],
    [['events', '-o', 'json'], 'ndjson'],
    [['events', '--pod', 'x'], '--pod'],
    [['explain', '--since', '02:20'], '--since'],
    [['explain', 'OOMKiled'], 'OOMKilled'],
    [['parsers', 'x'], 'parsers'],
    [['--color=sometimes'], '--color'],
    [['--color='], '--color'],
    [['--width', '20'], '--width'],
    [['--width', 'wide'], '--width'],
    [['--year', '26'], '--year'],
    [['--tz', 'Berlin'], '--tz'],
    [['--tz', '+25:00'], '--tz'],
    [['--reference-date', 'x'], '--reference-date'],
  ])('2, nothing on standard output: %j', async (argv, says) => {
    const { status, stdout, stderr } = await runCli(argv, LOG)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(says)
    expect(stderr).toMatch(/^exitlog: .*\nTry `exitlog .*--help`\.\n$/s)
  })

  it('2, help on standard error: bare at a terminal', async () => {
    const { status, stdout, stderr } = await runCli([], '', { isTTY: { stdin: true, stdout: true } })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain('exitlog [timeline] [files…]')
  })

  it.each([[['timeline']], [['events']], [['--since', '02:20']]])(
    '2, no waiting for the keyboard: %j at a terminal',
    async (argv) => {
      const { status, stderr } = await runCli(argv, '', { isTTY: { stdin: true, stdout: true } })
      expect(status).toBe(2)
      expect(stderr).toContain('nothing to read')
    },
  )

  it('- reads from the terminal all the same', async () => {
    const { status, stdout } = await runCli(['-'], LOG, { isTTY: { stdin: true, stdout: false } })
    expect(status).toBe(0)
    expect(stdout).toContain('shop/web-x2x9q › app')
  })

  it('a bug throws', async () => {
    const library = {
      events: () => {
        throw new Error('bug')
      },
    }
    const { main } = await import('../src/cli/main.js')
    const io = {
      stdin: Readable.from([]),
      stdout: nowhere(),
      stderr: nowhere(),
      env: {},
      isTTY: { stdin: false, stdout: false },
      columns: 80,
      now: () => 0,
      readPage: () => Promise.resolve(''),
    }
    await expect(
      main(['events'], io, { ...library, timeline: library.events, merge: library.events }),
    ).rejects.toThrow('bug')
  })
})

describe('what waits for the clock of a log', () => {
  /** More than are held in memory: what else waits is written to disk. */
  const many = Array.from({ length: 100 }, (_, i) => {
    const id = (i + 1).toString(16).padStart(64, 'a')
    return exit(`03:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`, id, 1)
  }).join('\n')

  /** Records that may not be written as JSON. */
  async function* unwritable<T extends object>(records: AsyncIterable<T>) {
    const toJSON = () => expect.fail('a whole record was kept')
    for await (const record of records) yield Object.assign(record, { toJSON })
  }
  const watched = <S extends AsyncIterable<object>>(stream: S): S => ({
    ...stream,
    [Symbol.asyncIterator]: () => unwritable(stream),
  })
  const library: Library = {
    ...ownPipeline,
    timeline: (inputs, settings) => watched(ownPipeline.timeline(inputs, settings)),
    events: (inputs, settings) => watched(ownPipeline.events(inputs, settings)),
  }

  it.each(['timeline', 'events'])('is no record in %s as text, but what is told of it', async (command) => {
    const { stdout } = await runCli([command, '-o', 'text'], many, {}, library)
    expect(stdout).toBe((await runCli([command, '-o', 'text'], many)).stdout)
  })
})

describe('a reader that leaves', () => {
  it.each(['timeline', 'events'])('ends %s quietly with 0', async (command) => {
    const { status, stderr } = await runCli([command, join(folder, 'missing'), file], '', {
      stdout: closing('EPIPE'),
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('stops the reading of an endless input', async () => {
    const { status } = await runCli(['events'], '', {
      stdin: Readable.from(endlessLog()),
      stdout: closing('EPIPE', 3),
    })
    expect(status).toBe(0)
  })

  it('a slow one is waited for, time and again', async () => {
    const stdout = closing('never', Number.POSITIVE_INFINITY)
    await runCli(['events'], LOG.repeat(500), { stdout })
    expect(stdout.eventNames().map((name) => stdout.listenerCount(name))).toEqual([1, 1])
    expect(stdout.writableLength).toBe(0)
  })

  it('is not mistaken for a full disk', async () => {
    const { status, stderr } = await runCli([file], '', { stdout: closing('ENOSPC') })
    expect(status).toBe(1)
    expect(stderr).toContain('ENOSPC')
  })
})

describe('output that is written at once', () => {
  /** Takes so many bytes of each piece. */
  function taking(most: number) {
    const taken: Buffer[] = []
    const writeNow = (bytes: Uint8Array) => {
      taken.push(Buffer.from(bytes.subarray(0, most)))
      return Math.min(most, bytes.length)
    }
    return { writeNow, taken }
  }

  it('needs no stream', async () => {
    const { stdout } = await runCli([file])
    const { writeNow, taken } = taking(Number.POSITIVE_INFINITY)
    expect(await runCli([file], '', { writeNow })).toMatchObject({ status: 0, stdout: '' })
    expect(Buffer.concat(taken).toString()).toBe(stdout)
  })

  it.each([0, 100])('goes on in the stream behind %i bytes', async (most) => {
    const { stdout } = await runCli([file])
    const { writeNow, taken } = taking(most)
    const rest = await runCli([file], '', { writeNow })
    expect(Buffer.concat(taken).length).toBe(most)
    expect(Buffer.concat(taken).toString() + rest.stdout).toBe(stdout)
  })

  it('is no more than a pipe takes', async () => {
    const { stdout } = await runCli(['events'], LOG.repeat(500))
    const { writeNow, taken } = taking(Number.POSITIVE_INFINITY)
    const rest = await runCli(['events'], LOG.repeat(500), { writeNow })
    expect(Buffer.concat(taken).length).toBeLessThanOrEqual(64 * 1024)
    expect(Buffer.concat(taken).toString() + rest.stdout).toBe(stdout)
  })

  it('is all of it where it goes into a file', async () => {
    const { stdout } = await runCli(['events'], LOG.repeat(500))
    const { writeNow, taken } = taking(Number.POSITIVE_INFINITY)
    const rest = await runCli(['events'], LOG.repeat(500), { writeNow, isFile: true })
    expect(rest.stdout).toBe('')
    expect(Buffer.concat(taken).toString()).toBe(stdout)
  })

  it.each([
    ['EPIPE', 0],
    ['ENOSPC', 1],
  ])('ends with %s as the stream does', async (code, status) => {
    const writeNow = () => {
      throw Object.assign(new Error(code), { code })
    }
    expect(await runCli([file], '', { writeNow })).toMatchObject({ status, stdout: '' })
  })
})

describe('commands', () => {
  it('timeline is what runs without one, on standard input without a file', async () => {
    const { stdout } = await runCli([], LOG)
    expect(stdout).toContain('shop/web-x2x9q › app')
    expect((await runCli(['timeline', '-'], LOG)).stdout).toBe(stdout)
    expect((await runCli(['timeline'], LOG)).stdout).toBe(stdout)
  })

  it('a file may have the name of a command, or begin with a dash, behind --', async () => {
    const { status, stderr } = await runCli(['--', 'events', '-o'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/-o: no such file.*\n.*events: no such file/)
  })

  it('a mistyped command is told from a file', async () => {
    expect((await runCli(['timline'])).stderr).toContain('did you mean the command timeline?')
  })

  it('events prints every event with its line', async () => {
    const { status, stdout } = await runCli(['events'], LOG)
    expect(status).toBe(0)
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; line: number; text: string })
    expect(lines.filter(({ type }) => type === 'runtime.exit').map(({ line }) => line)).toEqual([4, 5, 6])
    for (const { line, text } of lines) expect(text).toBe(LOG.split('\n')[line - 1])
  })

  it('events -o text shows them to a person', async () => {
    const { stdout } = await runCli(['events', '-o', 'text'], LOG)
    expect(stdout).toMatch(/02:18:29.*containerd.*9f1a2f44b6f1 {2}exited with 1, pid 14492.*line 4/)
  })

  it('explain takes one subject or several', async () => {
    expect((await runCli(['explain', '137'])).stdout).toContain('SIGKILL')
    expect((await runCli(['explain', 'exit', 'code', '137'])).stdout).toBe(
      (await runCli(['explain', '137'])).stdout,
    )
    expect((await runCli(['explain', '143', 'OOMKilled'])).stdout).toMatch(/SIGTERM[^]*OOMKilled/)
    expect((await runCli(['explain'])).status).toBe(0)
  })

  it('parsers lists what is understood', async () => {
    const { status, stdout } = await runCli(['parsers'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^kubelet\n/m)
    expect(stdout).toMatch(/TaskOOM.*since 1\.2/)
    expect(stdout).toMatch(/^envelopes\n/m)
  })

  it('--version and --help win, on standard output', async () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
    expect(version).toBe(manifest.version)
    expect(await runCli(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
    for (const argv of [['--help'], ['-h'], ['--help', '--color=never', 'file']]) {
      const { status, stdout } = await runCli(argv)
      expect(status).toBe(0)
      expect(stdout).toContain('exitlog events [files…]')
    }
  })

  it.each(Object.keys(COMMANDS))('%s --help tells each of its options, at any width', async (command) => {
    for (const columns of [60, 80, 200]) {
      const { stdout } = await runCli([command, '--help'], '', { columns })
      if (isCommandName(command))
        for (const name of Object.keys(COMMANDS[command].options)) expect(stdout).toContain(`--${name}`)
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns)
    }
  })
})

describe('filters choose among finished records', () => {
  it.each([
    [['--pod', 'shop/web-x2x9q'], 3],
    [['--pod', 'web-x2x9q'], 3],
    [['--pod', 'shop/web-*'], 3],
    [['--pod', 'web-*9q'], 3],
    [['--pod', '347f5ef5-7123-462c-9d8e-39766b005352'], 3],
    [['--pod', 'web'], 0],
    [['--pod', 'other/web-x2x9q'], 0],
    [['--node', 'node-a'], 3],
    [['--node', 'node-*'], 3],
    [['--node', 'node-b'], 0],
    [['--node', 'node-b', '--node', 'node-a'], 3],
  ])('%j leaves %i', async (options, many) => {
    expect(await chosen(...options)).toHaveLength(many)
  })

  it('--container by name and by the beginning of the id', async () => {
    expect(await chosen('--container', 'app')).toEqual(['app'])
    expect(await chosen('--container', '9f1a2f44b6f1')).toEqual(['app'])
    expect(await chosen('--container', APP.toUpperCase())).toEqual(['app'])
    expect(await chosen('--container', 'app,side')).toEqual(['app', 'side'])
    expect(await chosen('--container', 'ap')).toEqual([])
  })

  it('--cause, several ways', async () => {
    expect(await chosen('--cause', 'error')).toEqual(['app'])
    expect(await chosen('--cause=error,completed')).toEqual(['app', 'side'])
    expect(await chosen('--cause', 'error', '--cause', 'completed')).toEqual(['app', 'side'])
    expect(await chosen('--cause', 'eviction')).toEqual([])
  })

  it.each([
    [
      ['--since', '2026-11-23 02:20'],
      ['side', null],
    ],
    [
      ['--since', '2026-11-23T03:20:00+01:00'],
      ['side', null],
    ],
    [['--until', '2026-11-23 02:19:00'], ['app']],
    [['--since', '02:19', '--until', '02:20:01'], ['side']],
    [
      ['--since', 'Nov 23 02:19:00'],
      ['side', null],
    ],
    [['--since', 'yesterday', '--until', 'yesterday 02:19'], ['app']],
    [['--since', 'today'], []],
    [['--since', '21h ago'], []],
    [
      ['--since', '21h 41m ago'],
      ['side', null],
    ],
    [
      ['--since', '10m ago', '--reference-date', '2026-11-23T02:29:30Z'],
      ['side', null],
    ],
    [
      ['--since', '10m ago', '--reference-date', '2026-11-23 02:29:30'],
      ['side', null],
    ],
    [
      ['--since', '10m ago', '--reference-date', '2026-11-23 02:29:30', '--tz', '+01:00'],
      ['side', null],
    ],
  ])('%j', async (options, names) => {
    expect(await chosen(...options)).toEqual(names)
  })

  it('evidence outside the window stays with its record', async () => {
    const { stdout } = await runCli(['-o', 'json', file, '--since', '02:19', '--container', 'side'])
    const [side] = JSON.parse(stdout) as readonly { evidence: readonly { time: string }[] }[]
    expect(side?.evidence[0]?.time).toBe('2026-11-23T02:18:28.500Z')
  })

  it('the last line tells what was left out', async () => {
    const { stdout } = await runCli([file, '--cause', 'error'])
    expect(stdout).toMatch(/1 termination: 1 error · 1 more left out by the filters/)
  })

  it.each([
    ['--cause', 'oom-pod'],
    ['--pod', 'none'],
    ['--since', '2030-01-01'],
  ])('does not count the sandboxes that %s leaves out', async (...words) => {
    const { stdout } = await runCli(['timeline', 'samples/grace-expired.syslog', ...words])
    expect(stdout).toMatch(/^no termination found · 1 more left out by the filters · 29 lines read/m)
  })

  it('events: --since, --until and --node', async () => {
    const all = await countEvents()
    expect(await countEvents('--since', '02:19')).toBe(2)
    expect(await countEvents('--until', '2026-11-23T02:19:00Z')).toBe(all - 2)
    expect(await countEvents('--node', 'node-b')).toBe(0)
  })
})

describe('how it looks', () => {
  it('sandboxes are in JSON always, in text with --all', async () => {
    expect(await chosen()).toHaveLength(3)
    expect((await runCli([file])).stdout).not.toContain('› sandbox')
    expect((await runCli([file])).stdout).toContain('1 sandbox not shown (--all)')
    expect((await runCli([file, '--all'])).stdout).toContain('› sandbox')
  })

  it('-o', async () => {
    const text = (await runCli([file])).stdout
    expect((await runCli([file, '-o', 'text'])).stdout).toBe(text)
    const json = JSON.parse((await runCli([file, '-ojson'])).stdout) as readonly unknown[]
    const ndjson = (await runCli([file, '--output=ndjson'])).stdout.trimEnd().split('\n')
    expect(ndjson.map((line) => JSON.parse(line) as unknown)).toEqual(json)
    expect((await runCli([file, '-o', 'text', '-o', 'json'])).stdout).toMatch(/^\[\n/)
    expect((await runCli(['-o', 'json'], 'nothing\n')).stdout).toBe('[]\n')
    expect((await runCli(['-o', 'ndjson'], 'nothing\n')).stdout).toBe('')
  })

  const terminal = { isTTY: { stdin: false, stdout: true }, columns: 80 }
  it.each([
    [true, ['--color'], {}],
    [true, ['--color=always'], { env: { NO_COLOR: '1' } }],
    [true, [], terminal],
    [true, ['--color=auto'], terminal],
    [true, [], { env: { FORCE_COLOR: '1' } }],
    [false, [], {}],
    [false, ['--color=never'], terminal],
    [false, ['--no-color'], terminal],
    [false, [], { ...terminal, env: { NO_COLOR: '1' } }],
    [true, [], { ...terminal, env: { NO_COLOR: '' } }],
    [false, [], { ...terminal, env: { FORCE_COLOR: '0' } }],
    [false, [], { ...terminal, env: { TERM: 'dumb' } }],
    [false, ['-o', 'json', '--color'], terminal],
  ])('colours %j: %j %j', async (isPainted, options, around) => {
    const { stdout } = await runCli([...options, file], '', around)
    expect(stdout.includes('\x1b[')).toBe(isPainted)
  })

  it('--color takes no word that follows it', async () => {
    expect((await runCli(['--color', file])).stdout).toContain('02:18:29')
  })

  it.each([
    [80, ['--width', '80'], {}],
    [80, [], { columns: 80 }],
    [90, ['--width=90'], { columns: 80 }],
    [100, [], { env: { COLUMNS: '100' } }],
    [120, [], {}],
    [60, [], { columns: 20 }],
  ])('%i columns: %j %j', async (width, options, around) => {
    const { stdout } = await runCli([...options, file], '', around)
    const widest = Math.max(...stdout.split('\n').map((line) => line.length))
    expect(widest).toBeLessThanOrEqual(width)
  })
})

describe('the clock of the lines', () => {
  const UNDATED = [
    `Nov 23 02:18:28 node-a kernel: [   10.000000] Memory cgroup out of memory: Killed process 4321 (java) total-vm:1000kB, anon-rss:900kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1kB oom_score_adj:0`,
    '',
  ].join('\n')
  const timeOf = async (...options: readonly string[]) => {
    const { stdout } = await runCli(['events', ...options], UNDATED)
    return (JSON.parse(stdout.split('\n')[0] ?? '') as { time: string }).time
  }

  it('--year and --tz fill in what the lines leave out', async () => {
    expect(await timeOf()).toBe('2026-11-23T02:18:28.000Z')
    expect(await timeOf('--year', '2024')).toBe('2024-11-23T02:18:28.000Z')
    expect(await timeOf('--tz', '+02:00')).toBe('2026-11-23T00:18:28.000Z')
    expect(await timeOf('--tz', 'Europe/Berlin')).toBe('2026-11-23T01:18:28.000Z')
    expect(await timeOf('--tz', 'UTC-3')).toBe('2026-11-23T05:18:28.000Z')
  })

  it('--reference-date counts more than now and than the age of a file', async () => {
    expect(await timeOf('--reference-date', '2025-06-01')).toBe('2024-11-23T02:18:28.000Z')
    const undated = join(folder, 'undated')
    writeFileSync(undated, UNDATED)
    const { stdout } = await runCli(['events', undated, '--reference-date', '2021-01-01'])
    expect(stdout).toContain('2020-11-23T02:18:28.000Z')
  })
})

describe('problems', () => {
  it('are told on standard error with their place, and counted in the last line', async () => {
    const { stdout, stderr } = await runCli([], `${LOG}a\0b\n`)
    expect(stderr).toMatch(/^exitlog: standard input:7: .*NUL/)
    expect(stdout).toContain('1 problem')
  })

  it('too many are only counted', async () => {
    const missing = Array.from({ length: 30 }, (_, n) => join(folder, `missing-${n}`))
    const { stderr } = await runCli(missing)
    expect(stderr.trimEnd().split('\n')).toHaveLength(21)
    expect(stderr).toContain('10 more problems')
  })

  it('carry no terminal escapes of a file name', async () => {
    const { stderr } = await runCli([join(folder, 'no\x1b[31m\nsuch')])
    expect(stderr).toMatch(/^[\x20-\x7e…]*\n$/)
  })
})

it('--max-open bounds what is kept of open containers, and a problem tells where it bit', async () => {
  const { stdout, stderr, status } = await runCli(['-o', 'ndjson', '--max-open', '2'], LOG)
  expect(status).toBe(0)
  expect(stderr).toMatch(/^exitlog: standard input:3: too many lines .*\(--max-open\)/m)
  expect(stdout).toContain(`"id":"${APP}"`)
  expect((await runCli(['-o', 'ndjson'], LOG)).stderr).not.toContain('--max-open')
  expect((await runCli(['--max-open', '0'], LOG)).status).toBe(2)
})
