import type { Problem } from '../model/problem.js'
import type { Input } from './input.js'
import type { OpenScratch, Scratch } from './scratch.js'

/** Makes inputs that can be read once, such as standard input, into inputs that can be read again. */
export interface Spool {
  /** Reads such an input to its end; others are given as they are. */
  readonly keep: (input: Input) => Promise<Input>
  /** Removes what was kept. */
  readonly close: () => Promise<void>
}

export interface SpoolSettings {
  readonly onProblem: (problem: Problem) => void
  readonly openScratch: OpenScratch
  /** So much is held in memory, of all inputs together; the rest of them goes to a temporary file. */
  readonly heldBytes?: number
  /** So much of one input is kept at all. */
  readonly mostBytes?: number
}

const MIB = 1024 * 1024
const GIB = 1024 * MIB
const PIECE_BYTES = 256 * 1024

export function createSpool({
  onProblem,
  openScratch,
  heldBytes = 16 * MIB,
  mostBytes = 16 * GIB,
}: SpoolSettings): Spool {
  const scratch = openScratch()
  let bytesInMemory = 0

  /** One input after the other, so that the bytes of each stand together. */
  async function keep(input: Input): Promise<Input> {
    if (input.access === 'again') return input
    let held: Buffer[] = []
    let begin: number | null = null
    let bytes = 0
    try {
      for await (const chunk of input.chunks) {
        const part = chunk.subarray(0, mostBytes - bytes)
        if (begin !== null) scratch.append(part)
        else if (bytesInMemory + part.length <= heldBytes) {
          held.push(Buffer.from(part))
          bytesInMemory += part.length
        } else {
          begin = scratch.append(Buffer.concat([...held, part]))
          bytesInMemory -= bytes
          held = []
        }
        bytes += part.length
        if (part.length === chunk.length) continue
        tell(
          input.name,
          `is longer than ${mostBytes / GIB} GiB, which is what can be kept: the rest is not read`,
        )
        break
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      tell(input.name, `could not be kept for a second reading: ${error.message}`)
    }
    const { name, modifiedAt, node = null, kind = null, home } = input
    const kept = { name, modifiedAt, node, kind, access: 'again' as const, ...(home && { home }) }
    if (begin === null)
      return { ...kept, chunks: arrayOf(held), fromEnd: (count) => heldFromEnd(held, count) }
    const stretch = { scratch, begin, length: bytes }
    return { ...kept, chunks: readAgain(stretch), fromEnd: (count) => readFromEnd(stretch, count) }
  }

  function tell(file: string, message: string): void {
    onProblem({ code: 'input-unreadable', file, line: null, message })
  }

  return { keep, close: scratch.close }
}

/** The bytes of one input. */
interface Stretch {
  readonly scratch: Scratch
  readonly begin: number
  readonly length: number
}

function readAgain({ scratch, begin, length }: Stretch): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < length; at += PIECE_BYTES)
        yield await scratch.read(begin + at, Math.min(PIECE_BYTES, length - at))
    },
  }
}

async function* readFromEnd({ scratch, begin }: Stretch, bytes: number): AsyncGenerator<Uint8Array> {
  for (let end = bytes; end > 0; end -= MIB) {
    const start = Math.max(0, end - MIB)
    yield await scratch.read(begin + start, end - start)
  }
}

function arrayOf(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* parts
    },
  }
}

async function* heldFromEnd(parts: readonly Uint8Array[], bytes: number): AsyncGenerator<Uint8Array> {
  const whole = Buffer.concat(parts).subarray(0, bytes)
  for (let end = whole.length; end > 0; end -= MIB) yield whole.subarray(Math.max(0, end - MIB), end)
}
