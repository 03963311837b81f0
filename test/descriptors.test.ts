import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { createDescriptors, type Descriptor } from '../src/input/descriptors.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-descriptors-'))
afterAll(() => rmSync(folder, { recursive: true }))
const BIN = fileURLToPath(new URL('../dist/bin/exitlog.cjs', import.meta.url))

const write = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const byteOf = ({ fd }: Pick<Descriptor, 'fd'>, at: number) => {
  const byte = Buffer.alloc(1)
  readSync(fd(), byte, 0, 1, at)
  return String(byte)
}

describe('files that are read side by side', () => {
  it('are open a few at a time, and opened again where they are read on', () => {
    const { open } = createDescriptors(2)
    const files = ['abc', 'def', 'ghi', 'jkl'].map((text, n) => open(write(`side-${n}`, text)))
    expect([0, 1, 2].map((at) => files.map((file) => byteOf(file, at)).join(''))).toEqual([
      'adgj',
      'behk',
      'cfil',
    ])
    const [one, two, three] = files as [Descriptor, Descriptor, Descriptor]
    // Two are open: of a third the number is one of theirs, until one of the two is held.
    const held = one.hold()
    expect(two.fd()).not.toBe(held)
    expect(three.fd()).not.toBe(held)
    expect(byteOf({ fd: () => held }, 0)).toBe('a')
    one.letGo()
    for (const { close } of files) close()
    expect(() => readSync(held, Buffer.alloc(1), 0, 1, 0)).toThrow('EBADF')
  })

  it('are not taken for others that took their name meanwhile', () => {
    const { open } = createDescriptors(1)
    const file = open(write('replaced', 'old'))
    const other = open(write('other', 'other'))
    write('new', 'new')
    renameSync(join(folder, 'new'), join(folder, 'replaced'))
    expect(() => file.fd()).toThrow('was replaced by another file')
    file.close()
    other.close()
  })
})

it('more logs of one time than a process may open lose nothing', () => {
  const START = Date.UTC(2026, 10, 23)
  const place = join(folder, 'many')
  mkdirSync(place)
  const noise = Array.from({ length: 3200 }, (_, n) => {
    const iso = new Date(START + n * 100).toISOString().replace('Z', '+00:00')
    return `${iso} node-a app[7]: nothing of interest, of which there is more than one piece of a file\n`
  })
  for (let log = 0; log < 120; log++) {
    const id = `7${log.toString(16).padStart(63, '0')}`
    const iso = new Date(START + 300_000 + log).toISOString()
    const exit = `${iso.replace('Z', '+00:00')} node-a containerd[812]: time="${iso}" level=info msg="received exit event container_id:\\"${id}\\"  id:\\"${id}\\"  pid:14492  exit_status:1  exited_at:{seconds:${(START + 300_000) / 1000}  nanos:0}"\n`
    const text = [...noise.slice(0, 3100), exit, ...noise.slice(3100)].join('')
    const isPacked = log % 8 === 0
    writeFileSync(join(place, `app-${log}.log${isPacked ? '.gz' : ''}`), isPacked ? gzipSync(text) : text)
  }
  const { stdout, stderr, status } = spawnSync(
    'sh',
    [
      '-c',
      `ulimit -n 96; exec "$0" "$1" timeline -o ndjson --reference-date 2026-11-24 "$2"`,
      process.execPath,
      BIN,
      place,
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(new Set(stdout.match(/"id":"7[0-9a-f]{63}"/g)).size).toBe(120)
}, 120_000)
