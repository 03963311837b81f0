/**
 * A list in order, of one most of which stands in order already: only what comes too late is sorted, then put between.
 * What compares the same keeps its order. Gives the list itself where nothing is late.
 */
export function nearlySorted<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const late = lateIn(list, compare)
  if (late.length === 0) return list
  const rest = late.toSorted(compare).values()
  const sorted = [...list]
  let filled = 0
  let skipped = 0
  let next = rest.next()
  for (const one of list) {
    if (one === late[skipped]) {
      skipped++
      continue
    }
    for (; !next.done && compare(next.value, one) < 0; next = rest.next()) sorted[filled++] = next.value
    sorted[filled++] = one
  }
  for (; !next.done; next = rest.next()) sorted[filled++] = next.value
  return sorted
}

/** Those that belong before one that stands before them. */
function lateIn<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const late: T[] = []
  let latest = list[0]
  for (const one of list) {
    if (latest !== undefined && compare(latest, one) > 0) late.push(one)
    else latest = one
  }
  return late
}
