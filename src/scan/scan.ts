import type { Appetite, LineSink, ScannedLine } from '../model/line-sink.js'
import type { ProblemCode } from '../model/problem.js'
import { HEAD_BYTES, binaryKind } from './binary.js'
import { looksCut } from './cut.js'
import { type GuardedLine, createGuard } from './guard.js'
import { createNeedleTest } from './needles.js'
import { type Sampling, createSampler } from './sample.js'
import { createSplitter } from './split.js'
import { NONE, type Tally, add } from './tally.js'

export interface ScannerSettings {
  /** The input's name, for its lines and problems. */
  readonly file: string
  /** Literal substrings; a line that holds one is a hit. */
  readonly needles: readonly string[]
  readonly sample?: Sampling
  /** Longer lines lose their end. */
  readonly maxLineBytes?: number
}

export interface ScanTotals {
  readonly lines: number
  readonly bytes: number
}

/**
 * The bytes of one input, in any chunks, to the few lines worth opening, in their order.
 *
 * Handed over are: lines that hold a needle; every line while the sink wants `all`; and the sample, which
 * depends on nothing but the bytes: the head, the first line of each block, the last line. Blank lines are
 * handed over only under `all`. Numbers, offsets, texts and problems are the same however the bytes are cut.
 * Texts are copies and keep no chunk alive; a chunk may be written over once `write` has returned. A line that
 * NUL bytes divide arrives in parts of one number.
 */
export interface Scanner {
  /** False: the rest of this input is of no use (it is binary), reading it can stop. */
  readonly write: (chunk: Uint8Array, sink: LineSink) => boolean
  /** Hands over what is left and tells the input's problems, each kind once, with the first line it was met in. */
  readonly end: (sink: LineSink) => ScanTotals
}

const KIB = 1024
const SAMPLING: Sampling = { headBytes: 256 * KIB, everyBytes: 256 * KIB }
const REPLACEMENT = '\ufffd'
const LINE_END = new Uint8Array([10])

export function createScanner(settings: ScannerSettings): Scanner {
  const { file, sample = SAMPLING, maxLineBytes = KIB * KIB } = settings
  const holdsNeedle = createNeedleTest(settings.needles)
  const isSampled = createSampler(sample)
  const guard = createGuard(maxLineBytes)
  const splitter = createSplitter()
  let head: Uint8Array | null = new Uint8Array(0)
  let isBinary = false
  let appetite: Appetite = 'hits'
  let invalid = NONE
  let unterminated: ScannedLine | null = null
  /** The latest line that was not handed over: at the end it is the last one. */
  let passedOver: ScannedLine | null = null

  return {
    write(chunk, sink) {
      if (isBinary) return false
      if (head === null) {
        scan(chunk, sink)
        return true
      }
      head = Buffer.concat([head, chunk])
      return head.length < HEAD_BYTES || openHead(head, sink)
    },
    end(sink) {
      if (head !== null) openHead(head, sink)
      const rest = guard.end()
      if (rest) splitter.write(LINE_END, (text) => (unterminated = take(text, rest, sink)))
      if (passedOver) sink.line(copyOf(passedOver))
      tellProblems(sink)
      return { lines: guard.lineCount(), bytes: guard.byteCount() }
    },
  }

  /** Nothing is handed over before the first bytes have shown that they are text. */
  function openHead(bytes: Uint8Array, sink: LineSink): boolean {
    head = null
    const kind = binaryKind(bytes.subarray(0, HEAD_BYTES))
    isBinary = kind !== undefined
    if (kind === undefined) scan(bytes, sink)
    else sink.problem({ code: 'binary-file', file, line: null, message: kind })
    return !isBinary
  }

  function scan(chunk: Uint8Array, sink: LineSink): void {
    const { bytes, lines } = guard.pass(chunk)
    let next = 0
    splitter.write(bytes, (text) => {
      const line = lines[next++]
      if (line) take(text, line, sink)
    })
  }

  function take(raw: string, at: GuardedLine, sink: LineSink): ScannedLine {
    const text = trimmed(raw, at)
    if (text.includes(REPLACEMENT)) invalid = add(invalid, 1, at.number)
    const hit = holdsNeedle(text)
    const line = { file, number: at.number, offset: at.offset, text, hit }
    const inSample = text !== '' && isSampled(at.offset)
    if (hit || inSample || appetite === 'all') {
      passedOver = null
      appetite = sink.line(copyOf(line))
    } else if (text !== '') {
      passedOver = line
    }
    return line
  }

  function tellProblems(sink: LineSink): void {
    const { nul, long } = guard.dropped()
    const tell = (code: ProblemCode, { count, line }: Tally, unit: string, says: string) => {
      const message = `${count} ${unit}${count === 1 ? '' : 's'} ${says}`
      if (count > 0) sink.problem({ code, file, line, message })
    }
    tell(
      'line-too-long',
      long,
      'line',
      `longer than ${maxLineBytes / KIB} KiB, of which the rest was not read`,
    )
    tell('nul-bytes', nul, 'NUL byte', 'skipped; a crash leaves such where text was lost')
    tell('invalid-utf8', invalid, 'line', 'with U+FFFD in place of bytes that are not UTF-8')
    if (unterminated && looksCut(unterminated.text)) {
      const message = 'the last line has no line end and leaves something open: it looks cut'
      sink.problem({ code: 'line-unterminated', file, line: unterminated.number, message })
    }
  }
}

/** Without carriage return and byte order mark; a cut through a character leaves nothing of that character. */
function trimmed(text: string, { number, offset, cut }: GuardedLine): string {
  let end = text.length
  if (cut) while (text[end - 1] === REPLACEMENT) end--
  else if (text[end - 1] === '\r') end--
  const hasMark = number === 1 && offset === 0 && text.startsWith('\ufeff')
  return text.slice(hasMark ? 1 : 0, end)
}

/** A slice of a string keeps the whole string alive, here a chunk's: the text is made anew from its bytes. */
function copyOf(line: ScannedLine): ScannedLine {
  return { ...line, text: Buffer.from(line.text).toString() }
}
