import { type Input, openInputs } from '../input/inputs.js'
import { isReadFailure, type Problem } from '../model/problem.js'
import type { Termination } from '../model/termination.js'
import type { Reading } from '../pipeline.js'
import { escapeTerminal } from '../render/escape.js'
import { noteUnseen } from '../status/notes.js'
import { type BesideStatus, besideStatus } from './beside-status.js'
import {
  createClaimFilter,
  createEventFilter,
  createNodeFilter,
  createTerminationFilter,
  type LogFrame,
  needsWholeLog,
} from './choose.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import type { Outlet } from './outlet.js'
import { coverageFormats, eventFormats, type Format, summaryFormats, timelineFormats } from './renderers.js'
import type { Settings } from './settings.js'
import { readStatusFiles } from './status-files.js'
import { problemLines } from './tell-problems.js'

type SettingsOf<Command> = Extract<Settings, { readonly command: Command }>
type ReportSettings = SettingsOf<'summary' | 'coverage'>
type ReadingSettings = SettingsOf<'timeline' | 'events'> | ReportSettings

/** Where a run reads and writes. */
export interface Ways {
  readonly library: Library
  readonly outlet: Outlet
  readonly io: Io
}

/** Reads what is to be read and prints what is asked of it; gives the exit status. */
export function run(settings: ReadingSettings, ways: Ways): Promise<number> {
  switch (settings.command) {
    case 'timeline':
      return runTimeline(settings, ways)
    case 'summary':
      return runSummary(settings, ways)
    case 'coverage':
      return runCoverage(settings, ways)
    case 'events':
      return runEvents(settings, ways)
  }
}

/** Prints the terminations. */
async function runTimeline(settings: SettingsOf<'timeline'>, ways: Ways): Promise<number> {
  const format = timelineFormats[settings.format]
  const asked = settings.statusFiles.length > 0 ? await readStatusFiles(settings.statusFiles, ways.io) : null
  let beside: BesideStatus | undefined
  return print(settings, ways, {
    open(inputs) {
      const stream = ways.library.timeline(inputs, settings.clock)
      beside = asked ? besideStatus(stream, asked.status) : undefined
      return beside ?? stream
    },
    format,
    createSorter: (frame) => sortTerminations(settings, frame, format.isData || settings.choice.all),
    problems: asked?.problems ?? [],
    notes(reading) {
      const unseen = beside?.unseen().filter(createClaimFilter(settings.choice, frameOf(reading, settings)))
      return noteUnseen(unseen ?? [], reading.coverage.nodes())
    },
  })
}

/** Prints what the terminations have in common. */
function runSummary(settings: ReportSettings, ways: Ways): Promise<number> {
  return print(settings, ways, {
    open: (inputs) => ways.library.timeline(inputs, settings.clock),
    format: summaryFormats[settings.format],
    createSorter: (frame) => sortTerminations(settings, frame, settings.choice.all),
  })
}

/** Prints what the inputs cover. */
function runCoverage(settings: ReportSettings, ways: Ways): Promise<number> {
  return print(settings, ways, {
    open: (inputs) => ways.library.events(inputs, settings.clock),
    format: coverageFormats[settings.format],
    createSorter: () => () => 'uncounted',
  })
}

/** Prints the events. */
function runEvents(settings: SettingsOf<'events'>, ways: Ways): Promise<number> {
  return print(settings, ways, {
    open: (inputs) => ways.library.events(inputs, settings.clock),
    format: eventFormats[settings.format],
    createSorter(frame) {
      const isChosen = createEventFilter(settings.choice, frame)
      return (event) => (isChosen(event) ? 'shown' : 'filtered')
    },
  })
}

/** What becomes of a record: printed, left out and counted as such, or left out without a word. */
type Fate = 'shown' | 'sandboxes' | 'filtered' | 'uncounted'

function sortTerminations(
  { choice }: ReadingSettings,
  frame: LogFrame,
  showsSandboxes: boolean,
): (termination: Termination) => Fate {
  const isChosen = createTerminationFilter(choice, frame)
  return (termination) => {
    const isHidden = termination.container.sandbox && !showsSandboxes
    if (isChosen(termination)) return isHidden ? 'sandboxes' : 'shown'
    return isHidden ? 'uncounted' : 'filtered'
  }
}

interface Printing<T> {
  readonly open: (inputs: AsyncIterable<Input>) => AsyncIterable<T> & { readonly reading: () => Reading }
  readonly format: Format<T>
  readonly createSorter: (frame: LogFrame) => (item: T) => Fate
  /** Met before the first input was opened. */
  readonly problems?: readonly Problem[]
  /** What is told beside the records once all are printed. */
  readonly notes?: (reading: Reading) => readonly string[]
}

async function print<T>(
  settings: ReadingSettings,
  { outlet, io }: Ways,
  printing: Printing<T>,
): Promise<number> {
  const { open, format, createSorter } = printing
  const { files, choice, look } = settings
  const renderer = format.create(look)
  const problems: Problem[] = [...(printing.problems ?? [])]
  const stream = open(openAll(settings, problems, io))
  // The log's own clock, on which text shows times and people type them, is known at the end of the log only.
  const isHeld = format.needsClocks || needsWholeLog(choice)
  const items = isHeld ? await collect(stream) : stream
  const fateOf = createSorter(frameOf(stream.reading(), settings))
  const hidden = { sandboxes: 0, filtered: 0 }
  await outlet.write(renderer.begin({ files, clocks: stream.reading().clocks, isWhole: choice.all }))
  for await (const item of items) {
    if (outlet.isClosed()) break
    const fate = fateOf(item)
    if (fate === 'shown') await outlet.write(renderer.next(item))
    else if (fate !== 'uncounted') hidden[fate] += 1
  }
  const { counts, clocks, problems: met, coverage } = stream.reading()
  problems.push(...met)
  const notes = printing.notes?.(stream.reading()) ?? []
  await outlet.write(
    renderer.end({
      counts: { ...counts, problems: problems.length },
      hidden,
      clocks,
      coverage: coverage.nodes().filter(createNodeFilter(choice)),
      notes,
    }),
  )
  await outlet.flush()
  if (outlet.isClosed()) return EXIT.ok
  // Data holds records alone.
  if (format.isData) for (const note of notes) io.stderr.write(`exitlog: ${escapeTerminal(note)}\n`)
  for (const line of problemLines(problems)) io.stderr.write(`${line}\n`)
  return problems.some(isReadFailure) ? EXIT.unread : EXIT.ok
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The inputs, without the age of their files where the user named another reference. */
async function* openAll(settings: ReadingSettings, problems: Problem[], io: Io): AsyncGenerator<Input> {
  const onProblem = (problem: Problem) => problems.push(problem)
  for await (const input of openInputs(settings.files, { stdin: io.stdin, onProblem })) {
    yield settings.hasReference ? { ...input, modifiedAt: null } : input
  }
}

function frameOf({ clocks, coverage }: Reading, { clock }: ReadingSettings): LogFrame {
  const lasts = coverage.nodes().flatMap(({ sources }) => sources.flatMap(({ last }) => last ?? []))
  return { clocks, end: lasts.length === 0 ? null : Math.max(...lasts), reference: clock.referenceMs }
}
