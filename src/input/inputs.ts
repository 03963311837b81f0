import type { Readable } from 'node:stream'
import type { Problem } from '../model/problem.js'
import { createSelection } from './bundles/selection.js'
import { type Candidate, candidatesOf, STDIN } from './candidates.js'
import { Fault, faultOf } from './fault.js'
import { isPipe, isStream, openFile, openStdin } from './files.js'
import { followFile, isThere, untilSignal, type Watching } from './follow.js'
import type { Input, TakeOver } from './input.js'
import { type Progress, watch } from './progress.js'
import { createTeller } from './teller.js'
import { contentOf, type Opened, inputsOf, type TellProgress } from './opened.js'
import { type Source, unpack } from './unpack.js'

export type { Input } from './input.js'
export type { Progress } from './progress.js'

export interface InputSettings {
  /** Asked for where it is read. */
  readonly stdin: Readable
  readonly onProblem: (problem: Problem) => void
  /** Called with the path of each file in a folder or archive that is passed over. */
  readonly onSkip?: (path: string) => void
  /** Called for each piece that was read, of a MiB at most. */
  readonly onProgress?: (progress: Progress) => void
  /** Ends the reading: what is read by then is all there is. */
  readonly signal?: AbortSignal
  /** Set where plain files are followed: read on for as long as more may be written. */
  readonly follow?: Pick<Watching, 'sleep'>
  /** What one file may unpack to before the rest of it is left; 64 GiB if not given. */
  readonly maxUnpackedBytes?: number
}

const MOST_UNPACKED_BYTES = 64 * 1024 ** 3

/**
 * The inputs that these arguments name: files and what is in folders and archives, unpacked. Their order is the same
 * for any order of the arguments. `-`, or no argument, is standard input. What cannot be read is told as a problem,
 * once. A file by itself is opened anew whenever it is read, so that many can be asked for and few be open.
 */
export async function* openInputs(paths: readonly string[], settings: InputSettings): AsyncGenerator<Input> {
  const { onProgress, maxUnpackedBytes: mostBytes = MOST_UNPACKED_BYTES } = settings
  const args = paths.length === 0 ? [STDIN] : paths
  const selection = createSelection(settings.onSkip)
  const { signal, follow } = settings
  // What is left in the middle seems to be cut.
  const onProblem = (problem: Problem): void => (signal?.aborted ? undefined : settings.onProblem(problem))
  const { tell, hasToldOf } = createTeller(onProblem)
  const watching = follow && signal ? { ...follow, signal } : null
  const fruitless = new Set(args)

  const candidates = await candidatesOf(args, selection, tell)
  for (const candidate of candidates) {
    if (signal?.aborted) return
    const { name, path } = candidate
    if (watching && name !== STDIN && !(await isThere(path))) {
      for (const arg of candidate.args) fruitless.delete(arg)
      yield followFile(name, path, watching)
      continue
    }
    const opening = (tellProgress: TellProgress, takeOver?: TakeOver) =>
      openCandidate(candidate, tellProgress, takeOver)
    // What it holds shows when its first bytes come, for which the others do not wait.
    if (watching && candidates.length > 1 && isSilent(candidate)) {
      for (const arg of candidate.args) fruitless.delete(arg)
      yield { name, modifiedAt: null, access: 'later', chunks: contentOf(opening, onProgress) }
      continue
    }
    for await (const input of inputsOf(opening, onProgress)) {
      for (const arg of candidate.args) fruitless.delete(arg)
      yield watching && input.fromEnd ? followFile(name, path, watching) : input
    }
  }
  for (const arg of signal?.aborted ? [] : fruitless) {
    if (!hasToldOf(arg)) tell(new Fault(arg, 'holds nothing that looks like a log'))
  }

  /** It may be so for as long as it likes. */
  function isSilent({ name, path }: Candidate): boolean {
    return name === STDIN ? isStream(settings.stdin) : isPipe(path)
  }

  /** Null: the system refused, which is told. */
  async function openCandidate(
    { name, path, choice }: Candidate,
    tellProgress: TellProgress,
    takeOver: TakeOver | undefined,
  ): Promise<Opened | null> {
    try {
      const file = name === STDIN ? openStdin(settings.stdin) : await openFile(path, takeOver)
      const { modifiedAt, fd, lend } = file
      const access = file.isRegular && name !== STDIN ? 'again' : 'later'
      const chunks = untilSignal(watch(file, name, tellProgress), signal)
      const source: Source = { name, path, within: '', modifiedAt, choice, chunks, fd, access, lend }
      return { inputs: unpack(source, { selection, mostBytes, tell }), close: file.close }
    } catch (error) {
      tell(faultOf(error, name, 'input'))
      return null
    }
  }
}
