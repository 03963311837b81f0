import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createNodeNames, isNameOf } from '../src/events/node-names.js'
import { tar, writeTree, zip } from './input-tools.js'
import { boot, cid, exit, line, oomKill, RUNNING } from './rule-cases/lines.js'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-neighbours-'))
afterAll(() => rmSync(folder, { recursive: true }))
let folders = 0
const place = (files: Readonly<Record<string, string | Uint8Array>>): string =>
  writeTree(join(folder, String(++folders)), files)

/** What `dmesg` prints of them: no time of day and no host. */
const asDmesg = (lines: readonly string[]): string =>
  lines.map((one) => `${one.replace(/^.*? kernel: /, '')}\n`).join('')
const text = (lines: readonly string[]): string => lines.map((one) => `${one}\n`).join('')
const of = (host: string, lines: readonly string[]): readonly string[] =>
  lines.map((one) => one.replace(' node-1 ', ` ${host} `))

const dmesg = asDmesg(oomKill('10:01:00', { id: cid('a'), pid: 1000 }))
const daemons = [...RUNNING, exit('10:01:01', cid('a'), 137)]
const files = { dmesg, 'containerd.log': text(daemons) }

interface Read {
  /** Node and cause of each death. */
  readonly deaths: readonly string[]
  readonly stderr: string
}

async function read(args: readonly string[], stdin = ''): Promise<Read> {
  const { stdout, stderr } = await runCli(['timeline', '-o', 'ndjson', ...args], stdin)
  const deaths = stdout
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as { node: string | null; cause: string })
  return { deaths: deaths.map(({ node, cause }) => `${node} ${cause}`).sort(), stderr }
}

const TOGETHER = { deaths: ['node-1 oom-container'], stderr: '' }
const APART = ['node-1 killed', 'null oom-container']

describe('a log that names no host is of the only node that those beside it name', () => {
  const root = place(files)
  const paths = Object.keys(files).map((name) => join(root, name))

  it('in a folder', async () => expect(await read([root])).toEqual(TOGETHER))

  it('among arguments of one folder, in any order', async () => {
    expect(await read(paths)).toEqual(TOGETHER)
    expect(await read([...paths].reverse())).toEqual(TOGETHER)
  })

  it('on standard input, whichever of them it is', async () => {
    expect(await read(['-', join(root, 'containerd.log')], dmesg)).toEqual(TOGETHER)
    expect(await read(['-', join(root, 'dmesg')], files['containerd.log'])).toEqual(TOGETHER)
  })

  it.each([['tar', tar] as const, ['zip', zip] as const])(
    'in a %s archive, in any order',
    async (name, pack) => {
      for (const entries of [Object.entries(files), Object.entries(files).reverse()]) {
        const inner = Object.fromEntries(entries.map(([path, content]) => [`logs/${path}`, content]))
        expect(await read([place({ [`case.${name}`]: pack(inner) })])).toEqual(TOGETHER)
      }
    },
  )

  it('in the folders of a bundle', async () => {
    const inner = { 'kernel/dmesg.current': dmesg, 'containerd/containerd-log.txt': files['containerd.log'] }
    const name = 'eks_i-0123456789abcdef0_2024-10-12_1000-UTC_0.7.8'
    const bundle = Object.fromEntries(Object.entries(inner).map(([path, one]) => [`${name}/${path}`, one]))
    expect(await read([place(bundle)])).toEqual(TOGETHER)
    expect(await read([place({ 'logs.tar': tar(bundle) })])).toEqual(TOGETHER)
  })

  it('whose kernel it covers', async () => {
    for (const at of [root, place({ 'case.tar': tar(files) })]) {
      const { stdout } = await runCli(['coverage', '-o', 'json', at])
      expect(JSON.parse(stdout)).toMatchObject([
        { node: 'node-1', sources: [{ source: 'kernel' }, { source: 'runtime' }] },
      ])
    }
  })

  it('told again by an extract', async () => {
    for (const at of [root, place({ 'case.tar': tar(files) })]) {
      const { stdout } = await runCli(['extract', at])
      expect(await read(['-'], stdout)).toEqual(TOGETHER)
    }
  })

  it('where a container writes to the log too', async () => {
    const other = line('10:00:30', 'app[1]', 'started', '3f9c1d2e4b5a')
    expect(await read([place({ ...files, 'containerd.log': text([other, ...daemons]) })])).toEqual(TOGETHER)
  })
})

describe('nodes are not joined', () => {
  const doubt = (node: string, at: string) =>
    `exitlog: ${at}: names no node, and logs of node-1 and ${node} are beside it\n`

  it('where the logs of a folder name two', async () => {
    const at = place({ ...files, 'other.log': text([boot('09:00:00').replace('node-1', 'node-2')]) })
    expect(await read([at])).toEqual({ deaths: APART, stderr: doubt('node-2', `${at}/dmesg:1`) })
  })

  it('where one log is of two', async () => {
    const many = text(daemons.flatMap((one) => [one, line('10:00:00', 'sshd[1]', 'x', 'node-2')]))
    const at = place({ ...files, 'containerd.log': many })
    expect(await read([at])).toEqual({ deaths: APART, stderr: doubt('node-2', `${at}/dmesg:1`) })
    const packed = place({ 'case.zip': zip({ dmesg, 'all.log': many }) })
    expect(await read([packed])).toEqual({
      deaths: APART,
      stderr: doubt('node-2', `${packed}/case.zip!dmesg:1`),
    })
  })

  it('where logs lie in two folders', async () => {
    const at = place({ 'a/dmesg': dmesg, 'b/containerd.log': files['containerd.log'] })
    expect(await read([at])).toEqual({ deaths: APART, stderr: '' })
  })

  it('where a node is first named further on: that is told', async () => {
    const filler = Array.from({ length: 2000 }, () => line('10:00:10', 'cron[1]', 'x'.repeat(60)))
    const other = exit('10:02:00', cid('b'), 1, { host: 'node-2' })
    const at = place({
      ...files,
      'containerd.log': text([...RUNNING, ...filler, ...daemons.slice(-1), other]),
    })
    const { deaths, stderr } = await read([at])
    expect(deaths).toEqual(['node-1 oom-container', 'node-2 error'])
    expect(stderr).toBe(
      `exitlog: ${at}/containerd.log:2005: names node-2, where lines beside it that name no node were taken for those of node-1\n`,
    )
  })
})

describe('one node by several names', () => {
  it.each([
    ['the whole name', 'node-1.example.com', 'node-1.example.com'],
    ['another case', 'NODE-1', 'NODE-1'],
    ['the name of no machine while it boots', 'localhost', 'node-1'],
  ])('%s', async (_, host, name) => {
    const kernel = text(of(host, oomKill('10:01:00', { id: cid('a'), pid: 1000 })))
    for (const at of [
      place({ ...files, dmesg: kernel }),
      place({ 'case.tar': tar({ ...files, dmesg: kernel }) }),
    ]) {
      expect(await read([at])).toEqual({ deaths: [`${name} oom-container`], stderr: '' })
    }
  })

  it('is one whatever the order in which they are heard', () => {
    const names = ['node-1', 'Node-1.example.com', 'localhost', 'localhost.localdomain', 'f'.repeat(12)]
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (heard) => {
        const known = createNodeNames()
        for (const name of heard) known.hear(name)
        expect(known.only()).toBe('Node-1.example.com')
      }),
    )
  })

  it('is none where a name may be of two', () => {
    const names = createNodeNames()
    for (const name of ['node-1', 'node-1.east', 'node-1.west']) names.hear(name)
    expect(names.only()).toBeNull()
    expect(isNameOf('node-10', 'node-1')).toBe(false)
  })
})

describe('the sections of one file', () => {
  const sections = `\n==> dmesg <==\n${dmesg}\n==> containerd <==\n${files['containerd.log']}`

  it('are of the node that a later one names', async () => {
    const file = join(folder, 'sections.txt')
    writeFileSync(file, sections)
    expect(await read([file])).toEqual(TOGETHER)
    expect(await read(['-'], sections)).toEqual(TOGETHER)
  })
})
