import type { Input } from '../input/inputs.js'

const GZIP = [0x1f, 0x8b]

/** What was dropped, chosen or pasted, as inputs; gzip is unpacked by the browser. */
export async function* inputsOf(files: readonly File[]): AsyncGenerator<Input> {
  for (const file of files) {
    yield { name: file.name, modifiedAt: file.lastModified, chunks: bytesOf(file), access: 'again' }
  }
}

function bytesOf(file: File): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      const head = new Uint8Array(await file.slice(0, GZIP.length).arrayBuffer())
      const isGzip = GZIP.every((byte, n) => head[n] === byte)
      const stream = isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
      const reader = stream.getReader()
      try {
        for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
      } finally {
        await reader.cancel()
      }
    },
  }
}
