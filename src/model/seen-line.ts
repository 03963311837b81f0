import type { Source } from './coverage.js'

/** A line that told something: its time, its source or an event; or, of a record that spans lines, its first. */
export interface SeenLine {
  readonly file: string
  /** 1-based number of the line. */
  readonly line: number
  /** The last line of a message that was split over several; else the same. */
  readonly until: number
  readonly node: string | null
  readonly source: Source | null
  /** Epoch milliseconds UTC. */
  readonly time: number | null
  /** It tells of an event, or is a piece of one. */
  readonly tells: 'nothing' | 'event' | 'oom-report' | 'oom-report-begin'
}
