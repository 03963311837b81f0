import { Damage } from '../fault.js'
import type { BitReader } from './bit-reader.js'
import type { SortedBlock } from './bzip2-bytes.js'
import { type CodeTable, readCodeTable, readSymbol } from './bzip2-codes.js'

/** Each group of so many symbols names the table that it is packed with. */
const GROUP_SYMBOLS = 50
const MOST_TABLES = 6

/** What stands behind a block's checksum, up to its last bit; null where it makes no sense. */
export function readBlock(input: BitReader, blockSize: number): SortedBlock | null {
  if (input.bits(1) === 1) throw new Damage('is packed in an outdated way (randomised blocks)')
  const origin = input.bits(24)
  const alphabet = readAlphabet(input)
  const tableCount = input.bits(3)
  if (alphabet.length === 0 || tableCount < 2 || tableCount > MOST_TABLES) return null
  const selectors = readSelectors(input, tableCount)
  if (selectors === null) return null
  const tables: CodeTable[] = []
  for (let i = 0; i < tableCount; i++) {
    const table = readCodeTable(input, alphabet.length + 2)
    if (table === null) return null
    tables.push(table)
  }
  const entries = readEntries(input, alphabet, tables, selectors, blockSize)
  return entries === null || origin >= entries.length ? null : link(entries, origin)
}

/** The bytes that occur: which ranges of sixteen, then which in each. */
function readAlphabet(input: BitReader): Uint8Array {
  const ranges = input.bits(16)
  const bytes: number[] = []
  for (let range = 0; range < 16; range++) {
    const used = (ranges << range) & 0x8000 ? input.bits(16) : 0
    for (let i = 0; i < 16; i++) if ((used << i) & 0x8000) bytes.push(range * 16 + i)
  }
  return Uint8Array.from(bytes)
}

/** Which table each group is packed with, as its place in the order of their last use. */
function readSelectors(input: BitReader, tableCount: number): Uint8Array | null {
  const selectors = new Uint8Array(input.bits(15))
  const latest = Uint8Array.from({ length: tableCount }, (_, i) => i)
  for (let i = 0; i < selectors.length; i++) {
    let at = 0
    while (input.bits(1) === 1) if (++at === tableCount) return null
    selectors[i] = moveToFront(latest, at)
  }
  return selectors
}

function moveToFront(latest: Uint8Array, at: number): number {
  const value = latest[at] ?? 0
  latest.copyWithin(1, 0, at)
  latest[0] = value
  return value
}

/** The sorted bytes: runs of the latest byte, places in the order of their last use, and an end mark. */
function readEntries(
  input: BitReader,
  alphabet: Uint8Array,
  tables: readonly CodeTable[],
  selectors: Uint8Array,
  blockSize: number,
): Uint32Array | null {
  const end = alphabet.length + 1
  const latest = alphabet.slice()
  const entries = new Uint32Array(blockSize)
  let length = 0
  let run = 0
  let digit = 1
  for (const selector of selectors) {
    const table = tables[selector]
    for (let i = 0; i < GROUP_SYMBOLS; i++) {
      const symbol = table === undefined ? undefined : readSymbol(input, table)
      if (symbol === undefined) return null
      if (symbol <= 1) {
        // The length of a run in digits 1 and 2, the lowest first.
        run += digit * (symbol + 1)
        digit *= 2
        if (length + run > blockSize) return null
        continue
      }
      entries.fill(latest[0] ?? 0, length, length + run)
      length += run
      run = 0
      digit = 1
      if (symbol === end) return entries.subarray(0, length)
      if (length === blockSize) return null
      entries[length++] = moveToFront(latest, symbol - 1)
    }
  }
  return null
}

/** Undoes the sorting: the place of its successor is added to each entry. */
function link(entries: Uint32Array, origin: number): SortedBlock {
  const counts = new Uint32Array(256)
  for (const byte of entries) counts[byte] = (counts[byte] ?? 0) + 1
  const places = new Uint32Array(256)
  for (let byte = 1; byte < 256; byte++) places[byte] = (places[byte - 1] ?? 0) + (counts[byte - 1] ?? 0)
  for (let i = 0; i < entries.length; i++) {
    const byte = (entries[i] ?? 0) & 0xff
    const place = places[byte] ?? 0
    places[byte] = place + 1
    entries[place] = (entries[place] ?? 0) | (i << 8)
  }
  return { entries, first: (entries[origin] ?? 0) >>> 8 }
}
