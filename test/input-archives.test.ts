import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createByteReader } from '../src/input/byte-reader.js'
import { openInputs } from '../src/input/inputs.js'
import { tarMembers } from '../src/input/archives/tar.js'
import { zipMembers } from '../src/input/archives/zip.js'
import { Damage } from '../src/input/fault.js'
import {
  fixture,
  inChunks,
  readAll,
  tar,
  tarEntries,
  text,
  unreadable,
  writeTree,
  written,
  zip,
} from './input-tools.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-archives-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: string | Uint8Array) =>
  join(writeTree(folder, { [name]: content }), name)

/** All members, read or not, and what was damaged. */
async function membersOf(format: typeof tarMembers, bytes: Uint8Array, chunkSize = 700) {
  const members: { path: string; modifiedAt: number | null; text: string }[] = []
  let damage = ''
  try {
    for await (const { path, modifiedAt, chunks } of format(createByteReader(inChunks(bytes, chunkSize)))) {
      const parts: Uint8Array[] = []
      try {
        for await (const chunk of chunks) parts.push(new Uint8Array(chunk))
      } finally {
        members.push({ path, modifiedAt, text: Buffer.concat(parts).toString() })
      }
    }
  } catch (error) {
    if (!(error instanceof Damage)) throw error
    damage = error.message
  }
  return { members, damage }
}

const log = (word: string) => `Mar  4 09:17:07 node-a kubelet[955]: ${word}\n`
const half = Date.UTC(2024, 2, 4, 9, 17, 7, 500)
const whole = Date.UTC(2024, 2, 4, 9, 17, 7)
const long = `${'very-long-folder-name/'.repeat(8)}${'a'.repeat(120)}.log`
const deep = `${'folder-of-a-node/'.repeat(8)}syslog`

describe('a tar archive', () => {
  it.each([
    ['gnu', whole],
    ['pax', half],
  ])('of the dialect %s gives its files, whatever their names', async (dialect, modifiedAt) => {
    for (const size of [1, 512, 700, 1 << 20]) {
      expect(await membersOf(tarMembers, fixture(`${dialect}.tar`), size)).toEqual({
        members: [
          { path: 'syslog', modifiedAt, text: 'short 09:17:07\n' },
          { path: long, modifiedAt, text: 'long 09:17:07\n' },
          { path: deep, modifiedAt, text: 'prefix 09:17:07\n' },
          { path: 'ü.log', modifiedAt, text: 'umlaut 09:17:07\n' },
        ],
        damage: '',
      })
    }
  })

  it('of an old dialect does, too', async () => {
    const syslog = { path: 'syslog', modifiedAt: whole, text: 'short 09:17:07\n' }
    expect(await membersOf(tarMembers, fixture('v7.tar'))).toEqual({ members: [syslog], damage: '' })
    const prefix = { path: deep, modifiedAt: whole, text: 'prefix 09:17:07\n' }
    expect(await membersOf(tarMembers, fixture('ustar.tar'))).toEqual({
      members: [syslog, prefix],
      damage: '',
    })
  })

  it('gives files with holes without them', async () => {
    const { members } = await membersOf(tarMembers, fixture('sparse.tar'))
    expect(members.map(({ path, text: content }) => [path, content.replaceAll('\0', '')])).toEqual([
      ['hole', 'after the hole 09:17:07\n'],
    ])
    const pax = tar({ 'var/log/GNUSparseFile.4711/syslog': log('one') })
    expect((await membersOf(tarMembers, pax)).members).toMatchObject([{ path: 'var/log/syslog' }])
  })

  it('gives a file the name and the date that several headers before it say', async () => {
    const entries = tarEntries(
      { path: '././@LongLink', content: `${long}\0`, type: 'L' },
      { path: 'pax', content: `22 mtime=${half / 1000}\n`, type: 'x' },
      { path: 'cut', content: 'abc' },
      { path: 'next', content: 'def' },
    )
    expect((await membersOf(tarMembers, Buffer.concat([entries, Buffer.alloc(1024)]))).members).toEqual([
      { path: long, modifiedAt: half, text: 'abc' },
      { path: 'next', modifiedAt: written, text: 'def' },
    ])
  })

  it('may give sizes as bytes, and dates that are none', async () => {
    const entry = tarEntries({ path: 'a', content: 'abc', seconds: 0 })
    entry.write('\x80\0\0\0\0\0\0\0\0\0\0\x03', 124, 'latin1')
    entry.write(' '.repeat(8), 148)
    entry.write(
      `${entry
        .subarray(0, 512)
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)}\0`,
      148,
    )
    const { members } = await membersOf(tarMembers, Buffer.concat([entry, Buffer.alloc(1024)]))
    expect(members).toEqual([{ path: 'a', modifiedAt: null, text: 'abc' }])
  })

  it('gives what stands before it is cut', async () => {
    const whole = tar({ a: log('one'), b: log('two') })
    expect(await membersOf(tarMembers, whole.subarray(0, 1536 + 20))).toEqual({
      members: [
        { path: 'a', modifiedAt: written, text: log('one') },
        { path: 'b', modifiedAt: written, text: log('two').slice(0, 20) },
      ],
      damage: 'ends too early',
    })
    expect((await membersOf(tarMembers, whole.subarray(0, 1024 + 20))).damage).toBe('ends too early')
    expect((await membersOf(tarMembers, whole.subarray(0, 2048))).damage).toBe('has no end')
  })

  it('gives what stands behind a damaged header', async () => {
    const damaged = tar({ a: log('one'), b: log('two'), c: log('three') })
    damaged.fill(0xff, 1024 + 100, 1024 + 140)
    const { members, damage } = await membersOf(tarMembers, damaged)
    expect(members.map(({ path }) => path)).toEqual(['a', 'c'])
    expect(damage).toBe('is damaged (a header makes no sense)')
  })

  it('may be left in the middle of a file', async () => {
    const bytes = tar({ a: log('one').repeat(100), b: log('two') })
    const paths: string[] = []
    for await (const { path, chunks } of tarMembers(createByteReader(inChunks(bytes, 700)))) {
      paths.push(path)
      for await (const _ of chunks) break
    }
    expect(paths).toEqual(['a', 'b'])
  })
})

describe('a zip archive', () => {
  const short = { path: 'syslog', text: 'short 09:17:07\n' }

  it('gives its files, whatever their names', async () => {
    for (const size of [1, 700, 1 << 20]) {
      const { members, damage } = await membersOf(zipMembers, fixture('names.zip'), size)
      expect(damage).toBe('')
      expect(members).toMatchObject([
        short,
        { path: 'ü.log', text: 'umlaut 09:17:07\n' },
        { path: deep, text: 'prefix 09:17:07\n' },
      ])
    }
  })

  it('dates them in UTC where it can', async () => {
    expect((await membersOf(zipMembers, fixture('unix-time.zip'))).members).toEqual([
      { ...short, modifiedAt: whole },
    ])
    const { members } = await membersOf(zipMembers, zip({ a: 'a' }))
    expect(members).toEqual([{ path: 'a', text: 'a', modifiedAt: written }])
  })

  it.each(['piped-text.zip', 'piped.zip', 'zip64.zip', 'stored.zip'])(
    'of any kind does: %s',
    async (name) => {
      const content = name === 'piped-text.zip' ? text : short.text
      for (const size of [1, 700, 1 << 20]) {
        const { members, damage } = await membersOf(zipMembers, fixture(name), size)
        expect(damage).toBe('')
        expect(members.map((member) => member.text)).toEqual([content])
      }
    },
  )

  it('gives what stands before it is cut or damaged', async () => {
    const whole = zip({ a: log('one'), b: text })
    for (let share = 0.1; share < 0.95; share += 0.1) {
      const { members, damage } = await membersOf(zipMembers, whole.subarray(0, whole.length * share))
      expect(damage).toBe('ends too early')
      for (const member of members) expect(`${log('one')}${text}`).toContain(member.text)
    }
    const damaged = fixture('stored.zip')
    damaged.write('Short', damaged.indexOf('short'))
    const { members, damage } = await membersOf(zipMembers, damaged)
    expect(members).toMatchObject([{ text: 'Short 09:17:07\n' }])
    expect(damage).toBe('is damaged (a checksum differs)')
  })

  it('that is encrypted says so', async () => {
    const file = write('encrypted.zip', fixture('encrypted.zip'))
    expect(await readAll([file])).toEqual({
      inputs: [],
      problems: [unreadable(`${file}!syslog`, 'the zip archive is encrypted: unpack it with its password')],
    })
  })
})

describe('inputs', () => {
  const files = {
    'logs/syslog': log('one'),
    'logs/kubelet.log.1.gz': gzipSync(log('two')),
    'logs/notes.yaml': 'a: 09:17:07',
  }

  it.each([
    ['tar', tar(files)],
    ['tar.gz', gzipSync(tar(files))],
    ['zip', zip(files)],
    ['zip.gz', gzipSync(zip(files))],
  ])('are what a %s holds', async (kind, bytes) => {
    const file = write(`bundle.${kind}`, bytes)
    const plain = { modifiedAt: written, node: null, kind: null, access: 'now' }
    expect(await readAll([file])).toEqual({
      inputs: [
        { ...plain, name: `${file}!logs/syslog`, text: log('one') },
        { ...plain, name: `${file}!logs/kubelet.log.1.gz`, text: log('two') },
      ],
      problems: [],
    })
    const { inputs } = await readAll(['-'], { stdin: Readable.from([bytes]) })
    expect(inputs.map((input) => input.name)).toEqual(['-!logs/syslog', '-!logs/kubelet.log.1.gz'])
  })

  it('are what archives in archives hold, four deep and no deeper', async () => {
    const inner = gzipSync(tar({ 'deep/syslog': log('deep'), 'deep/syslog.1.gz': gzipSync(log('too deep')) }))
    const file = write('outer.tar', tar({ 'a.zip': zip({ 'b.tar.gz': inner }) }))
    const { inputs, problems } = await readAll([file])
    expect(inputs).toMatchObject([{ name: `${file}!a.zip!b.tar.gz!deep/syslog`, text: log('deep') }])
    expect(problems).toEqual([
      unreadable(
        `${file}!a.zip!b.tar.gz!deep/syslog.1.gz`,
        'packed more than 4 times over: what is in it is not read',
      ),
    ])
  })

  it('give what could be read of a cut archive, and one problem', async () => {
    const packed = gzipSync(tar({ a: log('one'), b: text }))
    const file = write('cut.tar.gz', packed.subarray(0, packed.length / 2))
    const { inputs, problems } = await readAll([file])
    expect(inputs[0]?.text).toBe(log('one'))
    expect(inputs[1]?.text.length).toBeGreaterThan(10_000)
    expect(text.startsWith(inputs[1]?.text ?? '?')).toBe(true)
    expect(problems).toEqual([
      unreadable(file, 'the gzip data ends too early: only what stands before was read'),
    ])

    const plain = write('cut.tar', tar({ a: log('one'), b: text }).subarray(0, 100_000))
    expect((await readAll([plain])).problems).toEqual([
      unreadable(`${plain}!b`, 'the tar archive ends too early: only what stands before was read'),
    ])
  })

  it('go on behind a damaged file of an archive', async () => {
    const damaged = gzipSync(log('broken'))
    damaged.fill(0, 15, 20)
    const file = write('some.tar', tar({ 'a.gz': damaged, b: log('two') }))
    const { inputs, problems } = await readAll([file])
    expect(inputs.at(-1)).toMatchObject({ name: `${file}!b`, text: log('two') })
    expect(problems).toMatchObject([{ file: `${file}!a.gz` }])
  })

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'a\u001b[2J\r\n.log',
    'x'.repeat(10_000),
    'a/'.repeat(5000) + 'log',
    '..',
  ])('have names that are only names: %j', async (path) => {
    const file = write('hostile.tar', tar({ [path]: log('one') }))
    const { inputs, problems } = await readAll([file])
    expect(inputs).toMatchObject([{ name: `${file}!${path}`, text: log('one') }])
    expect(problems).toEqual([])
  })

  it('of archives that hold no log are a problem', async () => {
    const empty = write(
      'empty.tar',
      tar({ 'a.txt': 'nothing here tells a time\n', 'b.bin': Buffer.alloc(99) }),
    )
    const none = write('none.zip', zip({}))
    const told = 'holds nothing that looks like a log'
    expect((await readAll([empty, none])).problems).toEqual([unreadable(empty, told), unreadable(none, told)])
  })

  it('are left when the reader leaves, in the middle of an archive', async () => {
    const bytes = gzipSync(tar({ a: text, b: text }))
    let isClosed = false
    const stdin = Readable.from([bytes]).once('close', () => {
      isClosed = true
    })
    for await (const input of openInputs(['-'], { stdin, onProblem: () => expect.unreachable() })) {
      for await (const _ of input.chunks) break
      break
    }
    await new Promise((resolve) => setImmediate(resolve))
    expect(isClosed).toBe(true)
  })

  it('of one archive count together against what may be unpacked', async () => {
    const file = write('bomb.tar.gz', gzipSync(tar({ a: text, b: text, c: text })))
    const { inputs, problems } = await readAll([file], { maxUnpackedBytes: 500_000 })
    expect(inputs.map((input) => input.text.length)).toEqual([text.length, 199_968])
    expect(problems).toMatchObject([{ message: 'unpacks to more than 500000 bytes: the rest is not read' }])
  })
})
