import { type CoverageLog, createCoverageLog } from '../events/coverage.js'
import type { EventLog } from '../events/merge.js'
import type { Input } from '../input/inputs.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote, Termination } from '../model/termination.js'
import { createSplitter } from '../scan/split.js'
import { joinCoverage } from './read-coverage.js'
import { createOutputReader, type EvidenceReader, type Output } from './read-outputs.js'

/** What other runs found, as if this one had read their inputs. */
export interface Merged {
  readonly logs: readonly EventLog[]
  /** All is of one file of a log: no line can have come in another. */
  readonly isOneFile: boolean
  /** Of nodes that were judged whole, by time. */
  readonly terminations: readonly Termination[]
  readonly coverage: CoverageLog
  readonly clocks: readonly ClockNote[]
  readonly lines: number
  readonly events: number
  readonly files: number
}

/** Outputs of `events` and of `timeline -o ndjson` → what they hold, together; damaged lines are told as problems. */
export async function mergeOutputs(
  inputs: AsyncIterable<Input>,
  {
    readEvidence,
    tell,
  }: { readonly readEvidence: EvidenceReader; readonly tell: (problem: Problem) => void },
): Promise<Merged> {
  const outputs: Output[] = []
  for await (const input of inputs) {
    const reader = createOutputReader(input.name, { readEvidence, tell })
    const splitter = createSplitter()
    for await (const chunk of input.chunks) splitter.write(chunk, reader.line)
    splitter.write(LINE_END, reader.line)
    outputs.push(reader.end())
  }
  const coverage = createCoverageLog()
  for (const output of outputs) {
    const { note } = coverage.open()
    for (const event of output.events) note(event)
    for (const { node, ...seen } of joinCoverage(output.coverage)) coverage.retell(node, seen)
    for (const problem of output.readings.flatMap(({ problems }) => problems)) tell(problem)
  }
  const readings = outputs.flatMap((output) => output.readings)
  const events = outputs.flatMap((output) => output.events)
  return {
    logs: outputs.map(logOf),
    isOneFile: new Set(events.map(({ file }) => file)).size <= 1,
    terminations: outputs.flatMap((output) => output.terminations).sort(byTime),
    coverage,
    clocks: readings.flatMap(({ clocks }) => clocks).sort((a, b) => compare(a.file, b.file)),
    lines: readings.reduce((sum, { lines }) => sum + lines, 0),
    events: events.length,
    files: outputs.length,
  }
}

const LINE_END = new TextEncoder().encode('\n')

/** An output has the name of the log that it is of: where two logs meet in time their names decide. */
function logOf({ name, events }: Output): EventLog {
  const [first] = events
  return {
    name: first?.sequence?.log ?? first?.file ?? name,
    startsAt: -Infinity,
    isLive: false,
    rest: () => [],
    async *open() {
      yield events
    },
  }
}

/** As the records of one run are ordered. */
export function byTime(a: Termination, b: Termination): number {
  return momentOf(a) - momentOf(b) || compare(a.container.id ?? '', b.container.id ?? '')
}

const momentOf = ({ finishedAt, evidence }: Termination): number => finishedAt ?? evidence[0]?.time ?? 0
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
