import { createClock, type Clock } from './events/clock.js'
import { type CoverageLog, createCoverageLog } from './events/coverage.js'
import { createInterpreter } from './events/interpret.js'
import { createOpener } from './events/open.js'
import { createInputReader } from './events/read-input.js'
import type { Input } from './input/inputs.js'
import { correlate } from './correlate/correlate.js'
import type { Event } from './model/event.js'
import type { EnvelopeReader, MessageParser } from './model/parser.js'
import type { Problem } from './model/problem.js'
import type { ClockNote, Summary, Termination } from './model/termination.js'
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
  readonly counts: { readonly files: number; readonly lines: number; readonly bytes: number; readonly events: number }
}

/** The events of all inputs, in the order of their lines, and what was found out beside them. */
export interface EventStream extends AsyncIterable<Event> {
  /** Complete when the events have been taken to their end. */
  readonly reading: () => Reading
}

/** bytes → scan → open → interpret → gather → Event, input after input. */
export function readEvents(inputs: AsyncIterable<Input>, grammar: Grammar, settings: ClockSettings): EventStream {
  const problems: Problem[] = []
  const clocks: ClockNote[] = []
  const coverage = createCoverageLog()
  const counts = { files: 0, lines: 0, bytes: 0, events: 0 }
  const interpreter = createInterpreter(grammar.messages)
  const needles = [...new Set(grammar.messages.flatMap((p) => p.needles))]

  async function* stream(): AsyncGenerator<Event> {
    for await (const input of inputs) {
      counts.files++
      const { referenceMs, ...overrules } = settings
      const clock = createClock({ ...overrules, referenceMs: Math.min(input.modifiedAt ?? referenceMs, referenceMs) })
      const scanner = createScanner({ file: input.name, needles })
      let ready: Event[] = []
      const last = new Map<string | null, Event>()
      const reader = createInputReader({
        opener: createOpener(grammar.envelopes),
        interpreter,
        clock,
        coverage,
        emit: (event) => {
          if (event.time !== null) last.set(event.node, event)
          ready.push(event)
        },
        onProblem: (problem) => problems.push(problem),
      })
      for await (const chunk of input.chunks) {
        const useful = scanner.write(chunk, reader)
        yield* take()
        if (!useful) break
      }
      const totals = scanner.end(reader)
      reader.end()
      counts.lines += totals.lines
      counts.bytes += totals.bytes
      yield* take()
      for (const event of last.values()) clocks.push(noteOf(clock, event))

      function take(): readonly Event[] {
        const taken = ready
        ready = []
        counts.events += taken.length
        return taken
      }
    }
  }

  return { [Symbol.asyncIterator]: stream, reading: () => ({ problems, clocks, coverage, counts }) }
}

/** What the clock of an input settled on, as of one of its events. */
function noteOf(clock: Clock, { node, file, time, origin }: Event): ClockNote {
  return {
    node,
    file,
    offsetMinutes: time === null ? 0 : Math.round((clock.toWall(time) - time) / 60_000),
    year: origin?.year ?? 'assumed',
    zone: origin?.zone ?? 'assumed',
    skews: clock.skews(),
  }
}

export interface Timeline {
  readonly terminations: readonly Termination[]
  readonly summary: Summary
  readonly reading: Reading
}

/** Events → correlate → Case → judge → Termination, in the order in which records are printed. */
export async function readTimeline(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  settings: ClockSettings,
): Promise<Timeline> {
  const stream = readEvents(inputs, grammar, settings)
  const events: Event[] = []
  for await (const event of stream) events.push(event)
  const reading = stream.reading()
  const terminations = correlate(events, reading.coverage.ofNode).map(judge).sort(byTime)
  return { terminations, summary: summarize(terminations, reading), reading }
}

/** By the time of death, else by the first event that made the record, then by container id. */
function byTime(a: Termination, b: Termination): number {
  const [x, y] = [a, b].map((t) => t.finishedAt ?? t.evidence.find((e) => e.time !== null)?.time ?? 0)
  return (x ?? 0) - (y ?? 0) || (a.container.id ?? '').localeCompare(b.container.id ?? '')
}

function summarize(terminations: readonly Termination[], { problems, clocks, counts }: Reading): Summary {
  const shown = terminations.filter((t) => !t.container.sandbox)
  const byCause: Partial<Record<Termination['cause'], number>> = {}
  for (const { cause } of shown) byCause[cause] = (byCause[cause] ?? 0) + 1
  return {
    ...counts,
    terminations: shown.length,
    byCause,
    oomKills: shown.reduce((sum, t) => sum + (t.oom?.kills.length ?? 0), 0),
    problems: problems.length,
    clocks,
  }
}
