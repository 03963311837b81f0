import type { Stamp } from '../model/stamp.js'

/** Where a stamp stood among the others of its input: what its place in time depends on. */
export interface Mark {
  /** Number of its line among those observed. */
  readonly order: number
  /** New Years before it. */
  readonly turn: number
}

/** The marks of the latest stamps, by the stamp itself: two lines may print the same. */
export interface Marks {
  readonly set: (stamp: Stamp, mark: Mark) => void
  readonly get: (stamp: Stamp) => Mark | undefined
}

/** More than ever wait to be placed. In two generations: a WeakMap of millions of stamps is slow to collect. */
const GENERATION = 8192

export function createMarks(): Marks {
  let young = new Map<Stamp, Mark>()
  let old = new Map<Stamp, Mark>()
  return {
    set(stamp, mark) {
      if (young.size >= GENERATION) {
        old = young
        young = new Map()
      }
      young.set(stamp, mark)
    },
    get: (stamp) => young.get(stamp) ?? old.get(stamp),
  }
}
