import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Where the output goes: waits for a slow reader, notices one that left. */
export interface Outlet {
  /** Resolves when more may be written; rejects when writing fails for another reason than a reader that left. */
  readonly write: (text: string) => Promise<void>
  /** Hands over what is still held back. */
  readonly flush: () => Promise<void>
  /** The reader is gone (`| head`): nothing more needs to be made. */
  readonly isClosed: () => boolean
}

/** Small writes are gathered up to this. */
const GATHER_CHARACTERS = 64 * 1024

export function createOutlet(stream: Writable): Outlet {
  let isClosed = false
  let failure: Error | undefined
  let held = ''
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') failure = error
  })
  stream.on('close', () => {
    isClosed = true
  })

  async function flush(): Promise<void> {
    const text = held
    held = ''
    if (text !== '' && !isClosed && !stream.write(text)) {
      // `once` rejects on an error, which the listener above has sorted already.
      await Promise.race([once(stream, 'drain'), once(stream, 'close')]).catch(() => undefined)
    }
    if (failure) throw failure
  }

  return {
    async write(text) {
      held += text
      if (held.length >= GATHER_CHARACTERS) await flush()
    },
    flush,
    isClosed: () => isClosed,
  }
}
