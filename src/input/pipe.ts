import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net'
import { readBuffer } from '../model/read-buffer.js'

/** What a pipe of Linux holds. */
const PIPE_BYTES = 64 * 1024

export interface Pipe {
  /** In one buffer: a chunk is good until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>
  readonly close: () => void
}

/** What comes through a pipe, waited for without a thread; not through a stream, which takes memory anew for each chunk. */
export function readPipe(fd: number): Pipe {
  const buffer = readBuffer(PIPE_BYTES)
  let ready = 0
  let failure: Error | null = null
  let isOver = false
  let wake = (): void => undefined
  const options: SocketConstructorOpts & { readonly onread: OnReadOpts } = {
    fd,
    readable: true,
    writable: false,
    onread: {
      buffer,
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
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      socket.resume()
      if (ready === 0 && !isOver) await woken
      if (ready === 0) break
      const bytes = buffer.subarray(0, ready)
      ready = 0
      yield bytes
    }
    if (failure !== null) throw failure
  }

  return { chunks: read(), close: () => void socket.destroy() }
}
