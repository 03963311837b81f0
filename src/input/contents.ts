import type { Problem } from '../model/problem.js'
import { createSelection } from './bundles/selection.js'
import { Fault } from './fault.js'
import { untilSignal } from './follow.js'
import type { Input } from './input.js'
import { inputsOf } from './opened.js'
import { createTeller } from './teller.js'
import { unpack } from './unpack.js'

/** A log that somebody else has opened, or holds. */
export interface Content {
  readonly name: string
  /** In epoch milliseconds; null: nobody says. */
  readonly modifiedAt: number | null
  /** Bytes, or text with its line ends. */
  readonly pieces: AsyncIterable<string | Uint8Array>
  /** Its pieces can be asked for again, from the beginning; else they are taken once. */
  readonly isRepeatable: boolean
}

export interface ContentSettings {
  readonly onProblem: (problem: Problem) => void
  /** Called with the path of each file in an archive that is passed over. */
  readonly onSkip?: (path: string) => void
  /** Ends the reading: what is read by then is all there is. */
  readonly signal: AbortSignal
  /** What it may unpack to before the rest of it is left. */
  readonly maxUnpackedBytes: number
}

/** The inputs in it, unpacked as those of a file of this name; what is no archive is taken for a log. */
export function openContent(content: Content, settings: ContentSettings): AsyncGenerator<Input> {
  const { name, modifiedAt, isRepeatable } = content
  const { signal, maxUnpackedBytes: mostBytes } = settings
  const selection = createSelection(settings.onSkip)
  const { tell } = createTeller((problem) => {
    // What is left in the middle seems to be cut.
    if (!signal.aborted) settings.onProblem(problem)
  })
  const choice = { isRead: true, isSure: true, kind: null, node: null } as const
  return inputsOf(async () => {
    const chunks = untilSignal(inBytes(withAnyFault(content)), signal)
    const access = isRepeatable ? 'again' : 'later'
    const source = { name, path: name, within: '', modifiedAt, choice, chunks, fd: null, access } as const
    return { inputs: unpack(source, { selection, mostBytes, tell }), close: () => undefined }
  }, undefined)
}

/** Whatever ends somebody else's log early is a fault of theirs: what came before it counts. */
async function* withAnyFault({ name, pieces }: Content): AsyncGenerator<string | Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Fault(name, `its source failed (${reason}): only what stands before was read`, error)
  }
}

async function* inBytes(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    if (typeof piece === 'string') yield Buffer.from(piece)
    else if (piece instanceof Uint8Array) yield piece
    else throw new TypeError('a log comes in strings or bytes, not in objects')
  }
}
