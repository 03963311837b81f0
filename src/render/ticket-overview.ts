import type { ClockNote, Termination } from '../model/termination.js'
import type { CauseTally } from './footer.js'
import { offsetOfNode, wallDayNumber } from './wall-time.js'

/** A death's time, and the node whose clock it is read on. */
export interface TimedDeath {
  readonly time: number
  readonly node: string | null
}

/** What is told of all deaths together. */
export interface Overview {
  readonly count: number
  readonly tally: CauseTally
  readonly nodes: ReadonlySet<string | null>
  /** The first and the last that have a time, as they came; null: none has. */
  readonly ends: readonly [first: TimedDeath, last: TimedDeath] | null
  /** On each node the earliest and the latest. */
  readonly extremes: readonly TimedDeath[]
}

/** Learns it death by death. */
export interface OverviewLearner {
  readonly add: (death: Termination, time: number | null) => void
  readonly overview: () => Overview
}

export function createOverview(): OverviewLearner {
  const tally: CauseTally = new Map()
  const nodes = new Set<string | null>()
  const earliest = new Map<string | null, number>()
  const latest = new Map<string | null, number>()
  let count = 0
  let ends: Overview['ends'] = null

  return {
    add({ cause, node }, time) {
      count += 1
      tally.set(cause, (tally.get(cause) ?? 0) + 1)
      nodes.add(node)
      if (time === null) return
      ends = [ends?.[0] ?? { time, node }, { time, node }]
      earliest.set(node, Math.min(earliest.get(node) ?? time, time))
      latest.set(node, Math.max(latest.get(node) ?? time, time))
    },
    overview: () => ({
      count,
      tally,
      nodes,
      ends,
      extremes: [...earliest, ...latest].map(([node, time]) => ({ time, node })),
    }),
  }
}

/** All deaths that have a time are of one day of their node's clock. */
export function areOfOneDay({ extremes }: Overview, clocks: readonly ClockNote[]): boolean {
  return new Set(extremes.map(({ time, node }) => wallDayNumber(time, offsetOfNode(clocks, node)))).size <= 1
}
