// The inner loops of the scan, in AssemblyScript. `machine-code.ts` holds what this compiles to:
// test/scan-machine.test.ts proves it, and with UPDATE_MACHINE=1 writes it.
//
// The caller lays out the memory: machine.ts says what stands where. All addresses are absolute, `to` is the
// first byte that is not looked at, and a few bytes beyond it may be read but change nothing.

/** One bit for each hash of four bytes: whether they are a fingerprint. */
const FILTER: usize = 0
/** For each hash, less its lowest bits, the first of its fingerprints, or 0. */
const HEADS: usize = 32768
const HASH_BITS: u32 = 18
const HEAD_BITS: u32 = 12
const MULTIPLIER: u32 = 0x9e3779b1

const NEWLINE: u8 = 10
const NUL: u8 = 0
const QUOTE: u8 = 34
const BACKSLASH: u8 = 92
const MOST_ESCAPES: u32 = 7

/**
 * An address within the first line in which a needle stands whole, or `to`. Only every fourth (or second) address
 * is looked at: each needle has a fingerprint for each of the ways in which it can lie.
 */
export function find(from: usize, to: usize, stride: usize): usize {
  // Four at a time: a branch for each would cost more than what it decides about.
  for (let at = from & ~(stride - 1); at < to; at += 4 * stride) {
    const a = load<u32>(at) * MULTIPLIER
    const b = load<u32>(at + stride) * MULTIPLIER
    const c = load<u32>(at + 2 * stride) * MULTIPLIER
    const d = load<u32>(at + 3 * stride) * MULTIPLIER
    const inA = bits(a) >> bit(a)
    const inB = bits(b) >> bit(b)
    const inC = bits(c) >> bit(c)
    const inD = bits(d) >> bit(d)
    if ((inA | inB | inC | inD) & 1) {
      let found: usize = 0
      if (inA & 1) found = verify(at, a, from, to)
      if (found == 0 && inB & 1) found = verify(at + stride, b, from, to)
      if (found == 0 && inC & 1) found = verify(at + 2 * stride, c, from, to)
      if (found == 0 && inD & 1) found = verify(at + 3 * stride, d, from, to)
      if (found != 0) return found
    }
  }
  return to
}

@inline
function bits(product: u32): u32 {
  return load<u8>(FILTER + (product >> (32 - HASH_BITS + 3)))
}

@inline
function bit(product: u32): u32 {
  return (product >> (32 - HASH_BITS)) & 7
}

/** Fingerprint: word, how far into the needle's core it stands, needle, next of the same head. */
function verify(at: usize, product: u32, from: usize, to: usize): usize {
  const word = load<u32>(at)
  const head = HEADS + ((product >> (32 - HEAD_BITS)) << 2)
  for (let print: usize = load<u32>(head); print != 0; print = load<u32>(print, 12)) {
    if (load<u32>(print) != word) continue
    const start = at - <usize>load<i32>(print, 4)
    if (stands(load<u32>(print, 8), start, from, to)) return start
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
