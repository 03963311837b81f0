import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byGeneration } from '../src/input/generations.js'
import { fixture, readAll, tar, unreadable, writeTree, written, zip } from './input-tools.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-folders-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const log = (word: string) => `Mar  4 09:17:07 node-a kubelet[955]: ${word}\n`
const namesOf = async (paths: readonly string[]) =>
  (await readAll(paths)).inputs.map(({ name }) => name.replace(`${folder}/`, ''))

/** A few orders of the same things, the same in each run. */
function shuffled<T>(items: readonly T[]): readonly (readonly T[])[] {
  const rotated = items.map((_, i) => [...items.slice(i), ...items.slice(0, i)])
  return [...rotated, ...rotated.map((some) => some.toReversed())]
}

describe('the parts of a log', () => {
  it.each([
    ['by number', ['syslog.10.gz', 'syslog.2.gz', 'syslog.1', 'syslog.0', 'syslog']],
    ['by date', ['messages-20231231.xz', 'messages-20240303.gz', 'messages-20240304', 'messages']],
    ['by date and hour', ['kern.log-2024030409.gz', 'kern.log-2024030410', 'kern.log']],
    [
      'by date and second',
      ['kubelet.log-20240303-1709450000.gz', 'kubelet.log-20240304-1709543827', 'kubelet.log'],
    ],
    [
      'by a date inside',
      ['kubelet-2024-03-03T09-17-07.123.log.gz', 'kubelet-2024-03-04T09-17-07.123.log', 'kubelet.log'],
    ],
    [
      'by the times in the names of journals',
      [
        'system@0005f2c3aaaaaaaa-0123456789abcdef.journal~',
        'system@0123456789abcdef0123456789abcdef-0000000000000001-000612aa00000000.journal',
        'system@0123456789abcdef0123456789abcdef-00000000000004d2-000612ab00000000.journal',
        'system.journal',
      ],
    ],
    ['each log apart', ['a/syslog.1', 'a/syslog', 'b/kern.log.1', 'b/kern.log', 'b/syslog']],
    ['no parts of one another', ['ip-10-0-1-2', 'node.log', 'vmss000001.log', 'vmss000002.log']],
  ])('are in their order: %s', (_, names) => {
    for (const some of shuffled(names)) expect(some.toSorted(byGeneration)).toEqual(names)
  })
})

describe('inputs', () => {
  it('are the same for any order of the arguments', async () => {
    writeTree(folder, {
      syslog: log('3'),
      'syslog.1': log('2'),
      'syslog.2.gz': gzipSync(log('1')),
      'kern.log': log('k'),
      'more/containerd.log': log('c'),
    })
    const names = ['kern.log', 'more/containerd.log', 'syslog.2.gz', 'syslog.1', 'syslog']
    for (const some of shuffled(names))
      expect(await namesOf(some.map((name) => join(folder, name)))).toEqual(names)
    expect(await namesOf([folder])).toEqual(names)
  })

  it('are read once, however often and by whatever name they are named', async () => {
    writeTree(folder, { 'a/syslog': log('1'), 'b/kern.log': log('2') })
    symlinkSync(join(folder, 'a/syslog'), join(folder, 'link'))
    linkSync(join(folder, 'b/kern.log'), join(folder, 'hard'))
    const all = ['a', 'a/', 'a/syslog', 'a/../a/syslog', 'link', 'hard', '.'].map(
      (name) => `${folder}/${name}`,
    )
    for (const some of shuffled(all)) {
      const { inputs, problems } = await readAll(some)
      expect(inputs.map((input) => input.text).sort()).toEqual([log('1'), log('2')])
      expect(problems).toEqual([])
    }
  })

  it('are all files in a folder that look like logs, links left out', async () => {
    writeTree(folder, {
      'logs/syslog': log('1'),
      'logs/dmesg': '[ 8523.347168] Memory cgroup out of memory\n',
      'logs/kmsg': '3,1234,8523347168,-;Memory cgroup out of memory\n\n',
      'logs/events.json': '{"ts":1709543827123.4,"msg":"a"}\n',
      'logs/deep/er/kubelet': log('2'),
      'logs/sosreport.tar.gz': gzipSync(tar({ 'inner/messages': log('3') })),
      'logs/config.yaml': 'at: 09:17:07\n',
      'logs/README': 'no times in it\n',
      'logs/wtmp': Buffer.from('\0\0\0\x01 09:17:07 \0\0'),
      'logs/core': log('no'),
      'logs/pods/ns_pod_uid/app/0.log': log('no'),
      'logs/containers/app.log': log('no'),
      'elsewhere/messages': log('not followed'),
      'logs/empty.log': '',
    })
    symlinkSync(join(folder, 'elsewhere/messages'), join(folder, 'logs/messages'))
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'logs/linked'))
    symlinkSync(folder, join(folder, 'logs/loop'))
    symlinkSync('nowhere', join(folder, 'logs/broken'))
    expect(await namesOf([join(folder, 'logs')])).toEqual([
      'logs/deep/er/kubelet',
      'logs/dmesg',
      'logs/events.json',
      'logs/kmsg',
      'logs/sosreport.tar.gz!inner/messages',
      'logs/syslog',
    ])
  })

  it('are read whatever they are when they are named', async () => {
    writeTree(folder, { 'config.yaml': 'no time\n', 'pods/ns_pod_uid/app/0.log': log('1') })
    const named = ['config.yaml', 'pods']
    expect(await namesOf(named.map((name) => join(folder, name)))).toEqual([
      'config.yaml',
      'pods/ns_pod_uid/app/0.log',
    ])
  })

  it('that follow a link that was named are read', async () => {
    writeTree(folder, { 'real/syslog': log('1') })
    symlinkSync(join(folder, 'real'), join(folder, 'linked'))
    expect(await namesOf([join(folder, 'linked')])).toEqual(['linked/syslog'])
  })

  it('in a folder that cannot be packed out are problems of their own', async () => {
    const cut = gzipSync(log('1').repeat(100)).subarray(0, -4)
    writeTree(folder, {
      'logs/syslog.1.gz': cut,
      'logs/syslog': log('2'),
      'logs/x.zip': fixture('encrypted.zip'),
    })
    const { inputs, problems } = await readAll([join(folder, 'logs')])
    expect(inputs.map((input) => input.text)).toEqual([log('1').repeat(100), log('2')])
    expect(problems.map((problem) => problem.file.replace(`${folder}/`, ''))).toEqual([
      'logs/syslog.1.gz',
      'logs/x.zip!syslog',
    ])
  })

  it('that are none, in a folder, are a problem', async () => {
    mkdirSync(join(folder, 'empty'))
    writeTree(folder, { 'other/README': 'no times in it\n', 'good/syslog': log('1') })
    const paths = ['empty', 'other', 'good'].map((name) => join(folder, name))
    const told = 'holds nothing that looks like a log'
    expect((await readAll(paths)).problems).toEqual(paths.slice(0, 2).map((path) => unreadable(path, told)))
  })

  it('of an archive are dated by it, else by its file', async () => {
    writeTree(folder, { 'a.zip': zip({ syslog: log('1') }) })
    expect((await readAll([join(folder, 'a.zip')])).inputs).toMatchObject([{ modifiedAt: written }])
  })
})
