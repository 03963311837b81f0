import { Gunzip } from 'fflate'

/** How a gzip file begins when it is written in base64. */
export const GZIP_BASE64 = 'H4sI'

/** What a record carries is a list of other records, of some MiB at most. */
const MOST_BYTES = 64 << 20
/** What such a piece unpacks to is no more than MOST_BYTES. */
const PIECE_BYTES = 32 * 1024

/** The text that was packed and written in base64; null: it is damaged, or unpacks to more than anybody sends. */
export function gunzipText(base64: string): string | null {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const engine = new Gunzip((part) => {
      parts.push(part)
      length += part.length
    })
    for (let at = 0; at < packed.length && length <= MOST_BYTES; at += PIECE_BYTES)
      engine.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length)
  } catch {
    return null
  }
  if (length > MOST_BYTES) return null
  const decoder = new TextDecoder()
  return parts.map((part) => decoder.decode(part, { stream: true })).join('')
}
