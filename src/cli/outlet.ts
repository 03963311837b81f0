import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Io } from './io.js'

/** Where the output goes: gathers small pieces, waits for a slow reader, notices one that left. */
export interface Outlet {
  /** Resolves when more may be written; rejects with an OutputError. */
  readonly write: (text: string | Uint8Array) => Promise<void>
  /** Hands over what is still held back. */
  readonly flush: () => Promise<void>
  /** The reader is gone (`| head`): nothing more needs to be made. */
  readonly isClosed: () => boolean
}

/** The output could not be written for another reason than a reader that left: a full disk. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}

/** Pieces are gathered up to this, or until the program waits for its input. */
const GATHER_BYTES = 64 * 1024
/** So much fits into a pipe, which so does not make us wait; most output is no more. A file takes all of it. */
const AT_ONCE_BYTES = 64 * 1024

export function createOutlet(io: Pick<Io, 'stdout' | 'writeNow' | 'isFile'>): Outlet {
  let stream: Writable | null = null
  let leftAtOnce = io.isFile ? Number.POSITIVE_INFINITY : AT_ONCE_BYTES
  let isClosed = false
  let failure: OutputError | undefined
  // Each piece is encoded by itself: a single sign beyond Latin-1 makes the text around it five times slower to encode.
  const encoder = new TextEncoder()
  let gathered = new Uint8Array(GATHER_BYTES)
  let filled = 0
  let waiting: NodeJS.Immediate | undefined

  function fail(error: NodeJS.ErrnoException): void {
    isClosed = true
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') {
      failure = new OutputError(`the output could not be written: ${error.message}`)
    }
  }

  function openStream(): Writable {
    return (stream ??= io.stdout.on('error', fail).on('close', () => {
      isClosed = true
    }))
  }

  /** What was not taken. */
  function giveAtOnce(bytes: Uint8Array): Uint8Array {
    if (stream !== null || !io.writeNow || bytes.length > leftAtOnce) return bytes
    leftAtOnce -= bytes.length
    try {
      return bytes.subarray(io.writeNow(bytes))
    } catch (error) {
      fail(error as NodeJS.ErrnoException)
      return bytes
    }
  }

  /** Tells if more may follow. */
  function give(bytes: Uint8Array): boolean {
    const rest = giveAtOnce(bytes)
    return isClosed || rest.length === 0 || openStream().write(rest)
  }

  function handOver(): void {
    clearImmediate(waiting)
    waiting = undefined
    if (filled === 0) return
    const bytes = gathered.subarray(0, filled)
    filled = 0
    if (!isClosed) give(bytes)
    // Its bytes are the stream's, for as long as it likes.
    if (stream !== null) gathered = new Uint8Array(GATHER_BYTES)
  }

  async function flush(): Promise<void> {
    handOver()
    if (stream?.writableNeedDrain && !isClosed) {
      const waited = new AbortController()
      const { signal } = waited
      // `once` rejects on an error, which the listener above has sorted already.
      await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(
        () => undefined,
      )
      waited.abort()
    }
    if (failure) throw failure
  }

  return {
    async write(text) {
      if (typeof text !== 'string') {
        handOver()
        if (!isClosed && !give(text)) await flush()
        return
      }
      for (let rest = text; rest !== ''; ) {
        const { read, written } = encoder.encodeInto(rest, gathered.subarray(filled))
        filled += written
        rest = rest.slice(read)
        if (rest !== '') await flush()
      }
      waiting ??= setImmediate(handOver)
      if (stream?.writableNeedDrain) await flush()
    },
    flush,
    isClosed: () => isClosed,
  }
}
