import type { NodeCoverage, Source, SourceCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'

/** What the input covers: first and last line by node and source, kubelet verbosity, known losses. */
export interface CoverageLog {
  /** A line of this source was opened. */
  readonly see: (node: string | null, source: Source, time: number | null) => void
  /** An event may prove a verbosity or tell of lost lines. */
  readonly note: (event: Event) => void
  /** As far as the input is read up to a time; null: to its end. */
  readonly ofNode: (node: string | null, asOf: number | null) => NodeCoverage
  readonly nodes: () => readonly NodeCoverage[]
}

interface Span {
  first: number | null
  last: number | null
  lines: number
  verbosity: number | null
}

interface NodeLog {
  readonly spans: Map<Source, Span>
  readonly gaps: NodeCoverage['gaps'][number][]
}

/** Readers run ahead of what is judged: what they saw later than that does not count yet. */
function upTo(source: SourceCoverage, asOf: number | null): readonly SourceCoverage[] {
  const { first, last } = source
  if (asOf === null || last === null || first === null) return [source]
  return first > asOf ? [] : [{ ...source, last: Math.min(last, asOf) }]
}

const SOURCES: readonly Source[] = ['kernel', 'kubelet', 'runtime', 'systemd']

export function createCoverageLog(): CoverageLog {
  const logs = new Map<string | null, NodeLog>()
  const logOf = (node: string | null): NodeLog => {
    const known = logs.get(node)
    if (known) return known
    const made: NodeLog = { spans: new Map(), gaps: [] }
    logs.set(node, made)
    return made
  }
  const spanOf = (node: string | null, source: Source): Span => {
    const { spans } = logOf(node)
    const known = spans.get(source)
    if (known) return known
    const made: Span = { first: null, last: null, lines: 0, verbosity: null }
    spans.set(source, made)
    return made
  }
  const coverageOf = (node: string | null, asOf: number | null): NodeCoverage => {
    const log = logs.get(node)
    const sources = SOURCES.flatMap((source) => {
      const span = log?.spans.get(source)
      return span ? upTo({ source, ...span }, asOf) : []
    })
    const gaps = (log?.gaps ?? []).filter((gap) => asOf === null || gap.from === null || gap.from <= asOf)
    return { node, sources, gaps }
  }
  return {
    see(node, source, time) {
      const span = spanOf(node, source)
      span.lines++
      if (time === null) return
      if (span.first === null || time < span.first) span.first = time
      if (span.last === null || time > span.last) span.last = time
    },
    note(event) {
      if (event.verbosity !== undefined) {
        const span = spanOf(event.node, 'kubelet')
        span.verbosity = Math.max(span.verbosity ?? 0, event.verbosity)
      }
      if (event.type === 'log.gap') {
        logOf(event.node).gaps.push({ from: event.time, to: event.time, of: event.of, says: event.says })
      }
    },
    ofNode: coverageOf,
    nodes: () => [...logs.keys()].map((node) => coverageOf(node, null)),
  }
}
