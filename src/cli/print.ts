import { type Input, openInputs } from '../input/inputs.js'
import { isReadFailure, type Problem } from '../model/problem.js'
import type { Reading } from '../pipeline.js'
import { escapeTerminal } from '../render/escape.js'
import { createNodeFilter, type LogFrame, needsWholeLog } from './choose.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import type { Outlet } from './outlet.js'
import type { Format } from './renderers.js'
import type { ReadingSettings } from './reading-settings.js'
import { version } from './version.js'
import { createProgressLine, type ProgressLine } from './progress-line.js'
import { redacted } from './redacted.js'
import { redactionNote } from './redaction.js'
import { problemLines } from './tell-problems.js'

/** Where a run reads and writes. */
export interface Ways {
  readonly library: Library
  readonly outlet: Outlet
  readonly io: Io
}

/** What becomes of a record: printed, left out and counted as such, or left out without a word. */
export type Fate = 'shown' | 'sandboxes' | 'filtered' | 'uncounted'

export interface Printing<T> {
  /** `learn` is to be called with what is read and not printed as it stands. */
  readonly open: (
    inputs: AsyncIterable<Input>,
    learn: (record: unknown) => void,
  ) => AsyncIterable<T> & { readonly reading: () => Reading }
  readonly format: Format<T>
  readonly createSorter: (frame: LogFrame) => (item: T) => Fate
  /** Met before the first input was opened. */
  readonly problems?: readonly Problem[]
  /** What is told beside the records once all are printed. */
  readonly notes?: (reading: Reading) => readonly string[]
}

/** Reads the inputs and prints what becomes of them, then the problems; gives the exit status. */
export async function print<T>(
  settings: ReadingSettings,
  { outlet, io }: Ways,
  printing: Printing<T>,
): Promise<number> {
  const { open, format, createSorter } = printing
  const { files, choice, look } = settings
  const redactor = settings.redaction && (await import('./open-redactor.js')).openRedactor(settings.redaction)
  const renderer = redactor ? redacted(format.create(look), redactor) : format.create(look)
  const problems: Problem[] = [...(printing.problems ?? [])]
  const progress = createProgressLine(io)
  const write = (text: string) => {
    if (text !== '') progress.clear()
    return outlet.write(text)
  }
  const stream = open(openAll(settings, problems, io, progress), redactor?.learn ?? ignore)
  // The log's own clock, on which text shows times and people type them, is known at the end of the log only.
  const isHeld = format.needsClocks || needsWholeLog(choice) || redactor !== null
  const items = isHeld ? await collect(stream) : stream
  redactor?.learn([items, files.map((file) => ({ file })), problems, stream.reading().coverage.nodes()])
  const fateOf = createSorter(frameOf(stream.reading(), settings))
  const hidden = { sandboxes: 0, filtered: 0 }
  await write(
    renderer.begin({
      files,
      clocks: stream.reading().clocks,
      isWhole: choice.all,
      made: { version, command: settings.commandLine },
    }),
  )
  for await (const item of items) {
    if (outlet.isClosed()) break
    const fate = fateOf(item)
    if (fate === 'shown') await write(renderer.next(item))
    else if (fate !== 'uncounted') hidden[fate] += 1
  }
  progress.clear()
  const { counts, clocks, problems: met, coverage } = stream.reading()
  problems.push(...met)
  const notes = printing.notes?.(stream.reading()) ?? []
  await write(
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
  const told = redactor ? redactor.redact(notes) : notes
  if (format.isData) for (const note of told) io.stderr.write(`exitlog: ${escapeTerminal(note)}\n`)
  for (const line of problemLines(redactor ? redactor.redact(problems) : problems))
    io.stderr.write(`${line}\n`)
  if (settings.redaction && redactor)
    io.stderr.write(`exitlog: ${redactionNote(settings.redaction, redactor)}\n`)
  return problems.some(isReadFailure) ? EXIT.unread : EXIT.ok
}

const ignore = (): void => undefined

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The inputs, without the age of their files where the user named another reference. */
async function* openAll(
  settings: ReadingSettings,
  problems: Problem[],
  { stdin }: Io,
  { show }: ProgressLine,
): AsyncGenerator<Input> {
  const onProblem = (problem: Problem) => problems.push(problem)
  for await (const input of openInputs(settings.files, { stdin, onProblem, onProgress: show })) {
    yield settings.hasReference ? { ...input, modifiedAt: null } : input
  }
}

/** What the reading settled, for those who choose by time. */
export function frameOf({ clocks, coverage }: Reading, { clock }: ReadingSettings): LogFrame {
  const lasts = coverage.nodes().flatMap(({ sources }) => sources.flatMap(({ last }) => last ?? []))
  return { clocks, end: lasts.length === 0 ? null : Math.max(...lasts), reference: clock.referenceMs }
}
