import { believable } from './member.js'

export const BLOCK_BYTES = 512

/** A header of a tar archive, of any dialect: v7, ustar, pax or GNU. */
export interface TarHeader {
  readonly path: string
  /** Of what follows, in bytes. */
  readonly size: number
  readonly modifiedAt: number | null
  /** One character; a NUL is an old way to say `0`, a file. */
  readonly type: string
  /** Old GNU sparse files: further blocks of their map follow. */
  readonly isSparseMapLonger: boolean
}

/** Null: no header, its checksum differs. */
export function readTarHeader(block: Buffer): TarHeader | null {
  const size = readNumber(block.subarray(124, 136))
  if (block.length < BLOCK_BYTES || size === null || !isChecksumRight(block)) return null
  const type = block.toString('latin1', 156, 157)
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isPosix ? readText(block.subarray(345, 500)) : ''
  const name = readText(block.subarray(0, 100))
  const seconds = readNumber(block.subarray(136, 148))
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size,
    modifiedAt: believable(seconds === null ? null : seconds * 1000),
    type,
    isSparseMapLonger: type === 'S' && block[482] !== 0,
  }
}

/** Up to the first NUL. */
export function readText(field: Buffer): string {
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end === -1 ? field.length : end)
}

/** The sum of all bytes, with blanks in place of the sum; old programs took the bytes for signed. */
function isChecksumRight(block: Buffer): boolean {
  const expected = readNumber(block.subarray(148, 156))
  let sum = 8 * 0x20
  let signed = sum
  for (let i = 0; i < BLOCK_BYTES; i++) {
    if (i >= 148 && i < 156) continue
    sum += block.readUInt8(i)
    signed += block.readInt8(i)
  }
  return expected === sum || expected === signed
}

/** Octal digits, or what these cannot hold: as bytes, the highest first, behind a first bit. Null: neither. */
function readNumber(field: Buffer): number | null {
  const first = field[0] ?? 0
  if (first & 0x80) {
    const value = field.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & 0x7f : byte), 0)
    return Number.isSafeInteger(value) ? value : null
  }
  const digits = readText(field).trim()
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null
}
