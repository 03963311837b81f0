import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Input } from '../src/input/inputs.js'
import { timelineFormats } from '../src/library/renderers.js'
import type { Termination } from '../src/model/termination.js'
import { ownPipeline } from '../src/own-pipeline.js'
import type { Ending, Meta } from '../src/render/renderer.js'
import { TARGETS, type Target } from '../src/render/ticket-target.js'
import { generate } from './bench/generate.js'

const MANY = 10_000
const MIB = 1024 * 1024
const HOUR_MS = 3_600_000

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

const deaths: Termination[] = []
let meta: Meta
let ending: Ending

async function* generated(): AsyncGenerator<Input> {
  async function* chunks() {
    for (const piece of generate({ bytes: MIB, interest: 1, seed: 7 })) yield Buffer.from(piece)
  }
  yield { name: 'syslog', modifiedAt: null, access: 'later', chunks: chunks() }
}

/** The same death of another container, so many hours later. */
function later(one: Termination, hours: number): Termination {
  const at = (time: number | null) => (time === null ? null : time + hours * HOUR_MS)
  const id = one.container.id && hours.toString(16).padStart(4, '0') + one.container.id.slice(4)
  return {
    ...one,
    pod: one.pod && { ...one.pod, name: one.pod.name && `${one.pod.name}-${hours}` },
    container: { ...one.container, id },
    startedAt: at(one.startedAt),
    finishedAt: at(one.finishedAt),
    evidence: one.evidence.map((event) => ({ ...event, time: at(event.time) })),
  }
}

/** A few hundred deaths of a generated log, again and again: to read ten thousand would take longer than to print them. */
beforeAll(async () => {
  const stream = ownPipeline.timeline(generated(), { referenceMs: Date.UTC(2024, 5, 1) })
  const some: Termination[] = []
  for await (const one of stream) if (!one.container.sandbox) some.push(one)
  for (let hours = 0; deaths.length < MANY; hours++) deaths.push(...some.map((one) => later(one, hours)))
  deaths.length = MANY
  const { clocks, coverage, counts } = stream.reading()
  meta = { files: ['syslog'], clocks, made: { version: '0.1.0', command: ['exitlog', 'syslog'] } }
  const hidden = { sandboxes: 0, filtered: 0 }
  ending = { counts: { ...counts, problems: 0 }, clocks, coverage: coverage.nodes(), hidden }
}, 120_000)

type Formats = ReturnType<typeof timelineFormats>

/** What a format prints of them, and how much more memory it holds by then than at its beginning. */
async function print(name: keyof Formats, target: Target = 'github', given: Iterable<Termination> = deaths) {
  const renderer = await timelineFormats({ target, maxBytes: null })[name].create({
    width: 100,
    color: false,
  })
  collect()
  const before = process.memoryUsage().heapUsed
  let characters = renderer.begin(meta).length
  let lines = 0
  for (const one of given) {
    const text = renderer.next(one)
    characters += text.length
    lines += text.split('\n').length - 1
  }
  const end = renderer.end(ending)
  collect()
  const held = process.memoryUsage().heapUsed - before
  // The end is still held, and so is the renderer.
  expect(renderer.begin).toBeTypeOf('function')
  return { characters: characters + end.length, lines, end, held }
}

/** So much is held besides the records themselves, which those who call it hold. */
const MOST_HELD = 256 * MIB

describe(`${MANY} terminations`, () => {
  it.each(['ndjson', 'json', 'csv', 'otlp', 'timesketch', 'text'] as const)(
    'as %s: printed as they come, each of them, and let go',
    async (name) => {
      const { lines, held } = await print(name)
      expect(lines).toBeGreaterThanOrEqual(MANY - 1)
      expect(held).toBeLessThan(64 * MIB)
    },
    60_000,
  )

  it.each([
    ['html', 8 * MIB, /10\D000/],
    ['svg', 2 * MIB, /\d more /],
    ['mermaid', 50_000, /%% left out: [\d ]+ more deaths/],
  ] as const)(
    'as %s: no larger than a reader can use, and it says what is left out',
    async (name, most, says) => {
      const { characters, end, held } = await print(name)
      expect(characters).toBeGreaterThan(1000)
      expect(characters).toBeLessThan(most)
      expect(end).toMatch(says)
      expect(held).toBeLessThan(MOST_HELD)
    },
    60_000,
  )

  it.each(['markdown', 'mermaid'] as const)(
    'as %s: those that nobody will read of are let go',
    async (name) => {
      function* heldByNobody() {
        for (const one of deaths) yield { ...one, evidence: one.evidence.map((event) => ({ ...event })) }
      }
      const { held } = await print(name, 'github', heldByNobody())
      expect(held).toBeLessThan(8 * MIB)
    },
    60_000,
  )

  it('as perfetto: each of them', async () => {
    const { end, characters, held } = await print('perfetto')
    expect(characters).toBeGreaterThan(MANY * 100)
    expect(end.length).toBeGreaterThan(0)
    expect(held).toBeLessThan(MOST_HELD)
  }, 60_000)

  const MOST: Readonly<Record<Target, number>> = {
    github: 65_536,
    gitlab: 2 * MIB,
    gitea: 2 * MIB,
    jira: 32_767,
    plain: 2 * MIB,
  }
  it.each(TARGETS)(
    'as a ticket for %s: within its limit, the worst told, the rest said to be left out',
    async (target) => {
      const { characters, end, held } = await print('markdown', target)
      expect(characters).toBeLessThanOrEqual(MOST[target])
      expect(end).toContain('10 000')
      expect(end).toMatch(/left out/i)
      expect(held).toBeLessThan(MOST_HELD)
    },
    60_000,
  )
})
