import { type ByteReader, isAtEnd, skip, take } from '../byte-reader.js'
import { Damage } from '../fault.js'

const MAGIC = 0xfd2fb528
const SKIPPED_MAGIC = 0x184d2a5
const HAS_CHECKSUM = 0b100
const RESERVED = 0b1000
const IS_SINGLE_SEGMENT = 0b10_0000
const DICTIONARY_BYTES = [0, 1, 2, 4]
const SIZE_BYTES = [0, 2, 4, 8]

export interface FrameHeader {
  /** The header itself, but without the mark of a checksum. */
  readonly bytes: Uint8Array
  readonly hasChecksum: boolean
  readonly windowBytes: number
  readonly needsDictionary: boolean
}

/** The next frame's header, past frames that hold no text; null: nothing follows. */
export async function readFrameHeader(reader: ByteReader): Promise<FrameHeader | null> {
  while (!(await isAtEnd(reader))) {
    const magic = (await take(reader, 4)).readUInt32LE(0)
    if (magic === MAGIC) return readFields(reader)
    if (magic >>> 4 !== SKIPPED_MAGIC) throw new Damage('is followed by something else')
    await skip(reader, (await take(reader, 4)).readUInt32LE(0))
  }
  return null
}

async function readFields(reader: ByteReader): Promise<FrameHeader> {
  const flags = (await take(reader, 1)).readUInt8(0)
  if (flags & RESERVED) throw new Damage('is of a kind that is not known here')
  const isSingle = (flags & IS_SINGLE_SEGMENT) !== 0
  const windowLength = isSingle ? 0 : 1
  const dictionaryLength = DICTIONARY_BYTES[flags & 3] ?? 0
  const sizeLength = SIZE_BYTES[flags >> 6] || (isSingle ? 1 : 0)
  const fields = Buffer.from(await take(reader, windowLength + dictionaryLength + sizeLength))
  const dictionary = fields.subarray(windowLength, windowLength + dictionaryLength)
  const bytes = Buffer.concat([Buffer.alloc(5), fields])
  bytes.writeUInt32LE(MAGIC, 0)
  bytes.writeUInt8(flags & ~HAS_CHECKSUM, 4)
  return {
    bytes,
    hasChecksum: (flags & HAS_CHECKSUM) !== 0,
    windowBytes: isSingle ? sizeOf(fields.subarray(dictionaryLength)) : windowOf(fields.readUInt8(0)),
    needsDictionary: dictionary.some((byte) => byte !== 0),
  }
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

function sizeOf(field: Uint8Array): number {
  return field.reduceRight((size, byte) => size * 256 + byte, 0) + (field.length === 2 ? 256 : 0)
}
