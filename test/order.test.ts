import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createRepeats } from '../src/events/repeats.js'
import type { Input } from '../src/input/inputs.js'
import type { Event } from '../src/model/event.js'
import { ownPipeline } from '../src/own-pipeline.js'
import { tar } from './input-tools.js'
import { cid, containerd, oomKill, taskDelete } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const { events, timeline } = ownPipeline
const folder = mkdtempSync(join(tmpdir(), 'exitlog-order-'))
afterAll(() => rmSync(folder, { recursive: true }))
const settings = { referenceMs: Date.UTC(2026, 10, 24) }
const START = Date.UTC(2026, 10, 23)
const HOUR_MS = 3_600_000

/** A container's id that tells which log and which of its deaths it is of. */
const idOf = (log: number, death: number) => `${log.toString(16)}f${death.toString(16)}f`.padEnd(64, '7')

/** The line of a death; what has no needle beside it makes the log longer. */
function exitLine(time: number, id: string): string {
  const iso = new Date(time).toISOString()
  const said = `received exit event container_id:\\"${id}\\"  id:\\"${id}\\"  pid:14492  exit_status:1  exited_at:{seconds:${Math.floor(time / 1000)}  nanos:0}`
  return `${iso.replace('Z', '+00:00')} node-a containerd[812]: time="${iso}" level=info msg="${said}"\n`
}
const noiseLine = (time: number) =>
  `${new Date(time).toISOString().replace('Z', '+00:00')} node-a app[7]: nothing of interest\n`

/** A log of so many deaths, a minute apart from `start` on. */
function logOf(log: number, start: number, deaths: number): string {
  return Array.from({ length: deaths }, (_, n) => {
    const time = start + n * 60_000 + log * 1000
    return exitLine(time, idOf(log, n)) + noiseLine(time + 500)
  }).join('')
}

/** A file of this text that tells how often it is open and how much of it was read. */
function fileOf(name: string, text: string) {
  const state = { open: 0, most: 0, read: 0 }
  const chunks = {
    async *[Symbol.asyncIterator]() {
      state.open++
      state.most = Math.max(state.most, state.open)
      try {
        for (const line of text.split(/(?<=\n)/)) {
          state.read++
          yield Buffer.from(line)
        }
      } finally {
        state.open--
      }
    },
  }
  const input: Input = { name, modifiedAt: null, chunks, access: 'again' }
  return { input, state }
}

async function* each<T>(items: readonly T[]) {
  yield* items
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) taken.push(item)
  return taken
}

describe('several logs', () => {
  it('are merged by time, the same for any order of the inputs', async () => {
    const files = [0, 1, 2, 3].map((log) => fileOf(`${log}.log`, logOf(log, START + log * 90_000, 9)))
    const inputs = files.map(({ input }) => input)
    const expected = await all(events(each(inputs), settings))
    const times = expected.map(({ time }) => time ?? 0)
    expect(expected).toHaveLength(36)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(inputs, { minLength: inputs.length }), async (shuffled) => {
        expect(await all(events(each(shuffled), settings))).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('are read side by side: a record comes long before any of them is read to its end', async () => {
    const files = [0, 1].map((log) => fileOf(`${log}.log`, logOf(log, START, 200)))
    const stream = timeline(each(files.map(({ input }) => input)), settings)
    for await (const { container } of stream) {
      expect(container.id).toBe(idOf(0, 0))
      break
    }
    for (const { state } of files) {
      expect(state.read).toBeLessThan(100)
      expect(state.open).toBe(0)
    }
  })

  it('are opened when their time comes: of many few are open at a time', async () => {
    let open = 0
    let most = 0
    const inputs = Array.from({ length: 60 }, (_, log) => {
      const { input, state } = fileOf(`${log}.log`, logOf(log, START + log * HOUR_MS, 3))
      async function* chunks() {
        open++
        most = Math.max(most, open)
        try {
          yield* input.chunks
        } finally {
          open--
          expect(state.most).toBe(1)
        }
      }
      return { ...input, chunks: { [Symbol.asyncIterator]: chunks } }
    })
    const records = await all(timeline(each(inputs), settings))
    expect(records.map(({ container }) => container.id)).toEqual(
      inputs.flatMap((_, log) => [0, 1, 2].map((death) => idOf(log, death))),
    )
    expect(most).toBeLessThanOrEqual(2)
  })

  it('of one node give what one file of all their lines gives', async () => {
    const lines = readFileSync('samples/pod-limit.syslog', 'utf8').split(/(?<=\n)/)
    const pieces = { kern: 0, containerd: 0, rest: 0 }
    const pieceOf = (line: string) =>
      line.includes(' kernel: ') ? 'kern' : line.includes(' containerd[') ? 'containerd' : 'rest'
    const inputs = Object.keys(pieces).map(
      (piece) => fileOf(piece, lines.filter((line) => pieceOf(line) === piece).join('')).input,
    )
    const records = await all(timeline(each(inputs), settings))
    const whole = await all(timeline(each([fileOf('kern', lines.join('')).input]), settings))
    // Which of two lines of one second came first only their order in one file tells: the argument may say less.
    const told = ({ container, cause, exitCode, finishedAt, oom }: (typeof whole)[number]) => ({
      container,
      cause,
      exitCode,
      finishedAt,
      kills: oom?.kills.length,
    })
    expect(whole).toHaveLength(3)
    expect(records.map(told)).toEqual(whole.map(told))
  })
})

describe('a kern.log with stamps of whole seconds', () => {
  const a = cid('a')
  const ofDocker = (lines: readonly string[]) =>
    lines.map((text) => text.replaceAll(/\/kubepods[^,\s]*\.scope/g, `/docker/${a}`))
  const run = (start: string, end: string) => [
    containerd(
      start,
      `connecting to shim ${a}`,
      ' address="unix:///run/s/1" namespace=moby protocol=ttrpc version=3',
    ),
    taskDelete(end, a),
    containerd(end, 'shim disconnected', ` id=${a} namespace=moby`),
  ]
  const kernLog = ofDocker([
    ...oomKill('10:05:00.300', { id: a, pid: 1005 }),
    ...oomKill('10:05:00.900', { id: a, pid: 1065 }),
    ...oomKill('10:05:07.010', { id: a, pid: 1125 }),
  ])
  const runtimeLog = [
    ...run('10:05:00.100', '10:05:00.330'),
    ...run('10:05:00.400', '10:05:00.930'),
    ...run('10:05:06.100', '10:05:07.040'),
  ]

  it('gives each run that docker began within one second its own OOM kill, by the kernel’s clock', async () => {
    const inputs = [kernLog, runtimeLog].map((lines, n) => fileOf(`${n}.log`, `${lines.join('\n')}\n`).input)
    const deaths = await all(timeline(each(inputs), { referenceMs: Date.UTC(2024, 10, 24) }))
    expect(deaths.map(({ cause, oom }) => [cause, oom?.kills.map(({ pid }) => pid)])).toEqual([
      ['oom-container', [1005]],
      ['oom-container', [1065]],
      ['oom-container', [1125]],
    ])
  })

  it('is placed by the clock of each boot', async () => {
    const rebooted = ofDocker([
      ...oomKill('16:05:00.300', { id: a, pid: 2005 }),
      ...oomKill('16:05:00.900', { id: a, pid: 2065 }),
      ...oomKill('16:05:07.010', { id: a, pid: 2125 }),
    ]).map((text) => text.replace(/(?<=\[ *)\d+(?=\.)/, (seconds) => `${Number(seconds) - 50_000}`))
    const later = [
      ...run('16:05:00.100', '16:05:00.330'),
      ...run('16:05:00.400', '16:05:00.930'),
      ...run('16:05:06.100', '16:05:07.040'),
    ]
    const inputs = [
      [...kernLog, ...rebooted],
      [...runtimeLog, ...later],
    ].map((lines, n) => fileOf(`${n}.log`, `${lines.join('\n')}\n`).input)
    const deaths = await all(timeline(each(inputs), { referenceMs: Date.UTC(2024, 10, 24) }))
    expect(deaths.map(({ oom }) => oom?.kills.map(({ pid }) => pid))).toEqual(
      [1005, 1065, 1125, 2005, 2065, 2125].map((pid) => [pid]),
    )
  })
})

describe('files, archives and standard input together', () => {
  const lines = readFileSync('samples/pod-limit.syslog', 'utf8').split(/(?<=\n)/)
  const write = (name: string, bytes: string | Uint8Array) => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const paths = [
    write('syslog.1.gz', gzipSync(lines.slice(0, 50).join(''))),
    write('syslog', lines.slice(50).join('')),
    write('kern.log', lines.filter((line) => line.includes(' kernel: ')).join('')),
    write(
      'bundle.tar.gz',
      gzipSync(
        tar({ 'var/log/syslog': readFileSync('samples/exit-0.syslog'), 'var/log/messages': lines.join('') }),
      ),
    ),
    'samples/grace-expired.syslog',
    '-',
  ]
  const stdin = readFileSync('samples/eviction.syslog', 'utf8')
  const print = (words: readonly string[]) =>
    runCli(['timeline', '-o', 'json', '--reference-date', '2026-11-24', ...words], stdin)

  it('print the same for any order of the arguments, each line once', async () => {
    const expected = await print(paths)
    const records = JSON.parse(expected.stdout) as {
      container: { id: string }
      oom: { kills: unknown[] } | null
    }[]
    const ids = records.map(({ container }) => container.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(records.flatMap(({ oom }) => oom?.kills ?? [])).toHaveLength(1)
    expect(ids.length).toBeGreaterThan(6)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(paths, { minLength: paths.length }), async (shuffled) => {
        expect(await print(shuffled)).toEqual(expected)
      }),
      { numRuns: 6 },
    )
  })
})

describe('a line in two files', () => {
  const WINDOW_MS = 300_000
  const event = (file: string, time: number, containerId = 'c1'): Event => ({
    type: 'runtime.oom',
    runtime: 'containerd',
    containerId,
    time,
    stepMs: 1,
    node: 'node-a',
    program: 'containerd',
    file,
    line: 1,
    order: 0,
    text: '',
    origin: null,
    written: null,
    sinceBoot: null,
  })

  it('counts once, however its copy is wrapped; twice in one file it is two', () => {
    const { isRepeated } = createRepeats(WINDOW_MS)
    expect(isRepeated(event('a', 5_000))).toBe(false)
    expect(isRepeated(event('a', 5_000))).toBe(false)
    expect(isRepeated({ ...event('b', 5_400), program: null, line: 7, text: 'wrapped' })).toBe(true)
    expect(isRepeated(event('b', 5_000, 'c2'))).toBe(false)
    expect(isRepeated(event('b', 6_000))).toBe(false)
  })

  it('is known for the window, and forgotten after two of them or when too many came', () => {
    const far = createRepeats(WINDOW_MS)
    far.isRepeated(event('a', 0))
    far.isRepeated(event('a', WINDOW_MS))
    expect(far.isRepeated(event('b', 0))).toBe(true)
    far.isRepeated(event('a', WINDOW_MS + 1))
    far.isRepeated(event('a', 2 * WINDOW_MS + 2))
    expect(far.isRepeated(event('b', 0))).toBe(false)

    const many = createRepeats(WINDOW_MS, 3)
    for (const id of ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7']) many.isRepeated(event('a', 0, id))
    expect(many.isRepeated(event('b', 0, 'c7'))).toBe(true)
    expect(many.isRepeated(event('b', 0, 'c1'))).toBe(false)
  })
})
