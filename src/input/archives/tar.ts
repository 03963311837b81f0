import type { HeaderData } from 'tar/header'
import { Pax } from 'tar/pax'
import { type ByteReader, isAtEnd, skip, take, takeChunks } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { believable, exhaust, lend, type Member } from './member.js'
import { BLOCK_BYTES, readTarHeader } from './tar-header.js'

/** One with holes is given without them. */
const FILES = ['File', 'OldFile', 'ContiguousFile', 'SparseFile']
const PATHS = ['NextFileHasLongPath', 'OldGnuLongPath']
const RECORDS = ['ExtendedHeader', 'OldExtendedHeader']
/** They say something of all files, or of links. */
const ASIDES = ['GlobalExtendedHeader', 'NextFileHasLongLinkpath']
/** Names and records that are larger are no names and records. */
const MOST_META_BYTES = 1024 * 1024
/** Old GNU sparse files: whether further blocks of their map follow, in a header and in such a block. */
const MAP_GOES_ON = { header: 482, block: 504 }
/** The folder that GNU tar makes up for a file with holes. */
const SPARSE_FOLDER = /(^|\/)GNUSparseFile\.\d{1,10}\//

/**
 * The files of a tar archive, in its order. Behind a damaged header it goes on with the next that is whole.
 *
 * The headers are read by the package `tar`. The way through the archive is ours: its parser passes over files with
 * holes without a word, and that of `tar-stream` ends at the first damaged header.
 */
export async function* tarMembers(reader: ByteReader): AsyncGenerator<Member> {
  /** What the headers before that of a file say of it. */
  let said: HeaderData = {}
  let damage: Damage | null = null
  while (!(await isAtEnd(reader))) {
    const block = await take(reader, BLOCK_BYTES)
    const header = readTarHeader(block)
    if (header === null) {
      const isEmpty = isZero(block)
      if (isEmpty && (await hasEnded(reader))) {
        if (damage !== null) throw damage
        return
      }
      if (!isEmpty) damage = new Damage('is damaged (a header makes no sense)', 'members are missing')
      continue
    }
    const { type, size: ownSize = 0 } = header
    if (type === 'SparseFile' && block[MAP_GOES_ON.header] !== 0)
      while ((await take(reader, BLOCK_BYTES))[MAP_GOES_ON.block] !== 0);
    if ((PATHS.includes(type) || RECORDS.includes(type)) && ownSize <= MOST_META_BYTES) {
      const text = (await take(reader, ownSize)).toString()
      said = PATHS.includes(type) ? { ...said, path: text.replace(/\0.*/s, '') } : Pax.parse(text, said)
      await skip(reader, padding(ownSize))
      continue
    }
    const { path = header.path ?? '', size = ownSize, mtime = header.mtime } = said
    const body = takeChunks(reader, size)
    if (FILES.includes(type) && !path.endsWith('/')) {
      const name = path.replace(SPARSE_FOLDER, '$1')
      yield { path: name, modifiedAt: believable(mtime?.getTime() ?? null), chunks: lend(body) }
    }
    await exhaust(body)
    await skip(reader, padding(size))
    if (!ASIDES.includes(type)) said = {}
  }
  throw damage ?? new Damage('has no end')
}

/** Two empty blocks are the end; so is one, and then nothing. */
async function hasEnded(reader: ByteReader): Promise<boolean> {
  const next = await reader.fill(BLOCK_BYTES)
  return next.length < BLOCK_BYTES || isZero(next.subarray(0, BLOCK_BYTES))
}

function padding(size: number): number {
  return -size & (BLOCK_BYTES - 1)
}

function isZero(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0)
}
