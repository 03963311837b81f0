import { crc32 } from 'node:zlib'
import { type ByteReader, createByteReader, skip, take, takeChunks, takeRest } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { inflate } from '../packed/inflate.js'
import { exhaust, lend, type Member } from './member.js'
import { HEADER_BYTES, namesLength, readZipHeader, type ZipHeader } from './zip-header.js'

const SIGNATURE = {
  file: 0x04034b50,
  entry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  trailer: 0x08074b50,
}
const ENTRY_BYTES = 46
const STORED = 0
const DEFLATED = 8
/** bzip2, zstd, xz: such a file is stored as what these programs write, and is unpacked as that. */
const PACKED = [12, 93, 95]

/**
 * The files of a zip archive, in its order, from its begin on: its directory stands at its end, where it is of no
 * use to one who reads a pipe or another archive. It is read to know that the archive is whole.
 *
 * Ours, since the packages that read it so (fflate 0.8, unzipper 0.12, unzip-stream 0.3) check no sum: a file with a
 * flipped byte comes out as if it were whole, and of fflate an encrypted one as well.
 */
export async function* zipMembers(reader: ByteReader): AsyncGenerator<Member> {
  for (;;) {
    const signature = await peekSignature(reader)
    if (signature === SIGNATURE.end || signature === SIGNATURE.end64) return
    if (signature === SIGNATURE.entry) await skipEntry(reader)
    else if (signature === SIGNATURE.file) yield* readFile(reader)
    else throw new Damage('is damaged (no file where one must begin)')
  }
}

async function* readFile(reader: ByteReader): AsyncGenerator<Member> {
  const fixed = Buffer.from(await take(reader, HEADER_BYTES))
  const header = readZipHeader(fixed, await take(reader, namesLength(fixed)))
  const { path, modifiedAt, size } = header
  const isFile = !path.endsWith('/')
  const packed = size === null ? null : takeChunks(reader, size)
  const unpacked = unpack(packed === null ? reader : createByteReader(lend(packed)), header)
  if (isFile) yield { path, modifiedAt, chunks: lend(unpacked) }
  await exhaust(packed ?? unpacked)
  await unpacked.return(undefined)
  if (header.hasTrailer && packed !== null) await takeTrailer(reader)
}

/** The file's bytes; with those of unknown length also what stands behind them. */
async function* unpack(reader: ByteReader, header: ZipHeader): AsyncGenerator<Uint8Array> {
  const { method, size, checksum } = header
  if (header.isEncrypted) throw new Damage('is encrypted', 'unpack it with its password')
  if (method !== DEFLATED && method !== STORED && !PACKED.includes(method)) {
    throw new Damage(`holds a file that cannot be unpacked here (method ${method})`, 'it was not read')
  }
  if (method !== DEFLATED && size === null) throw new Damage('does not say where a file ends')
  if (PACKED.includes(method)) return yield* takeRest(reader)
  let sum = 0
  for await (const chunk of method === DEFLATED ? inflate(reader) : takeRest(reader)) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  const expected = size === null ? await takeTrailer(reader) : checksum
  if (expected !== null && expected !== sum) throw new Damage('is damaged (a checksum differs)')
}

/** The checksum; its signature may be left out, and the two lengths behind it have four bytes each, or eight. */
async function takeTrailer(reader: ByteReader): Promise<number> {
  if ((await peekSignature(reader)) === SIGNATURE.trailer) await take(reader, 4)
  const checksum = (await take(reader, 4)).readUInt32LE(0)
  const rest = await reader.fill(10)
  await take(reader, rest.toString('latin1', 8, 10) === 'PK' ? 8 : 16)
  return checksum
}

async function skipEntry(reader: ByteReader): Promise<void> {
  const fixed = await take(reader, ENTRY_BYTES)
  await skip(reader, fixed.readUInt16LE(28) + fixed.readUInt16LE(30) + fixed.readUInt16LE(32))
}

async function peekSignature(reader: ByteReader): Promise<number> {
  const bytes = await reader.fill(4)
  if (bytes.length < 4) throw reader.shortage()
  return bytes.readUInt32LE(0)
}
