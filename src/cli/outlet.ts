import { once } from 'node:events'
import type { Writable } from 'node:stream'

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
const GATHER_CHARACTERS = 64 * 1024

export function createOutlet(stream: Writable): Outlet {
  let isClosed = false
  let failure: OutputError | undefined
  let held = ''
  let waiting: NodeJS.Immediate | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') {
      failure = new OutputError(`the output could not be written: ${error.message}`)
    }
  })
  stream.on('close', () => {
    isClosed = true
  })

  function handOver(): void {
    clearImmediate(waiting)
    waiting = undefined
    const text = held
    held = ''
    if (text !== '' && !isClosed) stream.write(text)
  }

  async function flush(): Promise<void> {
    handOver()
    if (stream.writableNeedDrain && !isClosed) {
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
        if (!isClosed && !stream.write(text)) await flush()
        return
      }
      held += text
      waiting ??= setImmediate(handOver)
      if (held.length >= GATHER_CHARACTERS || stream.writableNeedDrain) await flush()
    },
    flush,
    isClosed: () => isClosed,
  }
}
