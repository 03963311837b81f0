import split2 from 'split2'

/** Bytes to lines, through split2. Every line whose `\n` was written is out when `write` returns. */
export interface Splitter {
  readonly write: (bytes: Uint8Array, eachLine: (text: string) => void) => void
}

/**
 * split2 is a stream; here it is written and read empty by hand, so that a line can decide about the next one
 * of the same chunk. It is never ended: whoever writes ends an unterminated last line with a `\n`.
 * Its own limits are not used, for `maxLength` does not hold within a chunk and `skipOverflow` shifts numbers.
 */
export function createSplitter(): Splitter {
  const stream = split2('\n')
  return {
    write(bytes, eachLine) {
      stream.write(bytes)
      for (let text = read(); text !== null; text = read()) eachLine(text)
    },
  }

  function read(): string | null {
    return stream.read() as string | null
  }
}
