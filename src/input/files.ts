import { fstatSync, read } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

/** A file or a stream that has been opened. */
export interface OpenFile {
  readonly chunks: AsyncIterable<Uint8Array>
  /** In epoch milliseconds; null for what is no file. */
  readonly modifiedAt: number | null
  readonly size: number | null
  /** Null for what is no file. */
  readonly fd: number | null
  /** What is read of it once can be read again. */
  readonly isRegular: boolean
  readonly close: () => unknown
}

/** Below a MiB at a time Node spends half of its time asking. */
const CHUNK_BYTES = 1024 * 1024
const readPiece = promisify(read)

export async function openFile(path: string): Promise<OpenFile> {
  const file = await open(path)
  const stats = await file.stat()
  const close = (): Promise<void> => file.close()
  const chunks = readFile(file.fd)
  if (!stats.isFile()) return { chunks, modifiedAt: null, size: null, fd: null, isRegular: false, close }
  return { chunks, modifiedAt: stats.mtimeMs, size: stats.size, fd: file.fd, isRegular: true, close }
}

/** A file that the shell redirects (`< syslog`) is read as that file: in larger pieces, and with its date. */
export function openStdin(stdin: Readable): OpenFile {
  const close = (): unknown => stdin.destroy()
  if ('fd' in stdin && typeof stdin.fd === 'number') {
    const { fd } = stdin
    const stats = fstatSync(fd)
    // Node itself gives a folder as a stream of nothing.
    if (stats.isFile() || stats.isDirectory())
      return {
        chunks: readFile(fd),
        modifiedAt: stats.mtimeMs,
        size: stats.size,
        fd,
        isRegular: stats.isFile(),
        close,
      }
  }
  return { chunks: stdin, modifiedAt: null, size: null, fd: null, isRegular: false, close }
}

/** From where the file stands to its end, without a stream: that would read ahead, and lose it where the next piece fails. */
async function* readFile(fd: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  for (;;) {
    const { bytesRead } = await readPiece(fd, buffer, 0, CHUNK_BYTES, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}
