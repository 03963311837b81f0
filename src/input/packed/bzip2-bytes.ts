import { once } from '../../model/once.js'
import { Damage } from '../fault.js'

const OUTPUT_BYTES = 1024 * 1024
/** Behind so many equal bytes stands how many more there are. */
const RUN = 4

/** A block sorted as Burrows and Wheeler do: each entry is a byte, and above it the place of the next byte's entry. */
export interface SortedBlock {
  readonly entries: Uint32Array
  readonly first: number
}

/** The bytes of a block, in pieces that are written over; throws behind the last where they are not those that were packed. */
export function* bytesOf({ entries, first }: SortedBlock, expected: number): Generator<Uint8Array> {
  const output = Buffer.allocUnsafe(OUTPUT_BYTES + 255)
  const crcs = crcTable()
  let size = 0
  let checksum = -1
  let last = -1
  let equal = 0
  for (let left = entries.length, at = first; left > 0; left--) {
    const entry = entries[at] ?? 0
    const byte = entry & 0xff
    at = entry >>> 8
    const isCount = equal === RUN
    equal = isCount ? 0 : byte === last ? equal + 1 : 1
    if (!isCount) last = byte
    for (let copies = isCount ? byte : 1; copies > 0; copies--) {
      output[size++] = last
      checksum = (checksum << 8) ^ (crcs[(checksum >>> 24) ^ last] ?? 0)
    }
    if (isCount) last = -1
    if (size >= OUTPUT_BYTES) {
      yield output.subarray(0, size)
      size = 0
    }
  }
  if (size > 0) yield output.subarray(0, size)
  if (~checksum >>> 0 !== expected) throw new Damage('is damaged (a checksum differs)')
}

/** CRC-32 with the highest bit first, unlike gzip's. */
const crcTable = once(() =>
  Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << 24
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
    return crc
  }),
)
