/** From one instant to another, both included. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** What is in any of these, as few stretches as will do, by time. */
export function union(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = []
  for (const one of [...stretches].sort((a, b) => a.from - b.from)) {
    const before = joined.at(-1)
    if (before && one.from <= before.to)
      joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, one.to) }
    else joined.push(one)
  }
  return joined
}

/** What is between stretches that `union` gave. */
export function between(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.slice(1).map(({ from }, n) => ({ from: stretches[n]?.to ?? from, to: from }))
}

/** A stretch without what is inside of the others. */
export function without({ from, to }: Stretch, others: readonly Stretch[]): readonly Stretch[] {
  const holes = union(others).filter((hole) => hole.to > from && hole.from < to)
  const ends = [from, ...holes.flatMap((hole) => [hole.from, hole.to]), to]
  return ends.flatMap((end, n) =>
    n % 2 === 0 && end <= (ends[n + 1] ?? to) ? [{ from: end, to: ends[n + 1] ?? to }] : [],
  )
}
