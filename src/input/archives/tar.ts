import { type ByteReader, isAtEnd, skip, take, takeChunks } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { exhaust, lend, type Member } from './member.js'
import { type PaxRecords, readPax } from './pax.js'
import { BLOCK_BYTES, readTarHeader, readText, type TarHeader } from './tar-header.js'

/** `7` is a file in one piece, `S` one with holes: these are left out. */
const FILES = ['0', '\0', '7', 'S']
/** Names and records that are larger are no names and records. */
const MOST_META_BYTES = 1024 * 1024

/** The files of a tar archive, in its order. Behind a damaged header it goes on with the next that is whole. */
export async function* tarMembers(reader: ByteReader): AsyncGenerator<Member> {
  let said: PaxRecords = {}
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
    if (header.isSparseMapLonger) while ((await take(reader, BLOCK_BYTES))[BLOCK_BYTES - 8] !== 0);
    const { path, size, modifiedAt, type }: TarHeader = { ...header, ...said }
    const isFile = FILES.includes(type) && !path.endsWith('/')
    const isMeta = 'LxX'.includes(type) && header.size <= MOST_META_BYTES
    if (isMeta) {
      const bytes = await take(reader, header.size)
      said = { ...said, ...(type === 'L' ? { path: readText(bytes) } : readPax(bytes)) }
      await skip(reader, padding(header.size))
      continue
    }
    const body = takeChunks(reader, size)
    if (isFile) yield { path, modifiedAt, chunks: lend(body) }
    await exhaust(body)
    await skip(reader, padding(size))
    if (type !== 'K' && type !== 'g') said = {}
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
