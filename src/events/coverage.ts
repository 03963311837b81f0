import type { Gap, NodeCoverage, Source, SourceCoverage } from '../model/coverage.js'
import type { Event, EventOf } from '../model/event.js'
import { sourceOf } from './source.js'

/** What the input covers: first and last line by node and source, kubelet verbosity, known losses. */
export interface CoverageLog {
  /** A line of this source was opened. */
  readonly see: (node: string | null, source: Source, time: number | null) => void
  /** An event may prove a verbosity or tell of lost lines. */
  readonly note: (event: Event) => void
  /** As far as the input is read up to a time; null: to its end. */
  readonly ofNode: (node: string | null, asOf: number | null) => NodeCoverage
  /** Every node by its name, to the end of the input. */
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
  readonly gaps: Gap[]
  /** The lines that told of a gap, with their times: in two inputs the same one counts once. */
  readonly gapLines: Set<string>
  readonly boots: number[]
}

/** Readers run ahead of what is judged: what they saw later than that does not count yet. */
function upTo(source: SourceCoverage, asOf: number | null): readonly SourceCoverage[] {
  const { first, last } = source
  if (asOf === null || last === null || first === null) return [source]
  return first > asOf ? [] : [{ ...source, last: Math.min(last, asOf) }]
}

const SOURCES: readonly Source[] = ['kernel', 'kubelet', 'runtime', 'systemd']

/** Two inputs tell of one boot at nearly the same time. */
const SAME_BOOT_MS = 10_000

function addGap({ gaps, gapLines }: NodeLog, { time, of, lost, says, text }: EventOf<'log.gap'>): void {
  const line = `${time} ${text}`
  if (gapLines.has(line)) return
  gapLines.add(line)
  gaps.push({ from: time, to: time, of, source: sourceOf(of), lost, says })
}

function addBoot({ boots }: NodeLog, time: number): void {
  if (boots.some((boot) => Math.abs(boot - time) <= SAME_BOOT_MS)) return
  boots.push(time)
  boots.sort((a, b) => a - b)
}

export function createCoverageLog(): CoverageLog {
  const logs = new Map<string | null, NodeLog>()
  const logOf = (node: string | null): NodeLog => {
    const known = logs.get(node)
    if (known) return known
    const made: NodeLog = { spans: new Map(), gaps: [], gapLines: new Set(), boots: [] }
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
    const boots = (log?.boots ?? []).filter((boot) => asOf === null || boot <= asOf)
    return { node, sources, gaps, boots }
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
      if (event.type === 'log.gap') addGap(logOf(event.node), event)
      if (event.type === 'kernel.boot' && event.time !== null) addBoot(logOf(event.node), event.time)
    },
    ofNode: coverageOf,
    nodes: () => [...logs.keys()].sort(byName).map((node) => coverageOf(node, null)),
  }
}

/** A node that the lines do not name comes last. */
function byName(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
