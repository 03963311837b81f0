import type { Line } from '../model/line.js'

/** One kind of record that spans lines. */
export interface Assembly<T extends Line> {
  /** The records that a line completes; undefined where it is no part of such a record. */
  readonly next: (line: T) => readonly T[] | undefined
  /** More lines are needed, or expected. */
  readonly open: boolean
  /** What is left when no more lines come. */
  readonly end: () => readonly T[]
  /** Behind the latest line. */
  readonly standing: Standing
}

/** How the lines so far end: in the middle of a record, or between two. */
export interface Standing {
  /** The number of the line at which the record begins that goes on; null: none does. */
  readonly record: number | null
  /** How many lists and objects the records stand in: their other brackets are yet to come. */
  readonly depth: number
  /** Another record ended in the line in which this one begins. */
  readonly sharesLine: boolean
}

export const BETWEEN: Standing = { record: null, depth: 0, sharesLine: false }
