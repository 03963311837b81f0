import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, vi } from 'vitest'
import { TIMELINE_FORMATS } from '../src/library/formats.js'
import { runCli } from './run-cli.js'

const program = resolve('dist/bin/exitlog.cjs')
const folder = mkdtempSync(join(tmpdir(), 'exitlog-start-'))
const spy = join(folder, 'spy.cjs')
const report = join(folder, 'parts.json')

/** Notes each part of the program that is read, and whether V8 took the code that was compiled at the build. */
const SPY = `
  const vm = require('node:vm')
  const parts = []
  vm.Script = class extends vm.Script {
    constructor(source, options) {
      super(source, options)
      parts.push({ filename: options.filename, isReady: this.cachedDataRejected === false })
    }
  }
  process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(parts)))`

interface Part {
  readonly filename: string
  readonly isReady: boolean
}

/** The parts that a run of the built program reads, by name without the hash. */
function partsOf(...argv: readonly string[]): ReadonlyMap<string, Part> {
  writeFileSync(spy, SPY)
  execFileSync(process.execPath, ['--require', spy, program, ...argv], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const parts = JSON.parse(readFileSync(report, 'utf8')) as readonly Part[]
  return new Map(parts.map((part) => [basename(part.filename).replace(/-[A-Z0-9]{8}\.cjs$/, ''), part]))
}

/** `dmesg -T` where months and days have Chinese names: they are in expressions, which the bundler leaves as they are. */
const CHINESE = `[二 11月 24 02:20:15 2026] Memory cgroup out of memory: Killed process 4242 (java) total-vm:2100000kB, anon-rss:1000000kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:4000kB oom_score_adj:0
`

it('the built program says what is wrong with its arguments as its sources do', async () => {
  const eviction = 'samples/eviction.syslog'
  for (const argv of [['--bogus'], ['timeline', '--tz'], ['timeline', '--tz', '-03:30', eviction]]) {
    const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' })
    const expected = await runCli(argv)
    expect({ stdout, stderr, status }, argv.join(' ')).toEqual({
      stdout: expected.stdout,
      stderr: expected.stderr,
      status: expected.status,
    })
  }
})

it('the built program says what its sources say', async () => {
  const packed = join(folder, 'syslog.gz')
  writeFileSync(packed, gzipSync(readFileSync('samples/exit-0.syslog')))
  const chinese = join(folder, 'dmesg')
  writeFileSync(chinese, CHINESE)
  expect((await runCli(['events', chinese])).stdout).toContain('kernel.oom_kill')
  for (const argv of [
    ['-o', 'ndjson', packed],
    ['events', chinese],
    ['samples/eviction.syslog'],
    ['events', 'samples/exit-0.syslog'],
    ['explain', '137'],
    ['rules'],
    ['schema', 'event'],
    ['summary', 'samples/exit-0.syslog'],
    ['coverage', '-o', 'json', 'samples/exit-0.syslog'],
    ['events', '-o', 'csv', 'samples/exit-0.syslog'],
    ['--status', 'samples/status/exit-0.describe.txt', 'samples/exit-0.syslog'],
    ...TIMELINE_FORMATS.map((format) => ['-o', format, 'samples/eviction.syslog']),
  ]) {
    const stdout = execFileSync(process.execPath, [program, ...argv], { encoding: 'utf8' })
    expect(stdout).toBe((await runCli(argv)).stdout)
  }
})

it('--version reads one part alone, compiled before', () => {
  const parts = partsOf('--version')
  expect([...parts.keys()]).toEqual(['start.cjs'])
  expect(parts.get('start.cjs')?.isReady).toBe(true)
})

/** The modules of Node that a run of the built program loads. */
function modulesOf(stdout: 'ignore' | 'pipe' | number, argv: readonly string[]): readonly string[] {
  writeFileSync(
    spy,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.moduleLoadList)))`,
  )
  const stdio = ['ignore', stdout, 'pipe'] as const
  const run = spawnSync(process.execPath, ['--require', spy, program, ...argv], { stdio: [...stdio] })
  expect(run.status).toBe(argv.includes('missing') ? 1 : 0)
  const loaded = JSON.parse(readFileSync(report, 'utf8')) as readonly string[]
  expect(loaded).toContain('NativeModule vm')
  return loaded
}

it.each([['--version'], ['timeline', 'samples/exit-0.syslog'], ['timeline', '-o', 'ndjson', 'missing']])(
  '%s %s asks Node for no streams, and V8 for nothing',
  (...argv) => {
    for (const stdout of ['ignore', openSync(join(folder, 'output'), 'w'), 'pipe'] as const)
      expect(modulesOf(stdout, argv).filter((name) => / (?:stream|net|tty|v8)$/.test(name))).toEqual([])
  },
)

it.each([
  ['comes at once', 'x\n'.repeat(100_000), 1],
  ['has come by and by', 'x\n', Infinity],
])('the heap is kept small where much %s', async (_, piece, times) => {
  writeFileSync(
    spy,
    `const v8 = require('node:v8')
    v8.setFlagsFromString = (flag) => require('node:fs').appendFileSync(${JSON.stringify(report)}, flag + '\\n')`,
  )
  writeFileSync(report, '')
  const run = spawn(process.execPath, ['--require', spy, program, 'timeline'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  let written = 0
  const writing = setInterval(() => ++written <= times && run.stdin.write(piece), 50)
  await vi.waitFor(
    () => expect(readFileSync(report, 'utf8').split('\n')).toContain('--heap-growing-percent=50'),
    5000,
  )
  clearInterval(writing)
  run.kill()
})

it('explain reads no parsers and no yargs', () => {
  const parts = [...partsOf('explain', '137').keys()]
  expect(parts.filter((name) => name !== 'chunk')).toEqual(['start.cjs', 'explain-words'])
})

it('timeline reads what it needs, compiled before', () => {
  const parts = partsOf('timeline', 'samples/exit-0.syslog')
  expect([...parts.keys()]).toEqual(['start.cjs', 'obey'])
  expect(parts.get('obey')?.isReady).toBe(true)
})
