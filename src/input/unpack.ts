import type { Member } from './archives/member.js'
import { sectionsIn } from './archives/sections.js'
import { looksLikeLog } from './bundles/looks-like-log.js'
import type { Choice, Selection } from './bundles/selection.js'
import { type ByteReader, createByteReader, takeRest } from './byte-reader.js'
import { Fault, withFaults } from './fault.js'
import { blocksFromEnd } from './files.js'
import { recognize } from './formats.js'
import type { Input, TakeOver } from './input.js'
import { JOURNAL_COMMAND, readJournal } from './journal.js'

/** Bytes that may be lines, or hold files in turn. */
export interface Source {
  readonly name: string
  /** From the root of the file system on, through archives too. */
  readonly path: string
  /** The part of the path that the user did not name. */
  readonly within: string
  readonly modifiedAt: number | null
  readonly choice: Choice & { readonly isRead: true }
  readonly chunks: AsyncIterable<Uint8Array>
  /** The open file of just these bytes, if there is one. */
  readonly fd: (() => number) | null
  readonly access: NonNullable<Input['access']>
  /** Lets somebody else read on, where the chunks are a pipe's own. */
  readonly lend?: ((takeOver: TakeOver) => void) | undefined
}

/** What holds for everything in one source. */
export interface Unpacking {
  readonly selection: Selection
  readonly mostBytes: number
  /** Told why something is read no further; throws what is a bug. */
  readonly tell: (error: unknown) => void
}

/** How deep bytes may be packed: a `.gz` in a `.tar.gz` is 3. */
const MOST_LEVELS = 4
const GIB = 1024 ** 3

/** The inputs in a source: itself, or what is packed in it, whatever its name says. Nothing is kept of what was read. */
export function unpack(source: Source, { selection, mostBytes, tell }: Unpacking): AsyncGenerator<Input> {
  let unpackedBytes = 0
  return inputsIn(source, 0)

  async function* inputsIn(outer: Source, level: number): AsyncGenerator<Input> {
    const { name } = outer
    const reader = createByteReader(withFaults(outer.chunks, name, 'input'))
    try {
      const format = await recognize(reader)
      switch (format?.kind) {
        case undefined:
          if (outer.choice.isSure || (await looksLikeLog(reader))) yield plainInput(outer, reader)
          else if (reader.failure() !== null) throw reader.failure()
          break
        case 'packed': {
          if (level === MOST_LEVELS) throw tooDeep(name)
          const chunks = bounded(withFaults(format.unpack(reader), name, format.what), name)
          yield* inputsIn({ ...outer, chunks, fd: null, lend: undefined }, level + 1)
          break
        }
        case 'archive':
          if (level === MOST_LEVELS) throw tooDeep(name)
          for await (const member of withFaults(format.members(reader), name, format.what)) {
            const inner = sourceOf(member, outer, format.what)
            if (inner !== null) yield* inputsIn(inner, level + 1)
          }
          break
        case 'sections':
          for await (const { path, node, modifiedAt, chunks } of withFaults(
            sectionsIn(reader),
            name,
            format.what,
          )) {
            const inner = {
              name: `${name}!${path}`,
              modifiedAt: modifiedAt ?? outer.modifiedAt,
              node,
              // Of those whose node nobody knew nothing more is to be made.
              ...(node !== null && { home: () => homeIn(outer.path, node) }),
            }
            yield { ...inner, chunks: readOn(withFaults(chunks, inner.name, format.what)), access: 'now' }
          }
          break
        case 'journal':
          if (outer.fd === null)
            throw new Fault(name, `a systemd journal that is no file by itself: ${JOURNAL_COMMAND}`)
          yield inputOf(outer, bounded(withFaults(readJournal(outer.fd), name, 'systemd journal'), name))
          break
        case 'foreign':
          throw new Fault(name, `packed with ${format.what}: ${format.command} FILE | exitlog timeline`)
      }
    } catch (error) {
      tell(error)
    } finally {
      await reader.close()
    }
  }

  /** Null: it is not one to be read. */
  function sourceOf({ path, modifiedAt, chunks }: Member, outer: Source, what: string): Source | null {
    const inner = {
      name: `${outer.name}!${path}`,
      path: `${outer.path}/${path}`,
      within: `${outer.within}/${path}`,
      modifiedAt: modifiedAt ?? outer.modifiedAt,
      fd: null,
      access: 'now' as const,
    }
    selection.meet(inner.path)
    const choice = selection.choose(inner.path, inner.within)
    return choice.isRead ? { ...inner, choice, chunks: withFaults(chunks, inner.name, what) } : null
  }

  function inputOf(source: Source, chunks: AsyncIterable<Uint8Array>): Input {
    const { name, path, modifiedAt, access } = source
    const { node, kind } = source.choice
    const home = (): string => homeIn(selection.homeOf(path), node)
    return { name, modifiedAt, chunks: readOn(chunks), node, kind, access, home }
  }

  function plainInput(source: Source, reader: ByteReader): Input {
    const { lend } = source
    const input = inputOf(source, takeRest(reader))
    if (lend) {
      const readWith = (takeOver: TakeOver) => {
        lend(takeOver)
        return input.chunks
      }
      return { ...input, readWith }
    }
    if (source.access !== 'again' || source.fd === null) return input
    const blocks = (bytes: number) => withFaults(blocksFromEnd(source.path, bytes), source.name, 'input')
    return { ...input, fromEnd: (bytes) => readOn(blocks(bytes)) }
  }

  async function* readOn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks
    } catch (error) {
      tell(error)
    }
  }

  async function* bounded(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      const allowed = Math.max(0, mostBytes - unpackedBytes)
      unpackedBytes += chunk.length
      yield chunk.subarray(0, allowed)
      if (chunk.length > allowed) {
        throw new Fault(name, `unpacks to more than ${sizeText(mostBytes)}: the rest is not read`)
      }
    }
  }
}

/** Where a layout names the node of a file, a bundle may hold others of other nodes. */
function homeIn(home: string, node: string | null): string {
  return node === null ? home : `${home}//${node}`
}

function tooDeep(name: string): Fault {
  return new Fault(name, `packed more than ${MOST_LEVELS} times over: what is in it is not read`)
}

function sizeText(bytes: number): string {
  return bytes % GIB === 0 ? `${bytes / GIB} GiB` : `${bytes} bytes`
}
