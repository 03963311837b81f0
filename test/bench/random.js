const SUFFIX = 'bcdfghjklmnpqrstvwxz2456789'

/**
 * Numbers that look random and are the same for the same seed (mulberry32).
 *
 * @typedef {ReturnType<typeof createRandom>} Random
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  /** @param {number} n */
  const below = (n) => Math.floor(unit() * n)
  return {
    /** From 0 to 1, without 1. */
    unit,
    below,
    /** @template T @param {readonly [T, ...T[]]} list @returns {T} */
    pick: (list) => list[below(list.length)] ?? list[0],
    /** As Kubernetes ends the names of pods: without what could spell a word. @param {number} length */
    suffix: (length) => Array.from({ length }, () => SUFFIX[below(SUFFIX.length)]).join(''),
    /** @param {number} length */
    hex(length) {
      let text = ''
      while (text.length < length)
        text += below(2 ** 32)
          .toString(16)
          .padStart(8, '0')
      return text.slice(0, length)
    },
  }
}
