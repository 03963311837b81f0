import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { createCrc64 } from './crc64.js'

/** The checksum behind each block of a stream of xz, of a kind that the stream names. */
export interface BlockCheck {
  readonly update: (bytes: Uint8Array) => void
  /** Null: not of a kind that is checked. */
  readonly digest: () => Buffer | null
}

/** In bytes, for each kind. */
const SIZES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64]

export function checkBytes(kind: number): number {
  return SIZES[kind] ?? 0
}

export function createBlockCheck(kind: number): BlockCheck {
  switch (kind) {
    case 1:
      return createCrc32()
    case 4:
      return createCrc64()
    case 10: {
      const hash = createHash('sha256')
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() }
    }
    default:
      return { update: () => {}, digest: () => null }
  }
}

function createCrc32(): BlockCheck {
  let value = 0
  return {
    update(bytes) {
      value = crc32(bytes, value)
    },
    digest() {
      const digest = Buffer.alloc(4)
      digest.writeUInt32LE(value)
      return digest
    },
  }
}
