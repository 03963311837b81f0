import { gzipSync } from 'node:zlib'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createByteReader } from '../src/input/byte-reader.js'
import { Damage } from '../src/input/fault.js'
import { bunzip2 } from '../src/input/packed/bzip2.js'
import { gunzip } from '../src/input/packed/gzip.js'
import { unxz } from '../src/input/packed/xz.js'
import { unzstd } from '../src/input/packed/zstd.js'
import { fixture, inChunks, noise, readAll, text, unreadable, writeTree } from './input-tools.js'

const UNPACK = { gz: gunzip, bz2: bunzip2, xz: unxz, zst: unzstd }
type Kind = keyof typeof UNPACK

/** What comes out before the end, and the damage, if any. */
async function unpack(kind: Kind, packed: Uint8Array, chunkSize = 65_536) {
  const parts: Buffer[] = []
  let damage = ''
  try {
    for await (const chunk of UNPACK[kind](createByteReader(inChunks(packed, chunkSize))))
      parts.push(Buffer.from(chunk))
  } catch (error) {
    if (!(error instanceof Damage)) throw error
    damage = error.message
  }
  return { bytes: Buffer.concat(parts), damage }
}

const texts: readonly (readonly [name: string, kind: Kind, packed: Buffer])[] = [
  ['text.gz', 'gz', gzipSync(text)],
  ...['text.bz2', 'text.xz', 'text-in-blocks-sha256.xz', 'text-lc1-lp3-pb4-crc32.xz', 'text.zst'].map(
    (name) => [name, name.slice(name.lastIndexOf('.') + 1) as Kind, fixture(name)] as const,
  ),
]
const others: readonly (readonly [name: string, kind: Kind, content: Uint8Array])[] = [
  ['noise-unchecked.xz', 'xz', noise()],
  ['noise.bz2', 'bz2', noise()],
  ['zeros.bz2', 'bz2', Buffer.alloc(1_000_000)],
  ['zeros.zst', 'zst', Buffer.alloc(1_000_000)],
  ['text-unchecked.zst', 'zst', Buffer.from(text)],
  ['text-long27.zst', 'zst', Buffer.from(text)],
  ['x.zst', 'zst', Buffer.from('x')],
  ['empty.zst', 'zst', Buffer.alloc(0)],
  ['empty.bz2', 'bz2', Buffer.alloc(0)],
]

describe.each(texts)('%s', (_, kind, packed) => {
  it.each([1, 512, 1 << 20])('is unpacked, in chunks of %i', async (size) => {
    const { bytes, damage } = await unpack(kind, packed, size)
    expect(damage).toBe('')
    expect(bytes.equals(Buffer.from(text))).toBe(true)
  })

  it('is one text with what follows it', async () => {
    const { bytes, damage } = await unpack(kind, Buffer.concat([packed, packed]))
    expect(damage).toBe('')
    expect(bytes.equals(Buffer.from(text + text))).toBe(true)
  })

  it('gives what stands before it is cut, anywhere', async () => {
    for (let share = 0.05; share < 1; share += 0.05) {
      const { bytes, damage } = await unpack(kind, packed.subarray(0, packed.length * share))
      expect(text.startsWith(bytes.toString())).toBe(true)
      expect(damage).toBe('ends too early')
    }
    const { bytes, damage } = await unpack(kind, packed.subarray(0, -1))
    expect(bytes.equals(Buffer.from(text))).toBe(true)
    expect(damage).toBe('ends too early')
  })

  it('is never taken for whole where it is damaged', async () => {
    for (let at = 20; at < packed.length; at += Math.ceil(packed.length / 30)) {
      const damaged = Buffer.from(packed)
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at)
      const { bytes, damage } = await unpack(kind, damaged)
      if (damage === '') expect(bytes.equals(Buffer.from(text))).toBe(true)
    }
  })

  it('gives what stands before something else', async () => {
    const { bytes, damage } = await unpack(kind, Buffer.concat([packed, Buffer.from('something else')]))
    expect(bytes.equals(Buffer.from(text))).toBe(true)
    expect(damage).toBe('is followed by something else')
  })
})

describe('packed bytes', () => {
  it.each(others)('of any content are unpacked: %s', async (name, kind, content) => {
    const { bytes, damage } = await unpack(kind, fixture(name))
    expect(damage).toBe('')
    expect(bytes.equals(content)).toBe(true)
  })

  it('may be followed by zeros, where the format pads with them', async () => {
    expect(await unpack('gz', Buffer.concat([gzipSync('a'), Buffer.alloc(700)]))).toEqual({
      bytes: Buffer.from('a'),
      damage: '',
    })
    expect((await unpack('xz', Buffer.concat([fixture('text.xz'), Buffer.alloc(8)]))).damage).toBe('')
  })

  it('may carry names and comments in a header', async () => {
    const plain = gzipSync('a')
    const header = Buffer.from(plain.subarray(0, 10))
    header.writeUInt8(2 | 4 | 8 | 16, 3)
    const more = Buffer.from('\x03\x00abcsyslog\0a comment\0\x12\x34', 'latin1')
    expect((await unpack('gz', Buffer.concat([header, more, plain.subarray(10)]), 4)).bytes.toString()).toBe(
      'a',
    )
  })

  it('may stand between frames that hold no text', async () => {
    const skipped = Buffer.from('502a4d1804000000deadbeef', 'hex')
    const packed = Buffer.concat([skipped, fixture('x.zst'), skipped, fixture('x.zst')])
    expect(await unpack('zst', packed)).toEqual({ bytes: Buffer.from('xx'), damage: '' })
  })

  it('that need too much memory, or a filter that is not here, are refused', async () => {
    expect((await unpack('zst', fixture('text-long31.zst'))).damage).toBe(
      'needs 2048 MiB of memory, which is refused',
    )
    expect((await unpack('xz', fixture('noise-x86-filter.xz'))).damage).toBe(
      'is packed with a filter that is not known here',
    )
  })
})

describe('inputs', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'exitlog-packed-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const write = (name: string, content: string | Uint8Array) =>
    join(writeTree(folder, { [name]: content }), name)

  it.each(texts)('are unpacked whatever their name: %s', async (_name, _kind, packed) => {
    const { inputs, problems } = await readAll([write('no-name', packed)])
    expect(problems).toEqual([])
    expect(inputs.map((input) => input.text)).toEqual([text])
  })

  it('are unpacked from standard input', async () => {
    const stdin = Readable.from([fixture('text.xz')])
    expect((await readAll([], { stdin })).inputs).toMatchObject([{ name: '-', text }])
  })

  it.each(texts)('give what could be unpacked, and a problem: %s', async (name, kind, packed) => {
    const file = write(name, packed.subarray(0, -1))
    const { inputs, problems } = await readAll([file])
    expect(inputs.map((input) => input.text)).toEqual([text])
    const format = { gz: 'gzip', bz2: 'bzip2', xz: 'xz', zst: 'zstd' }[kind]
    expect(problems).toEqual([
      unreadable(file, `the ${format} data ends too early: only what stands before was read`),
    ])
  })

  it('give what stands before they are damaged', async () => {
    const damaged = gzipSync(text.repeat(40), { level: 0 })
    damaged.fill(0xff, 8 << 20)
    const { inputs, problems } = await readAll([write('damaged.gz', damaged)])
    expect(inputs[0]?.text.length).toBeGreaterThan(8_000_000)
    expect(problems.map((problem) => problem.message)).toEqual([
      expect.stringMatching(/^the gzip data is damaged \(.*\): only what stands before was read$/),
    ])
  })

  it('may be packed four times over', async () => {
    const packed = gzipSync(fixture('text.xz'))
    const four = write('four.gz', gzipSync(gzipSync(packed)))
    const five = write('five.gz', gzipSync(gzipSync(gzipSync(packed))))
    const { inputs, problems } = await readAll([four, five])
    expect(inputs).toMatchObject([{ name: four, text }])
    expect(problems).toEqual([unreadable(five, 'packed more than 4 times over: what is in it is not read')])
  })

  it('are left where they unpack to more than is allowed', async () => {
    const bomb = write('bomb.gz', gzipSync(gzipSync(Buffer.alloc(64 << 20, 'line\n'))))
    const { inputs, problems } = await readAll([bomb], { maxUnpackedBytes: 8 << 20 })
    expect(inputs[0]?.text.length).toBeGreaterThan(6 << 20)
    expect(inputs[0]?.text.length).toBeLessThanOrEqual(8 << 20)
    expect(problems).toEqual([unreadable(bomb, 'unpacks to more than 8388608 bytes: the rest is not read')])
  })

  it.each([
    ['lz4', '04224d18', 'lz4 -dc'],
    ['compress', '1f9d90', 'gzip -dc'],
    ['7-Zip', '377abcaf271c', '7z x -so'],
  ])('of a kind that is not unpacked here are named: %s', async (name, magic, command) => {
    const file = write('other', Buffer.from(magic.padEnd(80, '0'), 'hex'))
    expect(await readAll([file])).toEqual({
      inputs: [],
      problems: [unreadable(file, `packed with ${name}: ${command} FILE | exitlog timeline`)],
    })
  })

  it('are not seen in short or plain text', async () => {
    const files = [write('a', 'BZ'), write('b', 'BZh9 is a word\n'), write('c', '')]
    expect((await readAll(files)).inputs.map((input) => input.text)).toEqual(['BZ', 'BZh9 is a word\n', ''])
  })
})
