import { openContent } from '../input/contents.js'
import type { Input } from '../input/inputs.js'
import type { Problem } from '../model/problem.js'

/** Who is told what of the reading. */
export interface Listener {
  readonly onProblem: (problem: Problem) => void
  /** How much of all files is read, from 0 to 1; it never falls. */
  readonly onProgress: (share: number) => void
}

const MOST_UNPACKED_BYTES = 64 * 1024 ** 3

/** What was dropped, chosen or pasted, as inputs: packed files and archives too, as the command line reads them. */
export async function* inputsOf(
  files: readonly File[],
  { onProblem, onProgress }: Listener,
): AsyncGenerator<Input> {
  const total = files.reduce((sum, { size }) => sum + size, 0)
  /** By file, the furthest byte: a file may be read again. */
  const furthest = new Map<File, number>()
  const reach = (file: File, bytes: number): void => {
    furthest.set(file, Math.max(bytes, furthest.get(file) ?? 0))
    onProgress([...furthest.values()].reduce((sum, read) => sum + read, 0) / total)
  }
  const { signal } = new AbortController()
  for (const file of files) {
    const pieces = bytesOf(file, (bytes) => reach(file, bytes))
    const content = { name: file.name, modifiedAt: file.lastModified, pieces, isRepeatable: true }
    yield* openContent(content, { onProblem, signal, maxUnpackedBytes: MOST_UNPACKED_BYTES })
  }
}

function bytesOf(file: File, onRead: (bytes: number) => void): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      const reader = file.stream().getReader()
      let bytes = 0
      try {
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          bytes += part.value.length
          onRead(bytes)
          yield part.value
        }
      } finally {
        await reader.cancel()
      }
    },
  }
}
