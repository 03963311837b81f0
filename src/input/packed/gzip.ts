import { crc32 } from 'node:zlib'
import { type ByteReader, isAtEnd, take } from '../byte-reader.js'
import { Damage } from '../fault.js'
import { inflate } from './inflate.js'

const MAGIC = 0x1f8b
const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16 }

/** gzip (RFC 1952). Members in a row are one text, as for gzip itself, and zeros after the last are padding. */
export async function* gunzip(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    await skipHeader(reader)
    let checksum = 0
    let length = 0
    for await (const chunk of inflate(reader)) {
      checksum = crc32(chunk, checksum)
      length += chunk.length
      yield chunk
    }
    const trailer = await take(reader, 8)
    if (trailer.readUInt32LE(0) !== checksum) throw new Damage('is damaged (its checksum differs)')
    if (trailer.readUInt32LE(4) !== length % 2 ** 32) throw new Damage('is damaged (its length differs)')
  } while (await hasNextMember(reader))
}

async function skipHeader(reader: ByteReader): Promise<void> {
  const header = await take(reader, 10)
  const flags = header.readUInt8(3)
  if (header.readUInt16BE(0) !== MAGIC) throw new Damage('is followed by something else')
  if (flags & FLAG.extra) await take(reader, (await take(reader, 2)).readUInt16LE(0))
  if (flags & FLAG.name) await skipText(reader)
  if (flags & FLAG.comment) await skipText(reader)
  if (flags & FLAG.headerCrc) await take(reader, 2)
}

async function skipText(reader: ByteReader): Promise<void> {
  while ((await take(reader, 1))[0] !== 0);
}

async function hasNextMember(reader: ByteReader): Promise<boolean> {
  while (!(await isAtEnd(reader))) {
    const bytes = await reader.fill(1)
    const padding = bytes.findIndex((byte) => byte !== 0)
    reader.advance(padding === -1 ? bytes.length : padding)
    if (padding !== -1) return true
  }
  return false
}
