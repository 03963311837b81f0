import { constants, fstatSync, readSync, type Stats, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { nextTurn } from '../model/next-turn.js'
import { readBuffer } from '../model/read-buffer.js'
import type { ReadableFile } from '../model/readable-file.js'
import { createDescriptors, type Descriptor } from './descriptors.js'
import type { TakeOver } from './input.js'
import { patiently } from './patiently.js'
import { readPipe } from './pipe.js'

/** A file or a stream that has been opened. */
export interface OpenFile {
  readonly chunks: AsyncIterable<Uint8Array>
  /** In epoch milliseconds; null for what is no file. */
  readonly modifiedAt: number | null
  readonly size: number | null
  /** How far it was read, where that is not as far as its chunks reach. */
  readonly reached?: () => number
  /** For those of a pipe: lets somebody else read on. */
  readonly lend?: (takeOver: TakeOver) => void
  /** Null for what is no file; good until anything else is opened. */
  readonly fd: (() => number) | null
  /** What is read of it once can be read again. */
  readonly isRegular: boolean
  readonly close: () => unknown
}

/** What may make one wait is asked for on another thread: below a MiB at a time Node spends half of its time asking. */
const CHUNK_BYTES = 1024 * 1024
/** A file's bytes are there at once, and stay in the processor's cache until they are looked at. */
const PIECE_BYTES = 256 * 1024
/** After so many, a tenth of a second's work where all lines are of interest, a signal has a turn. */
const TURN_BYTES = 2 * PIECE_BYTES

/** Their number is bounded for a process, whoever reads in it. */
const descriptors = createDescriptors()

export async function openFile(path: string, takeOver?: TakeOver): Promise<OpenFile> {
  const kind = statSync(path)
  if (kind.isFIFO()) return openPipe(path)
  if (!kind.isFile()) return openDevice(path)
  const file = descriptors.open(path)
  const { fd, close } = file
  const { mtimeMs: modifiedAt, size } = file.stats
  const common = { modifiedAt, size, fd, isRegular: true, close }
  if (!takeOver) return { chunks: readFile(fd, 0), ...common }
  let position = 0
  const onReached = (offset: number): void => void (position = offset)
  return { chunks: readBeside(file, takeOver, onReached), reached: () => position, ...common }
}

/** What was named like a file. */
async function openDevice(path: string): Promise<OpenFile> {
  const fd = await patiently().open(path, constants.O_RDONLY)
  const close = (): Promise<void> => patiently().close(fd)
  return { chunks: readPatiently(fd), modifiedAt: null, size: null, fd: null, isRegular: false, close }
}

/**
 * A pipe that has a name. It ends when its last writer has closed it, and is waited for until the first one opens it.
 *
 * It is opened and read without waiting for it: a thread that waits cannot be called back, and the program would not
 * end before somebody writes.
 */
async function openPipe(path: string): Promise<OpenFile> {
  const fd = await patiently().open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return { ...readPipe(fd), modifiedAt: null, size: null, fd: null, isRegular: false }
}

/** Whether nobody knows when its next bytes come. */
export function isPipe(path: string): boolean {
  return tryStat(path)?.isFIFO() === true
}

/** Null: it cannot be reached. What is known of a file is there at once, as its bytes are: no thread need ask. */
export function tryStat(path: string): Stats | null {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

/** Whether standard input is no file. */
export function isStream(stdin: Readable): boolean {
  return !('fd' in stdin && typeof stdin.fd === 'number' && fstatSync(stdin.fd).isFile())
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
        chunks: readFile(() => fd, null),
        modifiedAt: stats.mtimeMs,
        size: stats.size,
        fd: () => fd,
        isRegular: stats.isFile(),
        close,
      }
    if (stats.isFIFO()) return { ...readPipe(fd), modifiedAt: null, size: null, fd: null, isRegular: false }
  }
  return { chunks: stdin, modifiedAt: null, size: null, fd: null, isRegular: false, close }
}

/** The first `bytes` of a file in blocks, the last block first. */
export async function* blocksFromEnd(path: string, bytes: number): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  try {
    const buffer = readBuffer(Math.min(CHUNK_BYTES, bytes))
    for (let end = bytes; end > 0; ) {
      const length = Math.min(buffer.length, end)
      end -= length
      const { bytesRead } = await file.read(buffer, 0, length, end)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/**
 * To its end, without a stream: that would read ahead, and lose it where the next piece fails. `from`: the first byte;
 * null: where the file stands.
 */
async function* readFile(fd: () => number, from: number | null): AsyncGenerator<Uint8Array> {
  const buffer = readBuffer(PIECE_BYTES)
  let position = from
  for (let left = TURN_BYTES; ; ) {
    const bytesRead = readSync(fd(), buffer, 0, PIECE_BYTES, position)
    if (bytesRead === 0) return
    if (position !== null) position += bytesRead
    yield buffer.subarray(0, bytesRead)
    left -= bytesRead
    if (left > 0) continue
    await nextTurn()
    left = TURN_BYTES
  }
}

/** The same of a file that was just opened, with somebody who may read on from where it stands. */
async function* readBeside(
  file: Descriptor,
  takeOver: TakeOver,
  onReached: ReadableFile['onReached'],
): AsyncGenerator<Uint8Array> {
  const buffer = readBuffer(PIECE_BYTES)
  for (let offset = 0; ; await nextTurn()) {
    try {
      const { size } = file.stats
      offset = yield* takeOver({ fd: file.hold(), size, readAt, onReached }, offset)
    } finally {
      file.letGo()
    }
    for (const end = offset + TURN_BYTES; offset < end; ) {
      const bytesRead = readSync(file.fd(), buffer, 0, PIECE_BYTES, offset)
      if (bytesRead === 0) return
      onReached(offset + bytesRead)
      yield buffer.subarray(0, bytesRead)
      offset += bytesRead
    }
  }
}

/** The same of a device that was named like a file. */
async function* readPatiently(fd: number): AsyncGenerator<Uint8Array> {
  const buffer = readBuffer(CHUNK_BYTES)
  for (;;) {
    const { bytesRead } = await patiently().read(fd, buffer, 0, CHUNK_BYTES, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

function readAt(fd: number, into: Uint8Array, position: number): number {
  return readSync(fd, into, 0, into.length, position)
}
