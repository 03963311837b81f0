import { appendFileSync, closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { messages } from '../parsers/index.js'
import { startThread } from '../src/cli/start-thread.js'
import type { Appetite, ScannedLine } from '../src/model/line-sink.js'
import type { Problem } from '../src/model/problem.js'
import type { Found } from '../src/scan/found.js'
import { readAhead } from '../src/scan/read-ahead.js'
import type { ReadableFile } from '../src/model/readable-file.js'
import { createScanner, SAMPLED_BYTES } from '../src/scan/scan.js'
import { createSearch, type Search, type Slot, type StartThread } from '../src/scan/search.js'
import type { SearchAnswer } from '../src/scan/search-program.js'
import { searchAhead } from '../src/scan/search-ahead.js'
import { generate } from './bench/generate.js'
import { runCli } from './run-cli.js'

// Threads that search ahead of the scan: what is handed over is what the scan finds by itself.

const MIB = 2 ** 20
const registry = [...new Set(messages.flatMap((parser) => parser.needles))]
const log = Buffer.from([...generate({ bytes: 10 * MIB, seed: 3, interest: 0.02 })].join(''))

const opened: Search[] = []
afterAll(() => {
  for (const search of opened) search.close()
})

const readAt: ReadableFile['readAt'] = (fd, into, position) => readSync(fd, into, 0, into.length, position)

/** One whose threads have begun; what is read before is searched by nobody. */
async function openSearch(threads: number, start: StartThread = startThread): Promise<Search> {
  const search = createSearch(registry, SAMPLED_BYTES, threads, start)
  if (search === null) throw new Error('this machine has no SIMD')
  opened.push(search)
  await search.start()
  return search
}

function scanner() {
  const lines: ScannedLine[] = []
  const problems: Problem[] = []
  const sink = {
    line: (line: ScannedLine): Appetite => {
      lines.push(line)
      return line.number % 97 === 0 ? 'all' : 'hits'
    },
    problem: (problem: Problem) => void problems.push(problem),
  }
  const scan = createScanner({ file: 'f', needles: registry })
  return {
    write: (bytes: Uint8Array, found: Found | null = null) => scan.write(bytes, sink, found),
    end: () => ({ totals: scan.end(sink), lines, problems }),
  }
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  const reused = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size)
    reused.set(part)
    yield reused.subarray(0, part.length)
  }
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  yield* cut(bytes, size)
}

function alone(bytes: Uint8Array, size: number) {
  const { write, end } = scanner()
  for (const chunk of cut(bytes, size)) write(chunk)
  return end()
}

async function ahead(bytes: Uint8Array, size: number, search: Search) {
  return scanned(searchAhead(chunksOf(bytes, size), search, MIB), search)
}

/** `found`: lines that the search told of. */
async function scanned(pieces: AsyncIterable<Uint8Array>, search: Search) {
  const { write, end } = scanner()
  let found = 0
  for await (const piece of pieces) {
    const told = search.foundIn(piece)
    found += (told?.lines.length ?? 0) / 5
    write(piece, told)
  }
  return { ...end(), found }
}

/** What is read of a file, the first of it by this thread. `size`: as the file is said to be long. */
async function* fileAhead(
  bytes: Uint8Array,
  first: number,
  search: Search,
  {
    size = bytes.length,
    onReached = () => undefined,
  }: Partial<Pick<ReadableFile, 'size' | 'onReached'>> = {},
): AsyncGenerator<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'exitlog-search-'))
  writeFileSync(join(folder, 'syslog'), bytes)
  const fd = openSync(join(folder, 'syslog'), 'r')
  try {
    yield bytes.subarray(0, first)
    yield bytes.subarray(yield* readAhead(search, { fd, size, readAt, onReached }, first, MIB))
  } finally {
    closeSync(fd)
    rmSync(folder, { recursive: true })
  }
}

it.each([
  [1, 256 * 1024],
  [2, 256 * 1024],
  [3, 70_001],
  [1, 3 * MIB],
])('%i threads and chunks of %i bytes', async (threads, size) => {
  const { found, ...told } = await ahead(log, size, await openSearch(threads))
  expect(found).toBeGreaterThan(100)
  expect(told).toEqual(alone(log, size))
})

it.each([1, 3])('%i threads that read a file', async (threads) => {
  const search = await openSearch(threads)
  for (const first of [1, 70_001, 256 * 1024, log.indexOf(10, MIB) + 1]) {
    const { found, ...told } = await scanned(fileAhead(log, first, search), search)
    expect(found).toBeGreaterThan(100)
    expect(told).toEqual(alone(log, 256 * 1024))
  }
})

it('whoever waits for a thread searches too', async () => {
  let left = 0
  const search = await openSearch(1, (program, data, told) => {
    const thread = startThread(program, data, {
      ...told,
      onMessage(answer) {
        if ((answer as SearchAnswer).part === null) left++
        told.onMessage(answer)
      },
    })
    const post: typeof thread.post = (...given) => void setTimeout(() => thread.post(...given), 20)
    return { ...thread, post }
  })
  const { found, ...told } = await scanned(fileAhead(log, MIB, search), search)
  await vi.waitFor(() => expect(left).toBeGreaterThan(0))
  expect(found).toBeGreaterThan(100)
  expect(told).toEqual(alone(log, MIB))
})

it('what is no plain text, in the middle of it', async () => {
  const at = (mib: number, bytes: string | Uint8Array): Buffer =>
    Buffer.concat([log.subarray(mib * MIB, (mib + 1) * MIB), Buffer.from(bytes)])
  const bytes = Buffer.concat([
    log.subarray(0, 4 * MIB),
    at(4, '\0\0\0lost\n'),
    at(5, Uint8Array.of(0xff, 0xc3, 10)),
    at(6, `\ufffd\n${'x'.repeat(1_400_000)}\n`),
    at(7, `é${'y'.repeat(600_000)} oom-kill:constraint=\n`),
    log.subarray(8 * MIB),
    Buffer.from('no line end'),
  ])
  const search = await openSearch(1)
  const { found, ...told } = await ahead(bytes, 256 * 1024, search)
  expect(found).toBeGreaterThan(10)
  expect(told).toEqual(alone(bytes, 256 * 1024))
  const ofFile = await scanned(fileAhead(bytes, 256 * 1024, search), search)
  expect(ofFile).toEqual({ ...told, found: ofFile.found })
  expect(ofFile.found).toBeGreaterThan(10)
  expect(told.problems.map(({ code }) => code).sort()).toEqual(['invalid-utf8', 'line-too-long', 'nul-bytes'])
})

it('lines that are blank, and lines that all are of interest', async () => {
  const hit = 'Mar  4 08:00:00 node-a kernel: oom-kill:constraint=CONSTRAINT_MEMCG\n'
  const first = log.subarray(0, log.indexOf(10, MIB) + 1)
  const bytes = Buffer.concat([
    first,
    Buffer.from(`${'\n'.repeat(5 * MIB)}${hit.repeat(60_000)}${'\r\n'.repeat(MIB)}`),
  ])
  const search = await openSearch(1)
  const blocks: number[] = []
  for await (const piece of fileAhead(bytes, first.length, search)) {
    const found = search.foundIn(piece)
    if (found) blocks.push(found.lines.length / 5)
  }
  expect(Math.max(...blocks)).toBeGreaterThan(1000)
  expect(Math.max(...blocks)).toBeLessThan(5000)
  const { found, ...told } = await scanned(fileAhead(bytes, first.length, search), search)
  expect(found).toBeGreaterThan(50_000)
  expect(told).toEqual(alone(bytes, 256 * 1024))
})

it('who leaves in the middle leaves the places to others', async () => {
  const search = await openSearch(1)
  for (let time = 0; time < 20; time++) {
    for await (const piece of searchAhead(chunksOf(log, MIB), search, MIB)) if (search.foundIn(piece)) break
    for await (const piece of fileAhead(log, MIB, search)) if (search.foundIn(piece)) break
    await new Promise(setImmediate)
  }
  const { found, ...told } = await ahead(log, MIB, search)
  expect(found).toBeGreaterThan(100)
  expect(told).toEqual(alone(log, MIB))
})

it('two logs at a time share the places', async () => {
  const search = await openSearch(1)
  const [one, other] = [0, 1].map(() => searchAhead(chunksOf(log, MIB), search, MIB))
  const scans = [scanner(), scanner()] as const
  // By turns, as the merge takes them: neither may wait for what the other holds.
  for (let isLeft = true; isLeft; ) {
    const [first, second] = [await one?.next(), await other?.next()]
    if (first && !first.done) scans[0].write(first.value, search.foundIn(first.value))
    if (second && !second.done) scans[1].write(second.value, search.foundIn(second.value))
    isLeft = !(first?.done && second?.done)
  }
  const expected = alone(log, MIB)
  for (const { end } of scans) expect(end()).toEqual(expected)
})

it('a thread that cannot begin is not waited for', async () => {
  const search = createSearch(registry, SAMPLED_BYTES, 1, (_program, _data, { onFailure }) => {
    onFailure()
    return { post: () => undefined, stop: () => undefined }
  })
  if (search === null) throw new Error('this machine has no SIMD')
  const { found, ...told } = await ahead(log, MIB, search)
  expect(found).toBe(0)
  expect(told).toEqual(alone(log, MIB))
})

it('a thread that ends while it has bytes is no end of the input', async () => {
  const search = await openSearch(1, (program, data, told) => {
    const thread = startThread(program, data, told)
    let posts = 0
    return {
      ...thread,
      post: (orders, given) => (++posts === 3 ? thread.stop() : thread.post(orders, given)),
    }
  })
  await expect(ahead(log, MIB, search)).rejects.toThrow('has ended')
})

it('a source that fails while all slots are searched fails behind them', async () => {
  const lines = Buffer.from(`${'x'.repeat(1023)}\n`.repeat(64))
  let sent = 0
  const slot = (): Slot => {
    const bytes = new Uint8Array(lines.length)
    return {
      bytes,
      // So long that the source has failed before anybody takes this.
      search: (_offset, length) =>
        new Promise((resolve) => void setTimeout(resolve, 20, bytes.subarray(0, length), sent++)),
      read: () => Promise.resolve(null),
      take: () => Promise.resolve({ bytes: new Uint8Array(0), isOver: true }),
      giveBack: () => undefined,
    }
  }
  async function* failing(): AsyncGenerator<Uint8Array> {
    for (let count = 0; count < 7; count++) yield lines
    throw new Error('no more of it')
  }
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  let length = 0
  const taking = (async () => {
    const search = {
      start: () => Promise.resolve(),
      slot,
      foundIn: () => null,
      help: () => false,
      close: () => undefined,
    }
    for await (const piece of searchAhead(failing(), search, 0)) length += piece.length
  })()
  await expect(taking).rejects.toThrow('no more of it')
  process.off('unhandledRejection', note)
  expect({ sent, length, unhandled }).toEqual({ sent: 7, length: 7 * lines.length, unhandled: [] })
})

it('a file is read on where the thread ends that read it', async () => {
  const search = await openSearch(1, (program, data, told) => {
    const thread = startThread(program, data, told)
    let posts = 0
    return {
      ...thread,
      post: (orders, given) => (++posts === 10 ? thread.stop() : thread.post(orders, given)),
    }
  })
  const { found, ...told } = await scanned(fileAhead(log, MIB, search), search)
  expect(told).toEqual(alone(log, MIB))
  expect(found).toBeGreaterThan(0)
})

it('a file that becomes shorter ends where it ends', async () => {
  const search = await openSearch(1)
  const shorter = log.subarray(0, 6 * MIB)
  const { found, ...told } = await scanned(fileAhead(shorter, MIB, search, { size: log.length }), search)
  expect(found).toBeGreaterThan(100)
  expect(told).toEqual(alone(shorter, MIB))
})

it('what is looked at once more of a file may be gone by then', async () => {
  const search = await openSearch(1)
  const { write, end } = scanner()
  write(log.subarray(0, MIB))
  const at = log.indexOf(10, 2 * MIB) + 1
  const lines = Uint32Array.of(0, log.indexOf(10, MIB) - MIB, 0, 0, 0)
  const look = (): Uint8Array => new Uint8Array(0)
  const found = { offset: MIB, length: at - MIB, lines, newlines: 5, everyBytes: SAMPLED_BYTES, look }
  write(log.subarray(MIB, 2 * MIB), found)
  write(log.subarray(at))
  const { totals } = end()
  expect(totals.bytes).toBe(log.length - at + MIB)
  search.close()
})

it('tells how far a file was read', async () => {
  const search = await openSearch(1)
  const told: number[] = []
  const onReached = (offset: number): void => void told.push(offset)
  for await (const _ of fileAhead(log, MIB, search, { onReached }));
  expect(told.length).toBeGreaterThan(2)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBeGreaterThan(log.length - 4 * MIB)
  expect(told.at(-1)).toBeLessThanOrEqual(log.length)
})

it('needles that only the slow way finds are not searched ahead', () => {
  expect(createSearch(['ab'], SAMPLED_BYTES, 1, startThread)).toBeNull()
})

const folder = mkdtempSync(join(tmpdir(), 'exitlog-search-'))
const file = join(folder, 'syslog')
const metrics = join(folder, 'exitlog.prom')
// Enough for a thread to begin: what is smaller is searched before it has.
const noise =
  'Mar  4 08:00:00 node-a CRON[812]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)\n'
writeFileSync(file, noise.repeat((32 * MIB) / noise.length))
// Of these nothing is of interest, and every one counts.
appendFileSync(file, '\n'.repeat(6 * MIB))
appendFileSync(file, log)
afterAll(() => rmSync(folder, { recursive: true }))

it.each([
  [['timeline', '-o', 'ndjson'], 8, 3],
  [['timeline', '-o', 'ndjson'], 2, 1],
  [['timeline', '-o', 'ndjson', '--jobs', '3'], 2, 2],
  [['timeline', '-o', 'ndjson', '--jobs', '1'], 8, 0],
  [['timeline', '-o', 'ndjson', '--metrics', metrics, '--jobs', '2'], 8, 1],
  [['summary', '-o', 'json', '--jobs', '2'], 8, 1],
  [['coverage', '-o', 'json', '--jobs', '2'], 8, 1],
  [['events', '--jobs', '2'], 8, 1],
])('%j on %i processors begins %i threads, and prints the same', async (typed, processors, count) => {
  let begun = 0
  const start: StartThread = (...given) => {
    begun++
    return startThread(...given)
  }
  const plain = await runCli([...typed, file])
  const { stdout, status } = await runCli([...typed, file], '', {
    threads: { start, count: () => processors },
  })
  expect({ begun, status }).toEqual({ begun: count, status: 0 })
  expect(stdout === plain.stdout).toBe(true)
  expect(stdout).toContain(typed[0] === 'coverage' ? '"sources"' : '137')
})

it('--jobs takes a number', async () => {
  expect((await runCli(['timeline', '--jobs', '0'])).status).toBe(2)
})
