import type { Silence } from '../model/coverage.js'

/**
 * Tells silences from the pauses that a log has anyway: by its own rhythm up to there. Where that changes for good the
 * first pauses of the new one are silences until enough have come. What is told of a moment does not depend on how far
 * behind it the log is read.
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
  /** So many pauses must have been seen; so many long ones in a row are a rhythm. */
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
/** What long pauses take of the time in which they are the log's rhythm: the rest are the lines between them. */
const NEARLY_ALWAYS = 0.9

export function createSilenceLog(rhythm: Rhythm): SilenceLog {
  const { times, keptFor, skippedTimes } = rhythm
  const pauses = createRecent(rhythm.pauses)
  const longPauses = createLongPauses(rhythm.pauses)
  /** Milliseconds a line, where lines were skipped. */
  const paces = createRecent(rhythm.pauses)
  let paceLines = 0
  let paceMs = 0
  let silences: Silence[] = []
  let last: number | undefined
  let lastPause = -Infinity
  /** Since when no pause was long. */
  let steadySince = 0

  /** Of one that begins at a time. */
  function leastMs(at: number, skipped: number): number {
    if (skipped === 0) return Math.max(LEAST_MS, times * Math.max(pauses.most(), longPauses.usual(at)))
    return skippedTimes === Infinity ? Infinity : Math.max(LEAST_MS, skippedTimes * paces.most() * skipped)
  }

  function take(from: number, to: number, skipped: number): void {
    const least = leastMs(from, skipped)
    if (to - from >= least) {
      if (from - steadySince >= keptFor * least) silences.push({ from, to, leastMs: least })
      if (silences.length > 2 * MOST_SILENCES) silences = longest(silences)
      steadySince = to
    }
    if (skipped > 0) return
    longPauses.add(from, to)
    const usual = longPauses.usual(to)
    if (usual > 0) explain(longPauses.since(), times * usual, to)
  }

  /** Those since a time that are no longer than usual are pauses of the rhythm that the log has by now. */
  function explain(since: number, mostMs: number, at: number): void {
    for (let n = silences.length - 1; n >= 0; n--) {
      const one = silences[n]
      if (!one || one.from < since) return
      if (one.usualAfterMs === undefined && one.to - one.from < mostMs)
        silences[n] = { ...one, usualAfterMs: at - one.from }
    }
  }

  function learn(time: number, pause: number, skipped: number): void {
    if (skipped > 0) {
      paceLines += skipped
      paceMs += pause
      if (paceLines < PACE_LINES) return
      paces.add(paceMs / paceLines)
      paceLines = paceMs = 0
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
      const least = leastMs(last ?? asOf, 0)
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
    .filter(({ from, usualAfterMs = Infinity }) => asOf - from < usualAfterMs)
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

/** Long pauses that come one after the other, with little between them. */
function createLongPauses(least: number) {
  let latest: readonly { readonly from: number; readonly to: number }[] = []
  const since = (): number => latest[0]?.from ?? Infinity
  return {
    add(from: number, to: number): void {
      latest = [...latest, { from, to }].slice(-least)
    },
    /** When the first of them began. */
    since,
    /** What all but the longest of them do not exceed; 0 where they are not the log's rhythm at that time. */
    usual(at: number): number {
      const lengths = latest.map(({ from, to }) => to - from).sort((a, b) => a - b)
      const all = lengths.reduce((sum, length) => sum + length, 0)
      return lengths.length === least && all >= NEARLY_ALWAYS * (at - since()) ? (lengths.at(-2) ?? 0) : 0
    },
  }
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
    const sorted = Float64Array.from(count < least ? [] : recent).sort()
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
