import type { Readable } from 'node:stream'
import type { Problem } from '../model/problem.js'
import { createSelection } from './bundles/selection.js'
import { type Candidate, candidatesOf, STDIN } from './candidates.js'
import { Fault, faultOf } from './fault.js'
import { type OpenFile, openFile, openStdin } from './files.js'
import type { Input } from './input.js'
import { type Progress, watch } from './progress.js'
import { createTeller } from './teller.js'
import { unpack } from './unpack.js'

export type { Input } from './input.js'
export type { Progress } from './progress.js'

export interface InputSettings {
  readonly stdin: Readable
  readonly onProblem: (problem: Problem) => void
  /** Called for each piece that was read, of a MiB at most. */
  readonly onProgress?: (progress: Progress) => void
  /** What one file may unpack to before the rest of it is left; 64 GiB if not given. */
  readonly maxUnpackedBytes?: number
}

const MOST_UNPACKED_BYTES = 64 * 1024 ** 3

/**
 * The inputs that these arguments name, one after the other: files and what is in folders and archives, unpacked.
 * Each is opened when it is asked for and closed when the next is. `-`, or no argument, is standard input. Their
 * order is the same for any order of the arguments. What cannot be read is told as a problem, once.
 */
export async function* openInputs(paths: readonly string[], settings: InputSettings): AsyncGenerator<Input> {
  const { stdin, onProgress, maxUnpackedBytes: mostBytes = MOST_UNPACKED_BYTES } = settings
  const args = paths.length === 0 ? [STDIN] : paths
  const selection = createSelection()
  const { tell, hasToldOf } = createTeller(settings.onProblem)
  const fruitless = new Set(args)

  const candidates = await candidatesOf(args, selection, tell)
  for (const candidate of candidates) {
    const { name, path, choice } = candidate
    const file = await openCandidate(candidate, stdin, tell)
    if (file === null) continue
    const { modifiedAt, fd } = file
    const chunks = watch(file, name, onProgress)
    const isOnly = candidates.length === 1
    const source = { name, path, within: '', modifiedAt, choice, chunks, fd, isOnly }
    try {
      for await (const input of unpack(source, { selection, mostBytes, tell })) {
        for (const arg of candidate.args) fruitless.delete(arg)
        yield input
      }
    } finally {
      await file.close()
    }
  }
  for (const arg of fruitless) {
    if (!hasToldOf(arg)) tell(new Fault(arg, 'holds nothing that looks like a log'))
  }
}

/** Null: the system refused, which is told. */
async function openCandidate(
  { name, path }: Candidate,
  stdin: Readable,
  tell: (error: unknown) => void,
): Promise<OpenFile | null> {
  try {
    return name === STDIN ? openStdin(stdin) : await openFile(path)
  } catch (error) {
    tell(faultOf(error, name, 'input'))
    return null
  }
}
