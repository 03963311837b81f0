import { createInterpreter } from './events/interpret.js'
import { type CoverageLog, createCoverageLog } from './events/coverage.js'
import { mergeByTime } from './events/merge.js'
import { createRepeats } from './events/repeats.js'
import type { Input } from './input/inputs.js'
import { createCorrelator } from './correlate/correlate.js'
import { gatherLogs } from './logs/gather-logs.js'
import type { Event } from './model/event.js'
import { watchOrder } from './logs/watch-order.js'
import type { EnvelopeReader, MessageParser } from './model/parser.js'
import type { Problem } from './model/problem.js'
import type { ClockNote, Termination } from './model/termination.js'
import type { ClockSettings, LogFindings } from './logs/read-log.js'
import { judge } from './verdict/judge.js'

/** What the pipeline understands: the parsers arrive as arguments. */
export interface Grammar {
  readonly messages: readonly MessageParser[]
  readonly envelopes: readonly EnvelopeReader[]
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

/** bytes → scan → open → interpret → gather → Event, of several inputs merged by time. */
export function readEvents(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  settings: ClockSettings,
): EventStream {
  const { batches, reading } = readInputs(inputs, grammar, { ...settings, windowMs: WINDOW_MS })
  async function* all(): AsyncGenerator<Event> {
    for await (const events of batches) yield* events
  }
  return { [Symbol.asyncIterator]: all, reading }
}

export type { ClockSettings }

export interface TimelineSettings extends ClockSettings {
  /** Milliseconds of log time by which a line may come late and still amend a record; default 5 minutes. */
  readonly windowMs?: number
  /** How many lines of containers that have not ended are kept in memory; default a million. */
  readonly maxOpen?: number
  /** Called with each event before it is correlated. */
  readonly onEvent?: (event: Event) => void
}

/** The terminations by time, each as soon as no line within the window can change it. */
export interface TerminationStream extends AsyncIterable<Termination> {
  readonly reading: () => Reading
}

const WINDOW_MS = 5 * 60_000

/** Events → correlate → Case → judge → Termination. */
export function readTimeline(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  settings: TimelineSettings,
): TerminationStream {
  const { windowMs = WINDOW_MS, maxOpen, onEvent } = settings
  const { batches, reading, tell } = readInputs(inputs, grammar, { ...settings, windowMs })

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
      ...(maxOpen === undefined ? {} : { maxOpen }),
      onGivenUp: ({ file, line }) =>
        tell({
          code: 'too-many-open',
          file,
          line,
          message:
            'too many lines of containers that have not ended: from here on the oldest of them are left (--max-open), and their records may lack lines',
        }),
    })
    const watched = watchOrder(tell)
    for await (const events of batches) {
      for (const event of events) {
        onEvent?.(event)
        for (const one of correlator.next(event)) yield watched(judge(one))
      }
    }
    for (const one of correlator.end()) yield watched(judge(one))
  }

  return { [Symbol.asyncIterator]: terminations, reading }
}

interface Batches {
  readonly batches: AsyncIterable<readonly Event[]>
  readonly reading: () => Reading
  readonly tell: (problem: Problem) => void
}

function readInputs(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  { windowMs, ...clock }: Required<Pick<TimelineSettings, 'windowMs'>> & ClockSettings,
): Batches {
  const problems: Problem[] = []
  const clocks: ClockNote[] = []
  const coverage = createCoverageLog()
  const counts = { files: 0, lines: 0, bytes: 0, events: 0 }
  const tell = (problem: Problem) => void problems.push(problem)
  const findings: LogFindings = {
    envelopes: grammar.envelopes,
    interpreter: createInterpreter(grammar.messages),
    needles: [...new Set(grammar.messages.flatMap((p) => p.needles))],
    clock,
    coverage,
    counts,
    tell,
    tellClock(note) {
      clocks.push(note)
      clocks.sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file)))
    },
  }

  async function* batches(): AsyncGenerator<readonly Event[]> {
    const { logs, isOneFile } = await gatherLogs(inputs, findings, windowMs)
    yield* mergeByTime(logs, isOneFile ? null : createRepeats(windowMs))
  }
  return { batches: batches(), reading: () => ({ problems, clocks, coverage, counts }), tell }
}
