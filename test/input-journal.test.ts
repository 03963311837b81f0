import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openInputs } from '../src/input/inputs.js'
import { readAll, tar, unreadable, writeTree, written } from './input-tools.js'

const JOURNAL = `LPKSHHRH${'\0'.repeat(200)}`
const path = process.env['PATH']
let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-journal-'))
  file = join(writeTree(folder, { 'system.journal': JOURNAL }), 'system.journal')
})
afterEach(() => {
  process.env['PATH'] = path
  rmSync(folder, { recursive: true })
})

/** A journalctl of our own, first in the way or alone in it. */
function install(script: string): void {
  writeTree(folder, { 'bin/journalctl': `#!/bin/sh\n${script}\n` })
  chmodSync(join(folder, 'bin/journalctl'), 0o755)
  process.env['PATH'] = `${join(folder, 'bin')}:${path}`
}

describe.skipIf(process.platform === 'win32')('a binary journal', () => {
  it('is read by journalctl, as the open file', async () => {
    install('echo "$@"')
    const text = '--file=- --output=json --all --quiet --no-pager\n'
    const { inputs, problems } = await readAll([file])
    expect(inputs).toMatchObject([{ name: file, modifiedAt: written, text }])
    expect(problems).toEqual([])
    const stdin = Object.assign(Readable.from([]), { fd: openSync(file, 'r') })
    expect((await readAll([], { stdin })).inputs).toMatchObject([{ name: '-', text }])
  })

  it('that journalctl does not read gives what it did, and its last words', async () => {
    install('echo line; echo first >&2; echo Bad message >&2; exit 1')
    const { inputs, problems } = await readAll([file])
    expect(inputs.map((input) => input.text)).toEqual(['line\n'])
    expect(problems).toEqual([
      unreadable(
        file,
        'the systemd journal cannot be read by journalctl (Bad message): only what stands before was read',
      ),
    ])
  })

  it('is left when the reader leaves', async () => {
    install('while :; do echo line; done')
    for await (const input of openInputs([file], {
      stdin: Readable.from([]),
      onProblem: () => expect.unreachable(),
    })) {
      for await (const _ of input.chunks) break
    }
  })

  it('is left where it is too long', async () => {
    install('while :; do echo line; done')
    const { inputs, problems } = await readAll([file], { maxUnpackedBytes: 100_000 })
    expect(inputs[0]?.text.length).toBe(100_000)
    expect(problems).toEqual([unreadable(file, 'unpacks to more than 100000 bytes: the rest is not read')])
  })

  it('without journalctl is a problem that names the command', async () => {
    process.env['PATH'] = join(folder, 'nothing')
    expect((await readAll([file])).problems).toEqual([
      unreadable(
        file,
        'the systemd journal needs journalctl, which is not installed: where it is, journalctl --file FILE -o json | exitlog timeline',
      ),
    ])
  })

  it('in an archive or a pipe is one, too', async () => {
    install('echo never')
    const told =
      'a systemd journal that is no file by itself: journalctl --file FILE -o json | exitlog timeline'
    const archive = join(writeTree(folder, { 'a.tar': tar({ 'system.journal': JOURNAL }) }), 'a.tar')
    expect(await readAll([archive])).toEqual({
      inputs: [],
      problems: [unreadable(`${archive}!system.journal`, told)],
    })
    expect((await readAll([], { stdin: Readable.from([Buffer.from(JOURNAL)]) })).problems).toEqual([
      unreadable('-', told),
    ])
  })
})
