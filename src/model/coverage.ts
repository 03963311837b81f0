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
  /**
   * From when to when the logs that hold its lines were written at all: a source that prints rarely is heard for as
   * long as they go on. Null where lines carry no time.
   */
  readonly heard: Heard | null
  /** The same lines by the boot in which they were printed, in order; one where no line tells of a boot. */
  readonly byBoot: readonly BootCoverage[]
  /** The same lines by the log that holds them. */
  readonly byLog: readonly SourceInLog[]
}

/** What one log shows of a source: all that is needed to tell when it was heard, as of any time. */
export interface SourceInLog {
  readonly first: number | null
  readonly last: number | null
  readonly lines: number
  /** From when to when the log was written at all; null where its lines carry no time. */
  readonly written: Heard | null
  /** Silences of the log and of the source in it, by the one and the other in their order; they may overlap. */
  readonly silences: readonly Silence[]
}

/** A stretch without a line, and how long it had to be to be told. */
export interface Silence {
  /** Epoch milliseconds of the lines before and behind it. */
  readonly from: number
  readonly to: number
  readonly leastMs: number
  /** So long after it began the lines had shown that it was the first of many alike: none from then on. Absent: never. */
  readonly usualAfterMs?: number
}

/** Epoch milliseconds UTC, both included. */
export interface Heard {
  readonly from: number
  readonly to: number
}

/** What the input shows of one source between two boots. */
export interface BootCoverage {
  /** When the node booted; null: before the first boot that a line tells of. */
  readonly boot: number | null
  readonly first: number | null
  readonly last: number | null
  readonly lines: number
}

/** What the input shows of one node. */
export interface NodeCoverage {
  readonly node: string | null
  readonly sources: readonly SourceCoverage[]
  readonly gaps: readonly Gap[]
  /** When the node booted, as far as lines tell it: epoch milliseconds UTC, in order. */
  readonly boots: readonly number[]
}

/** A place from which the absence of a line proves nothing. */
export interface Gap {
  /** `loss`: a line tells that others are missing. `silence`: no line came for longer than is usual in the log. */
  readonly kind: 'loss' | 'silence'
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
