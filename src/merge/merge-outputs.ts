import { type CoverageLog, createCoverageLog } from '../events/coverage.js'
import { compareNames, type EventLog } from '../events/merge.js'
import type { Input } from '../input/inputs.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote } from '../model/termination.js'
import { createSplitter } from '../scan/split.js'
import { joinCoverage } from './read-coverage.js'
import { createOutputReader, type Output } from './read-outputs.js'
import { byMoment, type HeldTermination } from './read-termination.js'

/** What other runs found, as if this one had read their inputs. */
export interface Merged {
  readonly logs: readonly EventLog[]
  /** All is of one file of a log: no line can have come in another. */
  readonly isOneFile: boolean
  /** Of nodes that were judged whole, the latest first: each may be let go of when its turn has come. */
  readonly terminations: HeldTermination[]
  readonly coverage: CoverageLog
  readonly clocks: readonly ClockNote[]
  readonly lines: number
  readonly events: number
  readonly files: number
}

/** Outputs of `events` and of `timeline -o ndjson` → what they hold, together; damaged lines are told as problems. */
export async function mergeOutputs(
  inputs: AsyncIterable<Input>,
  tell: (problem: Problem) => void,
): Promise<Merged> {
  const outputs: Output[] = []
  for await (const input of inputs) {
    const reader = createOutputReader(input.name, tell)
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
    terminations: outputs
      .flatMap((output) => output.terminations)
      .sort(byMoment)
      .reverse(),
    coverage,
    clocks: readings.flatMap(({ clocks }) => clocks).sort((a, b) => compareNames(a.file, b.file)),
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
    isPipe: false,
    rest: () => [],
    async *open() {
      yield events
    },
  }
}
