import { fstatSync, read } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import type { Problem } from '../model/problem.js'
import { decompress } from './decompress.js'

/** One named source of bytes. */
export interface Input {
  /** As the user gave it; `-` is standard input. */
  readonly name: string
  /** When its file was last written, in epoch milliseconds; null for what is no file. */
  readonly modifiedAt: number | null
  /**
   * Its bytes, unpacked, to be read once; a chunk may be written over when the next one is asked for. Where
   * reading fails they end after what could be read, and a problem is told. Leaving the loop stops the reading.
   */
  readonly chunks: AsyncIterable<Uint8Array>
}

export interface InputSettings {
  readonly stdin: Readable
  readonly onProblem: (problem: Problem) => void
}

/** Below a MiB at a time Node spends half of its time asking. */
const CHUNK_BYTES = 1024 * 1024
const readPiece = promisify(read)

/**
 * The inputs that these arguments name, one after the other: each is opened when it is asked for and closed when
 * the next is. `-`, or no argument, is standard input. What cannot be opened is told as a problem and left out.
 */
export async function* openInputs(paths: readonly string[], settings: InputSettings): AsyncGenerator<Input> {
  const named =
    paths.length === 0 ? ['-'] : paths.filter((path, i) => path !== '-' || paths.indexOf(path) === i)
  for (const name of named) {
    const report = (message: string) =>
      settings.onProblem({ code: 'input-unreadable', file: name, line: null, message })
    const source = await openSource(name, settings.stdin, report)
    if (source === null) continue
    try {
      yield { name, modifiedAt: source.modifiedAt, chunks: readOn(source.chunks, report) }
    } finally {
      await source.close()
    }
  }
}

interface Source {
  readonly chunks: AsyncIterable<Uint8Array>
  readonly modifiedAt: number | null
  readonly close: () => unknown
}

async function openSource(
  name: string,
  stdin: Readable,
  report: (message: string) => void,
): Promise<Source | null> {
  try {
    const source = name === '-' ? openStdin(stdin) : await openFile(name)
    if (source === null) report(IS_DIRECTORY)
    return source
  } catch (error) {
    report(reasonOf(error))
    return null
  }
}

/** Null: a directory. */
async function openFile(path: string): Promise<Source | null> {
  const file = await open(path)
  const stats = await file.stat()
  if (stats.isDirectory()) {
    await file.close()
    return null
  }
  const modifiedAt = stats.isFile() ? stats.mtimeMs : null
  return { chunks: readFile(file.fd), modifiedAt, close: () => file.close() }
}

/** A file that the shell redirects (`< syslog`) is read as that file: in larger pieces, and with its date. */
function openStdin(stdin: Readable): Source | null {
  const stream = { chunks: stdin, modifiedAt: null, close: () => stdin.destroy() }
  if (!('fd' in stdin && typeof stdin.fd === 'number')) return stream
  const stats = fstatSync(stdin.fd)
  if (stats.isDirectory()) return null
  if (!stats.isFile()) return stream
  return { chunks: readFile(stdin.fd), modifiedAt: stats.mtimeMs, close: stream.close }
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

async function* readOn(
  chunks: AsyncIterable<Uint8Array>,
  report: (message: string) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* decompress(chunks, report)
  } catch (error) {
    report(reasonOf(error))
  }
}

const IS_DIRECTORY = 'is a directory: name the files in it'
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
}

/** Why the system refused, in words; any other error is a bug and goes on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
  return REASONS[error.code] ?? error.message
}
