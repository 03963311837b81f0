import type { Source } from '../model/coverage.js'
import type { Envelope } from '../model/envelope.js'
import type { Event, Placed, WholeFact } from '../model/event.js'
import type { Fact } from '../model/fact.js'
import type { Line } from '../model/line.js'
import type { Appetite, LineSink } from '../model/line-sink.js'
import type { Problem } from '../model/problem.js'
import type { Stamp } from '../model/stamp.js'
import { createBootLog } from './boots.js'
import type { Clock, PlacedTime } from './clock.js'
import type { CoverageLog } from './coverage.js'
import { createFatalSignalLog } from './fatal-signals.js'
import type { Interpreter } from './interpret.js'
import { createKlogJoiner } from './klog-lines.js'
import { createOomGatherer, type OomFact } from './oom-report.js'
import type { Opener } from './open.js'
import { createRecordAssembler } from './records.js'
import { sourceOf, sourceOfType } from './source.js'

export interface InputReaderParts {
  readonly opener: Opener
  readonly interpreter: Interpreter
  readonly clock: Clock
  /** The name of a log of which this is one of several parts; null: it is whole. */
  readonly log: string | null
  /** The node of lines that name none, where it is known beforehand. */
  readonly node: string | null
  readonly coverage: CoverageLog
  readonly emit: (event: Event) => void
  /** A line was placed on the clock, whether it gave events or not; in the order of the lines. */
  readonly onPlaced: (node: string | null, placed: PlacedTime) => void
  readonly onProblem: (problem: Problem) => void
}

/** Takes the lines that the scan hands over of one input, and ends with it. */
export interface InputReader extends LineSink {
  readonly end: () => void
}

/** Sights wait for the clock: the lines that tell year and zone may come after the first ones. */
const MOST_WAITING = 4096

/** An opened line that still knows where it stands. */
type Seen = Envelope & {
  readonly line: Line
  readonly sequence: { readonly log: string; readonly at: number } | null
}

/** What one line gave, before the clock has placed it. */
interface Sight {
  readonly node: string | null
  readonly source: Source | null
  readonly stamp: Stamp | null
  readonly events: readonly Event[]
}

/**
 * Line → Envelope → Fact → Event, for the lines of one input in their order.
 *
 * Pieces that make one event are gathered by node; what a line says is kept until the clock can place it.
 */
export function createInputReader(parts: InputReaderParts): InputReader {
  const { opener, interpreter, log, clock, coverage, emit, onPlaced, onProblem } = parts
  const nodes = new Map<string | null, NodeState>()
  const records = createRecordAssembler()
  const joiner = createKlogJoiner<Seen>()
  let waiting: Sight[] = []
  let position = 0

  const stateOf = (node: string | null): NodeState => {
    const known = nodes.get(node)
    if (known) return known
    const made: NodeState = {
      oom: createOomGatherer(),
      boots: createBootLog(),
      signals: createFatalSignalLog(),
    }
    nodes.set(node, made)
    return made
  }

  function line(line: Line): Appetite {
    for (const record of records.next(line)) take(record)
    const wantsAll = records.open || joiner.open || [...nodes.values()].some(({ oom }) => oom.reportOpen)
    return wantsAll ? 'all' : 'hits'
  }

  function take(record: Line): void {
    const sequence = log === null ? null : { log, at: ++position }
    const whole = joiner.next({ ...opener.open(record.text), line: record, sequence })
    if (whole) read(whole)
  }

  function read(envelope: Seen): void {
    const node = stateOf(envelope.host)
    const fact = interpreter.interpret(envelope, node.oom.reportOpen)
    clock.observe(envelope.stamp, fact, envelope.told)
    const at = placeOf(envelope)
    const events = fact ? [...gather(fact, node, at), ...foldedLines(envelope, at)] : node.oom.pass(at)
    const source = sourceOf(envelope.program) ?? (fact ? sourceOfType(fact.type) : null)
    if (source === null && events.length === 0) return
    waiting.push({ node: envelope.host, source, stamp: envelope.stamp ?? fact?.stamp ?? null, events })
    if (clock.settled || waiting.length > MOST_WAITING) release()
  }

  function release(): void {
    const sights = waiting
    waiting = []
    const elsewhere = nodeOfNameless()
    for (const { node: named, source, stamp, events } of sights) {
      const node = named ?? elsewhere
      const placed = stamp && clock.place(stamp)
      if (placed) onPlaced(node, placed)
      if (source) coverage.see(node, source, placed && placed.time)
      for (const event of events) {
        const settled = settle({ ...event, node }, clock)
        coverage.note(settled)
        emit(settled)
      }
    }
  }

  /** Lines that name no node are of the only one that this input names. */
  function nodeOfNameless(): string | null {
    const named = [...nodes.keys()].filter((node) => node !== null)
    return named.length === 1 ? (named[0] ?? null) : parts.node
  }

  return {
    line,
    problem: onProblem,
    end() {
      for (const record of records.end()) take(record)
      for (const unfinished of joiner.end()) read(unfinished)
      for (const [node, { oom }] of nodes) {
        const { events, problems } = oom.end()
        waiting.push({ node, source: null, stamp: null, events })
        for (const problem of problems) onProblem(problem)
      }
      release()
    },
  }
}

interface NodeState {
  readonly oom: ReturnType<typeof createOomGatherer>
  readonly boots: ReturnType<typeof createBootLog>
  readonly signals: ReturnType<typeof createFatalSignalLog>
}

/** Where a line stands, at a provisional time: its reading as if the zone were UTC. */
function placeOf({ stamp, line, sequence, ...envelope }: Seen): Placed {
  return {
    ...(sequence && { sequence }),
    time: stamp && stamp.wallMs,
    stepMs: stamp?.stepMs ?? 1000,
    node: envelope.host,
    program: envelope.program,
    file: line.file,
    line: line.number,
    order: line.offset,
    text: line.text,
    origin: null,
    written: stamp,
    sinceBoot: envelope.sinceBoot,
  }
}

function gather(fact: Fact, node: NodeState, at: Placed): readonly Event[] {
  if (isOomPiece(fact)) return node.oom.next(fact, at)
  const aged = node.oom.reportOpen ? node.oom.pass(at) : []
  return [...aged, ...wholeEvents(fact, node, at)]
}

function wholeEvents(fact: WholeFact, node: NodeState, at: Placed): readonly Event[] {
  const event: Event = { ...fact, ...at }
  if (event.type === 'kernel.boot' && !node.boots.isFirst(event)) return []
  if (event.type === 'kernel.fatal_signal' && !node.signals.isFirst(event)) return []
  if (event.type !== 'kubelet.container_finished') return [event]
  const { others = [], ...one } = event
  return [one, ...others.map((other) => ({ ...one, ...other }))]
}

/** Lines of interest that a writer folded into one: their own times are lost. */
function foldedLines({ repeated, program }: Envelope, at: Placed): readonly Event[] {
  if (repeated === undefined) return []
  return [
    { type: 'log.gap', lost: repeated - 1, of: program, says: `message repeated ${repeated} times`, ...at },
  ]
}

function isOomPiece(fact: Fact): fact is OomFact {
  return fact.type.startsWith('oom.')
}

/** The event on the solved clock; the message's own stamp makes its time finer. A line without either is placed by its boot's clock. */
function settle(event: Event, clock: Clock): Event {
  const placed = clock.placeLine(event.written, event.stamp ?? null)
  if (placed) {
    if (event.sinceBoot !== null) clock.observeBoot(event.sinceBoot, placed.time)
    return { ...event, ...placed }
  }
  const time = event.sinceBoot === null ? null : clock.placeBoot(event.sinceBoot)
  return { ...event, time, stepMs: 1, origin: null }
}
