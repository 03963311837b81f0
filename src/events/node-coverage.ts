import type {
  BootCoverage,
  Gap,
  NodeCoverage,
  Source,
  SourceCoverage,
  SourceInLog,
} from '../model/coverage.js'
import { once } from '../model/once.js'
import type { HeardLines, HeardLog } from './heard.js'
import type { Run } from './runs.js'
import { between, type Stretch, union } from './stretches.js'

/** What was seen of one node, in all its logs. */
export interface HeardNode {
  readonly node: string | null
  readonly logs: readonly HeardLog[]
  /** Highest kubelet `-v` that a line proves. */
  readonly verbosity: number | null
  /** By whatever tells one from another. */
  readonly losses: ReadonlyMap<string, Gap>
  readonly boots: readonly number[]
}

const SOURCES: readonly Source[] = ['kernel', 'kubelet', 'runtime', 'systemd']
/** Less between two logs is no silence. */
const LEAST_MS = 2 * 60_000

/** A verdict asks for little of it: the rest is never worked out. */
export function coverageOf(log: HeardNode, asOf: number | null): NodeCoverage {
  const isKnown = (time: number | null): boolean => asOf === null || time === null || time <= asOf
  const boots = log.boots.filter(isKnown)
  const sources = once(() => SOURCES.flatMap((source) => sourceOf(log, source, boots, asOf)))
  const gaps = once(() => {
    const losses = [...log.losses.values()].filter(({ from }) => isKnown(from))
    return [...losses, ...silencesOf(log, asOf)].sort((a, b) => (a.from ?? 0) - (b.from ?? 0))
  })
  return {
    node: log.node,
    get sources() {
      return sources()
    },
    get gaps() {
      return gaps()
    },
    boots,
  }
}

/** Readers run ahead of what is judged: what they saw later than that does not count yet. */
function sourceOf(
  log: HeardNode,
  source: Source,
  boots: readonly number[],
  asOf: number | null,
): readonly SourceCoverage[] {
  const all = log.logs.flatMap((heard) => heard.sources.get(source) ?? [])
  const seen = all.filter(({ first }) => asOf === null || first === null || first <= asOf)
  if (seen.length === 0) return []
  const lines = seen.reduce((sum, one) => sum + one.lines, 0)
  const first = least(seen.flatMap((one) => one.first ?? []))
  const last = most(seen.flatMap((one) => one.last ?? []))
  const heard = union(log.logs.flatMap((one) => one.heard(source, asOf)))
  const [from, to] = [heard[0]?.from, heard.at(-1)?.to]
  const ofBoots = once(() =>
    byBoot(
      seen.flatMap((one) => one.times.runs()),
      boots,
      lines,
    ),
  )
  const ofLogs = once(() => seen.map(inLog))
  return [
    {
      source,
      first,
      last: last === null || asOf === null ? last : Math.min(last, asOf),
      lines,
      verbosity: source === 'kubelet' ? log.verbosity : null,
      heard: from === undefined || to === undefined ? null : { from, to },
      get byBoot() {
        return ofBoots()
      },
      get byLog() {
        return ofLogs()
      },
    },
  ]
}

function inLog(seen: HeardLines): SourceInLog {
  const { first, last, lines } = seen
  return { first, last, lines, written: seen.written(), silences: seen.silences() }
}

/** Where no log that holds a source's lines was written, or all of them without a line of it for unusually long. */
function silencesOf(log: HeardNode, asOf: number | null): readonly Gap[] {
  const present = SOURCES.filter((source) => log.logs.some(({ sources }) => sources.has(source)))
  const silent = new Map<string, Stretch & { readonly sources: Source[] }>()
  for (const source of present) {
    for (const { from, to } of between(union(log.logs.flatMap((one) => one.heard(source, asOf))))) {
      if (to - from < LEAST_MS) continue
      const key = `${from} ${to}`
      const known = silent.get(key)
      if (known) known.sources.push(source)
      else silent.set(key, { from, to, sources: [source] })
    }
  }
  return [...silent.values()].flatMap(({ from, to, sources }) =>
    sources.length > 1 && sources.length === present.length
      ? [silence(from, to, null)]
      : sources.map((one) => silence(from, to, one)),
  )
}

function silence(from: number, to: number, source: Source | null): Gap {
  const says = source === null ? 'no lines' : `no ${source} lines`
  return { kind: 'silence', from, to, of: null, source, lost: null, says }
}

/** A boot's marker stands behind the first lines of its second. */
const MARKER_MS = 2000

function byBoot(runs: readonly Run[], boots: readonly number[], lines: number): readonly BootCoverage[] {
  const starts = [null, ...boots]
  const parts = starts.flatMap((boot, n): readonly BootCoverage[] => {
    const from = boot === null ? -Infinity : boot - MARKER_MS
    const to = (boots[n] ?? Infinity) - MARKER_MS
    const own = runs.filter((run) => run.last >= from && run.first < to)
    if (own.length === 0) return []
    return [
      {
        boot,
        first: Math.max(from, least(own.map(({ first }) => first)) ?? from),
        last: Math.min(to, most(own.map(({ last }) => last)) ?? to),
        lines: own.reduce((sum, run) => sum + (run.first >= from ? run.lines : 1), 0),
      },
    ]
  })
  return parts.length > 0 ? parts : [{ boot: null, first: null, last: null, lines }]
}

const least = (times: readonly number[]): number | null =>
  times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b))
const most = (times: readonly number[]): number | null =>
  times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b))
