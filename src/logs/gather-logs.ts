import type { EventLog } from '../events/merge.js'
import { isNextGeneration } from '../input/generations.js'
import type { Input } from '../input/inputs.js'
import type { Event } from '../model/event.js'
import { createGlance, type Glance } from './glance.js'
import type { HeldEvents } from './held-events.js'
import { type Neighbour, settleHomes } from './homes.js'
import { createLogNaming, type LogNaming } from './log-naming.js'
import { createLogReader, type LogFindings, type LogReader } from './read-log.js'
import { createTornParts, type TornLog, type TornParts } from './torn-parts.js'

/** Inputs that go on where the one before ended: the generations of a log that is put aside from time to time. */
interface Parts {
  readonly inputs: readonly [Input, ...Input[]]
  /** The events of what could not be read later. */
  readonly held: HeldEvents | null
  readonly naming: LogNaming
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
 * events that its lines of interest tell are held, and its bytes are not. Of those that lie in one place each is asked
 * first whose lines it holds.
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
  const areMany = gathered.length > MOST_AT_ONCE
  const glances = gathered.map(({ inputs: parts, held }) =>
    held ? null : createGlance(parts, areMany, findings),
  )
  await settleHomes(gathered.map((parts, n) => neighbourOf(parts, glances[n] ?? null)))
  for (const { inputs: parts, naming } of gathered) {
    const node = naming.joined()
    if (node !== null) for (const { name } of parts) findings.joined.set(name, node)
  }
  const logs: EventLog[] = []
  for (const [n, { inputs: unseen, held, naming, isMore }] of gathered.entries()) {
    const [first, ...others] = [glances[n]?.first() ?? unseen[0], ...unseen.slice(1)] as const
    const reader = held ? null : createLogReader(first, isMore, naming, findings)
    // The first line of what is not read yet may be late itself.
    const start = (await glances[n]?.startsAt()) ?? null
    logs.push({
      name: first.name,
      startsAt: held?.startsAt() ?? (start === null ? -Infinity : start - windowMs),
      isLive: first.access === 'later',
      isPipe: first.access === 'later' && first.isFollowed !== true,
      open: () => (held ? readHeld(held, naming) : read([first, ...others], reader)),
      rest: () => reader?.rest() ?? [],
    })
  }
  return { logs, isOneFile: files === 1 }
}

function neighbourOf({ inputs, naming }: Parts, glance: Glance | null): Neighbour {
  const [{ home, node = null }] = inputs
  const { look, readAhead } = glance ?? { look: null, readAhead: null }
  return { home: home?.() ?? null, node, naming, look, readAhead }
}

async function* partsOf(inputs: AsyncIterable<Input>, findings: LogFindings): AsyncGenerator<Parts> {
  const torn = createTornParts(findings)
  let log: Gathering | null = null
  for await (const input of inputs) {
    const part = await torn.meet(input)
    if (part === null) continue
    if (log && !log.goesOnWith(part)) {
      yield log.end()
      log = null
    }
    log ??= gather(part, findings, torn)
    await log.add(part)
  }
  if (log) yield log.end()
  for (const part of torn.waiting()) {
    const rest = gather(part, findings, torn, torn.logBefore(part))
    await rest.add(part)
    yield rest.end()
  }
  for (const { first, reader, naming } of torn.rest()) {
    const held = findings.hold.open()
    held.add(reader.end())
    held.end()
    yield { inputs: [first], held, naming, isMore: true }
  }
}

interface Gathering {
  readonly goesOnWith: (input: Input) => boolean
  readonly add: (input: Input) => Promise<void>
  readonly end: () => Parts
}

/** `before`: the log that the first one goes on from. */
function gather(
  first: Input,
  findings: LogFindings,
  torn: TornParts,
  before: TornLog | null = null,
): Gathering {
  const isHeld = (first.access ?? 'now') === 'now'
  const naming = before?.naming ?? createLogNaming(isHeld, first.isFollowed !== true, findings)
  const reader = isHeld ? (before?.reader ?? createLogReader(first, true, naming, findings)) : null
  const held = isHeld ? findings.hold.open() : null
  const others: Input[] = []
  const last = (): Input => others.at(-1) ?? first
  return {
    goesOnWith: ({ name, access }) =>
      access === first.access && isNextGeneration(last().name, name) && reader?.isTorn() !== true,
    async add(input) {
      if (input !== first) others.push(input)
      if (reader) for await (const events of reader.read(input)) held?.add(events)
    },
    end() {
      if (reader?.isTorn()) torn.keep(last(), { first, reader, naming })
      else held?.add(reader?.end() ?? [])
      held?.end()
      const isMore = others.length > 0 || first.successors !== undefined
      return { inputs: [first, ...others], held, naming, isMore }
    },
  }
}

async function* readHeld(held: HeldEvents, { nameEvent }: LogNaming): AsyncGenerator<readonly Event[]> {
  for await (const events of held.read()) yield events.map(nameEvent)
}

async function* read(inputs: readonly Input[], reader: LogReader | null): AsyncGenerator<readonly Event[]> {
  if (!reader) return
  for (const input of inputs) {
    yield* reader.read(input)
    for await (const successor of input.successors ?? []) yield* reader.read(successor)
  }
  yield reader.end()
}
