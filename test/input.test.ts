import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInputs, type Progress } from '../src/input/inputs.js'
import type { ReadableFile } from '../src/model/readable-file.js'
import { readAll, unreadable, written } from './input-tools.js'

let folder = ''
const path = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-input-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(path(name), content)
  utimesSync(path(name), new Date(written), new Date(written))
  return path(name)
}

const textsOf = async (paths: readonly string[], stdin?: Readable) =>
  (await readAll(paths, stdin === undefined ? {} : { stdin })).inputs.map((input) => input.text)
const bytes = (...texts: readonly string[]) => Readable.from(texts.map((text) => Buffer.from(text)))
describe('inputs', () => {
  it('are files, with their dates', async () => {
    const b = write('b.log', 'bb\n')
    const a = write('a.log', 'aa\n')
    const plain = {
      modifiedAt: written,
      node: null,
      kind: null,
      access: 'again',
      fromEnd: expect.any(Function),
      readWith: expect.any(Function),
    }
    expect(await readAll([b, a])).toEqual({
      inputs: [
        { ...plain, name: a, text: 'aa\n' },
        { ...plain, name: b, text: 'bb\n' },
      ],
      problems: [],
    })
  })

  it('may be read on by others from where they left off', async () => {
    const text = 'x'.repeat(3 * 2 ** 20)
    const settings = { stdin: bytes(), onProblem: () => undefined }
    const { value: input } = await openInputs([write('large.log', text)], settings).next()
    const asked: number[] = []
    async function* takeOver({ size }: ReadableFile, offset: number): AsyncGenerator<Uint8Array, number> {
      asked.push(offset)
      if (offset === 0 || offset > 2 ** 20) return offset
      yield Buffer.from('y'.repeat(2 ** 20))
      expect(size).toBe(text.length)
      return offset + 2 ** 20
    }
    const pieces: Buffer[] = []
    for await (const piece of input.readWith(takeOver)) pieces.push(Buffer.from(piece))
    const read = Buffer.concat(pieces).toString()
    expect(asked.slice(0, 3)).toEqual([0, 2 ** 19, 2 ** 21])
    expect(read).toBe('x'.repeat(2 ** 19) + 'y'.repeat(2 ** 20) + 'x'.repeat(1.5 * 2 ** 20))
  })

  it('are standard input where nothing else is named', async () => {
    const { inputs } = await readAll([], { stdin: bytes('one', 'two') })
    expect(inputs).toMatchObject([{ name: '-', modifiedAt: null, text: 'onetwo', access: 'later' }])
  })

  it('are standard input for `-`, once and last', async () => {
    const a = write('a.log', 'a')
    expect(await textsOf(['-', a, '-'], bytes('in'))).toEqual(['a', 'in'])
  })

  it('are a redirected file with its date', async () => {
    const stdin = Object.assign(bytes('not this'), { fd: openSync(write('a.log', 'redirected'), 'r') })
    const { inputs } = await readAll(['-'], { stdin })
    expect(inputs).toMatchObject([{ name: '-', modifiedAt: written, text: 'redirected' }])
  })

  it('that cannot be read are problems, and the others are read', async () => {
    mkdirSync(path('folder'), { recursive: true })
    const good = write('good.log', 'good')
    const { inputs, problems } = await readAll([path('none.log'), path('folder'), good])
    expect(inputs.map((input) => input.text)).toEqual(['good'])
    expect(problems).toEqual([
      unreadable(path('none.log'), 'no such file'),
      unreadable(path('folder'), 'holds nothing that looks like a log'),
    ])
  })

  it('that are a folder as standard input are problems', async () => {
    mkdirSync(path('folder'), { recursive: true })
    const stdin = Object.assign(bytes('not this'), { fd: openSync(path('folder'), 'r') })
    expect((await readAll([], { stdin })).problems).toEqual([unreadable('-', 'is a directory')])
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
    const { inputs, problems } = await readAll(['-'], { stdin: failing })
    expect(inputs).toMatchObject([{ name: '-', modifiedAt: null, text: 'read before' }])
    expect(problems).toEqual([unreadable('-', 'EIO: i/o error, read')])
  })

  it('do not hide a bug', async () => {
    const broken = new Readable({ read: () => broken.destroy(new TypeError('a bug')) })
    await expect(readAll(['-'], { stdin: broken })).rejects.toThrow('a bug')
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

  it('are not waited for longer than it takes to see that they are lines', async () => {
    const waiting = new PassThrough()
    waiting.write('a line\n')
    for await (const input of openInputs(['-'], { stdin: waiting, onProblem: () => expect.unreachable() })) {
      for await (const chunk of input.chunks) {
        expect(Buffer.from(chunk).toString()).toBe('a line\n')
        break
      }
      break
    }
    expect(waiting.destroyed).toBe(true)
  })

  it('tell how far they are read', async () => {
    const file = write('large.log', 'x'.repeat(1_500_000))
    const told: Progress[] = []
    await readAll([file], { onProgress: (progress) => told.push(progress) })
    const steps = told.map(({ bytesRead }, i) => bytesRead - (told[i - 1]?.bytesRead ?? 0))
    expect(Math.max(...steps)).toBeLessThanOrEqual(1024 * 1024)
    expect(told.slice(-1)).toEqual([{ name: file, bytesRead: 1_500_000, bytesTotal: 1_500_000 }])
    await readAll([], { stdin: bytes('ab', 'c'), onProgress: (progress) => told.push(progress) })
    expect(told.filter(({ name }) => name === '-')).toEqual([
      { name: '-', bytesRead: 2, bytesTotal: null },
      { name: '-', bytesRead: 3, bytesTotal: null },
    ])
  })
})
