import { createClock, type Clock } from '../events/clock.js'
import type { CoverageLog } from '../events/coverage.js'
import type { Interpreter } from '../events/interpret.js'
import { createOpener } from '../events/open.js'
import { CAUGHT_UP } from '../events/follow-by-time.js'
import { createInputReader, type InputReader } from '../events/read-input.js'
import type { Input } from '../input/inputs.js'
import type { Spool } from '../input/spool.js'
import type { Event } from '../model/event.js'
import type { EnvelopeReader } from '../model/parser.js'
import type { Problem } from '../model/problem.js'
import type { ReadableFile, ReadablePipe } from '../model/readable-file.js'
import type { SeenLine } from '../model/seen-line.js'
import type { ClockNote } from '../model/termination.js'
import type { Sampling } from '../scan/sample.js'
import { createScanner } from '../scan/scan.js'
import { takeAhead } from '../scan/pipe-ahead.js'
import { readAhead } from '../scan/read-ahead.js'
import type { Search } from '../scan/search.js'
import { searchAhead } from '../scan/search-ahead.js'
import type { EventHold } from './held-events.js'
import type { LogNaming } from './log-naming.js'
import { type Direction, look } from './direction.js'
import { piecesOf } from './pieces.js'
import { restoring, turnRound } from './turn-round.js'
import { joinWrapped } from './wrapping.js'

/** How stamps that leave out year or zone are read. All are optional but the reference. */
export interface ClockSettings {
  /** Epoch milliseconds that no line lies after: now, for inputs that are no files. */
  readonly referenceMs: number
  /** Overrules the year that is solved from the lines. */
  readonly year?: number
  /** Overrules the zone, in minutes east of UTC; before `timeZone`. */
  readonly offsetMinutes?: number
  /** The same as an IANA name. */
  readonly timeZone?: string
}

/** What all logs of one run are read with, and where they tell what they find beside the events. */
export interface LogFindings {
  readonly envelopes: readonly EnvelopeReader[]
  readonly interpreter: Interpreter
  readonly needles: readonly string[]
  /** Runs ahead of the scan; null: nobody does. */
  readonly search: Search | null
  /** For the events of what cannot be read beside the others. */
  readonly hold: EventHold
  /** For what must wait for others to be read; null: nothing can. */
  readonly spool: Spool | null
  readonly clock: ClockSettings
  readonly coverage: CoverageLog
  /** `reached`: the latest time of a line, in epoch milliseconds. */
  readonly counts: { files: number; lines: number; bytes: number; events: number; reached: number }
  readonly tell: (problem: Problem) => void
  /** What the clocks of the logs have settled on so far, log by log. */
  readonly clocks: (() => readonly ClockNote[])[]
  /** By input: the node that the logs beside it told. */
  readonly joined: Map<string, string>
  /** Called with each line that told something. */
  readonly onSeen?: ((seen: SeenLine) => void) | undefined
}

/** Takes the parts of one log in their order; what one leaves open the next one closes. */
export interface LogReader {
  readonly read: (part: Input) => AsyncGenerator<readonly Event[]>
  /** The events that wait for lines of which none came for a while. */
  readonly rest: () => readonly Event[]
  /** The last part ends within an OOM report. */
  readonly isTorn: () => boolean
  /** The events that wait for lines which do not come. */
  readonly end: () => readonly Event[]
}

const FORWARD: Direction = { isNewestFirst: false, hasRecords: false, isOneLine: false, wrapping: null }
/** An API's answer is one line, whatever it holds. */
const MOST_DOCUMENT_BYTES = 32 * 1024 * 1024
const ALL_LINES: Sampling = { headBytes: Infinity, everyBytes: 256 * 1024 }

/** bytes → scan → open → interpret → gather → Event, for one log. `isInParts`: there may be more than the first. */
export function createLogReader(
  first: Input,
  isInParts: boolean,
  naming: LogNaming,
  reading: LogFindings,
): LogReader {
  const { needles, search, counts, tell } = reading
  let newest = first
  const layout = { log: isInParts ? first.name : null, isTurned: false }
  const clock = clockFor(() => newest, reading)
  for (const { sinceBoot, time } of naming.ties()) clock.observeBoot(sinceBoot, time)
  const latest = new Map<string | null, Pick<Event, 'time' | 'origin'>>()
  let ready: Event[] = []
  let restOfScan = (): void => undefined
  const reader = readerFor(first, reading, {
    layout,
    clock,
    naming,
    coverage: naming.apart?.coverage ?? reading.coverage,
    emit: (event) => {
      // The line's own stamp tells more of the log's clock than what made its event finer.
      // What is placed by another log tells nothing of this one's.
      const isOwn = event.origin !== null || naming.ties().length === 0
      if (isOwn && event.time !== null && !latest.has(event.node)) latest.set(event.node, event)
      naming.apart?.clues.add(event)
      ready.push(naming.apart ? event : naming.nameEvent(event))
    },
    onPlaced(node, placed) {
      latest.set(node, placed)
      counts.reached = Math.max(counts.reached, placed.time)
    },
    onProblem: tell,
    onSeen: reading.onSeen && (naming.apart?.see ?? reading.onSeen),
  })
  reading.clocks.push(() =>
    [...latest].map(([host, last]) => ({
      node: naming.nodeOf(host),
      file: newest.name,
      ...settledAt(clock, last),
    })),
  )
  const take = (): readonly Event[] => {
    const taken = ready
    ready = []
    counts.events += taken.length
    return taken
  }
  return {
    async *read(part) {
      newest = part
      counts.files++
      // What is being written runs forward, and is told of as it comes, by the time of every line.
      const isFollowed = part.isFollowed === true
      let isForward = false
      const chunksOfPart =
        search && part.readWith
          ? part.readWith((from, offset) => goAhead(isForward ? search : null, from, offset))
          : part.chunks
      const { chunks, direction } = isFollowed
        ? { chunks: part.chunks, direction: FORWARD }
        : await look(chunksOfPart, reading)
      layout.isTurned = direction.isNewestFirst && direction.hasRecords
      const turned =
        direction.isNewestFirst && !direction.hasRecords ? turnRound(piecesOf(part, chunks)) : null
      // The numbers of its lines tell no order.
      if (direction.isNewestFirst) layout.log = first.name
      const { wrapping } = direction
      const whole = wrapping && joinWrapped(wrapping, reader)
      const sink = whole ?? (turned ? restoring(turned, reader) : reader)
      const scanner = createScanner({
        file: part.name,
        needles,
        ...((isFollowed || whole) && { sample: ALL_LINES }),
        ...(direction.isOneLine && { maxLineBytes: MOST_DOCUMENT_BYTES }),
      })
      restOfScan = () => {
        scanner.rest(sink)
        whole?.end()
      }
      // Every line of a log whose lines were broken is asked for: there is nothing to search.
      isForward = !turned && !whole && !direction.isOneLine
      const isSearched = search && isForward && !isFollowed && !part.readWith
      const pieces = turned?.chunks ?? (isSearched ? searchAhead(chunks, search) : chunks)
      for await (const bytes of pieces) {
        if (isFollowed && bytes.length === 0) {
          scanner.rest(sink)
          const found = take()
          if (found.length > 0) yield found
          yield CAUGHT_UP
          continue
        }
        const isUseful = scanner.write(bytes, sink, search?.foundIn(bytes) ?? null)
        yield take()
        if (!isUseful) break
      }
      restOfScan = () => undefined
      const totals = scanner.end(sink)
      whole?.end()
      reader.endPart()
      counts.lines += totals.lines
      counts.bytes += totals.bytes
      yield take()
    },
    rest() {
      restOfScan()
      reader.rest()
      return take()
    },
    isTorn: () => reader.isReporting,
    end() {
      reader.end()
      return take()
    },
  }
}

/** Has the threads of a search read on, where there are any. */
const goAhead = (
  search: Search | null,
  source: ReadableFile | ReadablePipe,
  offset: number,
): AsyncGenerator<Uint8Array, number> =>
  source.size === null ? takeAhead(search, source, offset) : readAhead(search, source, offset)

type ReaderParts = Parameters<typeof createInputReader>[0]

export function readerFor(
  { node = null }: Input,
  { envelopes, interpreter }: LogFindings,
  parts: Omit<ReaderParts, 'opener' | 'interpreter' | 'node'>,
): InputReader {
  return createInputReader({ opener: createOpener(envelopes), interpreter, node, ...parts })
}

/** No line of a file is later than the file. */
export function clockFor(newest: () => Input, { clock }: LogFindings): Clock {
  return createClock({
    ...clock,
    get referenceMs() {
      return Math.min(newest().modifiedAt ?? clock.referenceMs, clock.referenceMs)
    },
  })
}

/** What the clock of an input settled on, as of one of its lines. */
function settledAt(
  clock: Clock,
  { time, origin }: Pick<Event, 'time' | 'origin'>,
): Omit<ClockNote, 'node' | 'file'> {
  return {
    offsetMinutes: time === null ? 0 : Math.round((clock.toWall(time) - time) / 60_000),
    year: origin?.year ?? 'assumed',
    zone: origin?.zone ?? 'assumed',
    skews: clock.skews(),
  }
}
