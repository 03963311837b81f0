import type { Gap, Source, SourceCoverage } from '../model/coverage.js'
import { count } from './count.js'
import type { Stretch } from './coverage-bar.js'
import { short } from './sayings.js'
import { formatSpan } from './span.js'
import { wallClock, wallDate, wallDayNumber } from './wall-time.js'

/** More gaps, losses or boots of a node than this are only counted; JSON has them all. */
const MOST_TOLD = 5

/** What a verdict cannot know where the input has no line of a source. */
const BLIND: Readonly<Partial<Record<Source, string>>> = {
  kernel: 'no kernel lines: an OOM kill cannot be ruled out',
  kubelet: 'no kubelet lines: why a container was stopped (eviction, probe, deletion) is not told',
  runtime: 'no lines of a container runtime: exit codes and times of death may be missing',
}

/** From the first line of any source to the last. */
export function wholeOf(sources: readonly SourceCoverage[]): Stretch {
  return {
    from: minOf(sources.flatMap(({ first }) => first ?? [])),
    to: maxOf(sources.flatMap(({ last }) => last ?? [])),
  }
}

/** `1 204 lines opened, -v=2 or more` */
export function sourceNotes({ lines, verbosity }: SourceCoverage): string {
  return `${count(lines, 'line')} opened${verbosity === null ? '' : `, -v=${verbosity} or more`}`
}

/** Clock times, with their day where the node's lines are not all of one. */
export function createTimeWords({ from, to }: Stretch, offset: number): (time: number) => string {
  const isOneDay = from === null || to === null || wallDayNumber(from, offset) === wallDayNumber(to, offset)
  return (time) => {
    const clock = wallClock(time, offset, false)
    return isOneDay ? clock : `${wallDate(time, offset)} ${clock}`
  }
}

/** Each place where lines are told to be lost: when, how many, whose, and how the log says so. Unescaped. */
export function lossWords(gaps: readonly Gap[], timeOf: (time: number) => string): readonly string[] {
  const losses = gaps.filter(({ kind }) => kind === 'loss')
  return few(losses, ({ from, of, lost, says }) => {
    const lines = lost === null ? 'lines' : count(lost, 'line')
    return `${from === null ? '' : `${timeOf(from)}  `}${lines}${of === null ? '' : ` of ${short(of)}`}: ${says}`
  })
}

/** Each silence: `02:57:10 – 03:02:12  5m02s: no kernel lines`. */
export function silenceWords(gaps: readonly Gap[], timeOf: (time: number) => string): readonly string[] {
  const silences = gaps.filter(({ kind }) => kind === 'silence')
  return few(silences, ({ from, to, says }) =>
    from === null || to === null
      ? says
      : `${timeOf(from)} – ${timeOf(to)}  ${formatSpan(to - from)}: ${says}`,
  )
}

/** The first few in words, the others counted. */
export function few<T>(items: readonly T[], wordsOf: (item: T) => string): readonly string[] {
  const told = items.slice(0, MOST_TOLD).map(wordsOf)
  const more = items.length - told.length
  return more === 0 ? told : [...told, `… and ${more} more`]
}

/** What a verdict cannot know where a source has no line. */
export function blindWords(sources: readonly SourceCoverage[]): readonly string[] {
  const seen = sources.map(({ source }) => source)
  return Object.entries(BLIND).flatMap(([source, says]) => (seen.some((one) => one === source) ? [] : says))
}

const minOf = (times: readonly number[]) => (times.length === 0 ? null : Math.min(...times))
const maxOf = (times: readonly number[]) => (times.length === 0 ? null : Math.max(...times))
