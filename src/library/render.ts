import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import type { Redactor } from '../redact/redactor.js'
import type { Made } from '../render/renderer.js'
import { LEAST_TICKET_BYTES, type Target } from '../render/ticket-target.js'
import type { EventFormat, TimelineFormat } from './formats.js'
import type { Reading, RecordStream } from './record-stream.js'
import { redacted } from './redacted.js'
import { eventFormats, type Format, timelineFormats } from './renderers.js'

/** How records are printed. */
export interface RenderOptions {
  /** Columns of text; default: 100. */
  readonly width?: number | undefined
  /** Text is coloured for a terminal. */
  readonly color?: boolean | undefined
  /** What is told of how it came about, in formats that tell it; default: nothing. */
  readonly made?: Made | undefined
  /** What was read beside the records; default: that of the stream, and for other records nothing. */
  readonly reading?: (() => Reading) | undefined
  /**
   * Hides whose log it is. Records are held until the last of them came; what `onEvent` gives is to be learned by it
   * too, for events that join no record name things as well.
   */
  readonly redactor?: Redactor | undefined
}

/** How terminations are printed. */
export interface TimelineRenderOptions extends RenderOptions {
  /** The pods' sandboxes too, which data always shows, and repeated deaths whole. */
  readonly all?: boolean | undefined
  /** Where `markdown` is pasted; default: `github`. */
  readonly target?: Target | undefined
  /** The most bytes of `markdown`, from 4000 on; default: what the target takes. */
  readonly maxBytes?: number | undefined
}

/** What can be printed: a stream, or records that something else was done to. */
export type Records<T> = RecordStream<T> | AsyncIterable<T> | Iterable<T>

/**
 * Terminations as text, piece by piece: what `exitlog timeline -o FORMAT` prints.
 *
 * `text`, which shows the log's own clock, begins when the last record came, as do formats that are one whole.
 */
export function render(
  records: Records<Termination>,
  format: TimelineFormat,
  options: TimelineRenderOptions = {},
): AsyncIterable<string> {
  const { target = 'github', maxBytes = null, all = false } = options
  if (maxBytes !== null && !(maxBytes >= LEAST_TICKET_BYTES)) throw new RangeError(`maxBytes is ${maxBytes}`)
  const chosen = timelineFormats({ target, maxBytes })[format]
  const showsSandboxes = all || chosen.hasSandboxes
  const isShown = ({ container }: Termination) => showsSandboxes || !container.sandbox
  return print(records, { format: chosen, isShown, isWhole: all }, options)
}

/** Events as text, piece by piece: what `exitlog events -o FORMAT` prints. */
export function renderEvents(
  records: Records<Event>,
  format: EventFormat,
  options: RenderOptions = {},
): AsyncIterable<string> {
  return print(records, { format: eventFormats[format], isShown: () => true, isWhole: true }, options)
}

const NOTHING_READ: Reading = {
  sources: [],
  problems: [],
  clocks: [],
  coverage: [],
  counts: { files: 0, lines: 0, bytes: 0, events: 0 },
  untiedKills: 0,
}
const WIDTH = 100

interface Printing<T> {
  readonly format: Format<T>
  readonly isShown: (record: T) => boolean
  readonly isWhole: boolean
}

async function* print<T>(
  records: Records<T>,
  { format, isShown, isWhole }: Printing<T>,
  { width = WIDTH, color = false, redactor, made, ...options }: RenderOptions,
): AsyncGenerator<string> {
  const readingOf = options.reading ?? ('reading' in records ? records.reading : () => NOTHING_READ)
  const created = await format.create({ width, color })
  const renderer = redactor ? redacted(created, redactor) : created
  const isHeld = created.early !== undefined || redactor !== undefined
  const held: T[] = []
  if (isHeld) for await (const record of records) held.push(record)
  if (redactor) {
    const { sources, problems, coverage } = readingOf()
    redactor.learn([held, sources.map((file) => ({ file })), problems, coverage])
  }
  const { sources, clocks } = readingOf()
  let sandboxes = 0
  yield renderer.begin({ files: sources, clocks, isWhole, ...(made && { made }) })
  for await (const record of isHeld ? held : records) {
    if (isShown(record)) yield renderer.next(record)
    else sandboxes++
  }
  const { counts, problems, coverage, clocks: settled, untiedKills } = readingOf()
  yield renderer.end({
    counts: { ...counts, problems: problems.length },
    problems,
    hidden: { sandboxes, filtered: 0 },
    untiedKills,
    clocks: settled,
    coverage,
  })
}
