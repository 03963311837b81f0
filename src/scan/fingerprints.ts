import { everydayLines } from './everyday.js'

/** Some bytes of a needle by which its occurrence is noticed, where they stand at an address that is looked at. */
export interface Fingerprint {
  /** The needle's core begins so many bytes before them; negative where the first of them stands before the core. */
  readonly shift: number
  /** The first four are one of these words. */
  readonly words: readonly number[]
  /** The first seven; null where fewer of them are the core's. */
  readonly pair: bigint | null
  /** Where in the core four others stand, to be looked at before the whole needle is. */
  readonly probe: number
}

/** How far apart the addresses may be that the scan looks at; null: needles like these are none for it. */
export function strideFor(cores: readonly Uint8Array[]): 4 | 2 | null {
  const shortest = Math.min(...cores.map((core) => core.length))
  if (shortest < WORD) return null
  return shortest > WORD ? 4 : 2
}

const WORD = 4
const PAIR = 7

/**
 * The fingerprints of each needle's core: for each way in which it can lie, those of its bytes that are rarest in logs.
 * Where fewer than four of its bytes can stand at such an address, one is any byte. A probe stands no farther behind.
 */
export function fingerprintsOf(
  cores: readonly Uint8Array[],
  stride: number,
  farthestProbe: number,
): Fingerprint[][] {
  const everyday = countEveryday()
  return cores.map((core) => rarestOf(core, everyday, stride, farthestProbe))
}

function rarestOf(core: Uint8Array, everyday: Counts, stride: number, farthestProbe: number): Fingerprint[] {
  const text = String.fromCharCode(...core)
  const rarities = Array.from({ length: core.length - 1 }, (_, i) => rarityOf(text, i - 1, everyday))
  const best = Array.from({ length: stride }, () => ({ shift: 0, worth: Number.NEGATIVE_INFINITY }))
  rarities.forEach((rarity, i) => {
    const shift = i - 1
    const way = (shift + stride) % stride
    const worth = rarity - (shift < 0 ? BEFORE : 0) - (isPair(core, shift) ? 0 : ALONE)
    if (worth > (best[way]?.worth ?? Number.POSITIVE_INFINITY)) best[way] = { shift, worth }
  })
  return best.map(({ shift }) => ({
    shift,
    words: wordsAt(core, shift),
    pair: isPair(core, shift) ? pairAt(core, shift) : null,
    probe: probeBeside(shift, rarities.slice(1, 2 + Math.min(core.length - WORD, shift + farthestProbe))),
  }))
}

/** What a fingerprint is worth less that begins before the core: of a word whose first byte may be any there are many. */
const BEFORE = 1_000_000
/** And one that is but a word. */
const ALONE = 300

/** The rarest place, of those that share no byte with the fingerprint's word if there are such; its own where there is no other. */
function probeBeside(shift: number, rarities: readonly number[]): number {
  let best = { at: shift, worth: Number.NEGATIVE_INFINITY }
  rarities.forEach((rarity, at) => {
    const worth = rarity - (Math.abs(at - shift) < WORD ? ALONE : 0)
    if (at !== shift && worth > best.worth) best = { at, worth }
  })
  return best.at
}

function isPair(core: Uint8Array, shift: number): boolean {
  return shift >= 0 && shift + PAIR <= core.length
}

function pairAt(core: Uint8Array, shift: number): bigint {
  return core.subarray(shift, shift + PAIR).reduceRight((pair, byte) => (pair << 8n) | BigInt(byte), 0n)
}

function wordsAt(core: Uint8Array, shift: number): number[] {
  let words = [0]
  for (let i = 0; i < WORD; i++) {
    const byte = core[shift + i]
    const choices = byte === undefined ? (i === WORD - 1 ? LAST_BYTES : ANY_BYTE) : [byte]
    words = words.flatMap((word) => choices.map((choice) => (word | (choice << (8 * i))) & WORD_MASK))
  }
  return words
}

/** The bits of a word that are looked at: of a word whose last byte may be any there are few. */
const WORD_MASK = 0x0fffffff

const ANY_BYTE = Array.from({ length: 256 }, (_, byte) => byte)
/** Of a last byte only its lower half is looked at. */
const LAST_BYTES = ANY_BYTE.slice(0, 16)

/** The bytes of node logs, the most frequent first; others are rarer still. */
const BYTES = String.raw` e0aornt21:id3sc45-l."68b9p7ufmgvk=][/\hywM_NT()IxCSD,PUAEZRLO{}<>+FVG*q&HjBKWz@XYQ;'?#%J!~|$^`

/** How often each piece of so many bytes stands in everyday lines: every needle asks for many. */
type Counts = ReadonlyMap<string, number>

function countEveryday(): Counts {
  const lines = everydayLines()
  const counts = new Map<string, number>()
  for (const length of [1, 2, 3, WORD, PAIR]) {
    for (let at = 0; at + length <= lines.length; at++) {
      const piece = lines.slice(at, at + length)
      counts.set(piece, (counts.get(piece) ?? 0) + 1)
    }
  }
  return counts
}

/** A word that everyday lines have is sifted a second time, by the bytes behind it too; where none has it, its bytes tell. */
function rarityOf(core: string, shift: number, everyday: Counts): number {
  const bytes = core.slice(Math.max(shift, 0), shift + WORD)
  const missing = WORD - bytes.length
  const counted = (piece: string) => everyday.get(piece) ?? 0
  const pair = shift >= 0 && shift + PAIR <= core.length ? core.slice(shift, shift + PAIR) : bytes
  let rarity = -BYTES.length * (counted(bytes) + counted(pair) + 6 * missing)
  for (let i = 0; i < bytes.length; i++) rarity += RANKS[bytes.charCodeAt(i)] ?? 0
  return rarity
}

const RANKS = ANY_BYTE.map((byte) => {
  const rank = BYTES.indexOf(String.fromCharCode(byte))
  return rank < 0 ? BYTES.length : rank
})
