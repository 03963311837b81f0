import { tzOffset } from '@date-fns/tz/tzOffset'
import type { Stamp, StampOrigin } from '../model/stamp.js'
import { type BootClock, createBootClock } from './boot-clock.js'
import { createSkewLog, ORDINARY_MS, type Skew } from './skew.js'
import { createYearCount, inYear, nearestYear, yearlessDistance, yearOf } from './years.js'
import { createZoneLog, readOffset, restOf, type Stretch } from './zone.js'

export interface ClockOptions {
  /** The year of the first line, where stamps write none. */
  readonly year?: number | undefined
  /** Zone of stamps that write none, in minutes east; before `timeZone`. */
  readonly offsetMinutes?: number | undefined
  /** The same as an IANA name. */
  readonly timeZone?: string | undefined
  /** No line is assumed to be more than a day later than this. */
  readonly referenceMs: number
}

/** A stamp where it stood among the others of its input, which its place in time depends on. */
export interface Mark {
  readonly stamp: Stamp
  /** Number of its line among those observed. */
  readonly order: number
  /** New Years before it. */
  readonly turn: number
}

/** A stamp on the solved clock. */
export interface PlacedTime {
  /** Epoch milliseconds UTC, with fractions. */
  readonly time: number
  /** What one unit of the last digit is worth, in milliseconds. */
  readonly stepMs: number
  readonly origin: StampOrigin
}

/** What a line's message says of time beside the envelope: any Fact is one. */
export interface Said {
  /** `kubelet.pleg`: the part before the dot names whose clock it is. */
  readonly type: string
  readonly stamp?: Stamp
  readonly exitedAt?: number | null
  readonly finishedAt?: number | null
}

/**
 * Stamps → UTC for the lines of one input.
 *
 * Every line is observed in its order, then placed; year and zone that stamps do not write are solved from the
 * lines stamped twice (`May 16 18:02:43 … time="2025-05-16T18:02:43.7Z"`). A line is best placed when `settled`
 * holds, or when there are no more lines: what stands between two proofs is placed by both.
 */
export interface Clock extends BootClock {
  /**
   * Gives the stamp that places the line: the envelope's, else the message's own. `told`: the time that a message begins
   * with of which nothing else is understood.
   */
  readonly observe: (written: Stamp | null, said?: Said, told?: Stamp) => Mark | null
  /** No line to come is expected to change where the observed ones are placed. */
  readonly settled: boolean
  readonly place: (mark: Mark) => PlacedTime
  /** A line's stamp, made finer by the message's own where the two agree. */
  readonly placeLine: (mark: Mark, own: Stamp | undefined) => PlacedTime
  readonly skews: () => readonly Skew[]
  /** From UTC to the log's own wall clock, as epoch milliseconds of its reading. */
  readonly toWall: (time: number) => number
  readonly fromWall: (wallMs: number) => number
}

const MINUTE = 60_000
/** Lines further than this from the last proof wait for the next one: the clocks may have changed between. */
const NEAR_PROOF_MS = 10 * MINUTE
const DAY = 86_400_000
const MONTH = 31 * DAY

export function createClock(options: ClockOptions): Clock {
  const years = createYearCount()
  const zones = createZoneLog()
  const skews = createSkewLog()
  let order = 0
  let turn = 0
  let lacksZone = false
  /** How far the last line stands from the last proof, on its own clock. */
  let sinceProof = Infinity
  let proofWall: number | undefined
  /** The latest stamp that writes year and zone. */
  let full: Stamp | undefined
  /** The latest stamp that writes no year. */
  let yearless: Stamp | undefined
  /** The first year, as a death has it that a pod's status told within a day, or a stamp behind that writes all. */
  let yearTold: number | undefined
  /** What was placed last, and by which stretch: a line and its events, and most lines of one second, have the same stamp. */
  let latest: {
    readonly stamp: Stamp
    readonly turn: number
    readonly stretch: Stretch | undefined
    readonly placed: PlacedTime
  } | null = null

  const isZoneTold = options.offsetMinutes !== undefined || options.timeZone !== undefined

  function toldOffset(wallMs: number): number | undefined {
    if (options.offsetMinutes !== undefined || options.timeZone === undefined) return options.offsetMinutes
    const guess = tzOffset(options.timeZone, new Date(wallMs))
    return tzOffset(options.timeZone, new Date(wallMs - guess * MINUTE))
  }

  function look(stamp: Stamp): Mark {
    if (!stamp.yearWritten) {
      turn = years.next(stamp.wallMs)
      yearless = stamp
    }
    lacksZone ||= stamp.offsetMinutes === null
    if (utcOf(stamp) !== null) {
      if (yearless && yearTold === undefined) hintYear(yearless, stamp.wallMs, MONTH)
      full = stamp
    } else if (full) hint(stamp, full)
    return { stamp, order, turn }
  }

  /** A line that writes all of its time, as journalctl's first one does, hints at the same for those behind it. */
  function hint(stamp: Stamp, { wallMs, offsetMinutes }: Stamp): void {
    const year = stamp.yearWritten ? yearOf(stamp.wallMs) : nearestYear(stamp.wallMs, wallMs)
    const reading = { offsetMinutes: offsetMinutes ?? 0, restMs: Infinity, exact: false }
    zones.add({ order, time: wallMs }, reading, year - turn)
  }

  /** A line whose envelope lacks year or zone and whose message tells UTC. */
  function prove(written: Stamp, at: Mark, time: number, source: string): void {
    const wall = written.yearWritten
      ? written.wallMs
      : inYear(written.wallMs, nearestYear(written.wallMs, time))
    const firstYear = yearOf(wall) - at.turn
    const restMs = zones.goOn(at.order, time, wall - time, firstYear)
    if (restMs !== null) {
      skews.add(source, -restMs)
      proofWall = written.wallMs
      return
    }
    const reading = readOffset(wall - time)
    skews.add(source, -reading.restMs)
    zones.add({ order: at.order, time }, reading, firstYear)
    if (reading.exact) proofWall = written.wallMs
  }

  /** What is told near a line without a year hints at it: a status's death soon before it. Its zone stays open. */
  function hintYear(stamp: Stamp, near: number, mostMs: number): void {
    const year = nearestYear(stamp.wallMs, near)
    if (Math.abs(inYear(stamp.wallMs, year) - near) <= mostMs) yearTold = year - turn
  }

  function observe(written: Stamp | null, said?: Said, told?: Stamp): Mark | null {
    order++
    const own = said?.stamp ?? told
    const first = written ?? own
    if (!first) return null
    const at = look(first)
    const time = own ? utcOf(own) : null
    if (written && own) {
      const source = said ? clockOf(said.type) : 'runtime'
      if (time !== null && utcOf(written) === null) prove(written, at, time, source)
      else skews.add(source, skewBetween(own, written))
    }
    // A death told far from the line that tells it: a late line, or a clock that was set.
    const seen = time ?? (written && utcOf(written))
    if (typeof said?.exitedAt === 'number' && seen !== null) skews.add('exited_at', said.exitedAt - seen)
    if (typeof said?.finishedAt === 'number' && !first.yearWritten) hintYear(first, said.finishedAt, DAY)
    sinceProof = proofWall === undefined ? Infinity : Math.abs(first.wallMs - proofWall)
    return at
  }

  function place(mark: Mark): PlacedTime {
    const { stamp, turn: before } = mark
    const isWhole = stamp.yearWritten && stamp.offsetMinutes !== null
    const stretch = isWhole ? undefined : zones.at(mark, timeIn)
    // Without a stretch, the year that is assumed may have become another.
    const isSame = latest?.stamp === stamp && latest.turn === before && latest.stretch === stretch
    if (latest && isSame && (isWhole || stretch)) return latest.placed
    const placed = placeIn(stretch, mark)
    latest = { stamp, turn: before, stretch, placed }
    return placed
  }

  function placeIn(stretch: Stretch | undefined, mark: Mark): PlacedTime {
    const { raw, stepMs, yearWritten, offsetMinutes } = mark.stamp
    const isSolved = stretch !== undefined
    const isYearSolved = (isSolved || yearTold !== undefined) && options.year === undefined
    const year = yearWritten ? 'written' : isYearSolved ? 'inferred' : 'assumed'
    const zone = offsetMinutes !== null ? 'written' : isSolved && !isZoneTold ? 'inferred' : 'assumed'
    return { time: timeIn(mark, stretch), stepMs, origin: { raw, year, zone } }
  }

  function timeIn({ stamp, turn }: Mark, stretch: Stretch | undefined): number {
    const wall = stamp.yearWritten ? stamp.wallMs : inYear(stamp.wallMs, firstYearIn(stretch) + turn)
    return wall - (stamp.offsetMinutes ?? toldOffset(wall) ?? stretch?.offsetMinutes ?? 0) * MINUTE
  }

  function firstYearIn(stretch: Stretch | undefined): number {
    return options.year ?? stretch?.firstYear ?? yearTold ?? years.newestFirstYear(options.referenceMs + DAY)
  }

  function placeLine(mark: Mark, own: Stamp | undefined): PlacedTime {
    const placed = place(mark)
    if (!own || own.stepMs >= mark.stamp.stepMs) return placed
    const utc = utcOf(own)
    const ahead = utc === null ? wallDistance(own, mark.stamp) : utc - placed.time
    if (Math.abs(ahead) > ORDINARY_MS) return placed
    const year = utc === null ? placed.origin.year : 'written'
    const zone = utc === null ? placed.origin.zone : 'written'
    return { time: placed.time + ahead, stepMs: own.stepMs, origin: { raw: own.raw, year, zone } }
  }

  /** Offset of the wall clock at an instant: as told, else as proved, else as the stamps write it. */
  function offsetAt(time: number): number {
    if (options.offsetMinutes !== undefined) return options.offsetMinutes
    if (options.timeZone !== undefined) return tzOffset(options.timeZone, new Date(time))
    return zones.atTime(time)?.offsetMinutes ?? full?.offsetMinutes ?? 0
  }

  return {
    ...createBootClock(),
    observe,
    get settled() {
      const yearKnown = !yearless || options.year !== undefined
      const zoneKnown = !lacksZone || isZoneTold
      return (yearKnown && zoneKnown) || sinceProof <= NEAR_PROOF_MS
    },
    place,
    placeLine,
    skews: skews.skews,
    toWall: (time) => time + offsetAt(time) * MINUTE,
    fromWall(wallMs) {
      const first = toldOffset(wallMs) ?? offsetAt(wallMs)
      const offsets = [first, ...zones.stretches().map(({ offsetMinutes }) => offsetMinutes)]
      const fitting = offsets.find((offset) => offsetAt(wallMs - offset * MINUTE) === offset)
      return wallMs - (fitting ?? first) * MINUTE
    },
  }
}

/** Whose clock it is that a message tells: the family of its type. */
function clockOf(type: string): string {
  let source = CLOCKS.get(type)
  if (source === undefined) CLOCKS.set(type, (source = type.split('.', 1)[0] ?? type))
  return source
}

/** By type, of which there are few. */
const CLOCKS = new Map<string, string>()

/** Epoch milliseconds of a stamp that writes year and zone, else null. */
function utcOf({ yearWritten, offsetMinutes, wallMs }: Stamp): number | null {
  return yearWritten && offsetMinutes !== null ? wallMs - offsetMinutes * MINUTE : null
}

/** How far a message's own clock stands ahead of the envelope's, its zone aside. */
function skewBetween(own: Stamp, written: Stamp): number {
  const mine = utcOf(own)
  const theirs = utcOf(written)
  if (mine !== null && theirs !== null) return mine - theirs
  return restOf(wallDistance(own, written))
}

/** Difference of two readings, of which either may lack its year. */
function wallDistance(one: Stamp, other: Stamp): number {
  if (one.yearWritten) return other.yearWritten ? one.wallMs - other.wallMs : -wallDistance(other, one)
  if (!other.yearWritten) return yearlessDistance(one.wallMs, other.wallMs)
  return inYear(one.wallMs, nearestYear(one.wallMs, other.wallMs)) - other.wallMs
}
