import type { Source } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import type { Fact } from '../model/fact.js'
import type { Line } from '../model/line.js'
import type { Appetite, LineSink, ScannedLine } from '../model/line-sink.js'
import type { Problem } from '../model/problem.js'
import type { SeenLine } from '../model/seen-line.js'
import type { Clock, Mark, PlacedTime } from './clock.js'
import type { CoverageLog } from './coverage.js'
import { createFaultJoiner } from './fault-lines.js'
import type { Interpreter } from './interpret.js'
import { createKlogJoiner } from './klog-lines.js'
import { createMinuteSteps } from './minute-steps.js'
import { createNodeGatherer, isOomPiece, type NodeGatherer } from './node-gatherer.js'
import { eventOf, NONE, type Occurrence, type Standing } from './occurrence.js'
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

/** An opened line; its mark is set when it is read. */
interface Opened extends Standing {
  mark: Mark | null
  /** No needle stands in its message: only a report that is open can make sense of it. */
  readonly isPlain: boolean
}

/** What one line gave, before the clock has placed it. */
interface Sight {
  readonly node: string | null
  readonly source: Source | null
  readonly mark: Mark | null
  readonly sinceBoot: number | null
  /** So many lines before it were not handed over. */
  readonly skipped: number
  readonly events: readonly Occurrence[]
  /** Where it stands; undefined where nobody asks for it. */
  readonly place: SeenPlace | undefined
}

type SeenPlace = Pick<SeenLine, 'file' | 'line' | 'until' | 'tells'>

/** One node of this input. */
interface NodeState {
  readonly host: string | null
  readonly gatherer: NodeGatherer
  /** When the latest line of an OOM report came, or one while it waits for more; as if the zone were UTC. */
  lastMs: number | null
}

/**
 * Line → Envelope → Fact → Event, for the lines of one input in their order.
 *
 * Pieces that make one event are gathered by node; what a line says is kept until the clock can place it. Of nearly
 * every line one record comes, which is no part of another: then nothing is joined, and nothing waits.
 */
export function createInputReader(parts: InputReaderParts): InputReader {
  const { opener, interpreter, layout, clock, naming, emit, onPlaced, onProblem } = parts
  const coverage = parts.coverage.open()
  const skippedBefore = createSkipCount()
  const nodes = new Map<string | null, NodeState>()
  /** The node of the line before: most often the next one's, too. */
  let latestNode: NodeState | undefined
  /** Nothing came but borders between boots: the first line that names a node tells whose. */
  let headed: NodeGatherer | null = null
  /** Nodes with lines of an OOM report that wait for more. */
  const gathering = new Set<NodeState>()
  /** Nodes with an OOM report whose lines hold no needles. */
  const reporting = new Set<NodeState>()
  const records = createRecordAssembler<ScannedLine>()
  const split = createRecordJoiner<ScannedLine>()
  const joiner = createKlogJoiner<Opened>()
  const faults = createFaultJoiner<Opened>()
  const steps = createMinuteSteps()
  /** One of these is in the middle of something: it needs every line. */
  let isJoining = false
  /** One of them was asked since that was looked at. */
  let isTouched = false
  let waiting: Sight[] = []
  /** The number of the record that is being read: of a message in several records the last. */
  let latest = 0
  let position = 0
  let turned: ScannedLine[] = []
  /** What is told of a line may wait for others of its log: for the first one that names a host, or ties its boot to a time. */
  let isPatient = naming?.isPatient === true
  let isNamed = parts.node !== null || naming?.nodeOf(null) != null
  let isOnClock = true

  function stateOf(host: string | null): NodeState {
    if (latestNode?.host === host) return latestNode
    latestNode = nodes.get(host) ?? meet(host)
    return latestNode
  }

  function meet(host: string | null): NodeState {
    const made: NodeState = { host, gatherer: headed ?? createNodeGatherer(), lastMs: null }
    nodes.set(host, made)
    if (host !== null) {
      isNamed = true
      naming?.hear(host)
    }
    return made
  }

  function line(line: ScannedLine): Appetite {
    if (records.passes(line)) takeRecord(line, !line.hit)
    else {
      isTouched = true
      for (const record of records.next(line)) takeRecord(record, record === line && !line.hit)
    }
    if (turned.length >= MOST_TURNED) takeTurned()
    if (isTouched) look()
    return isJoining || reporting.size > 0 ? 'all' : 'hits'
  }

  function look(): void {
    isTouched = false
    isJoining = records.open || split.open || joiner.open || faults.open || steps.open
  }

  function takeRecord(record: ScannedLine, lacksNeedle: boolean): void {
    if (layout.isTurned) turned.push(record)
    else join(record, lacksNeedle)
  }

  function takeTurned(): void {
    const inOrder = turned.reverse()
    turned = []
    for (const record of inOrder) join(record, false)
  }

  function join(record: ScannedLine, lacksNeedle: boolean): void {
    latest = record.number
    if (split.passes(record)) take(record, lacksNeedle)
    else {
      isTouched = true
      for (const whole of split.next(record)) take(whole, lacksNeedle && whole === record)
    }
  }

  function take(line: ScannedLine, lacksNeedle: boolean): void {
    let envelope = opener.open(line.text)
    if (!steps.passes(envelope)) {
      isTouched = true
      envelope = steps.complete(envelope)
    }
    // A message that was unpacked may hold a needle that its line does not.
    const isPlain = lacksNeedle && line.text.endsWith(envelope.message)
    const opened = { envelope, line, position: ++position, log: layout.log, mark: null, isPlain }
    if (joiner.passes(envelope) && faults.passes(envelope)) return read(opened)
    isTouched = true
    const whole = joiner.next(opened)
    if (whole) for (const one of faults.next(whole)) read(one)
  }

  function read(opened: Opened): void {
    const { envelope } = opened
    const { host, program, stamp, sinceBoot } = envelope
    const before = latestNode
    const own = stateOf(host)
    const inReport = own.gatherer.reportOpen
    const fact = factOf(opened, inReport)
    // The journal's border between two boots stands among the lines of its node, and names none.
    const isTimeless = stamp === null && sinceBoot === null
    const isBorder = isTimeless && host === null && fact?.type === 'kernel.boot'
    const state = isBorder ? (before ?? own) : own
    headed = isBorder && (before === undefined || headed !== null) ? state.gatherer : null
    const { gatherer } = state
    const mark = clock.observe(stamp, fact, envelope.told)
    opened.mark = mark
    if (stamp === null && sinceBoot !== null) observeBoot(sinceBoot, envelope.told ? mark : null)
    if (gathering.size > 0 && stamp) restBefore(stamp.wallMs - SILENT_MS)
    let events = NONE
    // A report of lines that bear no time grows old by their count.
    if (fact || inReport || isTimeless) {
      events = fact ? gatherer.next(fact, opened) : gatherer.pass(opened)
      if (inReport || gatherer.reportOpen) follow(state, stamp && stamp.wallMs)
    }
    const source = sourceOf(program) ?? (fact ? sourceOfType(fact.type) : null)
    const timed = stamp === null && fact?.stamp === undefined ? null : mark
    if (source === null && timed === null && events.length === 0) {
      if (fact) parts.onSeen?.({ ...placeSeen(opened.line, latest, fact), node: host, source, time: null })
      return
    }
    const sight: Sight = {
      node: host,
      source,
      mark: timed,
      sinceBoot,
      skipped: skippedBefore(opened.line),
      events,
      place: parts.onSeen && placeSeen(opened.line, latest, fact),
    }
    const isReady = clock.settled && (!isPatient || (isNamed && isOnClock))
    if (isReady && waiting.length === 0) return tell(sight)
    waiting.push(sight)
    if (isReady || waiting.length > MOST_WAITING) release()
  }

  /** What is open on a node has changed. */
  function follow(state: NodeState, lastMs: number | null): void {
    state.lastMs = lastMs
    if (state.gatherer.reportOpen) gathering.add(state)
    else gathering.delete(state)
    if (state.gatherer.wantsAll) reporting.add(state)
    else reporting.delete(state)
  }

  /** Of several nodes in one log each goes on without waiting for one that fell silent. */
  function restBefore(timeMs: number): void {
    for (const state of gathering) {
      if (state.lastMs === null || state.lastMs >= timeMs) continue
      rest(state)
      gathering.delete(state)
    }
  }

  /** What waited for other lines is told as it is. */
  function rest(state: NodeState): readonly Problem[] {
    const { events, problems } = state.gatherer.end()
    const nothing = { source: null, mark: null, sinceBoot: null, skipped: 0, place: undefined }
    waiting.push({ node: state.host, ...nothing, events })
    follow(state, state.lastMs)
    return problems
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
  function observeBoot(sinceBoot: number, told: Mark | null): void {
    if (told) clock.observeBoot(sinceBoot, clock.place(told).time)
    isOnClock = clock.placeBoot(sinceBoot) !== null
  }

  /** Puts what a line gave on the clock. */
  function tell({ node: named, source, mark, sinceBoot, skipped, events, place }: Sight): void {
    const own = named ?? nodeOfNameless()
    const node = naming ? naming.nodeOf(own) : own
    const placed = mark && clock.place(mark)
    if (placed && (source || events.length > 0)) onPlaced(node, placed)
    const time = placed ? placed.time : sinceBoot === null ? null : clock.placeBoot(sinceBoot)
    coverage.see(node, source, time, skipped)
    if (place) parts.onSeen?.({ ...place, node, source, time })
    for (const occurrence of events) {
      const event = settle(occurrence, node, clock)
      coverage.note(event)
      emit(event)
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
      for (const state of nodes.values()) rest(state)
      release()
    },
    end() {
      for (const record of records.end()) for (const whole of split.next(record)) take(whole, false)
      for (const unfinished of split.end()) take(unfinished, false)
      for (const unfinished of joiner.end()) read(unfinished)
      for (const state of nodes.values()) for (const problem of rest(state)) onProblem(problem)
      release()
    },
  }
}

function placeSeen(line: Line, latest: number, fact: Fact | undefined): SeenPlace {
  const begins = fact?.type === 'oom.invoked'
  const tells = !fact ? 'nothing' : begins ? 'oom-report-begin' : isOomPiece(fact) ? 'oom-report' : 'event'
  return { file: line.file, line: line.number, until: Math.max(line.number, latest), tells }
}

/** The event on the solved clock; the message's own stamp makes its time finer. A line without either is placed by its boot's clock. */
function settle({ happening, at }: Occurrence, node: string | null, clock: Clock): Event {
  const { envelope, mark } = at
  const { stamp: written, sinceBoot } = envelope
  const own = happening.stamp
  if (mark && (written || own)) {
    const placed = clock.placeLine(mark, own)
    if (sinceBoot !== null) clock.observeBoot(sinceBoot, placed.time)
    return eventOf(happening, at, node, placed)
  }
  const time = sinceBoot === null ? null : clock.placeBoot(sinceBoot)
  return eventOf(happening, at, node, { time, stepMs: 1, origin: null })
}
