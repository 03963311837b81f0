import { believable } from './member.js'

export const HEADER_BYTES = 30
const FULL = 0xffff_ffff
const EXTRA = { zip64: 0x0001, time: 0x5455 }
const FLAG = { encrypted: 1, trailer: 8 }

/** The header before a file in a zip archive. */
export interface ZipHeader {
  readonly path: string
  readonly method: number
  readonly isEncrypted: boolean
  /** Packed; null: it is told behind the file only. */
  readonly size: number | null
  /** Of the unpacked bytes; null: it is told behind them. */
  readonly checksum: number | null
  /** What is not told here follows the file. */
  readonly hasTrailer: boolean
  readonly modifiedAt: number | null
}

/** How long the name and what comes after it are, which follow these 30 bytes. */
export function namesLength(fixed: Buffer): number {
  return fixed.readUInt16LE(26) + fixed.readUInt16LE(28)
}

export function readZipHeader(fixed: Buffer, names: Buffer): ZipHeader {
  const nameLength = fixed.readUInt16LE(26)
  const flags = fixed.readUInt16LE(6)
  const size = fixed.readUInt32LE(18)
  const hasTrailer = (flags & FLAG.trailer) !== 0
  const extra = readExtra(names.subarray(nameLength))
  const zip64 = extra.get(EXTRA.zip64)
  const fullSize =
    size === FULL && zip64 !== undefined && zip64.length >= 16 ? Number(zip64.readBigUInt64LE(8)) : size
  return {
    path: decodeName(names.subarray(0, nameLength)),
    method: fixed.readUInt16LE(8),
    isEncrypted: (flags & FLAG.encrypted) !== 0,
    size: hasTrailer && (fullSize === 0 || fullSize === FULL) ? null : fullSize,
    hasTrailer,
    checksum: hasTrailer ? null : fixed.readUInt32LE(14),
    modifiedAt: believable(
      readUnixTime(extra.get(EXTRA.time)) ?? readDosTime(fixed.readUInt16LE(12), fixed.readUInt16LE(10)),
    ),
  }
}

/** By its number, each a field of what has no place in the header. */
function readExtra(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const fields = new Map<number, Buffer>()
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt16LE(at + 2)
    fields.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, end))
    at = end
  }
  return fields
}

function readUnixTime(field: Buffer | undefined): number | null {
  return field !== undefined && field.length >= 5 && ((field[0] ?? 0) & 1) === 1
    ? field.readInt32LE(1) * 1000
    : null
}

/** The wall clock of the machine that packed it, in a zone that it does not tell: taken for UTC, half a day off at most. */
function readDosTime(date: number, time: number): number {
  return Date.UTC(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  )
}

/** Few programs set the flag that says UTF-8 when it is. */
function decodeName(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}
