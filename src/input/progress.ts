import type { OpenFile } from './files.js'

/** How far the reading of a file has come. */
export interface Progress {
  /** As the user gave it; an archive is one file. */
  readonly name: string
  /** As they stand in the file, packed or not. */
  readonly bytesRead: number
  /** Null: nobody knows. */
  readonly bytesTotal: number | null
}

/** The chunks of a file, and with each is told how far one is. */
export async function* watch(
  { chunks, size, reached }: OpenFile,
  name: string,
  onProgress: ((progress: Progress) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  let bytesRead = 0
  for await (const chunk of chunks) {
    bytesRead += chunk.length
    onProgress?.({ name, bytesRead: reached?.() ?? bytesRead, bytesTotal: size })
    yield chunk
  }
}
