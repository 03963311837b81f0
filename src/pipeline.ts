import { createClock, type Clock } from './events/clock.js'
import { type CoverageLog, createCoverageLog } from './events/coverage.js'
import { createInterpreter } from './events/interpret.js'
import { createOpener } from './events/open.js'
import { mergeByTime } from './events/merge.js'
import { createInputReader } from './events/read-input.js'
import { isNextGeneration } from './input/generations.js'
import type { Input } from './input/inputs.js'
import { createCorrelator } from './correlate/correlate.js'
import type { Event } from './model/event.js'
import type { EnvelopeReader, MessageParser } from './model/parser.js'
import type { Problem } from './model/problem.js'
import type { ClockNote, Termination } from './model/termination.js'
import { createScanner } from './scan/scan.js'
import { judge } from './verdict/judge.js'

/** What the pipeline understands: the parsers arrive as arguments. */
export interface Grammar {
  readonly messages: readonly MessageParser[]
  readonly envelopes: readonly EnvelopeReader[]
}

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

/** What is known once all inputs are read. */
export interface Reading {
  readonly problems: readonly Problem[]
  readonly clocks: readonly ClockNote[]
  readonly coverage: CoverageLog
  readonly counts: {
    readonly files: number
    readonly lines: number
    readonly bytes: number
    readonly events: number
  }
}

/** The events of all inputs, and what was found out beside them. */
export interface EventStream extends AsyncIterable<Event> {
  /** Complete when the events have been taken to their end. */
  readonly reading: () => Reading
}

/** bytes → scan → open → interpret → gather → Event, input after input, each in the order of its lines. */
export function readEvents(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  settings: ClockSettings,
): EventStream {
  const { streams, reading } = openStreams(inputs, grammar, settings)
  async function* all(): AsyncGenerator<Event> {
    for await (const { events } of streams) yield* events
  }
  return { [Symbol.asyncIterator]: all, reading }
}

export interface TimelineSettings extends ClockSettings {
  /** Milliseconds of log time by which a line may come late and still amend a record; default 5 minutes. */
  readonly windowMs?: number
}

/** The terminations by time, each as soon as no line within the window can change it. */
export interface TerminationStream extends AsyncIterable<Termination> {
  readonly reading: () => Reading
}

const WINDOW_MS = 5 * 60_000

/** Events → correlate → Case → judge → Termination. One input streams; of several the events are merged by time first. */
export function readTimeline(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  settings: TimelineSettings,
): TerminationStream {
  const { windowMs = WINDOW_MS, ...clockSettings } = settings
  const { streams, reading, tell } = openStreams(inputs, grammar, clockSettings)

  async function* terminations(): AsyncGenerator<Termination> {
    const correlator = createCorrelator({
      windowMs,
      coverageOf: reading().coverage.ofNode,
      onLate: ({ file, line }) =>
        tell({
          code: 'late-line',
          file,
          line,
          message: 'tells of a death whose record was complete: it came too late to amend it',
        }),
    })
    for await (const event of inOneOrder(streams)) for (const one of correlator.next(event)) yield judge(one)
    for (const one of correlator.end()) yield judge(one)
  }

  return { [Symbol.asyncIterator]: terminations, reading }
}

/** What is known to be the only input streams; of others all events are needed before the first can be told. */
async function* inOneOrder(streams: AsyncIterable<InputEvents>): AsyncGenerator<Event> {
  const several: Event[][] = []
  for await (const { events, isOnly } of streams) {
    if (isOnly) yield* events
    else several.push(await collect(events))
  }
  yield* mergeByTime(several)
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The events of one input, in the order of its lines. */
interface InputEvents {
  readonly events: AsyncIterable<Event>
  readonly isOnly: boolean
}

interface OpenLog {
  /** The part that was read last. */
  readonly newest: Input
  readonly read: (input: Input) => AsyncIterable<Event>
  readonly end: () => AsyncIterable<Event>
}

/** Whether an input goes on where another one ended: the next generation of a log that is put aside from time to time. */
function continues(input: Input, before: Input): boolean {
  return isNextGeneration(before.name, input.name)
}

interface Streams {
  readonly streams: AsyncIterable<InputEvents>
  readonly reading: () => Reading
  readonly tell: (problem: Problem) => void
}

function openStreams(inputs: AsyncIterable<Input>, grammar: Grammar, settings: ClockSettings): Streams {
  const problems: Problem[] = []
  const clocks: ClockNote[] = []
  const coverage = createCoverageLog()
  const counts = { files: 0, lines: 0, bytes: 0, events: 0 }
  const interpreter = createInterpreter(grammar.messages)
  const needles = [...new Set(grammar.messages.flatMap((p) => p.needles))]
  const tell = (problem: Problem) => void problems.push(problem)

  async function* streams(): AsyncGenerator<InputEvents> {
    let log: OpenLog | null = null
    let wasOnly = false
    for await (const input of inputs) {
      if (log && !continues(input, log.newest)) yield { events: log.end(), isOnly: wasOnly }
      log = log && continues(input, log.newest) ? log : openLog(input)
      wasOnly = input.isOnly ?? false
      yield { events: log.read(input), isOnly: wasOnly }
    }
    if (log) yield { events: log.end(), isOnly: wasOnly }
  }

  /** One log, of one input or of its generations in a row: what one leaves open the next one closes. */
  function openLog(first: Input): OpenLog {
    let newest = first
    const clock = createClock({
      ...settings,
      get referenceMs() {
        return Math.min(newest.modifiedAt ?? settings.referenceMs, settings.referenceMs)
      },
    })
    const latest = new Map<string | null, Pick<Event, 'time' | 'origin'>>()
    let ready: Event[] = []
    const reader = createInputReader({
      opener: createOpener(grammar.envelopes),
      log: first.isOnly ? null : first.name,
      node: first.node ?? null,
      interpreter,
      clock,
      coverage,
      emit: (event) => {
        // The line's own stamp tells more of the log's clock than what made its event finer.
        if (event.time !== null && !latest.has(event.node)) latest.set(event.node, event)
        ready.push(event)
      },
      onPlaced: (node, placed) => latest.set(node, placed),
      onProblem: tell,
    })
    const take = (): readonly Event[] => {
      const taken = ready
      ready = []
      counts.events += taken.length
      return taken
    }
    return {
      get newest() {
        return newest
      },
      async *read(input) {
        newest = input
        counts.files++
        const scanner = createScanner({ file: input.name, needles })
        for await (const chunk of input.chunks) {
          const isUseful = scanner.write(chunk, reader)
          yield* take()
          if (!isUseful) break
        }
        const totals = scanner.end(reader)
        counts.lines += totals.lines
        counts.bytes += totals.bytes
        yield* take()
      },
      async *end() {
        reader.end()
        yield* take()
        for (const [node, last] of latest) clocks.push({ node, file: newest.name, ...settledAt(clock, last) })
      },
    }
  }

  return { streams: streams(), reading: () => ({ problems, clocks, coverage, counts }), tell }
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
