import { fstatSync, statSync, writeSync } from 'node:fs'
import type { Writable } from 'node:stream'

// Node's own streams take longer to load than a small log takes to read.

/** Writes at once as much as the other end takes; gives the number of bytes. */
export function writeNow(descriptor: number, bytes: Uint8Array): number {
  let written = 0
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
  }
  return written
}

/** Writes to standard error, whose stream takes what it does not take at once; what cannot be written is told nowhere. */
export function writeError(text: string, open: () => Writable): void {
  const bytes = Buffer.from(text)
  try {
    const rest = bytes.subarray(writeNow(2, bytes))
    if (rest.length > 0) open().write(rest)
  } catch {
    // Nobody is left to tell that nobody is left.
  }
}

/** False: it is none, which is known without asking Node's streams. */
export function mayBeTerminal(descriptor: number): boolean {
  try {
    const open = fstatSync(descriptor)
    return open.isCharacterDevice() && open.rdev !== statSync('/dev/null').rdev
  } catch {
    return true
  }
}

export function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile()
  } catch {
    return false
  }
}
