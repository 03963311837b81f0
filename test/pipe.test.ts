import { execFileSync, spawn } from 'node:child_process'
import { constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { type Pipe, readPipe } from '../src/input/pipe.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-pipe-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a shell's command writes into it. */
function pipeOf(command: string): Pipe {
  const path = join(folder, `${Math.random()}`)
  execFileSync('mkfifo', [path])
  const pipe = readPipe(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
  spawn('sh', ['-c', `{ ${command}; } > ${path}`], { stdio: 'ignore' })
  return pipe
}

it('gives every byte once, to a slow reader too', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at) % 251))
  const file = join(folder, 'bytes')
  writeFileSync(file, bytes)
  for (const slow of [false, true]) {
    const { chunks, close } = pipeOf(`cat ${file}`)
    const taken: Buffer[] = []
    for await (const chunk of chunks) {
      if (slow) await setTimeout(3)
      taken.push(Buffer.from(chunk))
      if (taken.length === 1) expect(chunk.length).toBeLessThan(bytes.length)
    }
    close()
    expect(Buffer.concat(taken).equals(bytes)).toBe(true)
  }
})

it('gives what came before more does', async () => {
  const { chunks, close } = pipeOf('echo one; sleep 0.3; echo two')
  const taken: string[] = []
  for await (const chunk of chunks) taken.push(Buffer.from(chunk).toString())
  close()
  expect(taken).toEqual(['one\n', 'two\n'])
})

it('ends when it is closed, whoever might still write', async () => {
  const { chunks, close } = pipeOf('echo one; sleep 2')
  const taken: string[] = []
  for await (const chunk of chunks) {
    taken.push(Buffer.from(chunk).toString())
    void setTimeout(20).then(close)
  }
  expect(taken).toEqual(['one\n'])
})
