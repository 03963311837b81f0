import { createInterpreter } from './events/interpret.js'
import { type CoverageLog, createCoverageLog } from './events/coverage.js'
import { followByTime, type Mark } from './events/follow-by-time.js'
import { mergeByTime } from './events/merge.js'
import { createRepeats } from './events/repeats.js'
import type { Input } from './input/inputs.js'
import type { OpenScratch } from './input/scratch.js'
import { createSpool } from './input/spool.js'
import { createCorrelator } from './correlate/correlate.js'
import { gatherLogs } from './logs/gather-logs.js'
import { createEventHold } from './logs/held-events.js'
import { mergeOutputs } from './merge/merge-outputs.js'
import { byMoment, type Moment, momentOf } from './merge/read-termination.js'
import { createEvidenceReader } from './merge/reread-evidence.js'
import type { Case } from './model/case.js'
import type { Event } from './model/event.js'
import { countUntiedKills } from './logs/untied-kills.js'
import { watchOrder } from './logs/watch-order.js'
import { needlesOf } from './model/needles-of.js'
import type { Grammar } from './model/parser.js'
import type { Problem } from './model/problem.js'
import type { SeenLine } from './model/seen-line.js'
import type { ClockNote, Termination } from './model/termination.js'
import type { ClockSettings, LogFindings } from './logs/read-log.js'
import { SAMPLED_BYTES } from './scan/scan.js'
import { createSearch, type StartThread } from './scan/search.js'
import { judge } from './verdict/judge.js'

/** What is known once all inputs are read. */
export interface Reading {
  readonly problems: readonly Problem[]
  readonly clocks: readonly ClockNote[]
  readonly coverage: CoverageLog
  /** By input: the node of lines that name none, or name it otherwise, where the logs beside it told. */
  readonly joined: ReadonlyMap<string, string>
  readonly counts: {
    readonly files: number
    readonly lines: number
    readonly bytes: number
    readonly events: number
  }
  /** OOM kills that stand in no record; absent where there are no records. */
  readonly untiedKills?: number
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
  settings: EventSettings,
): EventStream {
  const { batches, reading } = readInputs(inputs, grammar, { ...settings, windowMs: WINDOW_MS })
  async function* all(): AsyncGenerator<Event> {
    for await (const events of batches)
      if (typeof events !== 'string') for (const event of events) yield event
  }
  return { [Symbol.asyncIterator]: all, reading }
}

export type { ClockSettings }

/** Waits, on the clock of the wall, for a while in which nothing comes: it may be ended early. */
export type WaitForLull = (signal: AbortSignal) => Promise<void>

export interface EventSettings extends ClockSettings {
  /** Set where inputs may be written while they are read: what is known is told when nothing comes for a while. */
  readonly waitForLull?: WaitForLull
  /** How many threads search large inputs ahead of the one that reads their lines, and what starts one; default none. */
  readonly searchThreads?: { readonly count: number; readonly start: StartThread }
  /** Takes the events of archives that are too many for memory; absent: all are held in memory. */
  readonly openScratch?: OpenScratch
  /** Called with each line that told something, log by log in the order of its lines. */
  readonly onSeen?: (seen: SeenLine) => void
}

export interface TimelineSettings extends EventSettings {
  /** Milliseconds of log time by which a line may come late and still amend a record; default 5 minutes. */
  readonly windowMs?: number
  /** How many lines of containers that have not ended are kept in memory; default a million. */
  readonly maxOpen?: number
  /** Takes the place of the records of pods' sandboxes: who only counts those need not wait for what the lines prove of them. */
  readonly onSandbox?: () => void
  /** Called with each event before it is correlated. */
  readonly onEvent?: (event: Event) => void
}

/** What is asked of outputs whose clocks are solved. */
export type MergeSettings = Omit<TimelineSettings, keyof EventSettings>

/** The terminations by time, each as soon as no line within the window can change it; of live inputs as they settle. */
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
  const { windowMs = WINDOW_MS } = settings
  return correlate(readInputs(inputs, grammar, { ...settings, windowMs }), { ...settings, windowMs })
}

type CorrelateSettings = MergeSettings & { readonly windowMs: number }

function correlate(
  { batches, counts, reading, tell }: Batches,
  { windowMs, maxOpen, onSandbox, onEvent }: CorrelateSettings,
): TerminationStream {
  const kills = countUntiedKills()
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
    const watch = watchOrder(tell)
    function* recordsOf(cases: readonly Case[]): Generator<Termination> {
      for (const one of cases) {
        if (onSandbox && one.container.sandbox) {
          watch({ finishedAt: one.end?.at ?? null, evidence: one.own })
          kills.tie(one.own)
          onSandbox()
        } else {
          const record = judge(one)
          watch(record)
          kills.tie(record.evidence)
          yield record
        }
      }
    }
    for await (const events of batches) {
      if (events === 'caught-up') yield* recordsOf(correlator.reach(counts.reached))
      else if (events === 'lull') yield* recordsOf(correlator.settle())
      else
        for (const event of events) {
          onEvent?.(event)
          kills.see(event)
          const cases = correlator.next(event)
          // Nearly always none, and an iterator costs more than the asking.
          if (cases.length > 0) yield* recordsOf(cases)
        }
    }
    yield* recordsOf(correlator.end())
  }

  return {
    [Symbol.asyncIterator]: terminations,
    reading: () => ({ ...reading(), untiedKills: kills.count() }),
  }
}

/** Outputs of `events` and of `timeline -o ndjson` → the terminations, as of one run over all that they were made of. */
export function readMerged(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  { windowMs = WINDOW_MS, ...settings }: MergeSettings,
): TerminationStream {
  const problems: Problem[] = []
  const tell = (problem: Problem) => void problems.push(problem)
  const joined = new Map<string, string>()
  let known: Reading = { problems, clocks: [], coverage: createCoverageLog(), joined, counts: NOTHING_READ }
  let reading = () => known

  async function* terminations(): AsyncGenerator<Termination> {
    const readEvidence = createEvidenceReader(grammar)
    const merged = await mergeOutputs(inputs, tell)
    const { clocks, coverage, files, lines, events, isOneFile } = merged
    known = { ...known, clocks, coverage, counts: { files, lines, bytes: 0, events } }
    const batches = mergeByTime(merged.logs, isOneFile ? null : createRepeats(windowMs))
    const counts = { ...known.counts, reached: -Infinity }
    const judged = correlate({ batches, counts, reading: () => known, tell }, { windowMs, ...settings })
    reading = judged.reading
    const waiting = merged.terminations
    function* before(moment: Moment): Generator<Termination> {
      for (let next = waiting.at(-1); next && byMoment(next, moment) < 0; next = waiting.at(-1)) {
        waiting.pop()
        yield next.read(readEvidence)
      }
    }
    for await (const one of judged) {
      yield* before(momentOf(one))
      yield one
    }
    yield* before({ at: Infinity, id: '' })
  }
  return { [Symbol.asyncIterator]: terminations, reading: () => reading() }
}

const NOTHING_READ = { files: 0, lines: 0, bytes: 0, events: 0 }

interface Batches {
  readonly batches: AsyncIterable<readonly Event[] | Mark>
  readonly counts: LogFindings['counts']
  readonly reading: () => Reading
  readonly tell: (problem: Problem) => void
}

function readInputs(
  inputs: AsyncIterable<Input>,
  grammar: Grammar,
  {
    windowMs,
    waitForLull,
    searchThreads,
    openScratch,
    onSeen,
    ...clock
  }: Required<Pick<TimelineSettings, 'windowMs'>> & EventSettings,
): Batches {
  const problems: Problem[] = []
  const clocks: ClockNote[] = []
  const coverage = createCoverageLog()
  const counts = { files: 0, lines: 0, bytes: 0, events: 0, reached: -Infinity }
  const tell = (problem: Problem) => void problems.push(problem)
  const needles = needlesOf(grammar)
  const search = searchThreads
    ? createSearch(needles, SAMPLED_BYTES, searchThreads.count, searchThreads.start)
    : null
  const hold = createEventHold(openScratch)
  const spool = openScratch ? createSpool({ onProblem: tell, openScratch }) : null
  const findings: LogFindings = {
    envelopes: grammar.envelopes,
    interpreter: createInterpreter(grammar.messages),
    needles,
    search,
    hold,
    spool,
    clock,
    coverage,
    counts,
    tell,
    clocks: [],
    joined: new Map(),
    onSeen,
  }

  async function* batches(): AsyncGenerator<readonly Event[] | Mark> {
    try {
      const { logs, isOneFile } = await gatherLogs(inputs, findings, windowMs)
      const repeats = isOneFile ? null : createRepeats(windowMs)
      if (waitForLull && logs.some(({ isLive }) => isLive)) yield* followByTime(logs, repeats, waitForLull)
      else yield* mergeByTime(logs, repeats)
    } finally {
      search?.close()
      await hold.close()
      await spool?.close()
    }
  }

  /** The list stays the same one: who holds it sees what the clocks have settled on since. */
  function reading(): Reading {
    const notes = findings.clocks.flatMap((notesOf) => notesOf())
    clocks.splice(0, clocks.length, ...notes.sort((a, b) => (a.file < b.file ? -1 : Number(a.file > b.file))))
    return { problems, clocks, coverage, joined: findings.joined, counts }
  }
  return { batches: batches(), counts, reading, tell }
}
