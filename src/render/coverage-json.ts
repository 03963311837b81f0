import type {
  BootCoverage,
  Gap,
  Heard,
  NodeCoverage,
  Silence,
  Source,
  SourceCoverage,
  SourceInLog,
} from '../model/coverage.js'
import type { ClockNote } from '../model/termination.js'
import { type ExactTimes, exactField } from './exact-times.js'
import { clockOf, type IsoTime, isoTime } from './wall-time.js'

/** What one source of one node covers in one boot, as `events` ends with it; `-o json` of `coverage` gives it by node. */
export interface CoverageEvent extends BootJson {
  readonly type: 'log.coverage'
  readonly node: string | null
  readonly source: Source
  readonly verbosity: number | null
  /** Silences and losses that may be of this source's lines. */
  readonly gaps: readonly GapJson[]
  readonly clock: ClockJson | null
  /** The same by the log that holds its lines; with the first boot of a source, of all its boots. */
  readonly byLog?: readonly LogJson[]
  readonly exact?: ExactTimes
}

/** What one log shows of a source: when it was written, and where it, or the source in it, was silent. */
interface LogJson
  extends Omit<SourceInLog, 'first' | 'last' | 'written' | 'silences'>,
    Ends<'first' | 'last'> {
  readonly written: ExactEnds | null
  readonly silences: readonly SilenceJson[]
  readonly exact?: ExactTimes
}
interface SilenceJson extends ExactEnds {
  /** How long it had to be to be told. */
  readonly leastMs: number
  /** So long after it began the log had shown that it is its new rhythm. */
  readonly usualAfterMs?: number
}
interface ExactEnds extends Ends<'from' | 'to'> {
  readonly exact?: ExactTimes
}

export interface NodeCoverageJson {
  readonly node: string | null
  readonly sources: readonly SourceJson[]
  readonly gaps: readonly GapJson[]
  readonly boots: readonly (IsoTime | null)[]
  /** Of each file with lines of this node. */
  readonly clocks: readonly ClockJson[]
}

type SourceJson = Omit<SourceCoverage, 'first' | 'last' | 'heard' | 'byBoot' | 'byLog'> &
  Ends<'first' | 'last'> & {
    /** From when to when the logs that hold its lines were written. */
    readonly heard: Ends<'from' | 'to'> | null
    readonly byBoot: readonly BootJson[]
  }
type BootJson = Omit<BootCoverage, 'boot' | 'first' | 'last'> & Ends<'boot' | 'first' | 'last'>
type GapJson = Omit<Gap, 'from' | 'to'> & Ends<'from' | 'to'>
export type ClockJson = Omit<ClockNote, 'node'>
type Ends<K extends string> = { readonly [P in K]: IsoTime | null }

/** One `log.coverage` for each source of a node and each of its boots. */
export function coverageEvents(
  { node, sources, gaps }: NodeCoverage,
  clocks: readonly ClockNote[],
): readonly CoverageEvent[] {
  const clock = clockOf(clocks, node)
  return sources.flatMap(({ source, verbosity, byBoot, byLog }) => {
    const own = gaps.filter((gap) => gap.source === null || gap.source === source)
    return byBoot.map((part, n) => ({
      type: 'log.coverage' as const,
      node,
      source,
      ...bootJson(part),
      verbosity,
      gaps: own.filter(({ from }) => bootOf(from, byBoot) === n).map(gapJson),
      clock: clock ? clockJson(clock) : null,
      ...(n === 0 ? { byLog: byLog.map(logJson) } : {}),
      ...exactField(part),
    }))
  })
}

/** Which of the boots a moment falls into; what has no time is told with the first. */
function bootOf(time: number | null, byBoot: readonly BootCoverage[]): number {
  return time === null
    ? 0
    : Math.max(
        0,
        byBoot.findLastIndex(({ boot }) => boot === null || boot <= time),
      )
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

function sourceJson({ source, first, last, lines, verbosity, heard, byBoot }: SourceCoverage): SourceJson {
  return {
    source,
    first: isoTime(first),
    last: isoTime(last),
    lines,
    verbosity,
    heard: heard && { from: isoTime(heard.from), to: isoTime(heard.to) },
    byBoot: byBoot.map(bootJson),
  }
}

function bootJson({ boot, first, last, lines }: BootCoverage): BootJson {
  return { boot: isoTime(boot), first: isoTime(first), last: isoTime(last), lines }
}

function silenceJson({ leastMs, usualAfterMs, ...ends }: Silence): SilenceJson {
  const told = { ...exactEnds(ends), leastMs }
  return usualAfterMs === undefined ? told : { ...told, usualAfterMs }
}

function logJson({ first, last, lines, written, silences }: SourceInLog): LogJson {
  return {
    first: isoTime(first),
    last: isoTime(last),
    lines,
    written: written && exactEnds(written),
    silences: silences.map(silenceJson),
    ...exactField({ first, last }),
  }
}

function exactEnds({ from, to }: Heard): ExactEnds {
  return { from: isoTime(from), to: isoTime(to), ...exactField({ from, to }) }
}

function gapJson({ kind, from, to, of, source, lost, says }: Gap): GapJson {
  return { kind, from: isoTime(from), to: isoTime(to), of, source, lost, says }
}

export function clockJson({ file, offsetMinutes, year, zone, skews }: ClockNote): ClockJson {
  const told = skews.map(({ source, aheadSeconds }) => ({ source, aheadSeconds }))
  return { file, offsetMinutes, year, zone, skews: told }
}
