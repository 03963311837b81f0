import type { LineSink, ScannedLine } from '../model/line-sink.js'

const NEWLINE = 10
const LINE_END = new Uint8Array([NEWLINE])
const CHUNK_BYTES = 1024 * 1024

/** Whole lines of a file, and where they stand in it. */
export interface Piece {
  /** Only the file's last line may be without its end. */
  readonly bytes: Buffer
  /** Of the first byte, in the file. */
  readonly offset: number
  /** 1-based number of the first line; of the pieces of a file any may come first. */
  readonly number: number
}

/** Lines in another order than that of their file. */
export interface TurnedLines {
  /** Piece by piece, the last line of each first, every one with its end. */
  readonly chunks: AsyncGenerator<Uint8Array>
  /** A line that was found in `chunks`, as it stands in its file. To be asked in the order of the chunks. */
  readonly restore: (line: ScannedLine) => ScannedLine
  /** The same for the number of a line alone. */
  readonly restoreNumber: (number: number) => number
}

/** Hands lines of the turned bytes on as they stand in their file. */
export function restoring({ restore, restoreNumber }: TurnedLines, sink: LineSink): LineSink {
  return {
    line: (line) => sink.line(restore(line)),
    problem: (problem) =>
      sink.problem({ ...problem, line: problem.line === null ? null : restoreNumber(problem.line) }),
  }
}

/** Where the lines of a chunk begin, in the turned bytes and in the file. */
interface Stretch {
  readonly starts: readonly number[]
  readonly offsets: readonly number[]
}

/** Turns each piece round, so that what stands last in it comes first. */
export function turnRound(pieces: AsyncIterable<Piece>): TurnedLines {
  /** The chunks that lines may still be asked of. */
  const stretches: Stretch[] = []
  /** By the number of the first turned line of each piece: the number of its last line in the file. */
  const numbers: { readonly turned: number; readonly number: number }[] = []
  let turnedBytes = 0
  let turnedLines = 0

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) yield* turn(piece)
  }

  function* turn({ bytes, offset, number }: Piece): Generator<Uint8Array> {
    noteNumber(number + countLines(bytes) - 1)
    for (let end = bytes.length; end > 0; ) {
      const lines: Uint8Array[] = []
      const starts: number[] = []
      const offsets: number[] = []
      for (let size = 0; end > 0 && size < CHUNK_BYTES; ) {
        const start = end < 2 ? 0 : bytes.lastIndexOf(NEWLINE, end - 2) + 1
        const line = bytes.subarray(start, end)
        const isWhole = line.at(-1) === NEWLINE
        lines.push(line)
        if (!isWhole) lines.push(LINE_END)
        starts.push(turnedBytes + size)
        offsets.push(offset + start)
        size += line.length + Number(!isWhole)
        end = start
      }
      const chunk = Buffer.concat(lines)
      stretches.push({ starts, offsets })
      turnedBytes += chunk.length
      turnedLines += starts.length
      yield chunk
    }
  }

  function noteNumber(number: number): void {
    const before = numbers.at(-1)
    // The pieces of a file that is read from its end go on where the one before ended.
    const goesOn = before && before.number - number === turnedLines + 1 - before.turned
    if (!goesOn) numbers.push({ turned: turnedLines + 1, number })
  }

  function restoreNumber(turned: number): number {
    const piece = numbers.findLast((one) => one.turned <= turned)
    return piece ? piece.number - (turned - piece.turned) : turned
  }

  return {
    chunks: chunks(),
    restore(line) {
      while (stretches[1] && (stretches[1].starts[0] ?? Infinity) <= line.offset) stretches.shift()
      const { starts = [], offsets = [] } = stretches[0] ?? {}
      const index = lastNotAfter(starts, line.offset)
      const within = line.offset - (starts[index] ?? 0)
      return { ...line, number: restoreNumber(line.number), offset: (offsets[index] ?? 0) + within }
    },
    restoreNumber,
  }
}

/** Index of the last that is not greater; they are sorted. */
function lastNotAfter(starts: readonly number[], at: number): number {
  let [from, to] = [0, starts.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((starts[middle] ?? 0) <= at) from = middle + 1
    else to = middle
  }
  return Math.max(0, from - 1)
}

/** Lines begun. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0
  let end = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, end)) {
    lines++
    end = at + 1
  }
  return lines + Number(end < bytes.length)
}
