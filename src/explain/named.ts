import type { Topic } from '../model/explanation.js'

/** A topic with the words that ask for it, the first of them as it is written. */
export interface Named extends Topic {
  readonly names: readonly [string, ...string[]]
}
