import { type Input, openInputs } from '../input/inputs.js'
import { isReadFailure, type Problem } from '../model/problem.js'
import type { Reading } from '../pipeline.js'
import type { Renderer } from '../render/renderer.js'
import { createEventFilter, createTerminationFilter, type LogFrame, needsWholeLog } from './choose.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import type { Outlet } from './outlet.js'
import { eventFormats, timelineFormats } from './renderers.js'
import type { Settings } from './settings.js'
import { problemLines } from './tell-problems.js'

type SettingsOf<Command> = Extract<Settings, { readonly command: Command }>
type ReadingSettings = SettingsOf<'timeline' | 'events'>

/** Where a run reads and writes. */
export interface Ways {
  readonly library: Library
  readonly outlet: Outlet
  readonly io: Io
}

/** Prints the terminations; gives the exit status. */
export function runTimeline(settings: SettingsOf<'timeline'>, ways: Ways): Promise<number> {
  const { create, isData } = timelineFormats[settings.format]
  const showsSandboxes = isData || settings.choice.sandboxes
  return print(settings, ways, {
    open: (inputs) => ways.library.timeline(inputs, settings.clock),
    renderer: create(settings.look),
    isData,
    createSorter(frame) {
      const isChosen = createTerminationFilter(settings.choice, frame)
      return (termination) => {
        const isHidden = termination.container.sandbox && !showsSandboxes
        if (isChosen(termination)) return isHidden ? 'sandboxes' : 'shown'
        return isHidden ? 'uncounted' : 'filtered'
      }
    },
  })
}

/** Prints the events; gives the exit status. */
export function runEvents(settings: SettingsOf<'events'>, ways: Ways): Promise<number> {
  const { create, isData } = eventFormats[settings.format]
  return print(settings, ways, {
    open: (inputs) => ways.library.events(inputs, settings.clock),
    renderer: create(settings.look),
    isData,
    createSorter(frame) {
      const isChosen = createEventFilter(settings.choice, frame)
      return (event) => (isChosen(event) ? 'shown' : 'filtered')
    },
  })
}

/** What becomes of a record: printed, left out and counted as such, or left out without a word. */
type Fate = 'shown' | 'sandboxes' | 'filtered' | 'uncounted'

interface Printing<T> {
  readonly open: (inputs: AsyncIterable<Input>) => AsyncIterable<T> & { readonly reading: () => Reading }
  readonly renderer: Renderer<T>
  readonly isData: boolean
  readonly createSorter: (frame: LogFrame) => (item: T) => Fate
}

async function print<T>(
  settings: ReadingSettings,
  { outlet, io }: Ways,
  printing: Printing<T>,
): Promise<number> {
  const { open, renderer, isData, createSorter } = printing
  const problems: Problem[] = []
  const stream = open(openAll(settings, problems, io))
  // The log's own clock, on which text shows times and people type them, is known at the end of the log only.
  const isHeld = !isData || needsWholeLog(settings.choice)
  const items = isHeld ? await collect(stream) : stream
  const fateOf = createSorter(frameOf(stream.reading(), settings))
  const hidden = { sandboxes: 0, filtered: 0 }
  await outlet.write(renderer.begin({ files: settings.files, clocks: stream.reading().clocks }))
  for await (const item of items) {
    if (outlet.isClosed()) break
    const fate = fateOf(item)
    if (fate === 'shown') await outlet.write(renderer.next(item))
    else if (fate !== 'uncounted') hidden[fate] += 1
  }
  const { counts, problems: met } = stream.reading()
  problems.push(...met)
  await outlet.write(renderer.end({ counts: { ...counts, problems: problems.length }, hidden }))
  await outlet.flush()
  if (outlet.isClosed()) return EXIT.ok
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
