import { Gunzip } from 'fflate'

/** How a gzip file begins when it is written in base64. */
export const GZIP_BASE64 = 'H4sI'

/** What a record carries is a list of other records, of some MiB at most. */
const MOST_BYTES = 64 << 20
/** A piece unpacks to some 32 MiB at most, so that there is a look at the length in between. */
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
      if (length > MOST_BYTES) throw new RangeError('unpacks to too much')
    })
    for (let at = 0; at < packed.length; at += PIECE_BYTES)
      engine.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length)
  } catch {
    return null
  }
  const decoder = new TextDecoder()
  return parts.map((part) => decoder.decode(part, { stream: true })).join('')
}
