import { createReadStream } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Problem } from '../model/problem.js'
import { blocksFromEnd } from './files.js'
import type { Input } from './input.js'

/** Makes inputs that can be read once, such as standard input, into inputs that can be read again. */
export interface Spool {
  /** Reads such an input to its end; others are given as they are. */
  readonly keep: (input: Input) => Promise<Input>
  /** Removes what was kept. */
  readonly close: () => Promise<void>
}

export interface SpoolSettings {
  readonly onProblem: (problem: Problem) => void
  /** So much of one input is held in memory; what is longer goes to a temporary file. */
  readonly heldBytes?: number
  /** So much of one input is kept at all. */
  readonly mostBytes?: number
}

const MIB = 1024 * 1024
const GIB = 1024 * MIB

export function createSpool({ onProblem, heldBytes = 16 * MIB, mostBytes = 16 * GIB }: SpoolSettings): Spool {
  let folder: string | undefined
  let files = 0

  async function openFile(): Promise<{ readonly path: string; readonly file: FileHandle }> {
    folder ??= await mkdtemp(join(tmpdir(), 'exitlog-'))
    const path = join(folder, String(files++))
    return { path, file: await open(path, 'wx', 0o600) }
  }

  async function keep(input: Input): Promise<Input> {
    if (input.access === 'again') return input
    const held: Buffer[] = []
    let spilled: { readonly path: string; readonly file: FileHandle } | null = null
    let bytes = 0
    try {
      for await (const chunk of input.chunks) {
        const part = chunk.subarray(0, mostBytes - bytes)
        bytes += part.length
        if (!spilled && bytes <= heldBytes) held.push(Buffer.from(part))
        else {
          spilled ??= await openFile()
          for (const one of held.splice(0)) await spilled.file.writeFile(one)
          await spilled.file.writeFile(part)
        }
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
    } finally {
      await spilled?.file.close()
    }
    const { name, modifiedAt, node = null, kind = null } = input
    const kept = { name, modifiedAt, node, kind, access: 'again' as const }
    if (!spilled) return { ...kept, chunks: arrayOf(held), fromEnd: (count) => heldFromEnd(held, count) }
    const { path } = spilled
    return { ...kept, chunks: readAgain(path), fromEnd: (count) => blocksFromEnd(path, count) }
  }

  function tell(file: string, message: string): void {
    onProblem({ code: 'input-unreadable', file, line: null, message })
  }

  return {
    keep,
    async close() {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true })
      folder = undefined
    },
  }
}

/** A stream may be read once. */
function readAgain(path: string): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => createReadStream(path)[Symbol.asyncIterator]() }
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
