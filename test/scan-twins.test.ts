import { readFileSync, readdirSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { messages } from '../parsers/index.js'
import type { Appetite, ScannedLine } from '../src/model/line-sink.js'
import type { Problem } from '../src/model/problem.js'
import { machineFor } from '../src/scan/machine.js'
import { createNeedleTest } from '../src/scan/needles.js'
import { type ScannerSettings, createScanner } from '../src/scan/scan.js'

// The fast way of the scan and the slow one, its oracle: on any bytes in any chunks they tell the same.

type Settings = Omit<ScannerSettings, 'file' | 'slow'>

const registry = [...new Set(messages.flatMap((parser) => parser.needles))]

function scan(chunks: readonly Uint8Array[], settings: Settings, slow: boolean) {
  const lines: ScannedLine[] = []
  const problems: Problem[] = []
  const sink = {
    // Every line for a while after some of them, as within a record of several lines.
    line: (line: ScannedLine): Appetite => {
      lines.push(line)
      return (line.text.length + line.number) % 5 === 0 ? 'all' : 'hits'
    },
    problem: (problem: Problem) => void problems.push(problem),
  }
  const scanner = createScanner({ file: 'f', slow, ...settings })
  for (const chunk of chunks) {
    const reused = Uint8Array.from(chunk)
    scanner.write(reused, sink)
    reused.fill(0x58)
  }
  return { totals: scanner.end(sink), lines, problems }
}

function expectTwins(chunks: readonly Uint8Array[], settings: Settings): void {
  expect(scan(chunks, settings, false)).toEqual(scan(chunks, settings, true))
}

function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => i * size)
  return chunks.map((at) => bytes.subarray(at, at + size))
}

const needle = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é'), minLength: 4, maxLength: 14 }),
  fc
    .string({ unit: fc.constantFrom('a', '"', 'b', '日'), minLength: 4, maxLength: 20 })
    .filter((text) => /[^"]{4}/.test(text)),
)
/** Needles, and a text of their pieces with all that divides lines. */
const cases = fc
  .array(needle, { minLength: 1, maxLength: 8 })
  .chain((needles) => {
    const whole = fc.constantFrom(...needles)
    const piece = fc.oneof(
      { weight: 4, arbitrary: whole },
      { weight: 2, arbitrary: whole.map((text) => text.slice(1)) },
      { weight: 2, arbitrary: whole.map((text) => text.slice(0, -1)) },
      { weight: 2, arbitrary: whole.map((text) => JSON.stringify(JSON.stringify(text))) },
      {
        weight: 9,
        arbitrary: fc.constantFrom('\n', '\n', '\r\n', ' text ', 'x'.repeat(17), '\\', '\\\\\\"'),
      },
      { weight: 1, arbitrary: fc.constantFrom('\0', '\0\0\0', '\ufeff', '\ufffd', '\r', 'y'.repeat(90)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 5 }) },
    )
    return fc.record({ needles: fc.constant(needles), pieces: fc.array(piece, { maxLength: 150 }) })
  })
  .map(({ needles, pieces }) => ({
    needles,
    bytes: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
  }))

it('whatever the needles, bytes and chunks', () => {
  const sample = fc.record({
    headBytes: fc.constantFrom(0, 40),
    everyBytes: fc.constantFrom(50, 300, Infinity),
  })
  const property = fc.property(
    cases,
    fc.integer({ min: 1, max: 600 }),
    sample,
    fc.constantFrom(20, 64, 5000),
    ({ needles, bytes }, size, sample, maxLineBytes) =>
      expectTwins(chunksOf(bytes, size), { needles, sample, maxLineBytes }),
  )
  fc.assert(property, { numRuns: 1500 })
}, 60_000)

it('for each needle of the registry at each place of a line, cut and escaped', () => {
  const sample = { headBytes: 0, everyBytes: Infinity }
  const lines = registry.flatMap((needle) =>
    Array.from({ length: 9 }, (_, i) => {
      const blank = '.'.repeat(i)
      return [
        blank + needle,
        `${blank}${needle.slice(1)} ${needle.slice(0, -1)}`,
        `${blank}${JSON.stringify(needle)}.`,
        blank,
      ]
    }).flat(),
  )
  const bytes = Buffer.from(lines.join('\n'))
  for (const size of [997, bytes.length]) expectTwins(chunksOf(bytes, size), { needles: registry, sample })
})

it('on the founding samples', () => {
  for (const name of readdirSync('samples', { recursive: true, encoding: 'utf8', withFileTypes: true })) {
    if (!name.isFile()) continue
    const bytes = readFileSync(`${name.parentPath}/${name.name}`)
    for (const size of [1, 61, bytes.length]) {
      const sample = { headBytes: 300, everyBytes: 700 }
      expectTwins(chunksOf(bytes, size), { needles: registry, sample })
    }
  }
})

it('on more than fits into one block', () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => {
    const needle = i % 500 === 0 ? registry[i % registry.length] : ''
    const damage = i % 7001 === 0 ? '\0\0lost' : i % 9001 === 0 ? 'caf\ufffd' : ''
    return `${'line of a log '.repeat(1 + (i % 9))}${needle}${damage}${i === 20_000 ? 'x'.repeat(1_500_000) : ''}`
  })
  const bytes = Buffer.from(lines.join('\n'))
  for (const size of [65_536, 1 << 20, bytes.length])
    expectTwins(chunksOf(bytes, size), { needles: registry })
})

it('a part of some bytes, whatever stands around it', () => {
  const property = fc.property(
    cases.filter(({ bytes }) => !bytes.includes(0) && !bytes.includes('\r') && !bytes.includes('\ufeff')),
    fc.nat(9000),
    fc.nat(40),
    fc.nat(40),
    ({ needles, bytes }, before, cutFront, cutEnd) => {
      const machine = machineFor(needles, 20_000)
      fc.pre(machine !== null && bytes.length > cutFront + cutEnd + 1)
      if (machine === null) return
      const front = Buffer.from('filler\n'.repeat(before / 7))
      machine.room.fill('z').set(Buffer.concat([front, bytes]))
      const from = cutFront % 2 === 0 ? cutFront : front.length + cutFront
      const to = front.length + bytes.length - cutEnd
      const holds = createNeedleTest(needles)
      const lines = machine.room.toString('latin1', from, to).split('\n')
      const hit = lines.findIndex((line) => holds(Buffer.from(line, 'latin1').toString()))
      const found = machine.find(from, to)
      const line = found === to ? -1 : machine.room.toString('latin1', from, found).split('\n').length - 1
      expect(line).toBe(hit)
    },
  )
  fc.assert(property, { numRuns: 1000 })
})

it('the registry takes the fast way', () => expect(machineFor(registry, 1)).not.toBeNull())

it.each([
  [''],
  ['abc'],
  ['abc"def"c"'],
  ['back\\slash'],
  ['line\nend'],
  ['\r\r\r'],
  ['\ufffd\ufffd\ufffd'],
  ['lone \ud800'],
])('a needle that the fast way cannot find takes the slow one: %j', (needle) =>
  expect(machineFor(['good needle', needle], 1)).toBeNull(),
)
