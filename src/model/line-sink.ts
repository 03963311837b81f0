import type { Line } from './line.js'
import type { Problem } from './problem.js'

/** A line that was worth handing over. */
export interface ScannedLine extends Line {
  /** It holds a needle; false: it is handed over for its place, or because every line was asked for. */
  readonly hit: boolean
}

/** What the taker of a line wants next: only hits and samples, or every line, because a record of several lines is open. */
export type Appetite = 'hits' | 'all'

/** Who takes the lines of one input, in their order, and what was wrong with its bytes. */
export interface LineSink {
  readonly line: (line: ScannedLine) => Appetite
  readonly problem: (problem: Problem) => void
}
