const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Offsets in use that are no whole hours, in minutes east: Newfoundland, Iran, India, Nepal, Chatham, … */
const BROKEN_HOURS = [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825]
const OFFSETS = [...Array.from({ length: 27 }, (_, hour) => (hour - 12) * 60), ...BROKEN_HOURS]

/** A zone is told exactly when the difference is one within what whole seconds and a pipe explain. */
const EXACT_MS = 3000

/** A difference between a wall clock and UTC as the offset it must be, and what is left of it. */
export interface ZoneReading {
  readonly offsetMinutes: number
  /** The rest of the difference: skew or delay, never zone. */
  readonly restMs: number
  readonly exact: boolean
}

/** 5 h 30 min 0.4 s → +05:30 and 0.4 s; 2 min → UTC and 2 min. */
export function readOffset(differenceMs: number): ZoneReading {
  const offsetMinutes = offsetOf(differenceMs)
  const restMs = differenceMs - offsetMinutes * MINUTE
  return { offsetMinutes, restMs, exact: Math.abs(restMs) <= EXACT_MS }
}

/** What of such a difference is no zone. */
export function restOf(differenceMs: number): number {
  return differenceMs - offsetOf(differenceMs) * MINUTE
}

function offsetOf(differenceMs: number): number {
  // Plus 0: Math.round gives a negative zero, too.
  const hours = Math.round(differenceMs / HOUR) + 0
  // Most lines, at once.
  if (Math.abs(differenceMs - hours * HOUR) <= EXACT_MS && hours >= -12 && hours <= 14) return hours * 60
  const away = (offset: number): number => Math.abs(differenceMs - offset * MINUTE)
  return OFFSETS.reduce((best, offset) => (away(offset) < away(best) ? offset : best), 0)
}

/** A line stamped twice: its place in the order of lines, and its instant. */
export interface Sighting {
  readonly order: number
  readonly time: number
}

/** A stretch of lines with one offset and one count of years, proved at both its ends by lines stamped twice. */
export interface Stretch {
  readonly offsetMinutes: number
  /** The year of the readings before the first New Year. */
  readonly firstYear: number
  readonly from: Sighting
  readonly to: Sighting
}

/** One to which lines are added. */
interface Growing extends Stretch {
  readonly to: { order: number; time: number }
}

/** What lines stamped twice tell about the stamps of the others, stretch by stretch. */
export interface ZoneLog {
  readonly add: (sighting: Sighting, reading: ZoneReading, firstYear: number) => void
  /** Nearly every line only goes on with the latest stretch: then what is left of its difference, else null. */
  readonly goOn: (order: number, time: number, differenceMs: number, firstYear: number) => number | null
  /** The stretch that holds a line; between two, the one in which its time comes out between theirs. */
  readonly at: <T extends { readonly order: number }>(
    line: T,
    timeIn: (line: T, stretch: Stretch) => number,
  ) => Stretch | undefined
  /** The stretch that holds an instant. */
  readonly atTime: (time: number) => Stretch | undefined
  readonly stretches: () => readonly Stretch[]
}

export function createZoneLog(): ZoneLog {
  const stretches: Growing[] = []
  /** The least bad of the lines that tell no zone exactly: stands until one does. */
  let rough: (Stretch & { readonly restMs: number }) | undefined

  function between<T>(
    before: Stretch,
    after: Stretch,
    line: T,
    timeIn: (line: T, stretch: Stretch) => number,
  ): Stretch {
    const first = Math.min(before.to.time, after.from.time) - EXACT_MS
    const last = Math.max(before.to.time, after.from.time) + EXACT_MS
    const fits = (stretch: Stretch): boolean =>
      timeIn(line, stretch) >= first && timeIn(line, stretch) <= last
    return !fits(before) && fits(after) ? after : before
  }

  function earlier<T extends { readonly order: number }>(
    line: T,
    timeIn: (line: T, stretch: Stretch) => number,
  ): Stretch | undefined {
    const { order } = line
    const next = stretches.findIndex((stretch) => stretch.to.order >= order)
    const [before, after] = [stretches[next - 1], stretches[next]]
    if (!before || !after || after.from.order <= order) return after
    return between(before, after, line, timeIn)
  }

  function extend({ to }: Growing, order: number, time: number): void {
    to.order = order
    to.time = time
  }

  return {
    add(sighting, { offsetMinutes, restMs, exact }, firstYear) {
      if (!exact) {
        if (!rough || Math.abs(restMs) < Math.abs(rough.restMs))
          rough = { offsetMinutes, firstYear, from: sighting, to: sighting, restMs }
        return
      }
      const last = stretches.at(-1)
      if (last?.offsetMinutes === offsetMinutes && last.firstYear === firstYear)
        extend(last, sighting.order, sighting.time)
      else stretches.push({ offsetMinutes, firstYear, from: sighting, to: { ...sighting } })
    },
    goOn(order, time, differenceMs, firstYear) {
      const last = stretches.at(-1)
      const restMs = last?.firstYear === firstYear ? differenceMs - last.offsetMinutes * MINUTE : NaN
      if (!last || !(Math.abs(restMs) <= EXACT_MS)) return null
      extend(last, order, time)
      return restMs
    },
    at(line, timeIn) {
      const latest = stretches.at(-1)
      return !latest || latest.from.order <= line.order ? (latest ?? rough) : earlier(line, timeIn)
    },
    atTime: (time) => stretches.findLast(({ from }) => from.time <= time) ?? stretches[0] ?? rough,
    stretches: () => stretches,
  }
}
