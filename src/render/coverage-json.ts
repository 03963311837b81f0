import type { Gap, NodeCoverage, SourceCoverage } from '../model/coverage.js'
import type { ClockNote } from '../model/termination.js'
import { clockOf, isoTime } from './wall-time.js'

/** What one source of one node covers, as `events` ends with it; `-o json` of `coverage` gives it by node. */
export interface CoverageEvent extends SourceJson {
  readonly type: 'log.coverage'
  readonly node: string | null
  /** Losses that may be of this source's lines. */
  readonly gaps: readonly GapJson[]
  readonly clock: ClockJson | null
}

export interface NodeCoverageJson {
  readonly node: string | null
  readonly sources: readonly SourceJson[]
  readonly gaps: readonly GapJson[]
  readonly boots: readonly (string | null)[]
  /** Of each file with lines of this node. */
  readonly clocks: readonly ClockJson[]
}

type SourceJson = Omit<SourceCoverage, 'first' | 'last'> & Ends<'first' | 'last'>
type GapJson = Omit<Gap, 'from' | 'to'> & Ends<'from' | 'to'>
type ClockJson = Omit<ClockNote, 'node'>
type Ends<K extends string> = { readonly [P in K]: string | null }

/** One `log.coverage` for each source of a node. */
export function coverageEvents(
  { node, sources, gaps }: NodeCoverage,
  clocks: readonly ClockNote[],
): readonly CoverageEvent[] {
  const clock = clockOf(clocks, node)
  return sources.map((source) => ({
    type: 'log.coverage',
    node,
    ...sourceJson(source),
    gaps: gaps.filter((gap) => gap.source === null || gap.source === source.source).map(gapJson),
    clock: clock ? clockJson(clock) : null,
  }))
}

export function nodeCoverageJson(
  { node, sources, gaps, boots }: NodeCoverage,
  clocks: readonly ClockNote[],
): NodeCoverageJson {
  return {
    node,
    sources: sources.map(sourceJson),
    gaps: gaps.map(gapJson),
    boots: boots.map(isoTime),
    clocks: clocks.filter((clock) => clock.node === node).map(clockJson),
  }
}

function sourceJson({ source, first, last, lines, verbosity }: SourceCoverage): SourceJson {
  return { source, first: isoTime(first), last: isoTime(last), lines, verbosity }
}

function gapJson({ from, to, of, source, lost, says }: Gap): GapJson {
  return { from: isoTime(from), to: isoTime(to), of, source, lost, says }
}

function clockJson({ file, offsetMinutes, year, zone, skews }: ClockNote): ClockJson {
  return { file, offsetMinutes, year, zone, skews }
}
