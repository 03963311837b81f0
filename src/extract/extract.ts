import type { Input } from '../input/inputs.js'
import { inputsInBytes } from '../input/bytes.js'
import type { SeenLine } from '../model/seen-line.js'
import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import type { Reading, TerminationStream } from '../pipeline.js'
import { writeSections } from './sections.js'
import { NEIGHBOURHOODS, pickAround, pickCited, pickCoverage } from './pick-lines.js'
import { createPicked, type Picked } from './picked.js'
import { findUnlike } from './same-death.js'
import { createTrail, type Trail } from './trail.js'

export interface ExtractSettings {
  /** Reads terminations, each time with the same settings. */
  readonly read: (inputs: AsyncIterable<Input>, hooks: ReadingHooks) => TerminationStream
  /** Which deaths are to be kept, as the whole log shows them. */
  readonly chooser: (reading: Reading) => (termination: Termination) => boolean
  /** When inputs without a date were read, in epoch milliseconds. */
  readonly referenceMs: number
  /** Null: lines are kept byte for byte. */
  readonly hiding: Hiding | null
}

export interface ReadingHooks {
  readonly onEvent?: (event: Event) => void
  readonly onSeen?: (seen: SeenLine) => void
}

/** Puts pseudonyms into what is kept. */
export interface Hiding {
  readonly learn: (record: unknown) => void
  readonly redact: <T>(record: T) => T
  readonly redactText: (text: string) => string
}

/** The smallest part of some logs that tells the same of some deaths. */
export interface Extract {
  readonly parts: readonly Uint8Array[]
  readonly lines: number
  readonly deaths: readonly Termination[]
  /** Those that are not read again from it as they were. */
  readonly unlike: readonly Termination[]
  /** Of the logs as a whole. */
  readonly reading: Reading
}

/**
 * Reads logs and cuts out of them what tells the same of the chosen deaths: the lines that they cite, whole OOM reports,
 * what names the containers, and the lines by which coverage holds. What comes out is read in turn; where it tells
 * something else, the lines around are taken too, more and more of them.
 *
 * The inputs are read several times.
 */
export async function extract(inputs: readonly Input[], settings: ExtractSettings): Promise<Extract> {
  const { read, chooser, hiding } = settings
  const trail = createTrail()
  const all: Termination[] = []
  const stream = read(asAsync(inputs), {
    onSeen: trail.see,
    onEvent(event) {
      trail.learn(event)
      hiding?.learn(event)
    },
  })
  for await (const one of stream) all.push(one)
  const reading = stream.reading()
  const nodes = reading.coverage.nodes()
  hiding?.learn([all, inputs.map(({ name, node }) => ({ file: name, node })), reading.problems, nodes])

  const deaths = all.filter(chooser(reading))
  const asked = new Set(deaths.map(({ node }) => node))
  const picked = createPicked()
  pickCited(deaths, trail, picked)
  pickCoverage(
    nodes.filter(({ node }) => deaths.length === 0 || asked.has(node)),
    trail,
    picked,
  )
  const expected = hiding ? hiding.redact(deaths) : deaths
  const known: Known = { inputs, reading, deaths, expected, trail, picked }
  const { parts, lines, unlike } = await takeEnough(known, settings)
  return { parts, lines, deaths, unlike: unlike.flatMap((n) => deaths[n] ?? []), reading }
}

interface Known {
  readonly inputs: readonly Input[]
  readonly reading: Reading
  readonly deaths: readonly Termination[]
  /** The same as they are to be read from the extract. */
  readonly expected: readonly Termination[]
  readonly trail: Trail
  readonly picked: Picked
}

/** More lines are not taken for what is told beside a verdict. */
const MOST_BESIDE = NEIGHBOURHOODS.indexOf('events of its node')

async function takeEnough(
  { inputs, reading, deaths, expected, trail, picked }: Known,
  settings: ExtractSettings,
) {
  for (let round = 0; ; round++) {
    const { parts, lines } = await writeSections(inputs, { ...settings, picked, reading })
    const again: Termination[] = []
    for await (const one of settings.read(inputsInBytes('extract', parts), {})) again.push(one)
    const { inVerdict, beside } = findUnlike(expected, again)
    const lacking = round > MOST_BESIDE ? inVerdict : [...inVerdict, ...beside]
    const how = NEIGHBOURHOODS[round]
    if (lacking.length === 0 || how === undefined) return { parts, lines, unlike: inVerdict }
    const missed = lacking.flatMap((n) => deaths[n] ?? [])
    pickAround(missed, how, trail, picked)
  }
}

async function* asAsync(inputs: readonly Input[]): AsyncGenerator<Input> {
  yield* inputs
}
