import { open, stat } from 'node:fs/promises'
import { readBuffer } from '../model/read-buffer.js'
import type { Input } from './input.js'

/** How inputs that are written while they are read are waited for, and left. */
export interface Watching {
  /** Resolves after so many milliseconds, or when the signal is given. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Reading ends here: what is read by then is all there is. */
  readonly signal: AbortSignal
}

type File = Awaited<ReturnType<typeof open>>

/** Asked so often, a file that does not change costs next to nothing. */
const POLL_MS = 500
const CHUNK_BYTES = 256 * 1024
/** The first bytes of a file tell whether it was written anew. */
const HEAD_BYTES = 256
const NOTHING_YET = new Uint8Array(0)

/**
 * A file by its name, from its beginning on, as `tail -F` follows it: it may appear later, be put aside under another
 * name while a new one takes its place, or be emptied and written anew. What was written to the old one before the
 * new one held anything is read first, so that no line is lost or read twice.
 */
export function followFile(name: string, path: string, watching: Watching): Input {
  const part = (): Input => ({
    name,
    modifiedAt: null,
    access: 'later',
    chunks: grow(path, watching),
    isFollowed: true,
  })
  async function* successors(): AsyncGenerator<Input> {
    while (!watching.signal.aborted) yield part()
  }
  return { ...part(), successors: successors() }
}

/** The bytes of the file that has the name now, until another has it or it is emptied. */
async function* grow(path: string, { sleep, signal }: Watching): AsyncGenerator<Uint8Array> {
  let file = await openIfThere(path)
  for (; file === null && !signal.aborted; file = await openIfThere(path)) {
    yield NOTHING_YET
    await sleep(POLL_MS, signal)
  }
  if (file === null) return
  const buffer = readBuffer(CHUNK_BYTES)
  let head = ''
  let position = 0
  try {
    while (!signal.aborted) {
      // Asked before the rest is read: whoever writes to the new file writes to this one no more.
      const isReplaced = await isAnother(path, file)
      const { size } = await file.stat()
      if (size < position || (size > position && head !== (await headOf(file, head.length)))) return
      for (let bytes = await readAt(file, buffer, position); bytes > 0; ) {
        position += bytes
        yield buffer.subarray(0, bytes)
        if (signal.aborted) return
        bytes = await readAt(file, buffer, position)
      }
      if (head.length < HEAD_BYTES) head = await headOf(file, Math.min(position, HEAD_BYTES))
      if (isReplaced) return
      yield NOTHING_YET
      await sleep(POLL_MS, signal)
    }
  } finally {
    await file.close()
  }
}

/** A file that is not there yet may be followed too. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  )
}

async function openIfThere(path: string): Promise<File | null> {
  return open(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
}

/** Another file has the name, and something was written to it. */
async function isAnother(path: string, file: File): Promise<boolean> {
  const mine = await file.stat()
  const named = await stat(path).catch(() => null)
  return named !== null && named.size > 0 && (named.ino !== mine.ino || named.dev !== mine.dev)
}

async function readAt(file: File, buffer: Buffer, position: number): Promise<number> {
  return (await file.read(buffer, 0, buffer.length, position)).bytesRead
}

async function headOf(file: File, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
  return buffer.toString('latin1', 0, bytesRead)
}

/** The same chunks, until the signal is given: one that does not come is not waited for then. */
export async function* untilSignal(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (!signal) return yield* chunks
  const source = chunks[Symbol.asyncIterator]()
  let leave = (): void => undefined
  const onAbort = (): void => leave()
  signal.addEventListener('abort', onAbort)
  let isWaiting = false
  try {
    while (!signal.aborted) {
      isWaiting = true
      const next = await new Promise<IteratorResult<Uint8Array> | null>((resolve, reject) => {
        leave = () => resolve(null)
        source.next().then(resolve, reject)
      })
      if (next === null) return
      isWaiting = false
      if (next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    const closed = source.return?.()
    if (!isWaiting) await closed
  }
}
