import type { Event } from '../model/event.js'
import type { Repeats } from './repeats.js'

/** The events of one log, in the order of its lines. */
export interface EventLog {
  /** Of two logs with events of one time the one that is named first comes first. */
  readonly name: string
  /** No event of it is earlier, in epoch milliseconds: it is opened when the others have come so far. */
  readonly startsAt: number
  readonly open: () => AsyncGenerator<readonly Event[]>
  /** More may be written to it while it is read. */
  readonly isLive: boolean
  /** It does not tell when it has given all that there is for now. */
  readonly isPipe: boolean
  /** What waits for lines of the log that may not come; to be asked when nothing came for a while. */
  readonly rest: () => readonly Event[]
}

/** A log that is open, and what was taken from it and is not given yet. */
interface Head {
  readonly name: string
  readonly batches: AsyncGenerator<readonly Event[]>
  events: readonly Event[]
  /** How many of the events were given. */
  given: number
  /** When the next one happened; of one without a time: when the one before it did. */
  at: number
}

/**
 * The events of several logs in one order by time; those of one log keep their order.
 *
 * A log is opened when its time has come and closed when it has ended. Of each that is open no more is held than came
 * of one piece of it. The result does not depend on the order of the logs. `repeats`, where there is more than one
 * file: the same line in two of them (kern.log and syslog, two overlapping exports) counts once.
 */
export async function* mergeByTime(
  logs: readonly EventLog[],
  repeats: Repeats | null,
): AsyncGenerator<readonly Event[]> {
  const closed = [...logs].sort((a, b) => b.startsAt - a.startsAt || compareNames(b.name, a.name))
  /** Those that are open, the next one last. */
  const heads: Head[] = []
  try {
    for (;;) {
      const head = heads.at(-1)
      const next = closed.at(-1)
      if (next && next.startsAt <= (head?.at ?? Infinity)) {
        closed.pop()
        const begun = { name: next.name, batches: next.open(), events: [], given: 0, at: -Infinity }
        if (await fill(begun)) insert(heads, begun)
      } else if (head) {
        const events = takeUntil(Math.min(heads.at(-2)?.at ?? Infinity, next?.startsAt ?? Infinity), head)
        yield repeats ? events.filter((event) => !repeats.isRepeated(event)) : events
        const goesOn = await fill(head)
        heads.pop()
        if (goesOn) insert(heads, head)
      } else return
    }
  } finally {
    await Promise.all(heads.map(({ batches }) => batches.return(undefined)))
  }
}

/** Asks for more where all was given; false: there is no more. */
async function fill(head: Head): Promise<boolean> {
  while (head.given === head.events.length) {
    const next = await head.batches.next()
    if (next.done) return false
    head.events = next.value
    head.given = 0
    head.at = head.events[0]?.time ?? head.at
  }
  return true
}

/** The next event, and those behind it that are earlier than `limit`. */
export function takeUntil(
  limit: number,
  head: { readonly events: readonly Event[]; given: number; at: number },
): readonly Event[] {
  const { events, given } = head
  let end = given
  do {
    end++
    head.at = events[end]?.time ?? head.at
  } while (end < events.length && head.at < limit)
  head.given = end
  return events.slice(given, end)
}

/** The heads stay sorted, the latest first, and of those of one time the first by name last. */
function insert(heads: Head[], head: Head): void {
  let [from, to] = [0, heads.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const other = heads[middle]
    if (other && (other.at - head.at || compareNames(other.name, head.name)) > 0) from = middle + 1
    else to = middle
  }
  heads.splice(from, 0, head)
}

export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
