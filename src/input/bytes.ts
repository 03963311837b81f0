import { createSelection } from './bundles/selection.js'
import type { Input } from './input.js'
import { inputsOf } from './opened.js'
import { unpack } from './unpack.js'

const MOST_BYTES = 1024 ** 4
const PIECE_BYTES = 256 * 1024

/** The inputs in bytes that are at hand, as if they were read from a file of that name. */
export function inputsInBytes(name: string, parts: readonly Uint8Array[]): AsyncGenerator<Input> {
  const choice = { isRead: true, isSure: true, kind: null, node: null } as const
  const source = {
    name,
    path: name,
    within: '',
    modifiedAt: null,
    choice,
    fd: null,
    access: 'again',
  } as const
  const telling = { selection: createSelection(), mostBytes: MOST_BYTES, tell: raise }
  const open = () => ({
    inputs: unpack({ ...source, chunks: asAsync(parts) }, telling),
    close: () => undefined,
  })
  return inputsOf(() => Promise.resolve(open()), undefined)
}

/** In pieces as a file gives them: how its lines follow each other is told by the first one. */
async function* asAsync(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  for (const part of parts) {
    held.push(part)
    size += part.length
    if (size < PIECE_BYTES) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Nothing that is at hand fails but by a bug. */
function raise(error: unknown): never {
  throw error
}
