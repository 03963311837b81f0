import { resolve } from 'node:path'
import type { Choice, Selection } from './bundles/selection.js'
import { faultOf } from './fault.js'
import { tryStat } from './files.js'
import { filesIn } from './folder.js'
import { byGeneration } from './generations.js'

export const STDIN = '-'

/** A file, or standard input, that is to be opened. */
export interface Candidate {
  readonly name: string
  /** From the root of the file system on. */
  readonly path: string
  /** The arguments that it is, or lies in. */
  readonly args: readonly string[]
  readonly choice: Choice & { readonly isRead: true }
}

interface Found {
  readonly name: string
  readonly path: string
  readonly arg: string
  /** Its path in the folder that was named; null: it was named itself, and is read whatever it is. */
  readonly within: string | null
}

/**
 * What these arguments name, folders with what is to be read in them, in an order that depends on names alone: the
 * parts of one log from the oldest on, standard input last. One file named twice counts once.
 */
export async function candidatesOf(
  args: readonly string[],
  selection: Selection,
  tell: (error: unknown) => void,
): Promise<readonly Candidate[]> {
  const found: Found[] = []
  for (const arg of new Set(args)) found.push(...(await findBy(arg, tell)))
  found.sort((a, b) => Number(a.name === STDIN) - Number(b.name === STDIN) || byGeneration(a.name, b.name))
  for (const { name, path } of found) if (name !== STDIN) selection.meet(path)
  const candidates = new Map<string, Candidate>()
  for (const { name, path, arg, within } of found) {
    const choice = choose(selection, path, within)
    if (!choice.isRead) continue
    const id = name === STDIN ? STDIN : identityOf(path)
    const same = candidates.get(id)
    const isSure = choice.isSure || same?.choice.isSure === true
    candidates.set(id, {
      name,
      path,
      ...same,
      args: [...(same?.args ?? []), arg],
      choice: { ...choice, isSure },
    })
  }
  return [...candidates.values()]
}

async function findBy(arg: string, tell: (error: unknown) => void): Promise<readonly Found[]> {
  const isFolder = arg !== STDIN && tryStat(arg)?.isDirectory() === true
  if (!isFolder) return [{ name: arg, path: arg === STDIN ? arg : resolve(arg), arg, within: null }]
  const folder = arg === '/' || !arg.endsWith('/') ? arg : arg.slice(0, -1)
  const inner = await filesIn(folder, (error, path) => tell(faultOf(error, path, 'folder')))
  return inner.map((within) => ({ name: `${folder}/${within}`, path: resolve(folder, within), arg, within }))
}

function choose(selection: Selection, path: string, within: string | null): Choice {
  const choice = selection.choose(path, within ?? '')
  if (within !== null) return choice
  return choice.isRead ? { ...choice, isSure: true } : { isRead: true, isSure: true, kind: null, node: null }
}

/** The same for a file, however it is reached. What cannot be reached is told when it is opened. */
function identityOf(path: string): string {
  const stats = tryStat(path)
  return stats ? `${stats.dev}:${stats.ino}` : path
}
