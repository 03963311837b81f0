/** Something with a place on the time line, epoch milliseconds. The lists here are in time order. */
interface Timed {
  readonly at: number
}

/** The part of a list that lies between two times, both included. */
export function between<T extends Timed>(list: readonly T[], from: number, until: number): readonly T[] {
  const first = countWhile(list, (at) => at < from)
  const end = countWhile(list, (at) => at <= until)
  return first === 0 && end === list.length ? list : list.slice(first, end)
}

/** The last of a list that lies at a time or before it. */
export function lastUntil<T extends Timed>(list: readonly T[], until: number): T | undefined {
  return list[countWhile(list, (at) => at <= until) - 1]
}

/** The first of a list that lies at a time or after it. */
export function firstFrom<T extends Timed>(list: readonly T[], from: number): T | undefined {
  return list[countWhile(list, (at) => at < from)]
}

/** How many lead the list for which a test of the time holds, once false for all that follow. */
function countWhile(list: readonly Timed[], holds: (at: number) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(list[middle]?.at ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}
