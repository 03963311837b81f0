import type { LogContent, LogPiece, WebStream } from './log-source.js'

/** One log that the caller holds or has opened. */
export interface Pieces {
  readonly pieces: AsyncIterable<LogPiece>
  /** They can be asked for again. */
  readonly isRepeatable: boolean
  /** Ends what gives them, also where it was never asked, or does not answer. */
  readonly close: () => Promise<void>
}

/** What is said of anything else. */
export const NO_SOURCE = 'a log is a path, bytes, a stream, an async iterable, { content } or { lines }'

const NEWLINE = '\n'

/** Throws TypeError for what is none. */
export function piecesOf(content: LogContent['content']): Pieces {
  if (typeof content === 'string' || content instanceof Uint8Array) return held([content])
  if (Array.isArray(content)) return held(content)
  if (typeof content !== 'object' || content === null) throw new TypeError(NO_SOURCE)
  if ('getReader' in content) return fromWebStream(content)
  if (Symbol.asyncIterator in content || Symbol.iterator in content) return fromIterable(content)
  throw new TypeError(NO_SOURCE)
}

/** Each line with its end. */
export function piecesOfLines(lines: Iterable<string> | AsyncIterable<string>): Pieces {
  if (typeof lines === 'string') throw new TypeError('lines are a list, a text is { content }')
  const { pieces, isRepeatable, close } = piecesOf(lines)
  const whole = {
    async *[Symbol.asyncIterator]() {
      for await (const line of pieces)
        yield typeof line === 'string' && !line.endsWith(NEWLINE) ? line + NEWLINE : line
    },
  }
  return { pieces: whole, isRepeatable, close }
}

function held(pieces: readonly LogPiece[]): Pieces {
  return { pieces: inTurn(pieces), isRepeatable: true, close: async () => undefined }
}

/** Node's streams and generators: they are closed by their own, since what waits for their next piece cannot be left. */
function fromIterable(given: Iterable<LogPiece> | AsyncIterable<LogPiece>): Pieces {
  return {
    pieces: inTurn(given),
    isRepeatable: false,
    async close() {
      if ('destroy' in given && typeof given.destroy === 'function') given.destroy()
      // A generator that does not answer ends when it does, and nobody waits for it.
      else if ('return' in given && typeof given.return === 'function')
        void Promise.resolve(given.return()).catch(() => undefined)
    },
  }
}

/** By its reader: its iterator cannot be left while a piece is waited for, and not every browser has one. */
function fromWebStream(stream: WebStream): Pieces {
  let reader: ReturnType<WebStream['getReader']> | undefined
  async function* read(): AsyncGenerator<LogPiece> {
    reader ??= stream.getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read())
      if (next.value !== undefined) yield next.value
  }
  return {
    pieces: read(),
    isRepeatable: false,
    async close() {
      reader ??= stream.getReader()
      // One that failed would say so again.
      await reader.cancel().catch(() => undefined)
    },
  }
}

/** One after the other; the same again for whoever asks again. */
function inTurn(pieces: Iterable<LogPiece> | AsyncIterable<LogPiece>): AsyncIterable<LogPiece> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* pieces
    },
  }
}
