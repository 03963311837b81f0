import { Buffer } from 'buffer/'

/** What the scanner takes of Node's buffers, for browsers: the package `buffer`, and the one function it lacks. */
export { Buffer }

const strict = new TextDecoder('utf-8', { fatal: true })

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}
