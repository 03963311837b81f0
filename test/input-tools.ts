import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync, gunzipSync } from 'node:zlib'
import { type Input, type InputSettings, openInputs } from '../src/input/inputs.js'
import type { Problem } from '../src/model/problem.js'

export const written = Date.UTC(2024, 2, 4, 9, 17, 6)

/** What stands in an input, and what its bundle says of it. */
export interface ReadInput extends Pick<Input, 'name' | 'modifiedAt' | 'node' | 'kind' | 'access'> {
  readonly text: string
}

export async function readAll(
  paths: readonly string[],
  settings: Partial<InputSettings> = {},
): Promise<{ inputs: ReadInput[]; problems: Problem[] }> {
  const problems: Problem[] = []
  const inputs: ReadInput[] = []
  const onProblem = (problem: Problem): void => void problems.push(problem)
  for await (const { chunks, home: _home, ...input } of openInputs(paths, {
    stdin: Readable.from([]),
    onProblem,
    ...settings,
  })) {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(new Uint8Array(chunk))
    inputs.push({ ...input, text: Buffer.concat(parts).toString() })
  }
  return { inputs, problems }
}

export function unreadable(file: string, message: string): Problem {
  return { code: 'input-unreadable', file, line: null, message }
}

/** Writes files into a folder, by their paths, all with one date; gives the path of the folder. */
export function writeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    utimesSync(file, new Date(written), new Date(written))
  }
  return folder
}

/** Bytes in chunks of one size, all in one buffer that is written over. */
export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const part = bytes.subarray(at, at + size)
    buffer.fill(0xaa)
    buffer.set(part)
    yield buffer.subarray(0, part.length)
  }
}

/** Made by GNU tar 1.34, Info-ZIP 3.0, xz 5.4, bzip2 1.0.8 and zstd 1.5, and packed with gzip for their place here. */
const FIXTURES = JSON.parse(
  readFileSync(fileURLToPath(new URL('input-fixtures.json', import.meta.url)), 'utf8'),
) as Readonly<Record<string, string>>

export function fixture(name: string): Buffer {
  return gunzipSync(Buffer.from(FIXTURES[name] ?? '', 'base64'))
}

/** The text that the fixtures called `text` hold: three blocks of bzip2 and of zstd. */
export const text = Array.from(
  { length: 6000 },
  (_, i) =>
    `Mar  4 09:17:${String(i % 60).padStart(2, '0')} node-a kubelet[955]: line ${i % 60} of ${Math.floor(i / 600)}\n`,
).join('')

/** What the fixtures called `noise` hold: bytes that cannot be packed. */
export function noise(): Buffer {
  const bytes = Buffer.alloc(600)
  for (let i = 0, seed = 12345n; i < bytes.length; i++) {
    seed = (seed * 1103515245n + 12345n) & 0x7fff_ffffn
    bytes[i] = Number((seed >> 16n) & 0xffn)
  }
  return bytes
}

export interface TarEntry {
  readonly path: string
  readonly content: string | Uint8Array
  readonly type?: string
  readonly seconds?: number
}

const padded = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 511)])

/** A tar archive without its end mark. */
export function tarEntries(...entries: readonly TarEntry[]): Buffer {
  return Buffer.concat(
    entries.flatMap(({ path, content, type = '0', seconds = written / 1000 }) => {
      const name = Buffer.from(path)
      if (name.length > 100) {
        return [
          tarEntries({ path: '././@LongLink', content: `${path}\0`, type: 'L' }),
          tarEntries({ path: name.toString('utf8', 0, 99), content, type, seconds }),
        ]
      }
      const bytes = Buffer.from(content)
      const header = Buffer.alloc(512)
      name.copy(header)
      header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
      header.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136)
      header.write(' '.repeat(8), 148)
      header.write(type, 156)
      header.write('ustar\x0000', 257)
      header.write(
        `${header
          .reduce((sum, byte) => sum + byte, 0)
          .toString(8)
          .padStart(6, '0')}\0 `,
        148,
      )
      return [header, padded(bytes)]
    }),
  )
}

export function tar(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries = Object.entries(files).map(([path, content]) => ({ path, content }))
  return Buffer.concat([tarEntries(...entries), Buffer.alloc(1024)])
}

export function zip(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path)
    const packed = deflateRawSync(content)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE((9 << 11) | (17 << 5) | 3, 10)
    header.writeUInt16LE((44 << 9) | (3 << 5) | 4, 12)
    header.writeUInt32LE(crc32(content), 14)
    header.writeUInt32LE(packed.length, 18)
    header.writeUInt32LE(Buffer.from(content).length, 22)
    header.writeUInt16LE(name.length, 26)
    parts.push(header, name, packed)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    header.copy(entry, 6, 4)
    entry.writeUInt32LE(offset, 42)
    directory.push(entry, name)
    offset += header.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  return Buffer.concat([...parts, ...directory, end])
}
