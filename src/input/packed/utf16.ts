import { type ByteReader, takeRest } from '../byte-reader.js'

/** Text in UTF-16, which PowerShell writes where a command's output is redirected, in UTF-8. */
export function utf16Text(encoding: 'utf-16le' | 'utf-16be') {
  return async function* (reader: ByteReader): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder(encoding)
    for await (const chunk of takeRest(reader)) yield Buffer.from(decoder.decode(chunk, { stream: true }))
    yield Buffer.from(decoder.decode())
  }
}
