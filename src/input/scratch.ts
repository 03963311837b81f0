import { openSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patiently } from './patiently.js'

/** Room for bytes that are too many to be held in memory. */
export interface Scratch {
  /** Puts them behind those that are in it, and tells where; throws what the system refuses, and then none of them are. */
  readonly append: (bytes: Uint8Array) => number
  /** The bytes that `append` put there. */
  readonly read: (at: number, length: number) => Promise<Buffer>
  /** Waits for what is being read. */
  readonly close: () => Promise<void>
}

export type OpenScratch = () => Scratch

/**
 * A temporary file that has no name: the system frees it when it is closed and when the program ends, be it killed. It
 * is made when the first bytes come.
 */
export const openScratch: OpenScratch = () => {
  let fd: number | undefined
  let size = 0
  const reading = new Set<Promise<unknown>>()

  async function readWhole(file: number, at: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length; ) {
      const { bytesRead } = await patiently().read(file, bytes, done, length - done, at + done)
      if (bytesRead === 0) throw new RangeError('a scratch file holds less than was put into it')
      done += bytesRead
    }
    return bytes
  }

  return {
    append(bytes) {
      fd ??= createNameless()
      for (let done = 0; done < bytes.length; )
        done += writeSync(fd, bytes, done, bytes.length - done, size + done)
      const at = size
      size += bytes.length
      return at
    },
    async read(at, length) {
      if (fd === undefined) throw new RangeError('nothing was put into this scratch file')
      const asked = readWhole(fd, at, length)
      reading.add(asked)
      return asked.finally(() => reading.delete(asked))
    },
    async close() {
      await Promise.allSettled(reading)
      if (fd !== undefined) await patiently().close(fd)
      fd = undefined
    },
  }
}

/** Nothing comes between the two, so that no signal leaves the file behind. */
function createNameless(): number {
  const path = join(tmpdir(), `exitlog-${crypto.randomUUID()}`)
  const fd = openSync(path, 'wx+', 0o600)
  unlinkSync(path)
  return fd
}
