/** How far a program's own clock stands from the log's. */
export interface Skew {
  /** Whose times: `kubelet`, `runtime`, `exited_at`, … */
  readonly source: string
  /** Median difference, of deaths the least behind; negative: the source is behind. */
  readonly aheadSeconds: number
  readonly samples: number
}

export interface SkewLog {
  readonly add: (source: string, aheadMs: number) => void
  /** Sources that differ by more than the digits of their stamps explain. */
  readonly skews: () => readonly Skew[]
}

/** Differences up to this come from whole-second stamps and from the way through a pipe. */
export const ORDINARY_MS = 1500
const MOST_SAMPLES = 1001

export function createSkewLog(): SkewLog {
  const bySource = new Map<string, { readonly recent: number[]; count: number }>()
  return {
    add(source, aheadMs) {
      let log = bySource.get(source)
      if (!log) bySource.set(source, (log = { recent: [], count: 0 }))
      log.recent[log.count % MOST_SAMPLES] = aheadMs
      log.count++
    },
    skews() {
      return [...bySource]
        .map(([source, { recent, count }]) => ({
          source,
          // A runtime that tries in vain to clean up after a death tells it again and again: the soonest line counts.
          aheadSeconds: (source === 'exited_at' ? Math.max(...recent) : median(recent)) / 1000,
          samples: count,
        }))
        .filter(({ aheadSeconds }) => Math.abs(aheadSeconds) * 1000 > ORDINARY_MS)
    },
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
