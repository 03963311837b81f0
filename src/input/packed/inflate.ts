import { createInflateRaw } from 'node:zlib'
import type { ByteReader } from '../byte-reader.js'
import { Damage } from '../fault.js'

/** zlib's own default of 16 KiB takes a third longer. */
const OUTPUT_BYTES = 1024 * 1024
/** Where packed bytes are damaged, what came of the same piece before is lost with them: so pieces are small. */
const PIECE_BYTES = 32 * 1024
/** A stream that fails drops what it has put out and nobody has taken: it may put out nothing before that. */
const SETTINGS = { chunkSize: OUTPUT_BYTES, readableHighWaterMark: 1 }

/**
 * Deflated data (RFC 1951), to its own end: the bytes after it stay with the reader.
 *
 * It asks for packed bytes only when all that came of the last ones was taken. So nothing is under way when the
 * loop over it is left, and an archive can go on to its next member.
 */
export async function* inflate(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const engine = createInflateRaw(SETTINGS)
  let failure: Error | null = null
  let isTaken = false
  let wake = (): void => {}
  engine.on('readable', () => wake())
  engine.on('end', () => wake())
  engine.on('error', (error) => {
    failure = error
    wake()
  })
  try {
    while (!engine.readableEnded) {
      const packed = (await reader.fill(1)).subarray(0, PIECE_BYTES)
      const before = engine.bytesWritten
      isTaken = false
      const taken = (): void => {
        isTaken = true
        wake()
      }
      if (packed.length === 0) engine.end()
      else engine.write(packed, taken)
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        const output: unknown = engine.read()
        if (output instanceof Uint8Array) yield output
        else if (failure !== null) throw packed.length === 0 ? reader.shortage() : damageOf(failure)
        else if (engine.readableEnded || (isTaken && engine.bytesWritten - before === packed.length)) break
        else await woken
      }
      reader.advance(engine.bytesWritten - before)
    }
  } finally {
    engine.destroy()
  }
}

function damageOf(error: Error): unknown {
  return 'code' in error && String(error.code).startsWith('Z_')
    ? new Damage(`is damaged (${error.message})`)
    : error
}
