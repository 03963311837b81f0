import { Gunzip, Inflate } from 'fflate'
import type { ByteReader } from '../../input/byte-reader.js'
import { Damage } from '../../input/fault.js'

/**
 * For browsers, whose own DecompressionStream reads the first member of gzip alone, and drops what came before damage.
 * Checksums of gzip are not compared here.
 */
const PIECE_BYTES = 16 * 1024

/** Deflated data, which must be all that the reader has left. */
export function inflate(reader: ByteReader): AsyncGenerator<Uint8Array> {
  return unpack(reader, new Inflate())
}

/** gzip: members in a row are one text. */
export function gunzip(reader: ByteReader): AsyncGenerator<Uint8Array> {
  return unpack(reader, new Gunzip())
}

async function* unpack(reader: ByteReader, engine: Inflate | Gunzip): AsyncGenerator<Uint8Array> {
  let unpacked: Uint8Array[] = []
  engine.ondata = (chunk) => unpacked.push(chunk)
  for (let isLast = false; !isLast; ) {
    const packed = (await reader.fill(1)).subarray(0, PIECE_BYTES)
    isLast = packed.length === 0
    let damage: unknown = null
    try {
      // A copy: the reader's bytes are written over, and the engine keeps some.
      engine.push(Uint8Array.from(packed), isLast)
    } catch (error) {
      const says = error instanceof Error ? error.message : String(error)
      damage = isLast ? reader.shortage() : new Damage(`is damaged (${says})`)
    }
    yield* unpacked
    unpacked = []
    if (damage !== null) throw damage
    reader.advance(packed.length)
  }
}
