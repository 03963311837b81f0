import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Appetite, ScannedLine } from '../src/model/line-sink.js'
import type { Problem } from '../src/model/problem.js'
import { type ScannerSettings, createScanner } from '../src/scan/scan.js'

type Settings = Omit<ScannerSettings, 'file'>
type Oracle = Required<Omit<Settings, 'slow'>>
type Answer = (line: ScannedLine) => Appetite

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
/** A NUL byte in so many. */
const spread = (every: number) => Uint8Array.from({ length: 9000 }, (_, i) => (i % every ? 0x61 : 0))
const hitsOnly: Answer = () => 'hits'
const untilPast51: Answer = ({ text }) => (/^5[01] /.test(text) ? 'all' : 'hits')
/** A record that OPEN begins and CLOSE ends. */
const untilClosed: Answer = ({ text }) => (text.includes('OPEN') && !text.includes('CLOSE') ? 'all' : 'hits')
const everything: Settings = { needles: [], sample: { headBytes: Infinity, everyBytes: 1 } }
const nothing: Settings['sample'] = { headBytes: 0, everyBytes: Infinity }

/** The fast way and the slow way, which must tell the same. */
function scan(chunks: readonly Uint8Array[], settings: Settings, answer: Answer = hitsOnly) {
  const fast = scanOneWay(chunks, settings, answer)
  expect(fast).toEqual(scanOneWay(chunks, { ...settings, slow: true }, answer))
  return fast
}

function scanOneWay(chunks: readonly Uint8Array[], settings: Settings, answer: Answer) {
  const lines: ScannedLine[] = []
  const problems: Problem[] = []
  const sink = {
    line: (line: ScannedLine) => {
      lines.push(line)
      return answer(line)
    },
    problem: (problem: Problem) => void problems.push(problem),
  }
  const scanner = createScanner({ file: 'f', ...settings })
  const wanted = chunks.map((chunk) => {
    // A reader may write the next chunk over this one.
    const reused = chunk.slice()
    const more = scanner.write(reused, sink)
    reused.fill(0x58)
    return more
  })
  const totals = scanner.end(sink)
  return { lines, problems, totals, wanted }
}

const texts = (bytes: Uint8Array, settings: Settings = everything) =>
  scan([bytes], settings).lines.map((line) => line.text)

const problemsOf = (text: string | Uint8Array, settings = everything) =>
  scan([typeof text === 'string' ? bytesOf(text) : text], settings).problems

/** The same by the plainest means, over the whole input at once: the oracle. */
function scanNaively(bytes: Uint8Array, settings: Oracle, answer: Answer) {
  const all: ScannedLine[] = []
  const physical = splitAt(bytes, 10)
  if (physical.at(-1)?.bytes.length === 0) physical.pop()
  physical.forEach((line, index) => {
    const parts = splitAt(line.bytes, 0).filter((part) => part.bytes.length > 0)
    const isDivided = line.bytes.includes(0)
    for (const part of isDivided ? parts : [{ bytes: line.bytes, offset: 0 }]) {
      const isLong = part.bytes.length > settings.maxLineBytes
      const decoded = Buffer.from(part.bytes.slice(0, settings.maxLineBytes)).toString()
      const offset = line.offset + part.offset
      const whole = isLong ? decoded.replace(/\ufffd+$/, '') : decoded.replace(/\r$/, '')
      const text = offset === 0 ? whole.replace(/^\ufeff/, '') : whole
      const hit = settings.needles.some((needle) => text.includes(needle))
      all.push({ file: 'f', number: index + 1, offset, text, hit })
    }
  })
  const notBlank = all.filter((line) => line.text !== '')
  const { headBytes, everyBytes } = settings.sample
  const blockOf = (line: ScannedLine) => Math.floor(line.offset / everyBytes)
  const isSample = (line: ScannedLine) =>
    line === notBlank.at(-1) ||
    line.offset < headBytes ||
    line === notBlank.find((other) => blockOf(other) === blockOf(line))
  let appetite: Appetite = 'hits'
  return all.filter((line) => {
    const isHanded = line.hit || appetite === 'all' || (line.text !== '' && isSample(line))
    if (isHanded) appetite = answer(line)
    return isHanded
  })
}

function splitAt(bytes: Uint8Array, byte: number) {
  const parts: { bytes: Uint8Array; offset: number }[] = []
  for (let at = 0, end = 0; end < bytes.length || at <= bytes.length; at = end + 1) {
    end = bytes.indexOf(byte, at)
    if (end < 0) end = bytes.length
    parts.push({ bytes: bytes.slice(at, end), offset: at })
  }
  return parts
}

const nasty = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        '\n',
        '\r\n',
        'NEEDLE',
        'OPEN',
        'CLOSE',
        'plain text',
        'é',
        '日本',
        '😀',
        '"',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom('\r', '\ufeff', '\ufffd', '\0', '\0\0\0', 'NEED', 'x'.repeat(40)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }) },
  ),
  { maxLength: 120 },
)
const input = nasty.map((pieces) => new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece)))))
const cuts = fc.array(fc.nat(), { maxLength: 12 })

function chunksOf(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const ends = [...at.map((n) => n % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end))
}

describe('lines, however the bytes are cut', () => {
  const settings = {
    needles: ['NEEDLE', 'OPEN', '*(+'],
    sample: { headBytes: 30, everyBytes: 64 },
    maxLineBytes: 48,
  }
  const isText = (bytes: Uint8Array) =>
    scan([bytes], settings).problems.every((p) => p.code !== 'binary-file')

  it('are those of a splitter that sees the whole input at once', () => {
    const property = fc.property(input, cuts, (bytes, at) => {
      fc.pre(isText(bytes))
      expect(scan(chunksOf(bytes, at), settings, untilClosed).lines).toEqual(
        scanNaively(bytes, settings, untilClosed),
      )
    })
    fc.assert(property, { numRuns: 2000 })
  })

  it('come with the same problems and totals', () => {
    const property = fc.property(input, cuts, (bytes, at) => {
      const whole = scan([bytes], settings, untilClosed)
      const cut = scan(chunksOf(bytes, at), settings, untilClosed)
      expect(cut.problems).toEqual(whole.problems)
      expect(cut.totals).toEqual(whole.totals)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('stand where number and offset say, in chunks of any size', () => {
    const lines = Array.from(
      { length: 3000 },
      (_, i) => `line ${i} ${'é'.repeat(i % 90)}${i % 3 ? '' : '\r'}`,
    )
    const bytes = bytesOf(lines.join('\n'))
    for (const size of [1, 7, 4096, 65536, bytes.length]) {
      const chunks = chunksOf(
        bytes,
        Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => i * size),
      )
      const found = scan(chunks, everything)
      let offset = 0
      const expected = lines.map((text, i) => {
        const line = { file: 'f', number: i + 1, offset, text: text.replace(/\r$/, ''), hit: false }
        offset += Buffer.byteLength(text) + 1
        return line
      })
      expect(found.lines).toEqual(expected)
      expect(found.totals).toEqual({ lines: 3000, bytes: bytes.length })
    }
  })
})

describe('what is handed over', () => {
  const log = Array.from({ length: 100 }, (_, i) => `${i} ${'.'.repeat(20 - String(i).length)}`)
  const bytes = bytesOf(`${log.join('\n')}\n`)
  const numbers = (settings: Settings, answer?: Answer) =>
    scan([bytes], settings, answer).lines.map((line) => line.number - 1)

  it('is only hits and the ends, where no sample is taken', () => {
    expect(numbers({ needles: ['50 ', '7 .'], sample: nothing })).toEqual([
      0, 7, 17, 27, 37, 47, 50, 57, 67, 77, 87, 97, 99,
    ])
  })

  it('tells hits from samples', () => {
    const { lines } = scan([bytes], { needles: ['50 '], sample: nothing })
    expect(lines.map((line) => line.hit)).toEqual([false, true, false])
  })

  it('is the head, the first line of each block, the last line', () => {
    // Every line is 22 bytes.
    expect(numbers({ needles: [], sample: { headBytes: 50, everyBytes: 1000 } })).toEqual([
      0, 1, 2, 46, 91, 99,
    ])
  })

  it('is the first dated line of a block, of smaller blocks near the head', () => {
    const isDated = (text: string) => /^\d*[37] /.test(text)
    const near = { untilBytes: 500, everyBytes: 220 }
    // Blocks begin with the lines 0, 10, 20 and, behind 500 bytes, 46 and 91.
    expect(numbers({ needles: [], sample: { headBytes: 0, everyBytes: 1000, near, isDated } })).toEqual([
      3, 13, 23, 47, 93, 99,
    ])
    const none = { headBytes: 0, everyBytes: 1000, isDated: () => false }
    expect(numbers({ needles: [], sample: none })).toEqual([15, 61, 99])
  })

  it('is every line from the one that opens a record to the one that closes it', () => {
    expect(numbers({ needles: ['50 '], sample: nothing }, untilPast51)).toEqual([0, 50, 51, 52, 99])
  })

  it('takes needles literally', () => {
    const bytesWithSigns = bytesOf('a\nx a.b(c)[d] y\naxb\nz\n')
    expect(texts(bytesWithSigns, { needles: ['a.b(c)[d]'], sample: nothing })).toEqual([
      'a',
      'x a.b(c)[d] y',
      'z',
    ])
  })

  it('is also a line whose quotes are escaped, however often', () => {
    const message = 'I0304 09:17:07.1 955 prober.go:107] "Probe failed" x'
    const once = JSON.stringify({ log: message })
    const escaped = bytesOf(
      ['first', message, once, JSON.stringify({ log: once }), '"Probe" failed', 'last'].join('\n'),
    )
    const { lines } = scan([escaped], { needles: ['"Probe failed"'], sample: nothing })
    expect(lines.map((line) => line.hit)).toEqual([false, true, true, true, false])
  })

  it('is found in linear time in a line of nothing but backslashes', () => {
    const { lines } = scan([bytesOf('\\'.repeat(1 << 20))], {
      needles: ['"Probe failed"', '\\"'],
      sample: nothing,
    })
    expect(lines).toHaveLength(1)
  }, 5000)

  it('is nothing of an empty input', () => {
    expect(scan([], everything)).toEqual({
      lines: [],
      problems: [],
      totals: { lines: 0, bytes: 0 },
      wanted: [],
    })
    expect(scan([new Uint8Array(0)], everything).totals).toEqual({ lines: 0, bytes: 0 })
  })

  it('leaves out blank lines, but counts them', () => {
    const { lines, totals } = scan([bytesOf('\n\na\n\r\n\nb\n\n')], everything)
    expect(lines.map(({ number, text }) => [number, text])).toEqual([
      [3, 'a'],
      [6, 'b'],
    ])
    expect(totals.lines).toBe(7)
  })

  it('is without a byte order mark', () =>
    expect(texts(bytesOf('\ufeffa\n\ufeffb'))).toEqual(['a', '\ufeffb']))
})

describe('damage', () => {
  it('cuts a line that is too long, and reads on with the right numbers', () => {
    const short = { ...everything, maxLineBytes: 2048 }
    const { lines, problems } = scan([bytesOf(`a\n${'é'.repeat(1500)}\nb\n${'x'.repeat(2048)}\n`)], short)
    expect(lines.map(({ number, offset, text }) => [number, offset, text.length])).toEqual([
      [1, 0, 1],
      [2, 2, 1024],
      [3, 3003, 1],
      [4, 3005, 2048],
    ])
    const message = '1 line longer than 2 KiB, of which the rest was not read'
    expect(problems).toEqual([{ code: 'line-too-long', file: 'f', line: 2, message }])
  })

  it.each([
    ['fast', false],
    ['slow', true],
  ])('holds no more than a few MiB of a line of 50 MB: the %s way', (_way, slow) => {
    const chunk = new Uint8Array(1 << 20).fill(0x78)
    const scanner = createScanner({ file: 'f', needles: ['xxx'], slow })
    const lengths: number[] = []
    const sink = {
      line: (line: ScannedLine) => {
        lengths.push(line.text.length)
        return 'hits' as const
      },
      problem: () => {},
    }
    scanner.write(bytesOf('xxx\n'.repeat(4000)), sink)
    const before = process.memoryUsage()
    for (let i = 0; i < 50; i++) scanner.write(chunk, sink)
    const after = process.memoryUsage()
    scanner.end(sink)
    expect(lengths.at(-1)).toBe(1 << 20)
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(8 << 20)
  })

  it('skips NUL bytes, which end a record but no line', () => {
    const { lines, problems } = scan(
      [bytesOf(`\0\0first\n${'\0'.repeat(5000)}second cut\0\0third\nfourth\0\n`)],
      everything,
    )
    expect(lines.map(({ number, offset, text }) => [number, offset, text])).toEqual([
      [1, 2, 'first'],
      [2, 5008, 'second cut'],
      [2, 5020, 'third'],
      [3, 5026, 'fourth'],
    ])
    const message = '5005 NUL bytes skipped; a crash leaves such where text was lost'
    expect(problems).toEqual([{ code: 'nul-bytes', file: 'f', line: 1, message }])
  })

  it('finds the line behind a hole of NUL bytes longer than any line', () => {
    const { lines, problems } = scan([new Uint8Array(3 << 20), bytesOf('found\n')], everything)
    expect(lines.map((line) => line.text)).toEqual(['found'])
    expect(problems.map((problem) => problem.code)).toEqual(['nul-bytes'])
  })

  it('takes no quadratic time over many NUL bytes in one line', () => {
    const { totals } = scan([bytesOf('text '.repeat(1000) + 'a\0'.repeat(1 << 19))], {
      needles: [],
      sample: nothing,
    })
    expect(totals.lines).toBe(1)
  })

  it('reads invalid UTF-8 as U+FFFD and says so once, with the first line', () => {
    const bytes = new Uint8Array(Buffer.from('ok\nM\xe4rz\nApr\xefl\n', 'latin1'))
    expect(texts(bytes)).toEqual(['ok', 'M\ufffdrz', 'Apr\ufffdl'])
    const message = '2 lines with U+FFFD in place of bytes that are not UTF-8'
    expect(problemsOf(bytes)).toEqual([{ code: 'invalid-utf8', file: 'f', line: 2, message }])
  })

  it.each([
    ['a whole line', 'x\nMar  4 09:17:07 node-a kernel: [ 85.3] stress-ng-vm invoked oom-killer', []],
    ['a quotation left open', 'x\nlevel=info msg="TaskOOM event container_id:\\"25a3', ['line-unterminated']],
    ['escaped quotes in a whole one', 'x\nmsg="container_id:\\"25a3\\""', []],
    ['a bracket left open', 'Killed process 1 (jav', ['line-unterminated']],
    ['a bracket left open, but ended', 'Killed process 1 (jav\n', []],
  ])('an unterminated last line is read, and a problem only where it looks cut: %s', (_what, text, codes) => {
    expect(problemsOf(text).map((problem) => problem.code)).toEqual(codes)
    expect(texts(bytesOf(text)).at(-1)).toBe(text.trimEnd().split('\n').at(-1))
  })

  it('sees that a last line ends within a character', () => {
    const codes = problemsOf(new Uint8Array(Buffer.from('caf\xc3', 'latin1'))).map((problem) => problem.code)
    expect(codes).toEqual(['invalid-utf8', 'line-unterminated'])
  })
})

describe('binary input', () => {
  it.each([
    [
      'a journal',
      bytesOf(`LPKSHHRH${'\0'.repeat(300)}invoked oom-killer\n`),
      /journalctl --file FILE -o json/,
    ],
    ['a core dump', bytesOf('\x7fELF\x02\x01\nNEEDLE\n'), /ELF/],
    ['UTF-16', new Uint8Array(Buffer.from('\ufeffMar  4 NEEDLE\n', 'utf16le')), /iconv/],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('Mar  4 NEEDLE\n'.repeat(9), 'utf16le')), /binary/],
    ['records with NUL bytes all over', spread(9), /binary/],
    [
      'anything compressed',
      Uint8Array.from({ length: 9000 }, (_, i) => (i * i * 31 + (i >> 3) * 7) % 251),
      /binary/,
    ],
  ])('is named and not read: %s', (_what, bytes, message) => {
    for (const chunks of [[bytes], chunksOf(bytes, [1, 2, 3, 50, 4095, 4096, 4097])]) {
      const { lines, problems, totals } = scan(chunks, { needles: ['NEEDLE'] })
      expect(lines).toEqual([])
      expect(problems.map((problem) => problem.code)).toEqual(['binary-file'])
      expect(problems[0]?.message).toMatch(message)
      expect(totals.lines).toBe(0)
    }
  })

  it('need not be read on', () => {
    expect(scan([spread(3), spread(3)], everything).wanted).toEqual([false, false])
    expect(scan([bytesOf('text\n'), bytesOf('text\n')], everything).wanted).toEqual([true, true])
  })

  it.each([
    ['colours', '\x1b[31mred\x1b[0m plain\n'.repeat(400)],
    [
      'a crash in the first block',
      `${'a line of text\n'.repeat(20)}${'\0'.repeat(3000)}${'b line\n'.repeat(200)}`,
    ],
    ['another language', 'журнал 日志\n'.repeat(300)],
    ['very little', 'a\0b\0'],
  ])('is not seen in text with %s', (_what, text) => {
    expect(scan([bytesOf(text)], everything).problems.map((problem) => problem.code)).not.toContain(
      'binary-file',
    )
  })
})
