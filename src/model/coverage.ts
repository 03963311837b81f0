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
  /** Where lines are known to be lost. */
  readonly gaps: readonly {
    readonly from: number | null
    readonly to: number | null
    readonly of: string | null
    readonly says: string
  }[]
}
