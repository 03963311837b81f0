import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { messages } from '../parsers/index.js'
import { openScratch, type Scratch } from '../src/input/scratch.js'
import { createEventHold } from '../src/logs/held-events.js'
import type { Event } from '../src/model/event.js'
import { ownPipeline } from '../src/own-pipeline.js'
import { runCli } from './run-cli.js'

const START = Date.UTC(2026, 10, 23)
const eventAt = (time: number | null, line: number): Event => ({
  type: 'runtime.oom',
  runtime: 'containerd',
  containerId: 'c1',
  time,
  stepMs: 1,
  node: null,
  program: 'containerd',
  file: 'bundle.tar!syslog',
  line,
  order: 0,
  text: `a line \ud800 of \u2028 no \u0000 well-formed text, ${line}`,
  origin: null,
  written: null,
  sinceBoot: null,
})
const eventsOf = (count: number) => Array.from({ length: count }, (_, n) => eventAt(START + n, n))

/** The line of a container that ended `n` seconds after the start. */
function exit(n: number): string {
  const id = n.toString(16).padStart(64, '7')
  const iso = new Date(START + n * 1000).toISOString()
  return `${iso.replace('Z', '+00:00')} node-a containerd[812]: time="${iso}" level=info msg="received exit event container_id:\\"${id}\\"  id:\\"${id}\\"  pid:14492  exit_status:1  exited_at:{seconds:${(START + n * 1000) / 1000}  nanos:0}"\n`
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) taken.push(item)
  return taken
}

/** Scratch files in memory, of which the system takes so many bytes. */
function scratchOf(mostBytes = Infinity) {
  const state = { bytes: 0, pieces: 0, isOpen: false }
  const kept: Buffer[] = []
  const open = (): Scratch => {
    state.isOpen = true
    return {
      append(bytes) {
        if (state.bytes + bytes.length > mostBytes)
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        kept.push(Buffer.from(bytes))
        state.pieces++
        state.bytes += bytes.length
        return state.bytes - bytes.length
      },
      read: async (at, length) => Buffer.concat(kept).subarray(at, at + length),
      async close() {
        state.isOpen = false
      },
    }
  }
  return { open, state }
}

describe('events that are held until they are merged', () => {
  it.each([
    ['as many as there are', Infinity],
    ['in memory again where the disk is full', 100_000],
    ['in memory where there is no disk', 0],
  ])('come back as they were: %s', async (_, mostBytes) => {
    const { open, state } = scratchOf(mostBytes)
    const hold = createEventHold(open, 20_000)
    const logs = [eventsOf(500), [eventAt(null, 1), eventAt(START - 5, 2)], [], eventsOf(300)]
    const held = logs.map((events) => {
      const one = hold.open()
      for (let at = 0; at < events.length; at += 7) one.add(events.slice(at, at + 7))
      one.end()
      return one
    })
    expect(state.bytes > 0).toBe(mostBytes > 0)
    for (const [n, one] of held.entries()) expect((await all(one.read())).flat()).toStrictEqual(logs[n])
    expect(held.map(({ startsAt }) => startsAt())).toEqual([START, -Infinity, -Infinity, START])
    await hold.close()
    expect(state.isOpen).toBe(false)
  })

  it('are in memory up to a bound, of all logs together', () => {
    const { open, state } = scratchOf()
    const hold = createEventHold(open, 20_000)
    const logs = Array.from({ length: 50 }, () => hold.open())
    for (const log of logs) {
      log.add(eventsOf(10))
      log.end()
    }
    // The first two logs fit; each of the others is put aside whole.
    expect(state.pieces).toBe(49)
  })

  it.each(messages)('$id: its facts come back from JSON as they are', ({ samples }) => {
    for (const { fact } of samples) expect(JSON.parse(JSON.stringify(fact))).toStrictEqual(fact)
  })
})

describe('a scratch file', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('has no name while it is used, so that nothing is left of it however the program ends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'exitlog-scratch-test-'))
    vi.stubEnv('TMPDIR', folder)
    const scratch = openScratch()
    const places = ['one', 'two', 'three'].map((word) => scratch.append(Buffer.from(word)))
    expect(places).toEqual([0, 3, 6])
    expect(String(await scratch.read(3, 8))).toBe('twothree')
    expect(readdirSync(folder)).toEqual([])
    await scratch.close()
    await expect(scratch.read(0, 1)).rejects.toThrow(RangeError)
    rmSync(folder, { recursive: true })
  })
})

it('what an archive holds of interest beyond a bound is put aside, and tells the same', async () => {
  const texts = [0, 1, 2].map((log) => Array.from({ length: 5000 }, (_, n) => exit(3 * n + log)).join(''))
  async function* inputs(access: 'now' | 'again') {
    for (const [n, text] of texts.entries())
      yield { name: `${n}.log`, modifiedAt: null, access, chunks: bytesOf(text) }
  }
  const bytesOf = (text: string) => ({
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < text.length; at += 65_536) yield Buffer.from(text.slice(at, at + 65_536))
    },
  })
  const { open, state } = scratchOf()
  const settings = { referenceMs: START + 86_400_000 }
  const held = ownPipeline.events(inputs('now'), { ...settings, openScratch: open })
  const seen = await all(held)
  const ofFiles = await all(ownPipeline.events(inputs('again'), settings))
  // Of what an archive holds nobody knows beforehand whether it goes on in another member.
  expect(seen).toMatchObject(ofFiles)
  expect(seen).toHaveLength(15_000)
  expect(state.pieces).toBeGreaterThan(50)
  expect(state.isOpen).toBe(false)
})

describe('records that wait until the whole log is read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exitlog-scratch-test-'))
  afterEach(() => {
    vi.unstubAllEnvs()
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['a few stay in memory', 60, false],
    ['many are put aside', 600, true],
  ])('%s, and are printed as they were', async (_, count, isPutAside) => {
    const log = Array.from({ length: count }, (_, n) => exit(n * 60)).join('')
    const printed = async (temporary: string): Promise<string> => {
      vi.stubEnv('TMPDIR', temporary)
      const { stdout } = await runCli(['timeline', '--tz', 'UTC', '--all'], log)
      return stdout
    }
    utimesSync(folder, 0, 0)
    const text = await printed(folder)
    expect(statSync(folder).mtimeMs > 0).toBe(isPutAside)
    expect(text.match(/exit 1\b/g)?.length ?? text).toBe(count)
    expect(await printed(join(folder, 'no such folder'))).toBe(text)
  })
})
