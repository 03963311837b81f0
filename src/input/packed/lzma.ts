/** A chance of a bit to be 0, of 2048. */
const EVEN = 1024
const SIGN = 0x8000_0000 | 0

/** Where the chances of each kind of bit begin. */
const STATES = 12
const PLACES = 16
const LENGTH = { short: 2, middle: 2 + PLACES * 8, long: 2 + PLACES * 16, all: 2 + PLACES * 16 + 256 }
const AT = (() => {
  let size = 0
  const after = (count: number): number => (size += count) - count
  return {
    isMatch: after(STATES * PLACES),
    isRepeat: after(STATES),
    isOlder: after(STATES),
    isOlder2: after(STATES),
    isOlder3: after(STATES),
    isLong: after(STATES * PLACES),
    slot: after(4 * 64),
    distance: after(128),
    align: after(16),
    matchLength: after(LENGTH.all),
    repeatLength: after(LENGTH.all),
    literal: size,
  }
})()
const LITERAL = 0x300
/** `lc + lp` is at most 4 in LZMA2. */
const CHANCES = AT.literal + (LITERAL << 4)

const SHORTEST_MATCH = 2
/** Distances of higher slots have bits with even chances in the middle. */
const LAST_MODELLED_SLOT = 14
/** The state after a literal is below it: it tells of what kinds the latest symbols were. */
const FIRST_MATCH_STATE = 7

/** LZMA: literals, and matches with bytes before, as the bits of a range coder whose chances are learned on the way. */
export interface LzmaDecoder {
  /** Forgets what was learned; with `properties`, `(pb * 5 + lp) * 9 + lc`, also how symbols are told apart. */
  readonly reset: (properties: number | null) => void
  /**
   * Unpacks into `bytes` from `start` to `end`, where matches may reach back to 0. Gives where it stopped: before
   * `end` where the packed bytes end too early; -1 where they make no sense.
   */
  readonly decode: (packed: Uint8Array, bytes: Uint8Array, start: number, end: number) => number
}

export function createLzmaDecoder(): LzmaDecoder {
  const chances = new Uint16Array(CHANCES)
  let literalContextBits = 0
  let literalPlaceMask = 0
  let placeMask = 0
  let state = 0
  let rep0 = 0
  let rep1 = 0
  let rep2 = 0
  let rep3 = 0

  // The range coder. All numbers are 32 bits with a sign, which keeps them off the heap.
  let input: Uint8Array = new Uint8Array(0)
  let at = 0
  let range = 0
  let code = 0

  function normalize(): void {
    if ((range & 0xff00_0000) !== 0) return
    range <<= 8
    code = (code << 8) | (input[at++] ?? 0)
  }

  function bit(index: number): number {
    normalize()
    const chance = chances[index] ?? 0
    const bound = Math.imul(range >>> 11, chance)
    if ((code ^ SIGN) < (bound ^ SIGN)) {
      range = bound
      chances[index] = chance + ((2048 - chance) >> 5)
      return 0
    }
    range = (range - bound) | 0
    code = (code - bound) | 0
    chances[index] = chance - (chance >> 5)
    return 1
  }

  function tree(first: number, bits: number): number {
    let symbol = 1
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | bit(first + symbol)
    return symbol - (1 << bits)
  }

  /** The lowest bit first. */
  function reverseTree(first: number, bits: number): number {
    let node = 1
    let value = 0
    for (let i = 0; i < bits; i++) {
      const next = bit(first + node)
      node = (node << 1) | next
      value |= next << i
    }
    return value
  }

  function evenBits(bits: number): number {
    let value = 0
    for (let i = 0; i < bits; i++) {
      normalize()
      range >>>= 1
      code = (code - range) | 0
      const isZero = code >> 31
      code = (code + (range & isZero)) | 0
      value = (value << 1) + 1 + isZero
    }
    return value
  }

  function literal(previous: number, place: number, match: number): number {
    const context =
      ((place & literalPlaceMask) << literalContextBits) + (previous >> (8 - literalContextBits))
    const first = AT.literal + LITERAL * context
    let symbol = 1
    if (state >= FIRST_MATCH_STATE) {
      // It differs from the byte that would have gone on the match: that one's bits tell chances apart until then.
      for (let expected = match << 1; symbol < 0x100; expected <<= 1) {
        const itsBit = expected & 0x100
        const next = bit(first + 0x100 + itsBit + symbol)
        symbol = (symbol << 1) | next
        if (itsBit >> 8 !== next) break
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bit(first + symbol)
    return symbol & 0xff
  }

  function length(first: number, place: number): number {
    if (bit(first) === 0) return SHORTEST_MATCH + tree(first + LENGTH.short + place * 8, 3)
    if (bit(first + 1) === 0) return SHORTEST_MATCH + 8 + tree(first + LENGTH.middle + place * 8, 3)
    return SHORTEST_MATCH + 16 + tree(first + LENGTH.long, 8)
  }

  function distance(itsLength: number): number {
    const slot = tree(AT.slot + Math.min(itsLength - SHORTEST_MATCH, 3) * 64, 6)
    if (slot < 4) return slot
    const bits = (slot >> 1) - 1
    const highest = (2 | (slot & 1)) << bits
    if (slot < LAST_MODELLED_SLOT) return highest + reverseTree(AT.distance + highest - slot, bits)
    return highest + (evenBits(bits - 4) << 4) + reverseTree(AT.align, 4)
  }

  /** The length of the match that comes next, whose distance is then in `rep0`. */
  function match(place: number): number {
    if (bit(AT.isRepeat + state) === 0) {
      const itsLength = length(AT.matchLength, place)
      rep3 = rep2
      rep2 = rep1
      rep1 = rep0
      rep0 = distance(itsLength)
      state = state < FIRST_MATCH_STATE ? 7 : 10
      return itsLength
    }
    if (bit(AT.isOlder + state) === 0) {
      if (bit(AT.isLong + state * PLACES + place) === 0) {
        state = state < FIRST_MATCH_STATE ? 9 : 11
        return 1
      }
    } else {
      let older = rep1
      if (bit(AT.isOlder2 + state) === 1) {
        older = rep2
        if (bit(AT.isOlder3 + state) === 1) {
          older = rep3
          rep3 = rep2
        }
        rep2 = rep1
      }
      rep1 = rep0
      rep0 = older
    }
    state = state < FIRST_MATCH_STATE ? 8 : 11
    return length(AT.repeatLength, place)
  }

  return {
    reset(properties) {
      if (properties !== null) {
        literalContextBits = properties % 9
        literalPlaceMask = (1 << (Math.floor(properties / 9) % 5)) - 1
        placeMask = (1 << Math.floor(properties / 45)) - 1
      }
      chances.fill(EVEN)
      state = rep0 = rep1 = rep2 = rep3 = 0
    },

    decode(packed, bytes, start, end) {
      input = packed
      at = 5
      range = -1
      code = new DataView(packed.buffer, packed.byteOffset).getInt32(1)
      let position = start
      while (position < end) {
        const place = position & placeMask
        if (bit(AT.isMatch + state * PLACES + place) === 0) {
          const byte = literal(bytes[position - 1] ?? 0, position, bytes[position - rep0 - 1] ?? 0)
          if (at > input.length) return position
          bytes[position++] = byte
          state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
          continue
        }
        const count = match(place)
        if (at > input.length) return position
        const from = position - (rep0 >>> 0) - 1
        if (from < 0 || position + count > end) return -1
        // One by one: what is copied may be what this match itself wrote.
        for (let i = 0; i < count; i++) bytes[position + i] = bytes[from + i] ?? 0
        position += count
      }
      return position
    },
  }
}
