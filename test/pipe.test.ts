import { execFileSync, spawn } from 'node:child_process'
import { constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { startThread } from '../src/cli/start-thread.js'
import { type Pipe, readPipe } from '../src/input/pipe.js'
import type { ScannedLine } from '../src/model/line-sink.js'
import { takeAhead } from '../src/scan/pipe-ahead.js'
import { createPipeTaker } from '../src/scan/pipe-taker.js'
import { createScanner, SAMPLED_BYTES } from '../src/scan/scan.js'
import { createSearch, type Search, type StartThread } from '../src/scan/search.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-pipe-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a shell's command writes into it. */
function pipeOf(command: string): Pipe {
  const path = join(folder, `${Math.random()}`)
  execFileSync('mkfifo', [path])
  const pipe = readPipe(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
  spawn('sh', ['-c', `{ ${command}; } > ${path}`], { stdio: 'ignore' })
  return pipe
}

it('gives every byte once, to a slow reader too', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at) % 251))
  const file = join(folder, 'bytes')
  writeFileSync(file, bytes)
  for (const slow of [false, true]) {
    const { chunks, close } = pipeOf(`cat ${file}`)
    const taken: Buffer[] = []
    for await (const chunk of chunks) {
      if (slow) await setTimeout(3)
      taken.push(Buffer.from(chunk))
      if (taken.length === 1) expect(chunk.length).toBeLessThan(bytes.length)
    }
    close()
    expect(Buffer.concat(taken).equals(bytes)).toBe(true)
  }
})

it('gives what came before more does', async () => {
  const { chunks, close } = pipeOf('echo one; sleep 0.3; echo two')
  const taken: string[] = []
  for await (const chunk of chunks) taken.push(Buffer.from(chunk).toString())
  close()
  expect(taken).toEqual(['one\n', 'two\n'])
})

it('ends when it is closed, whoever might still write', async () => {
  const { chunks, close } = pipeOf('echo one; sleep 2')
  const taken: string[] = []
  for await (const chunk of chunks) {
    taken.push(Buffer.from(chunk).toString())
    void setTimeout(20).then(close)
  }
  expect(taken).toEqual(['one\n'])
})

const needles = ['oom-kill:constraint=']
const noise =
  'Mar  4 08:00:00 node-a CRON[812]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)\n'
const kill = 'Mar  4 08:00:00 node-a kernel: oom-kill:constraint=CONSTRAINT_MEMCG,task=é\n'

/** What a scan makes of what a command writes, a thread taking what it can; and how much of it that was. */
async function scanPipe(
  command: string,
  start: StartThread = startThread,
  narrow: (search: Search) => Search = (search) => search,
) {
  const created = createSearch(needles, SAMPLED_BYTES, 1, start)
  if (created === null) throw new Error('this machine has no SIMD')
  const search = narrow(created)
  const { chunks, lend, close } = pipeOf(command)
  let ahead = 0
  lend(async function* (source, offset) {
    if (source.size !== null) throw new Error('a pipe has no size')
    for (const taking = takeAhead(search, source, offset, 1); ; ) {
      const next = await taking.next()
      if (next.done) return next.value
      ahead += next.value.length
      yield next.value
    }
  })
  const lines: Pick<ScannedLine, 'number' | 'offset' | 'text' | 'hit'>[] = []
  const sink = {
    line({ number, offset, text, hit }: ScannedLine): 'hits' {
      lines.push({ number, offset, text, hit })
      return 'hits'
    },
    problem: () => undefined,
  }
  const scanner = createScanner({ file: '-', needles })
  for await (const chunk of chunks) {
    scanner.write(chunk, sink, search.foundIn(chunk))
    // Until the pipe is full.
    if (ahead === 0) await setTimeout(5)
  }
  close()
  search.close()
  return { ahead, totals: scanner.end(sink), lines }
}

it('a thread takes what comes at once, and leaves what is waited for', async () => {
  const file = join(folder, 'syslog')
  const block = (noise.repeat(500) + kill).repeat(300)
  writeFileSync(file, `${block}no end `)
  const bytes = Buffer.from(`${block}no end ${block}no end `)
  const alone = createScanner({ file: '-', needles })
  const expected: unknown[] = []
  const sink = {
    line({ number, offset, text, hit }: ScannedLine): 'hits' {
      expected.push({ number, offset, text, hit })
      return 'hits'
    },
    problem: () => undefined,
  }
  alone.write(bytes, sink)
  const totals = alone.end(sink)
  // Longer than a thread waits for more.
  const { ahead, ...told } = await scanPipe(`cat ${file}; sleep 0.2; cat ${file}`)
  expect(told.totals).toEqual(totals)
  expect(told.lines).toEqual(expected)
  expect(ahead).toBeGreaterThan(bytes.length / 2)
})

it('a thread that ends while a pipe is open is no end of the pipe', async () => {
  const file = join(folder, 'unread')
  writeFileSync(file, noise.repeat(100_000))
  let posts = 0
  const taking = scanPipe(`cat ${file}`, (program, data, told) => {
    const thread = startThread(program, data, told)
    const post: typeof thread.post = (...given) => (++posts === 3 ? thread.stop() : thread.post(...given))
    return { ...thread, post }
  })
  await expect(taking).rejects.toThrow('has ended')
})

it('who holds few places takes by them', async () => {
  const file = join(folder, 'few')
  writeFileSync(file, (noise.repeat(999) + kill).repeat(100))
  for (const left of [1, 2]) {
    const { ahead, totals, lines } = await scanPipe(`cat ${file}`, startThread, (search) => {
      let slots = left
      return { ...search, slot: () => (slots-- > 0 ? search.slot() : null) }
    })
    expect(ahead).toBeGreaterThan(5_000_000)
    expect(totals.lines).toBe(100_000)
    expect(lines.filter(({ hit }) => hit).length).toBe(100)
  }
})

it('a line that is longer than a block is none the less one line', async () => {
  const file = join(folder, 'long')
  writeFileSync(file, `${noise.repeat(5000)}${'x'.repeat(700_000)} ${kill}${noise.repeat(20_000)}`)
  const { ahead, totals, lines } = await scanPipe(`cat ${file}`)
  expect(ahead).toBeGreaterThan(1_000_000)
  expect(totals.lines).toBe(25_001)
  expect(lines.filter(({ hit }) => hit).map(({ number, text }) => [number, text.length])).toEqual([
    [5001, 700_000 + kill.length],
  ])
})

it('a block ends where there is enough in it', () => {
  const comes = 'abcdefg'.split('').map((letter) => `${letter}\n${letter}`)
  const take = createPipeTaker((_fd, into) => Buffer.from(comes.shift() ?? '').copy(into))
  const buffer = new ArrayBuffer(64)
  const taken = (begins: number | null) => {
    const { offset, length } = take({ fd: 0, buffer, length: 64, begins }, () => (_lines, place) => place > 3)
    return [offset, Buffer.from(buffer, 0, length).toString()]
  }
  expect(taken(7)).toEqual([7, 'a\nab\nbc\n'])
  expect(taken(null)).toEqual([15, 'cd\nde\nef\n'])
  expect(taken(null)).toEqual([24, 'fg\ng'])
})

it('of several pipes each goes on where it was left', () => {
  const comes = new Map([
    [3, ['one\ntw', 'o\n', '']],
    [4, ['another\n', null, 'mo', 're\n', '']],
  ])
  const take = createPipeTaker((fd, into) => {
    const next = comes.get(fd)?.shift()
    return next === null ? null : Buffer.from(next ?? '').copy(into)
  })
  const buffer = new ArrayBuffer(8)
  const taken = (fd: number, begins: number | null) => {
    const { length, ...place } = take({ fd, buffer, length: 8, begins }, () => () => false)
    return { ...place, text: Buffer.from(buffer, 0, length).toString() }
  }
  expect(taken(3, 100)).toEqual({ offset: 100, isOver: false, text: 'one\ntwo\n' })
  expect(taken(4, 0)).toEqual({ offset: 0, isOver: false, text: 'another\n' })
  expect(taken(3, null)).toEqual({ offset: 108, isOver: true, text: '' })
  expect(taken(4, null)).toEqual({ offset: 8, isOver: true, text: 'more\n' })
  expect(taken(4, null)).toEqual({ offset: 13, isOver: true, text: '' })
})
