import type { Silence } from '../model/coverage.js'

/**
 * Tells silences from the pauses that a log has anyway: by its own rhythm up to there. What is told of a moment does
 * not depend on how far behind it the log is read.
 */
export interface SilenceLog {
  /** A line at this time; `skipped`: so many before it were not seen. */
  readonly next: (time: number, skipped: number) => void
  /** The log begins anew: what comes first says nothing of its rhythm. */
  readonly restart: (time: number) => void
  /**
   * As if nothing were read beyond a time, in their order; of very many the longest. `isWhole`: every line since the
   * last one was seen, so that a silence may go on.
   */
  readonly silences: (asOf: number, isWhole: boolean) => readonly Silence[]
}

/** What makes a pause a silence. */
export interface Rhythm {
  /** So much longer than nearly all pauses before it. */
  readonly times: number
  /** So many pauses must have been seen. */
  readonly pauses: number
  /** For so long, as a share of the least silence, the rhythm must have been kept. */
  readonly keptFor: number
  /**
   * Lines that were not seen may lie anywhere in a pause: only so many times their usual time is a silence. Infinity:
   * they may be anybody's, and nothing is told.
   */
  readonly skippedTimes: number
}

/** Shorter ones are told of no log. */
const LEAST_MS = 2 * 60_000
/** Lines of one burst: what lies between them is no pause. */
const BURST_MS = 1000
/** What fewer lines take says little of their usual time. */
const PACE_LINES = 32
/** A machine that comes up prints more than one that runs. */
const SETTLING_MS = 10 * 60_000
const MOST_SILENCES = 256

export function createSilenceLog(rhythm: Rhythm): SilenceLog {
  const { times, keptFor, skippedTimes } = rhythm
  const pauses = createRecent(rhythm.pauses)
  /** Milliseconds a line, where lines were skipped. */
  const paces = createRecent(rhythm.pauses)
  let sum = { lines: 0, ms: 0 }
  let silences: Silence[] = []
  let last: number | undefined
  let lastPause = -Infinity
  /** Since when no pause was long. */
  let steadySince = 0

  function leastMs(skipped: number): number {
    if (skipped === 0) return Math.max(LEAST_MS, times * pauses.most())
    return skippedTimes === Infinity ? Infinity : Math.max(LEAST_MS, skippedTimes * paces.most() * skipped)
  }

  function take(from: number, to: number, skipped: number): void {
    const least = leastMs(skipped)
    if (to - from < least) return
    if (from - steadySince >= keptFor * least) silences.push({ from, to, leastMs: least })
    if (silences.length > 2 * MOST_SILENCES) silences = longest(silences)
    steadySince = to
  }

  function learn(time: number, pause: number, skipped: number): void {
    if (skipped > 0) {
      sum = { lines: sum.lines + skipped, ms: sum.ms + pause }
      if (sum.lines < PACE_LINES) return
      paces.add(sum.ms / sum.lines)
      sum = { lines: 0, ms: 0 }
    } else if (time - lastPause >= BURST_MS) {
      lastPause = time
      pauses.add(pause)
    }
  }

  return {
    next(time, skipped) {
      const from = (last ??= steadySince = time)
      if (time <= from) return
      last = time
      if (time - from >= LEAST_MS) take(from, time, skipped)
      learn(time, time - from, skipped)
    },
    restart(time) {
      steadySince = time + SETTLING_MS
    },
    silences(asOf, isWhole) {
      const least = leastMs(0)
      const goesOn = isWhole && last !== undefined && asOf > last && last - steadySince >= keptFor * least
      // Told the same whether its end was read already or not.
      const all = goesOn ? [...silences, { from: last ?? asOf, to: asOf, leastMs: least }] : silences
      return knownAt(all, asOf)
    },
  }
}

/** Those that are told as of a time, as if nothing were read beyond it. */
export function knownAt(silences: readonly Silence[], asOf: number): readonly Silence[] {
  return silences
    .map((one) => ({ ...one, to: Math.min(one.to, asOf) }))
    .filter(({ from, to, leastMs }) => to - from >= leastMs)
}

function longest(silences: readonly Silence[]): Silence[] {
  const length = ({ from, to }: Silence): number => to - from
  return [...silences]
    .sort((a, b) => length(b) - length(a))
    .slice(0, MOST_SILENCES)
    .sort((a, b) => a.from - b.from)
}

const RECENT = 64
const NEARLY_ALL = 0.9

/** The latest of many numbers; `most` is what nearly all of them do not exceed, Infinity where there are too few. */
function createRecent(least: number) {
  const recent: number[] = []
  let count = 0
  /** Asked for more often than it changes; undefined: it did. */
  let known: number | undefined
  function find(): number {
    const sorted = count < least ? [] : [...recent].sort((a, b) => a - b)
    return sorted[Math.floor((sorted.length - 1) * NEARLY_ALL)] ?? Infinity
  }
  return {
    add(value: number): void {
      recent[count % RECENT] = value
      count++
      known = undefined
    },
    most: (): number => (known ??= find()),
  }
}
