import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Content, openContent } from '../input/contents.js'
import { type Input, openInputs } from '../input/inputs.js'
import type { Problem } from '../model/problem.js'
import type { LogNames, LogSource } from './log-source.js'
import type { InputOptions } from './options.js'
import { NO_SOURCE, type Pieces, piecesOf, piecesOfLines } from './pieces.js'

/** All that a caller wants read. */
export interface Sources {
  /** In the order in which they were given. */
  readonly names: readonly string[]
  readonly paths: readonly string[]
  readonly contents: readonly (Content & Pick<Pieces, 'close'> & { readonly node: string | null })[]
}

interface Opening extends Omit<InputOptions, 'signal'> {
  readonly onProblem: (problem: Problem) => void
  readonly signal: AbortSignal
  readonly isFollowing: boolean
  /** The caller named a reference date: it counts more than the age of a file. */
  readonly hasReference: boolean
}

const MOST_UNPACKED_BYTES = 64 * 1024 ** 3

/** Throws TypeError for what is no source. */
export function readSources(given: LogSource | readonly LogSource[]): Sources {
  const sources = Array.isArray(given) ? (given as readonly LogSource[]) : [given as LogSource]
  const names: string[] = []
  const paths: string[] = []
  const contents: Sources['contents'][number][] = []
  for (const [n, source] of sources.entries()) {
    if (source === '-') throw new TypeError('standard input is given as process.stdin')
    const path = source instanceof URL ? fileURLToPath(source) : source
    if (typeof path === 'string') {
      names.push(path)
      paths.push(path)
    } else {
      if (typeof path !== 'object' || path === null) throw new TypeError(NO_SOURCE)
      const content = { ...placeOf(path, `input-${n + 1}`), ...openable(path) }
      names.push(content.name)
      contents.push(content)
    }
  }
  return { names, paths, contents }
}

type Unnamed = Exclude<LogSource, string | URL>

function openable(source: Unnamed): Pieces {
  if ('content' in source) return piecesOf(source.content)
  return 'lines' in source ? piecesOfLines(source.lines) : piecesOf(source)
}

function placeOf(
  source: Unnamed,
  otherwise: string,
): Pick<Sources['contents'][number], 'name' | 'modifiedAt' | 'node'> {
  const names: LogNames = 'content' in source || 'lines' in source ? source : {}
  const { name = otherwise, modifiedAt, node = null } = names
  return { name, modifiedAt: modifiedAt === undefined ? null : Number(modifiedAt), node }
}

/** The inputs in all sources; what is given by a path comes first. */
export async function* openSources({ paths, contents }: Sources, opening: Opening): AsyncGenerator<Input> {
  const { onSkip, maxUnpackedBytes = MOST_UNPACKED_BYTES, hasReference, isFollowing, ...others } = opening
  const settings = { ...others, maxUnpackedBytes, ...(onSkip && { onSkip }) }
  const dated = (input: Input): Input => (hasReference ? { ...input, modifiedAt: null } : input)
  if (paths.length > 0) {
    // Nobody names standard input here.
    const files = { ...settings, stdin: Readable.from([]), ...(isFollowing && { follow: { sleep } }) }
    for await (const input of openInputs(paths, files)) yield dated(input)
  }
  for (const content of contents)
    for await (const input of openContent(content, settings))
      yield dated({ ...input, node: input.node ?? content.node })
}

/** Resolves after so many milliseconds, or when the signal is given. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined)
}
