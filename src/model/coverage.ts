/** The sources whose presence or silence a verdict argues with. */
export type Source = 'kernel' | 'kubelet' | 'runtime' | 'systemd'

/** What the input shows of one source on one node: where its lines begin and end. */
export interface SourceCoverage {
  readonly source: Source
  /** Epoch milliseconds UTC of the first and last line seen; null where lines carry no time. */
  readonly first: number | null
  readonly last: number | null
  /** Lines that were opened; in long inputs a sample of those there are. */
  readonly lines: number
  /** Highest kubelet `-v` that a line proves; null for other sources. */
  readonly verbosity: number | null
}

export interface NodeCoverage {
  readonly node: string | null
  readonly sources: readonly SourceCoverage[]
  readonly gaps: readonly Gap[]
  /** When the node booted, as far as lines tell it: epoch milliseconds UTC, in order. */
  readonly boots: readonly number[]
}

/** A place where lines are known to be lost: from here on the absence of a line proves nothing. */
export interface Gap {
  readonly from: number | null
  readonly to: number | null
  /** Whose lines, as the log names them; null: anybody's. */
  readonly of: string | null
  /** The source that they are of; null: anybody's, or of none that a verdict argues with. */
  readonly source: Source | null
  /** How many lines; null: not told. */
  readonly lost: number | null
  readonly says: string
}
