import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeFleet } from './bench/fleet.js'

const SCRIPT = resolve('samples/fleet/map-reduce.sh')
const NODES = 300
const hasParallel = spawnSync('parallel', ['--version']).status === 0
if (!hasParallel) console.warn('the fleet is not read: GNU parallel is not installed')

let folder = ''
let env: NodeJS.ProcessEnv = {}
let logs: readonly string[] = []

/** The program as it is built, by its name. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-fleet-'))
  for (const name of ['bin', 'logs']) mkdirSync(join(folder, name))
  const program = `#!/bin/sh\nexec "${process.execPath}" "${resolve('dist/bin/exitlog.cjs')}" "$@"\n`
  writeFileSync(join(folder, 'bin', 'exitlog'), program, { mode: 0o755 })
  env = { ...process.env, HOME: folder, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` }
  if (hasParallel) logs = writeFleet(join(folder, 'logs'), { nodes: NODES })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a command prints, run where the logs are. */
function run(command: string, args: readonly string[], { input = '', more = {} } = {}) {
  const options = {
    cwd: folder,
    env: { ...env, ...more },
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  } as const
  const { status, stdout, stderr } = spawnSync(command, args, options)
  return { status, stdout, stderr }
}

const listOf = (paths: readonly string[]) => paths.map((path) => `${path}\n`).join('')

describe.skipIf(!hasParallel)('map-reduce.sh with GNU parallel', { timeout: 600_000 }, () => {
  it(`gives of ${NODES} nodes what one run over all their logs gives, and tells of the one that failed`, () => {
    const [lost = '', ...others] = logs
    renameSync(lost, `${lost}.away`)
    const first = run(SCRIPT, ['out', '-o', 'ndjson'], { input: listOf(logs) })
    expect(first.status).toBe(1)
    expect(first.stderr).toContain(`${lost}: ended with 1; exitlog: ${lost}: no such file`)
    const without = run('exitlog', ['timeline', '-o', 'ndjson', ...others])
    expect([without.status, without.stderr]).toEqual([0, ''])
    expect(without.stdout.split('\n').length).toBeGreaterThan(NODES)
    expect(first.stdout).toBe(without.stdout)

    renameSync(`${lost}.away`, lost)
    const second = run(SCRIPT, ['out', '-o', 'ndjson'])
    const whole = run('exitlog', ['timeline', '-o', 'ndjson', ...logs])
    expect(second).toEqual(whole)
    expect(whole.stdout).not.toBe(without.stdout)
    // Every node was read once, and the one that had failed once more.
    expect(
      readFileSync(join(folder, 'out', 'joblog'), 'utf8')
        .trim()
        .split('\n').length,
    ).toBe(1 + NODES + 1)

    const outputs = execFileSync('sh', ['-c', 'ls out/*.ndjson.gz'], { cwd: folder, encoding: 'utf8' })
    const folded = run('exitlog', ['merge', '--summary', '-o', 'json', ...outputs.trim().split('\n')])
    const summary = run('exitlog', ['summary', '-o', 'json', ...logs])
    expect(folded).toEqual(summary)
    const { groups } = JSON.parse(summary.stdout) as { groups: { count: number; nodes: unknown[] }[] }
    expect(Math.max(...groups.map(({ nodes }) => nodes.length))).toBeGreaterThan(10)
  })

  it('goes on where it was ended, and leaves out a node whose program was killed', () => {
    const some = logs.slice(0, 6)
    const kills = join(folder, 'bin', 'kills')
    writeFileSync(
      kills,
      `#!/bin/sh\ncase $1 in *${some[2]?.slice(-9)}) kill -9 $$;; esac\nexec exitlog events "$1"\n`,
      { mode: 0o755 },
    )
    const map = run(SCRIPT, ['killed', '-o', 'ndjson'], { input: listOf(some), more: { MAP: 'kills' } })
    expect(map.status).toBe(1)
    expect(map.stderr).toContain(`${some[2]}: ended with 137`)
    const left = some.filter((_, n) => n !== 2)
    expect(map.stdout).toBe(run('exitlog', ['timeline', '-o', 'ndjson', ...left]).stdout)
    writeFileSync(kills, '#!/bin/sh\nexec exitlog events "$1"\n')
    const again = run(SCRIPT, ['killed', '-o', 'ndjson'], { more: { MAP: 'kills' } })
    expect(again).toEqual(run('exitlog', ['timeline', '-o', 'ndjson', ...some]))
  })

  it('says how it is called', () => {
    const { status, stderr } = run(SCRIPT, [])
    expect(status).toBe(2)
    expect(stderr).toContain('map-reduce.sh FOLDER')
  })
})
