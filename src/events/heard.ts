import type { Heard, Silence, Source, SourceInLog } from '../model/coverage.js'
import { createRunLog, type Run, type RunLog } from './runs.js'
import { createSilenceLog, knownAt, type Rhythm, type SilenceLog } from './silence.js'
import { type Stretch, union, without } from './stretches.js'

/** What one log holds of one node: when it was written at all, and the lines of each source in it. */
export interface HeardLog {
  readonly sources: ReadonlyMap<Source, HeardLines>
  /** When the log was written, and its lines of a source came as usual; as if nothing were read beyond a time. */
  readonly heard: (source: Source, asOf: number | null) => readonly Stretch[]
}

/** One that is being read. */
export interface OpenHeardLog extends HeardLog {
  /** A line that was opened, of a source or of none. `skipped`: so many lines before it were not. */
  readonly see: (source: Source | null, time: number | null, skipped: number) => void
  readonly restart: (time: number) => void
}

export interface HeardLines {
  readonly lines: number
  readonly first: number | null
  readonly last: number | null
  readonly times: Pick<RunLog, 'runs'>
  /** When the log was written, and where it or this source in it was silent, to the end of what is read. */
  readonly written: () => Heard | null
  readonly silences: () => readonly Silence[]
}

/** A log of all programs writes all the time. */
const OF_LOG: Rhythm = { times: 4, pauses: 5, keptFor: 0, skippedTimes: 16 }
/** One source may rest: only where it kept a rhythm for long does it tell when it breaks off. */
const OF_SOURCE: Rhythm = { times: 10, pauses: 10, keptFor: 1, skippedTimes: Infinity }

interface SourceLog extends HeardLines {
  lines: number
  first: number | null
  last: number | null
  readonly times: RunLog
  readonly silence: SilenceLog
  /** Lines that were not opened, when its last line came; when the first of them since was passed over. */
  skippedBefore: number
  skippedAt: number | null
}

export function createHeardLog(): OpenHeardLog {
  const sources = new Map<Source, SourceLog>()
  const silence = createSilenceLog(OF_LOG)
  let written: { from: number; to: number } | null = null
  let skippedLines = 0

  function logOf(source: Source): SourceLog {
    return sources.get(source) ?? open(source)
  }

  function open(source: Source): SourceLog {
    const made: SourceLog = {
      lines: 0,
      first: null,
      last: null,
      times: createRunLog(),
      silence: createSilenceLog(OF_SOURCE),
      skippedBefore: skippedLines,
      skippedAt: null,
      // A copy: the log goes on.
      written: () => written && { ...written },
      silences: () => (written ? silencesOf(made, written.to) : []),
    }
    sources.set(source, made)
    return made
  }

  function silencesOf(log: SourceLog, end: number): readonly Silence[] {
    const isWhole = log.skippedAt === null || log.skippedAt > end
    return [...silence.silences(end, false), ...log.silence.silences(end, isWhole)]
  }

  function seeOf(log: SourceLog, time: number): void {
    if (log.first === null || time < log.first) log.first = time
    if (log.last === null || time > log.last) log.last = time
    log.times.add(time)
    log.silence.next(time, skippedLines - log.skippedBefore)
    log.skippedBefore = skippedLines
    log.skippedAt = null
  }

  return {
    see(source, time, skipped) {
      const log = source && logOf(source)
      if (log) log.lines++
      skippedLines += skipped
      if (time === null) return
      if (!written) written = { from: time, to: time }
      else if (time > written.to) written.to = time
      else if (time < written.from) written.from = time
      silence.next(time, skipped)
      if (skipped > 0) for (const one of sources.values()) one.skippedAt ??= time
      if (log) seeOf(log, time)
    },
    restart(time) {
      for (const log of sources.values()) log.silence.restart(time)
    },
    sources,
    heard(source, asOf) {
      const log = sources.get(source)
      return log ? heardOf(log, written, asOf, (end) => silencesOf(log, end)) : []
    },
  }
}

/** A log of which another run tells this: by source the runs of its lines, and what it shows of them. */
export function retellHeardLog(source: Source, seen: SourceInLog, runs: readonly Run[]): HeardLog {
  const { first, last, lines, written, silences } = seen
  const told = {
    first,
    last,
    lines,
    times: { runs: () => runs },
    written: () => written,
    silences: () => silences,
  }
  return {
    sources: new Map([[source, told]]),
    heard: (asked, asOf) =>
      asked === source ? heardOf(seen, written, asOf, (end) => knownAt(silences, end)) : [],
  }
}

function heardOf(
  { first }: Pick<HeardLines, 'first'>,
  written: Stretch | null,
  asOf: number | null,
  silencesAt: (end: number) => readonly Silence[],
): readonly Stretch[] {
  const end = Math.min(written?.to ?? -Infinity, asOf ?? Infinity)
  if (first === null || first > end || !written || written.from > end) return []
  return without({ from: written.from, to: end }, union(silencesAt(end)))
}
