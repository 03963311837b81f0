import { type Input, openInputs } from '../input/inputs.js'
import type { Event } from '../model/event.js'
import { isReadFailure, type Problem } from '../model/problem.js'
import type { Reading } from '../pipeline.js'
import type { Meta } from '../render/renderer.js'
import { createEventFilter, createTerminationFilter, type LogFrame, needsWholeLog } from './choose.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import type { Outlet } from './outlet.js'
import { eventFormats, timelineFormats } from './renderers.js'
import type { Settings } from './settings.js'
import { problemLines } from './tell-problems.js'

type Of<Command extends Settings['command']> = Extract<Settings, { readonly command: Command }>

/** Prints the terminations; gives the exit status. */
export async function runTimeline(settings: Of<'timeline'>, library: Library, outlet: Outlet, io: Io): Promise<number> {
  const problems: Problem[] = []
  const { terminations, reading } = await library.timeline(openAll(settings, problems, io), settings.clock)
  problems.push(...reading.problems)
  const { create, isData } = timelineFormats[settings.format]
  const isChosen = createTerminationFilter(settings.choice, frameOf(reading, settings))
  const chosen = terminations.filter(isChosen)
  const shown = isData || settings.choice.sandboxes ? chosen : chosen.filter((t) => !t.container.sandbox)
  const renderer = create(settings.look)
  await outlet.write(renderer.begin(metaOf(settings, reading)))
  for (const termination of shown) {
    if (outlet.isClosed()) break
    await outlet.write(renderer.next(termination))
  }
  const filtered = terminations.filter((t) => !t.container.sandbox && !isChosen(t)).length
  const hidden = { sandboxes: chosen.length - shown.length, filtered }
  await outlet.write(renderer.end({ counts: { ...reading.counts, problems: problems.length }, hidden }))
  return finish(problems, outlet, io)
}

/** Prints the events; gives the exit status. */
export async function runEvents(settings: Of<'events'>, library: Library, outlet: Outlet, io: Io): Promise<number> {
  const problems: Problem[] = []
  const stream = library.events(openAll(settings, problems, io), settings.clock)
  const { create, isData } = eventFormats[settings.format]
  const renderer = create(settings.look)
  // Text shows the log's own clock, which is known at the end of the log only.
  const isHeld = !isData || needsWholeLog(settings.choice)
  const events: AsyncIterable<Event> | readonly Event[] = isHeld ? await collect(stream) : stream
  const isChosen = createEventFilter(settings.choice, frameOf(stream.reading(), settings))
  await outlet.write(renderer.begin(metaOf(settings, stream.reading())))
  let filtered = 0
  for await (const event of events) {
    if (outlet.isClosed()) break
    if (isChosen(event)) await outlet.write(renderer.next(event))
    else filtered++
  }
  const { counts, problems: met } = stream.reading()
  problems.push(...met)
  await outlet.write(renderer.end({ counts: { ...counts, problems: problems.length }, hidden: { sandboxes: 0, filtered } }))
  return finish(problems, outlet, io)
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function* openAll(settings: Of<'timeline' | 'events'>, problems: Problem[], io: Io): AsyncGenerator<Input> {
  const inputs = openInputs(settings.files, { stdin: io.stdin, onProblem: (problem) => problems.push(problem) })
  for await (const input of inputs) yield settings.hasReference ? { ...input, modifiedAt: null } : input
}

function metaOf({ files }: Of<'timeline' | 'events'>, { clocks }: Reading): Meta {
  return { files, clocks }
}

function frameOf({ clocks, coverage }: Reading, { clock }: Of<'timeline' | 'events'>): LogFrame {
  const lasts = coverage.nodes().flatMap(({ sources }) => sources.flatMap(({ last }) => last ?? []))
  return { clocks, end: lasts.length === 0 ? null : Math.max(...lasts), reference: clock.referenceMs }
}

/** Tells the problems once the output stands. */
async function finish(problems: readonly Problem[], outlet: Outlet, io: Io): Promise<number> {
  await outlet.flush()
  if (outlet.isClosed()) return EXIT.ok
  for (const line of problemLines(problems)) io.stderr.write(`${line}\n`)
  return problems.some(isReadFailure) ? EXIT.unread : EXIT.ok
}
