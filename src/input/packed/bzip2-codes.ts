import type { BitReader } from './bit-reader.js'

const MOST_BITS = 20

/** Huffman codes of a block of bzip2. */
export interface CodeTable {
  readonly shortest: number
  /** For each length of code the first code, filled up with zeros to 20 bits, that is longer. */
  readonly limits: readonly number[]
  /** For each length, what a code of it is ahead of its place in `symbols`. */
  readonly ahead: readonly number[]
  readonly symbols: readonly number[]
}

/** A table is written as the length of each symbol's code, as the difference to the one before; null: nonsense. */
export function readCodeTable(input: BitReader, symbolCount: number): CodeTable | null {
  const lengths: number[] = []
  for (let i = 0, length = input.bits(5); i < symbolCount; i++) {
    while (isLength(length) && input.bits(1) === 1) length += input.bits(1) === 1 ? -1 : 1
    if (!isLength(length)) return null
    lengths.push(length)
  }
  const symbols: number[] = []
  const limits: number[] = []
  const ahead: number[] = []
  for (let length = 1, code = 0; length <= MOST_BITS; length++, code *= 2) {
    ahead[length] = code - symbols.length
    for (const [symbol, itsLength] of lengths.entries()) {
      if (itsLength !== length) continue
      symbols.push(symbol)
      code++
    }
    limits[length] = code * 2 ** (MOST_BITS - length)
  }
  return { shortest: Math.min(...lengths), limits, ahead, symbols }
}

function isLength(length: number): boolean {
  return length >= 1 && length <= MOST_BITS
}

/** Undefined for bits that are no code. */
export function readSymbol(input: BitReader, table: CodeTable): number | undefined {
  const code = input.peek(MOST_BITS)
  for (let length = table.shortest; length <= MOST_BITS; length++) {
    if (code >= (table.limits[length] ?? 0)) continue
    input.skip(length)
    return table.symbols[(code >>> (MOST_BITS - length)) - (table.ahead[length] ?? 0)]
  }
  return undefined
}
