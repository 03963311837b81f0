/** How often something was met in an input, and in which line first. */
export interface Tally {
  readonly count: number
  /** 1-based; 0 while `count` is 0. */
  readonly line: number
}

export const NONE: Tally = { count: 0, line: 0 }

export function add(tally: Tally, count: number, line: number): Tally {
  return { count: tally.count + count, line: tally.count === 0 ? line : tally.line }
}
