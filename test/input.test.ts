import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInputs } from '../src/input/inputs.js'
import type { Problem } from '../src/model/problem.js'

let folder = ''
const path = (name: string) => join(folder, name)
const written = Date.UTC(2024, 1, 3, 4, 5, 6)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-input-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(path(name), content)
  utimesSync(path(name), new Date(written), new Date(written))
  return path(name)
}

async function readAll(paths: readonly string[], stdin: Readable = Readable.from([])) {
  const problems: Problem[] = []
  const inputs: { name: string; modifiedAt: number | null; text: string }[] = []
  for await (const input of openInputs(paths, { stdin, onProblem: (problem) => problems.push(problem) })) {
    const chunks: Uint8Array[] = []
    for await (const chunk of input.chunks) chunks.push(new Uint8Array(chunk))
    inputs.push({ name: input.name, modifiedAt: input.modifiedAt, text: Buffer.concat(chunks).toString() })
  }
  return { inputs, problems }
}

const textsOf = async (paths: readonly string[], stdin?: Readable) =>
  (await readAll(paths, stdin)).inputs.map((input) => input.text)
const bytes = (...texts: readonly string[]) => Readable.from(texts.map((text) => Buffer.from(text)))
const unreadable = (file: string, message: string) => ({
  code: 'input-unreadable',
  file,
  line: null,
  message,
})

describe('inputs', () => {
  it('are files, in the order given, with their dates', async () => {
    const b = write('b.log', 'bb\n')
    const a = write('a.log', 'aa\n')
    expect(await readAll([b, a])).toEqual({
      inputs: [
        { name: b, modifiedAt: written, text: 'bb\n' },
        { name: a, modifiedAt: written, text: 'aa\n' },
      ],
      problems: [],
    })
  })

  it('are standard input where nothing else is named', async () => {
    const { inputs } = await readAll([], bytes('one', 'two'))
    expect(inputs).toEqual([{ name: '-', modifiedAt: null, text: 'onetwo' }])
  })

  it('are standard input for `-`, once', async () => {
    const a = write('a.log', 'a')
    expect(await textsOf([a, '-', a, '-'], bytes('in'))).toEqual(['a', 'in', 'a'])
  })

  it('are a redirected file with its date', async () => {
    const stdin = Object.assign(bytes('not this'), { fd: openSync(write('a.log', 'redirected'), 'r') })
    const { inputs } = await readAll(['-'], stdin)
    expect(inputs).toEqual([{ name: '-', modifiedAt: written, text: 'redirected' }])
  })

  it('that cannot be read are problems, and the others are read', async () => {
    mkdirSync(path('folder'), { recursive: true })
    const good = write('good.log', 'good')
    const { inputs, problems } = await readAll([path('none.log'), path('folder'), good])
    expect(inputs.map((input) => input.text)).toEqual(['good'])
    expect(problems).toEqual([
      unreadable(path('none.log'), 'no such file'),
      unreadable(path('folder'), 'is a directory: name the files in it'),
    ])
  })

  it.skipIf(process.getuid?.() === 0)('that one may not read are problems', async () => {
    const secret = write('secret.log', '')
    chmodSync(secret, 0)
    expect((await readAll([secret])).problems).toEqual([unreadable(secret, 'permission denied')])
  })

  it('that fail on the way give what was read before, and a problem', async () => {
    const failing = new Readable({
      read() {
        if (this.readableDidRead)
          this.destroy(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }))
        else this.push('read before')
      },
    })
    expect(await readAll(['-'], failing)).toEqual({
      inputs: [{ name: '-', modifiedAt: null, text: 'read before' }],
      problems: [unreadable('-', 'EIO: i/o error, read')],
    })
  })

  it('do not hide a bug', async () => {
    const broken = new Readable({ read: () => broken.destroy(new TypeError('a bug')) })
    await expect(readAll(['-'], broken)).rejects.toThrow('a bug')
  })

  it.each([false, true])('are left when the reader leaves, packed: %s', async (isPacked) => {
    const text = Buffer.alloc(1 << 16, 'line\n')
    let asked = 0
    const packed = gzipSync(Buffer.concat(Array.from({ length: 64 }, () => text)), { level: 0 })
    const endless = new Readable({
      read() {
        this.push(isPacked ? packed.subarray(asked << 16, (asked + 1) << 16) : text)
        asked++
      },
    })
    for await (const input of openInputs(['-'], { stdin: endless, onProblem: () => expect.unreachable() })) {
      for await (const chunk of input.chunks) {
        expect(chunk.length).toBeGreaterThan(0)
        break
      }
    }
    expect(endless.destroyed).toBe(true)
    expect(asked).toBeLessThan(40)
  })

  it('that wait for more can be left', async () => {
    const waiting = new PassThrough()
    waiting.write(gzipSync('line\n'.repeat(100)).subarray(0, -9))
    const inputs = openInputs(['-'], { stdin: waiting, onProblem: () => expect.unreachable() })
    for await (const input of inputs) {
      for await (const chunk of input.chunks) {
        expect(Buffer.from(chunk).toString()).toBe('line\n'.repeat(100))
        break
      }
      break
    }
    expect(waiting.destroyed).toBe(true)
  })
})

describe('packed inputs', () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919}\n`).join('')
  const packed = gzipSync(lines)

  it('are told by their first bytes and unpacked, in chunks of any size', async () => {
    expect(await textsOf([write('syslog.2.gz', packed), write('no-name', packed)])).toEqual([lines, lines])
    const few = gzipSync('a few\nlines\n'.repeat(99))
    for (const size of [1, 2, 3, 11, 12]) {
      const pieces = Array.from({ length: Math.ceil(few.length / size) }, (_, i) =>
        few.subarray(i * size, (i + 1) * size),
      )
      expect(await textsOf(['-'], Readable.from(pieces))).toEqual(['a few\nlines\n'.repeat(99)])
    }
  })

  it('may be several members in a row', async () => {
    const file = write('two.gz', Buffer.concat([gzipSync('one\n'), gzipSync('two\n'), packed]))
    expect(await textsOf([file])).toEqual([`one\ntwo\n${lines}`])
  })

  it.each([0.2, 0.5, 0.9, 0.999])('give all that was packed before they are cut (%s)', async (share) => {
    const end = Math.floor(packed.length * share)
    const { inputs, problems } = await readAll([write('cut.gz', packed.subarray(0, end))])
    const [input] = inputs
    expect(lines.startsWith(input?.text ?? '?')).toBe(true)
    expect(input?.text.length).toBeGreaterThan(lines.length * (share - 0.15))
    const message = 'the gzip data ends too early: only what stands before was read'
    expect(problems).toEqual([unreadable(path('cut.gz'), message)])
  })

  it('give what stands before they are damaged', async () => {
    const damaged = gzipSync(Buffer.concat(Array.from({ length: 40 }, () => Buffer.from(lines))), {
      level: 0,
    })
    damaged.fill(0xff, 8 << 20)
    const { inputs, problems } = await readAll([write('damaged.gz', damaged)])
    expect(inputs[0]?.text.length).toBeGreaterThan(6 << 20)
    expect(problems.map((problem) => problem.message)).toEqual([
      expect.stringMatching(/^the gzip data is damaged \(.*\): only what stands before was read$/),
    ])
  })

  it.each([
    ['zstd', '28b52ffd0400', 'zstd -dc'],
    ['xz', 'fd377a585a00', 'xz -dc'],
    ['bzip2', '425a6839314159265359', 'bzip2 -dc'],
  ])('of a kind that is not unpacked here are named: %s', async (name, magic, command) => {
    const file = write('other', Buffer.from(magic.padEnd(80, '0'), 'hex'))
    const { inputs, problems } = await readAll([file])
    expect(inputs.map((input) => input.text)).toEqual([''])
    expect(problems).toEqual([unreadable(file, `packed with ${name}: ${command} FILE | exitlog timeline`)])
  })

  it('are not seen in short or plain text', async () => {
    expect(await textsOf([write('short', 'BZ'), write('plain', 'BZh9 is a word\n')])).toEqual([
      'BZ',
      'BZh9 is a word\n',
    ])
  })
})
