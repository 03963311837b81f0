const MINUTE = 60_000

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
  const away = (offset: number): number => Math.abs(differenceMs - offset * MINUTE)
  const offsetMinutes = OFFSETS.reduce((best, offset) => (away(offset) < away(best) ? offset : best), 0)
  const restMs = differenceMs - offsetMinutes * MINUTE
  return { offsetMinutes, restMs, exact: Math.abs(restMs) <= EXACT_MS }
}

/** A stretch of lines with one offset and one count of years, proved at both its ends by lines stamped twice. */
export interface Stretch {
  readonly offsetMinutes: number
  /** The year of the readings before the first New Year. */
  readonly firstYear: number
  readonly from: Sighting
  readonly to: Sighting
}

/** A line stamped twice: its place in the order of lines, and its instant. */
export interface Sighting {
  readonly order: number
  readonly time: number
}

/** What lines stamped twice tell about the stamps of the others, stretch by stretch. */
export interface ZoneLog {
  readonly add: (sighting: Sighting, offsetMinutes: number, firstYear: number) => void
  readonly stretches: () => readonly Stretch[]
  /** The stretch that holds a line; between two, the one in which its time comes out between theirs. */
  readonly at: (order: number, timeIn: (stretch: Stretch) => number) => Stretch | undefined
}

export function createZoneLog(): ZoneLog {
  const stretches: Stretch[] = []
  return {
    add(sighting, offsetMinutes, firstYear) {
      const last = stretches.at(-1)
      if (last?.offsetMinutes === offsetMinutes && last.firstYear === firstYear) {
        stretches[stretches.length - 1] = { ...last, to: sighting }
      } else {
        stretches.push({ offsetMinutes, firstYear, from: sighting, to: sighting })
      }
    },
    stretches: () => stretches,
    at(order, timeIn) {
      const latest = stretches.at(-1)
      if (!latest || latest.from.order <= order) return latest
      const next = stretches.findIndex((stretch) => stretch.to.order >= order)
      const after = next < 0 ? undefined : stretches[next]
      const before = next < 0 ? stretches.at(-1) : stretches[next - 1]
      if (!after || !before || after.from.order <= order) return after ?? before
      const first = Math.min(before.to.time, after.from.time) - EXACT_MS
      const last = Math.max(before.to.time, after.from.time) + EXACT_MS
      const fits = (stretch: Stretch): boolean => timeIn(stretch) >= first && timeIn(stretch) <= last
      return !fits(before) && fits(after) ? after : before
    },
  }
}
