import type { Source } from '../model/coverage.js'
import type { Envelope } from '../model/envelope.js'
import type { Event, Placed, WholeFact } from '../model/event.js'
import type { Fact } from '../model/fact.js'
import type { Appetite, LineSink, ScannedLine } from '../model/line-sink.js'
import type { Problem } from '../model/problem.js'
import type { SeenLine } from '../model/seen-line.js'
import type { Stamp } from '../model/stamp.js'
import { createBootLog } from './boots.js'
import type { Clock, PlacedTime } from './clock.js'
import type { CoverageLog } from './coverage.js'

import { createFatalSignalLog } from './fatal-signals.js'
import { createFaultJoiner } from './fault-lines.js'
import type { Interpreter } from './interpret.js'
import { createMinuteSteps } from './minute-steps.js'
import { createKlogJoiner } from './klog-lines.js'
import { createOomGatherer, type OomFact } from './oom-report.js'
import { eventOf, type Occurrence } from './occurrence.js'
import type { Opener } from './open.js'
import { createRecordAssembler } from './records.js'
import { createSkipCount } from './skips.js'
import { sourceOf, sourceOfType } from './source.js'
import { createRecordJoiner } from './split-records.js'

export interface InputReaderParts {
  readonly opener: Opener
  readonly interpreter: Interpreter
  readonly clock: Clock
  readonly layout: Layout
  /** The node of lines that name none, where it is known beforehand. */
  readonly node: string | null
  readonly naming?: Naming | undefined
  readonly coverage: Pick<CoverageLog, 'open'>
  readonly emit: (event: Event) => void
  /** A line was placed on the clock, whether it gave events or not; in the order of the lines. */
  readonly onPlaced: (node: string | null, placed: PlacedTime) => void
  readonly onProblem: (problem: Problem) => void
  /** Each line that told something, in the order of the lines. */
  readonly onSeen?: ((seen: SeenLine) => void) | undefined
}

/** Whose lines are whose, where more is known than what one log tells. */
export interface Naming {
  /** A line is of this host; told once. */
  readonly hear: (host: string) => void
  /** The node of lines that are of this host; null: they name none, nor does their log. */
  readonly nodeOf: (host: string | null) => string | null
  /** What comes before the first line that names a host waits for it, unless too much does or nothing comes. */
  readonly isPatient: boolean
}

/** What may change from part to part of a log. */
export interface Layout {
  /** The name of a log whose lines are not numbered through; null: the numbers of its lines tell their order. */
  readonly log: string | null
  /** Records that span lines come newest first. */
  readonly isTurned: boolean
}

/** Takes the lines that the scan hands over of one input, and ends with it. */
export interface InputReader extends LineSink {
  /** Nothing came for a while: what waits for other lines is given as it is. */
  readonly rest: () => void
  /** One of the files ends that the log is kept in. */
  readonly endPart: () => void
  /** The last line stands within an OOM report. */
  readonly isReporting: boolean
  readonly end: () => void
}

/** Of records that come newest first so many are turned round at a time. */
const MOST_TURNED = 100_000
/** Sights wait for the clock: the lines that tell year and zone may come after the first ones. */
const MOST_WAITING = 4096

/** A node of which nothing came for so long, where others' lines did, may be silent for good. */
const SILENT_MS = 60_000

/** An opened line that still knows where it stands. */
interface Opened {
  readonly envelope: Envelope
  readonly line: ScannedLine
  /** Its place among the lines that were handed over of this log. */
  readonly position: number
  /** No needle stands in its message: only a report that is open can make sense of it. */
  readonly isPlain: boolean
}

/** What one line gave, before the clock has placed it. */
interface Sight {
  readonly node: string | null
  readonly source: Source | null
  readonly stamp: Stamp | null
  readonly sinceBoot: number | null
  /** So many lines before it were not handed over. */
  readonly skipped: number
  readonly events: readonly Occurrence[]
  /** Where it stands; absent where nobody asks for it. */
  readonly place?: Pick<SeenLine, 'file' | 'line' | 'until' | 'tells'>
}

/**
 * Line → Envelope → Fact → Event, for the lines of one input in their order.
 *
 * Pieces that make one event are gathered by node; what a line says is kept until the clock can place it.
 */
export function createInputReader(parts: InputReaderParts): InputReader {
  const { opener, interpreter, layout, clock, naming, emit, onPlaced, onProblem } = parts
  const coverage = parts.coverage.open()
  const skippedBefore = createSkipCount()
  const nodes = new Map<string | null, NodeState>()
  /** Nodes with lines of an OOM report that wait for more. */
  const gathering = new Map<string | null, NodeState>()
  /** Nodes with an OOM report whose lines hold no needles. */
  const reporting = new Set<NodeState>()
  const records = createRecordAssembler<ScannedLine>()
  const split = createRecordJoiner<ScannedLine>()
  const joiner = createKlogJoiner<Opened>()
  const faults = createFaultJoiner<Opened>()
  const steps = createMinuteSteps()
  let waiting: Sight[] = []
  /** The number of the record that is being read: of a message in several records the last. */
  let latest = 0
  let position = 0
  let turned: ScannedLine[] = []
  /** What is told of a line may wait for others of its log: for the first one that names a host, or ties its boot to a time. */
  let isPatient = naming?.isPatient === true
  let isNamed = parts.node !== null || naming?.nodeOf(null) != null
  let isOnClock = true

  const stateOf = (node: string | null): NodeState => {
    const known = nodes.get(node)
    if (known) return known
    const made: NodeState = {
      oom: createOomGatherer(),
      boots: createBootLog(),
      signals: createFatalSignalLog(),
      lastMs: null,
    }
    nodes.set(node, made)
    if (node !== null) {
      isNamed = true
      naming?.hear(node)
    }
    return made
  }

  function line(line: ScannedLine): Appetite {
    for (const record of records.next(line)) {
      if (layout.isTurned) turned.push(record)
      else {
        latest = record.number
        for (const whole of split.next(record)) take(whole, whole === line && !line.hit)
      }
    }
    if (turned.length >= MOST_TURNED) takeTurned()
    const isAsking = records.open || split.open || joiner.open || faults.open || steps.open
    return isAsking || reporting.size > 0 ? 'all' : 'hits'
  }

  function takeTurned(): void {
    for (const record of turned.reverse()) {
      latest = record.number
      for (const whole of split.next(record)) take(whole, false)
    }
    turned = []
  }

  function take(line: ScannedLine, lacksNeedle: boolean): void {
    const envelope = steps.complete(opener.open(line.text))
    // A message that was unpacked may hold a needle that its line does not.
    const isPlain = lacksNeedle && line.text.endsWith(envelope.message)
    const whole = joiner.next({ envelope, line, position: ++position, isPlain })
    if (whole) for (const one of faults.next(whole)) read(one)
  }

  function read(opened: Opened): void {
    const { envelope } = opened
    const { host, program, stamp, told } = envelope
    const node = stateOf(host)
    const inReport = node.oom.reportOpen
    const fact = factOf(opened, inReport)
    clock.observe(stamp, fact, told)
    observeBoot(envelope)
    if (gathering.size > 0 && stamp) restBefore(stamp.wallMs - SILENT_MS)
    let events = NONE
    // A report of lines that bear no time grows old by their count.
    const isTimeless = stamp === null && envelope.sinceBoot === null
    if (fact || inReport || isTimeless) {
      const at = placeOf(opened, layout.log)
      events = fact ? occurrencesOf(fact, node, envelope, at) : node.oom.pass(at)
      node.lastMs = stamp && stamp.wallMs
      if (node.oom.reportOpen) gathering.set(host, node)
      else gathering.delete(host)
      if (node.oom.wantsAll) reporting.add(node)
      else reporting.delete(node)
    }
    const source = sourceOf(program) ?? (fact ? sourceOfType(fact.type) : null)
    const written = stamp ?? fact?.stamp ?? null
    if (source === null && written === null && events.length === 0) {
      if (fact) parts.onSeen?.({ ...placeSeen(opened, latest, fact), node: host, source, time: null })
      return
    }
    const skipped = skippedBefore(opened.line)
    const { sinceBoot } = envelope
    const sight: Sight = { node: host, source, stamp: written, sinceBoot, skipped, events }
    const seen = parts.onSeen ? { ...sight, place: placeSeen(opened, latest, fact) } : sight
    const isReady = clock.settled && (!isPatient || (isNamed && isOnClock))
    if (waiting.length === 0 && isReady) return tell(seen)
    waiting.push(seen)
    if (isReady || waiting.length > MOST_WAITING) release()
  }

  /** Of several nodes in one log each goes on without waiting for one that fell silent. */
  function restBefore(timeMs: number): void {
    for (const [node, { oom, lastMs }] of gathering) {
      if (lastMs === null || lastMs >= timeMs) continue
      gathering.delete(node)
      rest(node, oom.end().events)
    }
  }

  /** What waited for other lines is told as it is. */
  function rest(node: string | null, events: readonly Occurrence[]): void {
    waiting.push({ node, source: null, stamp: null, sinceBoot: null, skipped: 0, events })
  }

  /** Of a message without a needle only a report that is open can make something. */
  function factOf({ envelope, isPlain }: Opened, inReport: boolean): Fact | undefined {
    if (!isPlain) return interpreter.interpret(envelope, inReport)
    return inReport ? interpreter.interpretPiece(envelope) : undefined
  }

  function release(): void {
    const sights = waiting
    waiting = []
    isPatient = false
    for (const sight of sights) tell(sight)
  }

  /** A line without a time of day may be placed by one to come of the same boot. */
  function observeBoot({ stamp, sinceBoot, told }: Envelope): void {
    if (stamp !== null || sinceBoot === null) return
    if (told) clock.observeBoot(sinceBoot, clock.place(told).time)
    isOnClock = clock.placeBoot(sinceBoot) !== null
  }

  /** Puts what a line gave on the clock. */
  function tell({ node: named, source, stamp, sinceBoot, skipped, events, place }: Sight): void {
    const own = named ?? nodeOfNameless()
    const node = naming ? naming.nodeOf(own) : own
    const placed = stamp && clock.place(stamp)
    if (placed && (source || events.length > 0)) onPlaced(node, placed)
    const time = placed?.time ?? (sinceBoot === null ? null : clock.placeBoot(sinceBoot))
    coverage.see(node, source, time, skipped)
    if (place) parts.onSeen?.({ ...place, node, source, time })
    for (const event of events) {
      const settled = settle(event, node, clock)
      coverage.note(settled)
      emit(settled)
    }
  }

  /** Lines that name no host are of the only one that this input names. */
  function nodeOfNameless(): string | null {
    let only: string | null = null
    for (const node of nodes.keys()) {
      if (node === null) continue
      if (only !== null) return parts.node
      only = node
    }
    return only ?? parts.node
  }

  return {
    line,
    problem: onProblem,
    endPart: takeTurned,
    get isReporting() {
      return reporting.size > 0
    },
    rest() {
      for (const [node, { oom }] of nodes) rest(node, oom.end().events)
      release()
    },
    end() {
      for (const record of records.end()) for (const whole of split.next(record)) take(whole, false)
      for (const unfinished of split.end()) take(unfinished, false)
      for (const unfinished of joiner.end()) read(unfinished)
      for (const [node, { oom }] of nodes) {
        const { events, problems } = oom.end()
        rest(node, events)
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
  /** When the latest line of an OOM report came, or one while it waits for more; as if the zone were UTC. */
  lastMs: number | null
}

const NONE: readonly Occurrence[] = []

/** Where a line stands, at a provisional time: its reading as if the zone were UTC. */
function placeOf({ envelope, line, position }: Opened, log: string | null): Placed {
  const { stamp, host, program, sinceBoot } = envelope
  const place: Placed = {
    time: stamp && stamp.wallMs,
    stepMs: stamp?.stepMs ?? 1000,
    node: host,
    program,
    file: line.file,
    line: line.number,
    order: line.offset,
    text: line.text,
    origin: null,
    written: stamp,
    sinceBoot,
  }
  return log === null ? place : { sequence: { log, at: position }, ...place }
}

function placeSeen({ line }: Opened, latest: number, fact: Fact | undefined): NonNullable<Sight['place']> {
  const begins = fact?.type === 'oom.invoked'
  const tells = !fact ? 'nothing' : begins ? 'oom-report-begin' : isOomPiece(fact) ? 'oom-report' : 'event'
  return { file: line.file, line: line.number, until: Math.max(line.number, latest), tells }
}

function occurrencesOf(
  fact: Fact,
  node: NodeState,
  { repeated, program }: Envelope,
  at: Placed,
): readonly Occurrence[] {
  const told = gather(fact, node, at)
  return repeated === undefined ? told : [...told, foldedLines(repeated, program, at)]
}

function gather(fact: Fact, node: NodeState, at: Placed): readonly Occurrence[] {
  if (isOomPiece(fact)) return node.oom.next(fact, at)
  const aged = node.oom.reportOpen ? node.oom.pass(at) : NONE
  const whole = wholeOccurrences(fact, node, at)
  return aged.length === 0 ? whole : [...aged, ...whole]
}

function wholeOccurrences(fact: WholeFact, node: NodeState, at: Placed): readonly Occurrence[] {
  if (isToldAgain(fact, node, at)) return NONE
  if (fact.type !== 'kubelet.container_finished' || fact.others === undefined)
    return [{ happening: fact, at }]
  const { others, ...one } = fact
  return [one, ...others.map((other) => ({ ...one, ...other }))].map((happening) => ({ happening, at }))
}

/** Several lines may tell of one boot, and of one fatal signal. */
function isToldAgain(fact: WholeFact, { boots, signals }: NodeState, at: Placed): boolean {
  if (fact.type !== 'kernel.boot' && fact.type !== 'kernel.fatal_signal') return false
  const event = eventOf({ happening: fact, at })
  if (event.type === 'kernel.boot') return !boots.isFirst(event)
  return event.type === 'kernel.fatal_signal' && !signals.isFirst(event)
}

/** Lines of interest that a writer folded into one: their own times are lost. */
function foldedLines(repeated: number, program: string | null, at: Placed): Occurrence {
  const says = `message repeated ${repeated} times`
  return { happening: { type: 'log.gap', lost: repeated - 1, of: program, says }, at }
}

function isOomPiece(fact: Fact): fact is OomFact {
  return fact.type.startsWith('oom.')
}

/** The event on the solved clock; the message's own stamp makes its time finer. A line without either is placed by its boot's clock. */
function settle(occurrence: Occurrence, node: string | null, clock: Clock): Event {
  const { written, sinceBoot } = occurrence.at
  const placed = clock.placeLine(written, occurrence.happening.stamp ?? null)
  if (placed) {
    if (sinceBoot !== null) clock.observeBoot(sinceBoot, placed.time)
    return eventOf(occurrence, { node, ...placed })
  }
  const time = sinceBoot === null ? null : clock.placeBoot(sinceBoot)
  return eventOf(occurrence, { time, stepMs: 1, node, origin: null })
}
