import type { EventLog } from '../events/merge.js'
import { isNextGeneration } from '../input/generations.js'
import type { Input } from '../input/inputs.js'
import type { Event } from '../model/event.js'
import type { HeldEvents } from './held-events.js'
import { createLogReader, type LogFindings, type LogReader, startOf } from './read-log.js'

/** Inputs that go on where the one before ended: the generations of a log that is put aside from time to time. */
interface Parts {
  readonly inputs: readonly [Input, ...Input[]]
  /** The events of what could not be read later. */
  readonly held: HeldEvents | null
  /** There is, or may come, more than the first. */
  readonly isMore: boolean
}

/** So many logs may be open at a time before anybody asks when they begin. */
const MOST_AT_ONCE = 16

/**
 * Inputs → logs, each to be read beside the others.
 *
 * Files are opened when they are merged; of more than a few each is asked first when it begins, so that those of other
 * times are closed meanwhile. Those of one time are read side by side. What an archive holds cannot be read so: the
 * events that its lines of interest tell are held, and its bytes are not.
 */
export async function gatherLogs(
  inputs: AsyncIterable<Input>,
  findings: LogFindings,
  windowMs: number,
): Promise<{ readonly logs: readonly EventLog[]; readonly isOneFile: boolean }> {
  const gathered: Parts[] = []
  let files = 0
  for await (const parts of partsOf(inputs, findings)) {
    gathered.push(parts)
    files += parts.inputs.length
  }
  const logs: EventLog[] = []
  for (const parts of gathered) {
    const [first] = parts.inputs
    const isAsked = gathered.length > MOST_AT_ONCE && first.access === 'again'
    const reader = parts.held ? null : createLogReader(first, parts.isMore, findings)
    // The first line of what is not read yet may be late itself.
    const start = isAsked ? await startOf(first, findings) : null
    logs.push({
      name: first.name,
      startsAt: parts.held?.startsAt() ?? (start === null ? -Infinity : start - windowMs),
      isLive: first.access === 'later',
      isPipe: first.access === 'later' && first.isFollowed !== true,
      open: () => read(parts, reader),
      rest: () => reader?.rest() ?? [],
    })
  }
  return { logs, isOneFile: files === 1 }
}

async function* partsOf(inputs: AsyncIterable<Input>, findings: LogFindings): AsyncGenerator<Parts> {
  let log: Gathering | null = null
  for await (const input of inputs) {
    if (log && !log.goesOnWith(input)) {
      yield log.end()
      log = null
    }
    log ??= gather(input, findings)
    await log.add(input)
  }
  if (log) yield log.end()
}

interface Gathering {
  readonly goesOnWith: (input: Input) => boolean
  readonly add: (input: Input) => Promise<void>
  readonly end: () => Parts
}

function gather(first: Input, findings: LogFindings): Gathering {
  const isHeld = (first.access ?? 'now') === 'now'
  const reader = isHeld ? createLogReader(first, true, findings) : null
  const held = isHeld ? findings.hold.open() : null
  const others: Input[] = []
  return {
    goesOnWith: ({ name, access }) =>
      access === first.access && isNextGeneration((others.at(-1) ?? first).name, name),
    async add(input) {
      if (input !== first) others.push(input)
      if (reader) for await (const events of reader.read(input)) held?.add(events)
    },
    end() {
      held?.add(reader?.end() ?? [])
      held?.end()
      const isMore = others.length > 0 || first.successors !== undefined
      return { inputs: [first, ...others], held, isMore }
    },
  }
}

async function* read({ inputs, held }: Parts, reader: LogReader | null): AsyncGenerator<readonly Event[]> {
  if (held) yield* held.read()
  if (!reader) return
  for (const input of inputs) {
    yield* reader.read(input)
    for await (const successor of input.successors ?? []) yield* reader.read(successor)
  }
  yield reader.end()
}
