import { type Input, type InputSettings, openInputs } from '../input/inputs.js'
import { createHold, type Held } from '../input/hold.js'
import type { Progress } from '../input/progress.js'
import { openScratch } from '../input/scratch.js'
import type { Problem } from '../model/problem.js'
import type { Reading, TimelineSettings } from '../pipeline.js'
import type { Redactor } from '../redact/redactor.js'
import { createNodeFilter, type LogFrame, needsWholeLog } from './choose.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import type { Outlet } from './outlet.js'
import type { Format } from '../library/renderers.js'
import type { ReadingSettings } from './reading-settings.js'
import type { Early } from '../render/renderer.js'
import type { Readers } from './counted-library.js'
import { createProgressLine, type ProgressLine } from './progress-line.js'
import { redacted } from '../library/redacted.js'
import type { Redaction } from './redaction.js'
import { statusOf, tellOutcome } from './tell-outcome.js'
import { version } from './version.js'

/** Where a run reads and writes. */
export interface Ways {
  readonly library: Library
  readonly outlet: Outlet
  readonly io: Io
  /** What the library's readers have claimed, where it counts that. */
  readonly readers?: () => Readers
}

/** What the wall clock and the machine give to the reading, and what it need only count. */
export type HowToRead = Pick<TimelineSettings, 'waitForLull' | 'searchThreads' | 'openScratch' | 'onSandbox'>

/** What becomes of a record: printed, left out and counted as such, or left out without a word. */
export type Fate = 'shown' | 'sandboxes' | 'filtered' | 'uncounted'

export interface Printing<T> {
  /** What is read, where that is not the files that the settings name. */
  readonly openInputs?: (ways: InputSettings) => AsyncIterable<Input>
  /** `learn` is to be called with what is read and not printed as it stands. */
  readonly open: (
    inputs: AsyncIterable<Input>,
    learn: (record: unknown) => void,
    how: HowToRead,
  ) => AsyncIterable<T> & { readonly reading: () => Reading }
  readonly format: Format<T>
  readonly createSorter: (frame: LogFrame) => (item: T) => Fate
  /** Of pods' sandboxes it is told how many there are, and no more. */
  readonly countsSandboxes?: boolean
  /** Whether a record, of those that are shown, is one that there may not be. */
  readonly isFailure?: (item: T) => boolean
  /** Met before the first input was opened. */
  readonly problems?: readonly Problem[]
  /** What is told beside the records once all are printed. */
  readonly notes?: (reading: Reading) => readonly string[]
  /** What is told on standard error once all are printed. */
  readonly advice?: (reading: Reading) => readonly string[]
}

/** Reads the inputs and prints what becomes of them, then the problems; gives the exit status. */
export async function print<T>(
  settings: ReadingSettings,
  { outlet, io, readers }: Ways,
  printing: Printing<T>,
): Promise<number> {
  const { open, format, createSorter } = printing
  const { files, choice, look } = settings
  const redactor = settings.redaction && (await openRedactor(settings.redaction))
  const created = await format.create(look)
  const renderer = redactor ? redacted(created, redactor) : created
  const problems: Problem[] = [...(printing.problems ?? [])]
  const progress = createProgressLine(io)
  const write = (text: string) => {
    if (text !== '') progress.clear()
    return outlet.write(text)
  }
  const log = { read: new Array<string>(), skipped: new Array<string>() }
  const onProgress = settings.telling === 'nothing' ? ignore : progress.show
  const lull = createLull(settings, io)
  const inputs = openAll(settings, { problems, log, io, onProgress, open: printing.openInputs })
  const hidden = { sandboxes: 0, filtered: 0 }
  const stream = open(inputs, redactor?.learn ?? ignore, {
    ...lull.settings,
    ...threadsOf(settings, io),
    openScratch,
    ...(printing.countsSandboxes && { onSandbox: () => (hidden.sandboxes += 1) }),
  })
  let hasFailure = false
  let fateOf: ((item: T) => Fate) | undefined
  /** Not to be asked before the clocks are known by which the user chose. */
  function isShown(item: T): boolean {
    fateOf ??= createSorter(frameOf(stream.reading(), settings))
    const fate = fateOf(item)
    if (fate === 'shown') hasFailure ||= printing.isFailure?.(item) ?? false
    else if (fate !== 'uncounted') hidden[fate] += 1
    return fate === 'shown'
  }

  const asked = { files, isWhole: choice.all, made: { version, command: settings.commandLine } }
  const needsRecords = needsWholeLog(choice) || redactor !== null
  const early = needsRecords ? undefined : renderer.early?.(asked)
  // The log's own clock, on which text shows times and people type them, is known at the end of the log only; of one
  // that is being written, it is told as far as it is known by then.
  const isHeld = needsRecords || early !== undefined
  const isEnough = () => redactor === null && (settings.isFollowing || lull.hasCome())

  /** Holds what has to wait for the clocks, then prints it and what comes behind. */
  async function printItems<I>(items: AsyncIterator<I>, textOf: (item: I) => string | null): Promise<void> {
    const hold = createHold<I>({ openScratch, weigh: () => 1, heldWeight: MOST_HELD, pieceWeight: MOST_HELD })
    const known = hold.open()
    const isAll = isHeld && (await takeKnown(items, { known, isEnough, learn: redactor?.learn ?? ignore }))
    const { problems: soFar, coverage: covered } = stream.reading()
    redactor?.learn([files.map((file) => ({ file })), problems, soFar, covered.nodes()])
    await write(renderer.begin({ ...asked, clocks: stream.reading().clocks }))
    for await (const item of isHeld ? joined(known, items) : { [Symbol.asyncIterator]: () => items }) {
      if (outlet.isClosed()) break
      // Brings the clocks up to date that the renderer and the sorter were given.
      if (isHeld && !isAll) stream.reading()
      const text = textOf(item)
      if (text !== null) await write(text)
    }
    await hold.close()
  }

  if (early) await printItems(drafts(stream, isShown, early), (draft) => early.finish(draft))
  else
    await printItems(stream[Symbol.asyncIterator](), (item) => (isShown(item) ? renderer.next(item) : null))
  progress.clear()
  const { counts, clocks, problems: met, coverage, untiedKills = 0 } = stream.reading()
  problems.push(...met)
  const notes = printing.notes?.(stream.reading()) ?? []
  await write(
    renderer.end({
      counts: { ...counts, problems: problems.length },
      problems,
      hidden,
      untiedKills,
      clocks,
      coverage: coverage.nodes().filter(createNodeFilter(choice)),
      notes,
    }),
  )
  await outlet.flush()
  if (outlet.isClosed()) return hasFailure ? EXIT.found : EXIT.ok
  const reading = stream.reading()
  tellOutcome(settings, io, {
    log: { ...log, readers: readers?.() ?? null },
    reading,
    problems,
    redactor,
    // Data holds records alone.
    notes: [...(format.isData ? notes : []), ...(printing.advice?.(reading) ?? [])],
  })
  return statusOf(io, problems, hasFailure)
}

const ignore = (): void => undefined

/** Few runs hide anything. */
export async function openRedactor({ classes, key }: Redaction): Promise<Redactor> {
  const { createRedactor } = await import('../library/own-redactor.js')
  return createRedactor({ classes, key: key ?? undefined })
}

/** Records, or what is told of them, that wait in memory until the whole log is read: about a MiB of them. */
const MOST_HELD = 64

interface Taking<T> {
  readonly known: Held<T>
  readonly isEnough: () => boolean
  readonly learn: (record: T) => void
}

/** Items up to their end, or until they are enough for a beginning; tells whether those are all. */
async function takeKnown<T>(
  items: AsyncIterator<T>,
  { known, isEnough, learn }: Taking<T>,
): Promise<boolean> {
  for (let next = await items.next(); !next.done; next = await items.next()) {
    learn(next.value)
    known.add([next.value])
    if (isEnough()) return false
  }
  return true
}

/** What is shown, told as far as it can be by now. */
async function* drafts<T, Draft>(
  items: AsyncIterable<T>,
  isShown: (item: T) => boolean,
  { draft }: Early<T, Draft>,
): AsyncGenerator<Draft> {
  for await (const item of items) if (isShown(item)) yield draft(item)
}

async function* joined<T>(known: Held<T>, others: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for await (const items of known.read()) for (const item of items) yield item
    for (let next = await others.next(); !next.done; next = await others.next()) yield next.value
  } finally {
    await others.return?.()
  }
}

/** Notices when nothing comes for as long as the user would wait; where inputs may be written while they are read. */
function createLull({ lingerMs }: ReadingSettings, { sleep }: Io) {
  let hasCome = false
  const waitForLull = async (signal: AbortSignal): Promise<void> => {
    await sleep?.(lingerMs, signal)
    hasCome ||= !signal.aborted
  }
  return { settings: sleep ? { waitForLull } : {}, hasCome: () => hasCome }
}

/** More would wait for the one that reads what they find. */
const MOST_THREADS = 4

function threadsOf({ jobs }: ReadingSettings, { threads }: Io): Pick<TimelineSettings, 'searchThreads'> {
  if (!threads) return {}
  const most = jobs ?? Math.min(threads.count(), MOST_THREADS)
  return most > 1 ? { searchThreads: { count: most - 1, start: threads.start } } : {}
}

export interface Openings {
  readonly problems: Problem[]
  readonly log: { readonly read: string[]; readonly skipped: string[] }
  readonly io: Io
  readonly onProgress: ProgressLine['show']
  readonly open?: Printing<unknown>['openInputs']
}

/** To read less, in fewer pieces, is over before V8's heap grows. A pipe holds as much. */
const MUCH_BYTES = 64 * 1024
const MANY_PIECES = 16

/** The inputs, without the age of their files where the user named another reference. */
export async function* openAll(
  settings: ReadingSettings,
  { problems, log, io, onProgress, open = (ways) => openInputs(settings.files, ways) }: Openings,
): AsyncGenerator<Input> {
  const { ended: signal, sleep } = io
  let pieces = 0
  let isMuch = false
  const ways = {
    get stdin() {
      return io.stdin
    },
    onProblem: (problem: Problem) => problems.push(problem),
    onSkip: (path: string) => log.skipped.push(path),
    onProgress(progress: Progress) {
      pieces += 1
      if (isMuch) io.memory?.isMore()
      else if (progress.bytesRead >= MUCH_BYTES || pieces >= MANY_PIECES) {
        isMuch = true
        io.memory?.isMuch()
      }
      onProgress(progress)
    },
    ...(signal && { signal }),
    ...(settings.isFollowing && sleep && { follow: { sleep } }),
  }
  for await (const input of open(ways)) {
    log.read.push(input.name)
    yield settings.hasReference ? { ...input, modifiedAt: null } : input
  }
}

/** What the reading settled, for those who choose by time. */
export function frameOf({ clocks, coverage }: Reading, { clock }: ReadingSettings): LogFrame {
  const lasts = coverage.nodes().flatMap(({ sources }) => sources.flatMap(({ last }) => last ?? []))
  return { clocks, end: lasts.length === 0 ? null : Math.max(...lasts), reference: clock.referenceMs }
}
