import type { NodeCoverage, Source, SourceCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'

/** What the input covers: first and last line by node and source, kubelet verbosity, known losses. */
export interface CoverageLog {
  /** A line of this source was opened. */
  readonly see: (node: string | null, source: Source, time: number | null) => void
  /** An event may prove a verbosity or tell of lost lines. */
  readonly note: (event: Event) => void
  readonly ofNode: (node: string | null) => NodeCoverage
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
  const coverageOf = (node: string | null): NodeCoverage => {
    const log = logs.get(node)
    const sources = SOURCES.flatMap((source): SourceCoverage[] => {
      const span = log?.spans.get(source)
      return span ? [{ source, ...span }] : []
    })
    return { node, sources, gaps: log?.gaps ?? [] }
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
    nodes: () => [...logs.keys()].map(coverageOf),
  }
}
