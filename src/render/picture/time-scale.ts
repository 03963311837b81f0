/** A moment and where it stands on the axis: 0 is its beginning, 1 its end. */
export type Knot = readonly [time: number, share: number]

/** A time axis: moments in proportion, but for stretches in which nothing happened, which are drawn short. */
export interface TimeScale {
  readonly at: (time: number) => number
  /** The axis is a straight line between these, in order. */
  readonly knots: readonly Knot[]
  /** Stretches that are drawn shorter than they were. */
  readonly breaks: readonly { readonly from: number; readonly to: number }[]
}

/** Room for marks that stand on the first and the last moment. */
const MARGIN = { start: 0.02, end: 0.03 }
const MOST_BREAKS = 6
const BREAK_SHARE = 0.06
/** A stretch is drawn short where it is this much longer than any that is not, and long for a person. */
const MUCH_LONGER = 10
const LONG_MS = 10_000

/** The axis on which these moments (epoch milliseconds, at least one) stand. */
export function createTimeScale(moments: readonly number[]): TimeScale {
  const times = [...new Set(moments)].sort((a, b) => a - b)
  const first = times[0] ?? 0
  const last = times.at(-1) ?? first
  const gaps = times.slice(1).map((to, n) => ({ from: times[n] ?? to, to }))
  const breaks = quietOnes(gaps)
  const drawn = last - first - breaks.reduce((sum, { from, to }) => sum + to - from, 0)
  const room = 1 - MARGIN.start - MARGIN.end - breaks.length * BREAK_SHARE
  const perMs = drawn > 0 ? room / drawn : 0
  // One moment alone, or a break between two, stands in the middle of its room.
  const slack = drawn > 0 ? 0 : room / 2

  const knots: Knot[] = [[first, MARGIN.start + slack]]
  let [time, share] = [first, MARGIN.start + slack]
  for (const { from, to } of breaks) {
    const start = share + (from - time) * perMs
    knots.push([from, start], [to, start + BREAK_SHARE])
    ;[time, share] = [to, start + BREAK_SHARE]
  }
  knots.push([last, share + (last - time) * perMs])
  return { at: (moment) => shareOf(moment, knots), knots, breaks }
}

/** The few longest gaps, in time order, where they are much longer than all others. */
function quietOnes<G extends { readonly from: number; readonly to: number }>(
  gaps: readonly G[],
): readonly G[] {
  const length = ({ from, to }: G) => to - from
  const longest = gaps.toSorted((a, b) => length(b) - length(a))
  let best = { ratio: MUCH_LONGER, taken: 0 }
  for (let n = 1; n <= Math.min(MOST_BREAKS, longest.length - 1); n++) {
    const [shortest, next] = [longest[n - 1], longest[n]]
    if (!shortest || length(shortest) < LONG_MS) break
    const ratio = next ? length(shortest) / length(next) : 0
    if (ratio > best.ratio) best = { ratio, taken: n }
  }
  return longest.slice(0, best.taken).sort((a, b) => a.from - b.from)
}

function shareOf(moment: number, knots: readonly Knot[]): number {
  const next = knots.findIndex(([time]) => time >= moment)
  const [after, before] = [knots[next], knots[next - 1]]
  if (!after) return knots.at(-1)?.[1] ?? 0
  if (!before) return after[1]
  const [[fromTime, from], [toTime, to]] = [before, after]
  return from + ((moment - fromTime) / (toTime - fromTime)) * (to - from)
}
