import { readSync } from 'node:fs'
import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net'
import { readBuffer } from '../model/read-buffer.js'
import type { TakeOver } from './input.js'

/** What a pipe of Linux holds. */
const PIPE_BYTES = 64 * 1024
/** To be called back for a pipe that is full takes longer than to read it: it is full again at once. */
const CHUNK_BYTES = 4 * PIPE_BYTES

export interface Pipe {
  /** In one buffer: a chunk is good until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Who may read on where a pipe was full, before more is waited for. */
  readonly lend: (takeOver: TakeOver) => void
  readonly close: () => void
}

/** What comes through a pipe, waited for without a thread; not through a stream, which takes memory anew for each chunk. */
export function readPipe(fd: number): Pipe {
  const buffer = readBuffer(CHUNK_BYTES)
  let ready = 0
  let failure: Error | null = null
  let isOver = false
  let wake = (): void => undefined
  let takeOver: TakeOver | null = null
  const options: SocketConstructorOpts & { readonly onread: OnReadOpts } = {
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer: buffer.subarray(0, PIPE_BYTES),
      callback(bytes) {
        ready = bytes
        wake()
        // Until it is taken nothing more is read.
        return false
      },
    },
  }
  const socket = new Socket(options)
  socket.on('error', (error) => {
    failure = error
  })
  for (const ending of ['end', 'close'])
    socket.on(ending, () => {
      isOver = true
      wake()
    })

  async function* read(): AsyncGenerator<Uint8Array> {
    for (let offset = 0; ; ) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      socket.resume()
      if (ready === 0 && !isOver) await woken
      if (ready === 0) break
      let filled = ready
      ready = 0
      while (filled < CHUNK_BYTES && filled % PIPE_BYTES === 0) {
        const more = readNow(filled)
        if (more === 0) break
        filled += more
      }
      offset += filled
      yield buffer.subarray(0, filled)
      if (takeOver !== null && filled >= PIPE_BYTES) offset = yield* takeOver({ fd, size: null }, offset)
    }
    if (failure !== null) throw failure
  }

  /** What is there already. Why there is nothing, its end or an error too, the socket will tell. */
  function readNow(at: number): number {
    try {
      return readSync(fd, buffer, at, PIPE_BYTES, null)
    } catch {
      return 0
    }
  }

  return { chunks: read(), lend: (to) => void (takeOver = to), close: () => void socket.destroy() }
}
