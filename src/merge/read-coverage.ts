import { appendTo } from '../model/append-to.js'
import { isObject, type Json } from '../model/json.js'
import type { RetoldSource } from '../events/coverage.js'
import type { BootCoverage, Heard, Silence, Source, SourceInLog } from '../model/coverage.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote } from '../model/termination.js'
import { isListOf, isText } from './shapes.js'
import { exactOr } from './times.js'

const SOURCES: readonly string[] = ['kernel', 'kubelet', 'runtime', 'systemd'] satisfies readonly Source[]

/** What is told of one source of a node: of one boot, and with the first one of the logs. */
export interface CoverageLine extends Pick<RetoldSource, 'source' | 'verbosity' | 'byLog'> {
  readonly node: string | null
  readonly part: BootCoverage
}

/** A line of type `log.coverage` → what it tells of its source; undefined for a damaged one. */
export function readCoverage(json: Json): CoverageLine | undefined {
  const { node, source, lines, verbosity, byLog = [] } = json
  if (!isText(source) || !SOURCES.includes(source) || typeof lines !== 'number') return undefined
  if (!isListOf(byLog, isLog)) return undefined
  return {
    node: isText(node) ? node : null,
    source: source as Source,
    verbosity: typeof verbosity === 'number' ? verbosity : null,
    part: { boot: exactOr(json, 'boot'), first: exactOr(json, 'first'), last: exactOr(json, 'last'), lines },
    byLog: byLog.map(readLog),
  }
}

/** The lines of one output, each source of a node as one. */
export function joinCoverage(
  told: readonly CoverageLine[],
): readonly (RetoldSource & { readonly node: string | null })[] {
  const joined = new Map<string, CoverageLine[]>()
  for (const one of told) appendTo(joined, JSON.stringify([one.node, one.source]), one)
  return [...joined.values()].flatMap((lines) => {
    const [first] = lines
    if (!first) return []
    const { node, source, verbosity } = first
    const byBoot = lines.map(({ part }) => part)
    return { node, source, verbosity, byBoot, byLog: lines.flatMap(({ byLog }) => byLog) }
  })
}

interface LogLine extends Json {
  readonly lines: number
  readonly written: Json | null
  readonly silences: readonly SilenceLine[]
}
interface SilenceLine extends Json {
  readonly leastMs: number
  readonly usualAfterMs?: number
}

const isSilence = (value: unknown): value is SilenceLine =>
  isObject(value) &&
  readEnds(value) !== null &&
  typeof value['leastMs'] === 'number' &&
  (value['usualAfterMs'] === undefined || typeof value['usualAfterMs'] === 'number')

const isLog = (value: unknown): value is LogLine =>
  isObject(value) &&
  typeof value['lines'] === 'number' &&
  (value['written'] === null || (isObject(value['written']) && readEnds(value['written']) !== null)) &&
  isListOf(value['silences'], isSilence)

function readLog(log: LogLine): SourceInLog {
  return {
    first: exactOr(log, 'first'),
    last: exactOr(log, 'last'),
    lines: log.lines,
    written: log.written && readEnds(log.written),
    silences: log.silences.flatMap((one): readonly Silence[] => {
      const ends = readEnds(one)
      return ends ? [{ ...ends, ...lengthsOf(one) }] : []
    }),
  }
}

function lengthsOf({ leastMs, usualAfterMs }: SilenceLine): Pick<Silence, 'leastMs' | 'usualAfterMs'> {
  return usualAfterMs === undefined ? { leastMs } : { leastMs, usualAfterMs }
}

function readEnds(json: Json): Heard | null {
  const [from, to] = [exactOr(json, 'from'), exactOr(json, 'to')]
  return from === null || to === null ? null : { from, to }
}

/** How the inputs of another run were read. */
export interface OtherReading {
  readonly lines: number
  readonly clocks: readonly ClockNote[]
  readonly problems: readonly Problem[]
}

/** A line of type `log.read`; undefined for a damaged one. */
export function readReading({ lines, clocks, problems }: Json): OtherReading | undefined {
  if (typeof lines !== 'number' || !isListOf(clocks, isClock) || !isListOf(problems, isProblem))
    return undefined
  return { lines, clocks, problems }
}

const isClock = (value: unknown): value is ClockNote =>
  isObject(value) &&
  isText(value['file']) &&
  typeof value['offsetMinutes'] === 'number' &&
  Array.isArray(value['skews'])

const isProblem = (value: unknown): value is Problem =>
  isObject(value) && isText(value['code']) && isText(value['file']) && isText(value['message'])
