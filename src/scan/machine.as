// The inner loops of the scan, in AssemblyScript. `machine-code.ts` holds what this compiles to:
// test/scan-machine.test.ts proves it, and with UPDATE_MACHINE=1 writes it.
//
// The caller lays out the memory: machine.ts says what stands where. All addresses are absolute, `to` is the
// first byte that is not looked at, and a few bytes beyond it may be read but change nothing.

/** A byte for each hash of four bytes: `LIKELY` if a fingerprint begins with them, else 0. */
const WORDS: usize = 0
/** The same for each hash of seven bytes, of the fingerprints that are as long. */
const PAIRS: usize = 65536
/** The same for each hash of four bytes, of the others. */
const LONERS: usize = 81920
/** For each hash of four bytes, the first of the fingerprints that begin with such, or 0. */
const HEADS: usize = 86016
/** Lists of addresses that were not sifted out: of groups of four words, and of words. */
const GROUPS: usize = 102400
const LEFT: usize = 103424
const WORD_BITS: u32 = 16
const PAIR_BITS: u32 = 14
const LONER_BITS: u32 = 12
const HEAD_BITS: u32 = 12
/** Of a word the last byte's upper half does not count, of a pair the eighth byte: they are shifted out. */
const WORD_MULTIPLIER: u32 = 0xe3779b10
const PAIR_MULTIPLIER: u64 = 0x9e3779b97f4a7c00
/** By so much a list grows with an address. */
const LIKELY: usize = 4

/** So many bytes are sifted at a time: few at first, since where lines of interest are dense the next is near. */
const LEAST_SIFTED: usize = 256
const MOST_SIFTED: usize = 4096

const NEWLINE: u8 = 10
const NUL: u8 = 0
const QUOTE: u8 = 34
const BACKSLASH: u8 = 92
const MOST_ESCAPES: u32 = 7
const WORD: usize = 4

/**
 * An address within the first line in which a needle stands whole, or `to`. Only every fourth (or second) address
 * is looked at: each needle has a fingerprint for each of the ways in which it can lie.
 */
export function find(from: usize, to: usize, stride: usize): usize {
  const found = findEveryFourth(from & ~(WORD - 1), from, to)
  return stride == 4 ? found : findEveryFourth(((from + 2) & ~(WORD - 1)) - 2, from, found)
}

/**
 * Sifts all words, then those of the groups that are left, and looks at the words that are left then. Sifting has no
 * branch that depends on the bytes: one that is foreseen wrongly costs more than all that is done for a group. Its
 * loop is as small as it is so that the engine unrolls it.
 */
function findEveryFourth(first: usize, from: usize, to: usize): usize {
  let size = LEAST_SIFTED
  for (let at = first; at < to; ) {
    const stop = min(at + size, to)
    let groups = GROUPS
    for (; at < stop; at += 4 * WORD) {
      store<u32>(groups, at)
      groups += sift(at) | sift(at + WORD) | sift(at + 2 * WORD) | sift(at + 3 * WORD)
    }
    let left = LEFT
    for (let group = GROUPS; group < groups; group += LIKELY) {
      const word = <usize>load<u32>(group)
      for (let i: usize = 0; i < 4 * WORD; i += WORD) {
        store<u32>(left, word + i)
        left += sift(word + i) & siftAgain(word + i)
      }
    }
    for (let word = LEFT; word < left; word += LIKELY) {
      const found = verify(load<u32>(word), from, to)
      if (found != 0) return found
    }
    size = min<usize>(2 * size, MOST_SIFTED)
  }
  return to
}

@inline
function sift(at: usize): usize {
  return load<u8>(WORDS + ((load<u32>(at) * WORD_MULTIPLIER) >> (32 - WORD_BITS)))
}

@inline
function siftAgain(at: usize): usize {
  const pair = <usize>((load<u64>(at) * PAIR_MULTIPLIER) >> (64 - PAIR_BITS))
  const loner = (load<u32>(at) * WORD_MULTIPLIER) >> (32 - LONER_BITS)
  return <usize>load<u8>(PAIRS + pair) | <usize>load<u8>(LONERS + loner)
}

/**
 * Fingerprint: four other bytes of the needle's core, how far behind the word's address they stand, how far into the
 * core the word stands, needle, next of the same head.
 */
function verify(at: usize, from: usize, to: usize): usize {
  const head = HEADS + (((load<u32>(at) * WORD_MULTIPLIER) >> (32 - HEAD_BITS)) << 2)
  for (let print: usize = load<u32>(head); print != 0; print = load<u32>(print, 16)) {
    if (load<u32>(at + load<u32>(print, 4)) != load<u32>(print)) continue
    const start = at - <usize>load<i32>(print, 8)
    if (stands(load<u32>(print, 12), start, from, to)) return start
  }
  return 0
}

/** Needle: where its core begins, where that ends, its length, its bytes. Only outside of the core are quotes, which may be escaped. */
function stands(needle: usize, start: usize, from: usize, to: usize): bool {
  const coreStart = <usize>load<u32>(needle)
  const coreEnd = <usize>load<u32>(needle, 4)
  const length = <usize>load<u32>(needle, 8)
  const bytes = needle + 12
  if (start < from || start + (coreEnd - coreStart) > to) return false

  let at = start
  for (let i = coreStart; i < coreEnd; i++, at++) {
    if (load<u8>(at) != load<u8>(bytes + i)) return false
  }
  for (let i = coreEnd; i < length; i++, at++) {
    const byte = load<u8>(bytes + i)
    if (byte == QUOTE) {
      for (let n: u32 = 0; n < MOST_ESCAPES && at < to && load<u8>(at) == BACKSLASH; n++) at++
    }
    if (at >= to || load<u8>(at) != byte) return false
  }
  at = start
  for (let i = coreStart; i > 0; i--) {
    const byte = load<u8>(bytes + i - 1)
    if (at <= from || load<u8>(at - 1) != byte) return false
    at--
    if (byte == QUOTE) {
      for (let n: u32 = 0; n < MOST_ESCAPES && at > from && load<u8>(at - 1) == BACKSLASH; n++) at--
    }
  }
  return true
}

/** The address of the first `\n` or NUL, or `to`. */
export function endOf(from: usize, to: usize): usize {
  for (let at = from; at < to; at += 16) {
    const bytes = v128.load(at)
    const ends = v128.or(i8x16.eq(bytes, i8x16.splat(NEWLINE)), i8x16.eq(bytes, i8x16.splat(NUL)))
    const mask = i8x16.bitmask(ends)
    if (mask != 0) return min(at + ctz(mask), to)
  }
  return to
}

/** The address behind the last `\n` before `at`, or `from`. */
export function startOf(at: usize, from: usize): usize {
  for (; at >= from + 16; at -= 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at - 16), i8x16.splat(NEWLINE)))
    if (mask != 0) return at + 16 - clz(mask)
  }
  while (at > from && load<u8>(at - 1) != NEWLINE) at--
  return at
}

export function countNewlines(from: usize, to: usize): u32 {
  let count: u32 = 0
  let at = from
  while (at + 16 <= to) {
    // 255 is the most that a lane can count.
    const rest = (to - at) >> 4
    const stop = at + (min<usize>(rest, 255) << 4)
    let lanes = i8x16.splat(0)
    for (; at < stop; at += 16) lanes = i8x16.sub(lanes, i8x16.eq(v128.load(at), i8x16.splat(NEWLINE)))
    const pairs = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes))
    count += i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)
    count += i32x4.extract_lane(pairs, 2) + i32x4.extract_lane(pairs, 3)
  }
  for (; at < to; at++) count += load<u8>(at) == NEWLINE ? 1 : 0
  return count
}
