import type { BootCoverage } from '../model/coverage.js'

/** Lines close to each other, as times from the first to the last. */
export interface Run {
  readonly first: number
  readonly last: number
  readonly lines: number
}

/** When the lines of one source came: their times, bounded by joining those that are closest. */
export interface RunLog {
  readonly add: (time: number) => void
  /** By time; they may overlap where lines came out of order. */
  readonly runs: () => readonly Run[]
}

const MOST_RUNS = 256
const CLOSE_MS = 1000

export function createRunLog(): RunLog {
  let runs: Open[] = []
  let closeMs = CLOSE_MS

  function join(): void {
    closeMs *= 2
    const joined: Open[] = []
    for (const run of [...runs].sort((a, b) => a.first - b.first)) {
      const before = joined.at(-1)
      if (before && run.first - before.last <= closeMs) joined[joined.length - 1] = both(before, run)
      else joined.push(run)
    }
    runs = joined
  }

  return {
    add(time) {
      const before = runs.at(-1)
      if (before && time >= before.first - closeMs && time <= before.last + closeMs) {
        before.first = Math.min(before.first, time)
        before.last = Math.max(before.last, time)
        before.lines++
        return
      }
      runs.push({ first: time, last: time, lines: 1 })
      while (runs.length > MOST_RUNS) join()
    },
    runs: () => runs.map((run) => ({ ...run })).sort((a, b) => a.first - b.first),
  }
}

/** One that goes on. */
type Open = { -readonly [K in keyof Run]: Run[K] }

function both(a: Run, b: Run): Run {
  return {
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    lines: a.lines + b.lines,
  }
}

/** The lines of each boot as one run. A line on the border of two boots was counted in both. */
export function runsOfBoots(byBoot: readonly BootCoverage[]): readonly Run[] {
  return byBoot.flatMap(({ first, last, lines }, n) => {
    if (first === null || last === null) return []
    const before = byBoot[n - 1]?.last ?? null
    return { first, last, lines: before !== null && first <= before ? lines - 1 : lines }
  })
}
