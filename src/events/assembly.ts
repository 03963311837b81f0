import type { Line } from '../model/line.js'

/** One kind of record that spans lines. */
export interface Assembly<T extends Line> {
  /** The records that a line completes; undefined where it is no part of such a record. */
  readonly next: (line: T) => readonly T[] | undefined
  /** More lines are needed, or expected. */
  readonly open: boolean
  /** What is left when no more lines come. */
  readonly end: () => readonly T[]
}
