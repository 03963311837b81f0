import type { LineSink } from '../model/line-sink.js'
import type { ProblemCode } from '../model/problem.js'
import { HEAD_BYTES, binaryKind } from './binary.js'
import { looksCut } from './cut.js'
import type { Found } from './found.js'
import { createFastFinder } from './fast-finder.js'
import { createHandover } from './handover.js'
import type { Findings } from './line-finder.js'
import { type Sampling, createSampler, looksDated } from './sample.js'
import { createSlowFinder } from './slow-finder.js'
import type { Tally } from './tally.js'

export interface ScannerSettings {
  /** The input's name, for its lines and problems. */
  readonly file: string
  /** Literal substrings; a line that holds one is a hit. The same list for many inputs is compiled once. */
  readonly needles: readonly string[]
  readonly sample?: Sampling
  /** Longer lines lose their end. */
  readonly maxLineBytes?: number
  /** Takes the slow way, which is also taken where the fast one is not to be had; they tell the same. */
  readonly slow?: boolean
}

export interface ScanTotals {
  readonly lines: number
  readonly bytes: number
}

/**
 * The bytes of one input, in any chunks, to the few lines worth opening, in their order.
 *
 * Handed over are: lines that hold a needle; every line while the sink wants `all`; and the sample, which
 * depends on nothing but the bytes: the head, a line of each block, the last line. Blank lines are
 * handed over only under `all`. Numbers, offsets, texts and problems are the same however the bytes are cut.
 * Texts are copies and keep no chunk alive; a chunk may be written over once `write` has returned. A line that
 * NUL bytes divide arrives in parts of one number.
 */
export interface Scanner {
  /**
   * False: the rest of this input is of no use (it is binary), reading it can stop. `found`: what a search ahead of the
   * scan found in a block, of which the chunk then holds the lines that it told of.
   */
  readonly write: (chunk: Uint8Array, sink: LineSink, found?: Found | null) => boolean
  /** Nothing comes for now: bytes that were held to see whether they are text are taken for what they look like. */
  readonly rest: (sink: LineSink) => void
  /** Hands over what is left and tells the input's problems, each kind once, with the first line it was met in. */
  readonly end: (sink: LineSink) => ScanTotals
}

const KIB = 1024
/** What `journalctl -o export` writes: in it the lengths of texts stand as bytes. */
const EXPORT = '__CURSOR='
/** A line of each block of so many bytes tells where the clock stands. */
export const SAMPLED_BYTES = 256 * KIB
const SAMPLING: Sampling = {
  headBytes: 256 * KIB,
  everyBytes: SAMPLED_BYTES,
  near: { untilBytes: 8 * KIB * KIB, everyBytes: 8 * KIB },
  isDated: looksDated,
}

export function createScanner(settings: ScannerSettings): Scanner {
  const { file, needles, sample = SAMPLING, maxLineBytes = KIB * KIB, slow = false } = settings
  const handover = createHandover(createSampler(sample))
  const finderSettings = { file, needles, maxLineBytes, handover }
  const finder = (slow ? null : createFastFinder(finderSettings)) ?? createSlowFinder(finderSettings)
  let head: Uint8Array | null = new Uint8Array(0)
  let isBinary = false
  let hasLengths = false

  return {
    write(chunk, sink, found = null) {
      if (isBinary) return false
      if (head === null) {
        finder.write(chunk, sink, found)
        return true
      }
      head = Buffer.concat([head, chunk])
      return head.length < HEAD_BYTES || openHead(head, sink)
    },
    rest(sink) {
      if (head !== null && head.length > 0) openHead(head, sink)
    },
    end(sink) {
      if (head !== null) openHead(head, sink)
      const findings = finder.end(sink)
      tellProblems(findings, sink)
      return { lines: findings.lines, bytes: findings.bytes }
    },
  }

  /** Nothing is handed over before the first bytes have shown that they are text. */
  function openHead(bytes: Uint8Array, sink: LineSink): boolean {
    head = null
    const kind = binaryKind(bytes.subarray(0, HEAD_BYTES))
    isBinary = kind !== undefined
    hasLengths = Buffer.from(bytes.subarray(0, EXPORT.length)).toString('latin1') === EXPORT
    if (kind === undefined) finder.write(bytes, sink, null)
    else sink.problem({ code: 'binary-file', file, line: null, message: kind })
    return !isBinary
  }

  function tellProblems({ nul, long, unterminated }: Findings, sink: LineSink): void {
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
    if (!hasLengths) {
      tell('nul-bytes', nul, 'NUL byte', 'skipped; a crash leaves such where text was lost')
      tell('invalid-utf8', handover.invalid(), 'line', 'with U+FFFD in place of bytes that are not UTF-8')
    }
    if (unterminated && looksCut(unterminated.text)) {
      const message = 'the last line has no line end and leaves something open: it looks cut'
      sink.problem({ code: 'line-unterminated', file, line: unterminated.number, message })
    }
  }
}
