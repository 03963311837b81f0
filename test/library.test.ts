import {
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { getEventListeners } from 'node:events'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { events, type LogSource, merge, type RecordStream, type Termination, timeline } from '../src/index.js'
import { tar } from './input-tools.js'
import { runCli } from './run-cli.js'

const LOG = 'samples/pod-limit.syslog'
const SAMPLES = ['exit-0', 'eviction', 'grace-expired', 'memory-limit', 'pod-limit'].map(
  (name) => `samples/${name}.syslog`,
)
const bytes = readFileSync(LOG)
const options = { referenceDate: Date.UTC(2026, 10, 24) }
const folder = mkdtempSync(join(tmpdir(), 'exitlog-library-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function all<T>(records: AsyncIterable<T>): Promise<readonly T[]> {
  const taken: T[] = []
  for await (const record of records) taken.push(record)
  return taken
}

/** All but the name of the log and its place in an archive, which differ by how it is given. */
function withoutFile(records: readonly Termination[]): unknown {
  return JSON.parse(
    JSON.stringify(records, (key, value: unknown) =>
      ['file', 'sequence'].includes(key) ? undefined : value,
    ),
  )
}

function* cut(whole: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function* later<T>(pieces: Iterable<T>): AsyncGenerator<T> {
  yield* pieces
}

/** How often one of these files is open in this process. */
function openTimes(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === resolve(path)
    } catch {
      return false
    }
  }).length
}

describe('a log is the same, however it is given', () => {
  const text = bytes.toString()
  const packed = gzipSync(bytes)
  const sources: Readonly<Record<string, () => LogSource>> = {
    'a URL': () => pathToFileURL(LOG),
    bytes: () => bytes,
    'packed bytes': () => packed,
    'a Node stream': () => createReadStream(LOG, { highWaterMark: 777 }),
    'a Node stream of text': () => createReadStream(LOG, 'utf8'),
    'a Node stream of packed bytes': () => Readable.from(cut(packed, 100)),
    'a web stream': () => new Blob([bytes]).stream() as ReadableStream<Uint8Array>,
    'the body of a response': () => new Response(bytes).body ?? '',
    'a generator of bytes': () => later(cut(bytes, 313)),
    'text as content': () => ({ content: text }),
    'pieces of text as content': () => ({ content: text.split(/(?=b)/) }),
    'a generator as content': () => ({ content: cut(bytes, 1000) }),
    'an archive as content': () => ({ content: tar({ syslog: bytes }) }),
    lines: () => ({ lines: text.split('\n').slice(0, -1) }),
    'lines with their ends': () => ({ lines: text.split(/(?<=\n)/) }),
    'lines of readline': () => ({ lines: createInterface({ input: createReadStream(LOG) }) }),
  }

  it.each(Object.entries(sources))('%s', async (_, source) => {
    const expected = withoutFile(await all(timeline(LOG, options)))
    expect(expected).not.toEqual([])
    const stream = timeline(source(), options)
    expect(withoutFile(await all(stream))).toEqual(expected)
    expect(stream.reading().problems).toEqual([])
  })

  it('as the command line prints it', async () => {
    const { stdout } = await runCli([
      'timeline',
      '-o',
      'ndjson',
      '--reference-date',
      '2026-11-24',
      ...SAMPLES,
    ])
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as Termination).headline)
    expect((await all(timeline(SAMPLES, options))).map(({ headline }) => headline)).toEqual(printed)
  })

  it('several at once are one timeline, each under its name', async () => {
    const named = SAMPLES.map((name) => ({ name, content: createReadStream(name) }))
    expect(await all(timeline(named, options))).toEqual(await all(timeline(SAMPLES, options)))
    const [first] = await all(events([{ content: '' }, bytes], options))
    expect(first?.file).toBe('input-2')
  })

  it('a node and a date beside it count', async () => {
    const content =
      'Mar  4 09:17:07 kernel: Memory cgroup out of memory: Killed process 7 (x) total-vm:1kB, anon-rss:1kB, file-rss:0kB, shmem-rss:0kB'
    const given = { content, node: 'node-a', modifiedAt: new Date('2019-06-01') }
    const [event] = await all(events(given))
    expect(event).toMatchObject({ node: 'node-a', time: Date.UTC(2019, 2, 4, 9, 17, 7) })
    const [other] = await all(events(given, { tz: '+02:00', year: 2020 }))
    expect(other).toMatchObject({ time: Date.UTC(2020, 2, 4, 7, 17, 7) })
  })
})

describe('what means nothing is refused at once', () => {
  const nonsense: readonly (readonly [string, () => unknown, string])[] = [
    ['a number', () => timeline(7 as unknown as string), 'a log is a path'],
    ['an object of no kind', () => timeline({} as unknown as string), 'a log is a path'],
    ['null', () => timeline([null as unknown as string]), 'a log is a path'],
    ['standard input by its sign', () => timeline('-'), 'process.stdin'],
    ['one text as lines', () => timeline({ lines: 'a\nb' }), '{ content }'],
    ['a zone', () => events(LOG, { tz: 'Mars/Base' }), 'no zone "Mars/Base"'],
    ['a year', () => events(LOG, { year: 26 }), 'not 26'],
    ['a date', () => events(LOG, { referenceDate: new Date('soon') }), 'no date'],
    ['a window', () => timeline(LOG, { windowMs: -1 }), 'windowMs'],
    ['a bound', () => merge(LOG, { maxOpen: 0 }), 'maxOpen'],
  ]
  it.each(nonsense)('%s', (_, call, says) => expect(call).toThrow(says))

  it('a stream of objects', async () => {
    const stream = timeline(later([{ line: 'x' }]) as unknown as AsyncIterable<string>)
    await expect(all(stream)).rejects.toThrow(TypeError)
  })
})

describe('bad input never loses good output', () => {
  it('of a source that fails', async () => {
    async function* failing() {
      yield bytes
      throw new TypeError('terminated')
    }
    const stream = timeline({ name: 'syslog', content: failing() }, options)
    expect(withoutFile(await all(stream))).toEqual(withoutFile(await all(timeline(bytes, options))))
    expect(stream.reading().problems).toEqual([
      {
        code: 'input-unreadable',
        file: 'syslog',
        line: null,
        message: 'its source failed (terminated): only what stands before was read',
      },
    ])
  })

  it('of a path that leads nowhere', async () => {
    const stream = timeline(['samples/none', LOG], options)
    expect(await all(stream)).toEqual(await all(timeline(LOG, options)))
    expect(stream.reading().problems).toMatchObject([{ code: 'input-unreadable', file: 'samples/none' }])
  })
})

it('tells beside the records what was read', async () => {
  const stream = timeline(LOG, options)
  expect(stream.reading().counts).toEqual({ files: 0, lines: 0, bytes: 0, events: 0 })
  await all(stream)
  const { counts, clocks, coverage } = stream.reading()
  expect(counts).toMatchObject({
    files: 1,
    bytes: bytes.length,
    lines: bytes.toString().split('\n').length - 1,
  })
  expect(clocks.map(({ file }) => file)).toEqual([LOG])
  expect(coverage[0]?.sources.map(({ source }) => source)).toContain('kernel')
})

it('is taken once', async () => {
  const stream = timeline(LOG, options)
  expect(await all(stream)).not.toEqual([])
  expect(await all(stream)).toEqual([])
})

describe('no state is shared', () => {
  it('pipelines side by side, taken in any turns, each give what they give alone', async () => {
    const open = (n: number) => events(SAMPLES[n % SAMPLES.length] ?? '', options)
    const alone = await Promise.all(SAMPLES.map((_, n) => all(open(n))))
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(5)), async (turns) => {
        // Two of them read the same log.
        const running = [0, 1, 2, 3, 4, 0].map((n) => ({
          n,
          taken: new Array<unknown>(),
          at: open(n)[Symbol.asyncIterator](),
        }))
        const left = new Set(running)
        for (const turn of turns) {
          const one = running[turn]
          if (!one || !left.has(one)) continue
          const next = await one.at.next()
          if (next.done) left.delete(one)
          else one.taken.push(next.value)
          if (left.size === 0) break
        }
        for (const { n, taken } of running) expect(taken).toEqual(alone[n])
      }),
      { numRuns: 5 },
    )
  })

  it('at the same time', async () => {
    const open = (name: string) => timeline(name, options)
    const alone: unknown[] = []
    for (const name of SAMPLES) alone.push(await all(open(name)))
    expect(await Promise.all(SAMPLES.map((name) => all(open(name))))).toEqual(alone)
  })
})

describe('a reading that ends early', () => {
  const path = join(folder, 'long.syslog')
  // Each copy is of another day, so that records come while it is read.
  writeFileSync(path, Array.from({ length: 28 }, (_, n) => dayOf(n + 1)).join(''))
  const reason = new Error('enough')

  /** A container's exit. */
  function dayOf(day: number): string {
    const id = day.toString(16).padStart(64, '7')
    const date = `2026-02-${String(day).padStart(2, '0')}`
    const line = (time: string, said: string) => `${date}T${time}.000000+00:00 node-a ${said}\n`
    const exit = `containerd[812]: time="${date}T09:00:00.000000000Z" level=info msg="received exit event container_id:\\"${id}\\"  id:\\"${id}\\"  pid:14492  exit_status:1  exited_at:{seconds:${Date.parse(`${date}T09:00:00Z`) / 1000}  nanos:0}"`
    return line('09:00:00', exit) + line('10:00:00', 'app[7]: nothing of interest').repeat(20_000)
  }

  async function* hanging(): AsyncGenerator<Uint8Array> {
    yield bytes
    await new Promise(() => undefined)
  }

  it('aborted between two records: closes the file, and gives the reason', async () => {
    const aborter = new AbortController()
    const records = timeline(path, { signal: aborter.signal })[Symbol.asyncIterator]()
    expect((await records.next()).done).toBe(false)
    expect(openTimes(path)).toBe(1)
    aborter.abort(reason)
    await expect(records.next()).rejects.toBe(reason)
    expect(openTimes(path)).toBe(0)
    expect(getEventListeners(aborter.signal, 'abort')).toEqual([])
  })

  it('left: closes the file', async () => {
    for await (const _ of timeline(path)) {
      expect(openTimes(path)).toBe(1)
      break
    }
    expect(openTimes(path)).toBe(0)
  })

  it('aborted before it began: opens nothing', async () => {
    let isAsked = false
    async function* asked() {
      isAsked = true
      yield bytes
    }
    await expect(all(timeline(asked(), { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason)
    expect(isAsked).toBe(false)
  })

  it.each<readonly [string, () => LogSource & object]>([
    ['a Node stream', () => Readable.from(hanging())],
    ['a generator', () => hanging()],
    ['a web stream', () => Readable.toWeb(Readable.from(hanging())) as LogSource & object],
  ])('aborted while %s does not answer', async (_, source) => {
    const aborter = new AbortController()
    const reading = all(timeline([bytes, source()], { signal: aborter.signal, lingerMs: 10 }))
    const aborting = setTimeout(() => aborter.abort(reason), 50)
    await expect(reading).rejects.toBe(reason)
    clearTimeout(aborting)
  })

  it('closes streams that it never came to', async () => {
    const never = [1, 2, 3].map(() => Readable.from(hanging()))
    const web = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) })
    let isCancelled = false
    const stream: RecordStream<Termination> = timeline([path, ...never, web], {
      signal: AbortSignal.timeout(300),
    })
    await expect(all(stream)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(never.map(({ destroyed }) => destroyed)).toEqual([true, true, true])
    expect(isCancelled).toBe(true)
  })
})

it('follows a file until it is told to stop', async () => {
  const path = join(folder, 'followed.syslog')
  writeFileSync(path, '')
  const aborter = new AbortController()
  const { signal } = aborter
  const taken: Termination[] = []
  const following = (async () => {
    for await (const one of timeline(path, { ...options, follow: true, lingerMs: 20, signal })) {
      taken.push(one)
      aborter.abort(new Error('seen'))
    }
  })()
  await appendFile(path, readFileSync('samples/exit-0.syslog'))
  await expect(following).rejects.toThrow('seen')
  expect(taken).toMatchObject([{ cause: 'completed' }])
  expect(openTimes(path)).toBe(0)
})

it('merges what was printed elsewhere', async () => {
  const printed = await Promise.all(SAMPLES.map(async (name) => (await runCli(['events', name])).stdout))
  const merged = await all(merge(printed.map((content) => ({ content: gzipSync(content) }))))
  const whole = await all(timeline(SAMPLES))
  expect(merged.map(({ headline }) => headline)).toEqual(whole.map(({ headline }) => headline))
})
