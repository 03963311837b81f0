import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const MANIFEST = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly scripts: Readonly<Record<string, string>>
}
const NEEDED = [
  '.build',
  'src',
  'parsers',
  'samples',
  'package.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
]

let folder = ''
let tarball = ''
let files: readonly string[] = []

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Packed from a copy, so that what is packed was built now and no build that others use is touched. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exitlog-package-'))
  const copy = join(folder, 'copy')
  mkdirSync(copy)
  for (const name of NEEDED) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const packed = JSON.parse(run('npm', ['pack', '--json', '--foreground-scripts=false'], copy)) as [
    { filename: string; files: { path: string }[] },
  ]
  tarball = join(copy, packed[0].filename)
  files = packed[0].files.map((file) => file.path)
}, 240_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)

describe('the package', () => {
  it('holds what is run, its types and what one reads first, and nothing else', () => {
    const library = /^dist\/(?:src\/(?!cli\/)|parsers\/).*\.(?:js|d\.ts)$/
    const program = /^dist\/bin\/(?:[\w-]+\.cjs(?:\.v8-[\w.-]+)?|exitlog\.html|tables\.bin)$/
    const manual = 'dist/man/exitlog.1'
    const other = files.filter((file) => !library.test(file) && !program.test(file) && file !== manual)
    expect(other.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/schema/event.json',
      'dist/schema/termination.json',
      'package.json',
      'src/lnav/exitlog.json',
    ])
    for (const file of ['dist/bin/exitlog.cjs', 'dist/src/index.d.ts', 'dist/parsers/index.d.ts']) {
      expect(files).toContain(file)
    }
  })

  it('has no script that runs where it is installed', () => {
    expect(Object.keys(MANIFEST.scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([])
  })

  describe('installed globally into an empty prefix', () => {
    let isOffline = false

    beforeAll(() => {
      const how = [
        '--global',
        '--prefix',
        join(folder, 'prefix'),
        '--prefer-offline',
        '--no-audit',
        '--no-fund',
      ]
      const { status, stderr } = spawnSync('npm', ['install', ...how, tarball], {
        cwd: folder,
        encoding: 'utf8',
      })
      isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/.test(stderr)
      if (status !== 0 && !isOffline) throw new Error(stderr)
    }, 240_000)

    it('runs', (test) => {
      test.skip(isOffline, 'no registry to install the dependencies from')
      const bin = join(folder, 'prefix', 'bin', 'exitlog')
      expect(run(bin, ['--version'], folder).trim()).toBe(MANIFEST.version)
      const input = 'Mar  4 09:17:07 node-a kernel: hello\n'
      const piped = spawnSync(bin, ['timeline', '-o', 'ndjson'], { input, encoding: 'utf8' })
      expect(piped).toMatchObject({ status: 0, stdout: '' })
    })

    it('is a command of kubectl, and has a manual', (test) => {
      test.skip(isOffline, 'no registry to install the dependencies from')
      const { status, stderr } = spawnSync(join(folder, 'prefix', 'bin', 'kubectl-exitlog'), {
        encoding: 'utf8',
      })
      expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('name a node') })
      const manual = join(folder, 'prefix', 'share', 'man', 'man1', 'exitlog.1')
      expect(readFileSync(manual, 'utf8')).toContain('.TH EXITLOG 1')
    })

    it('runs once by npx, in a folder that stays empty', (test) => {
      test.skip(isOffline, 'no registry to install the dependencies from')
      const cwd = join(folder, 'elsewhere')
      mkdirSync(cwd)
      const how = ['--yes', '--prefer-offline', `--package=${tarball}`, '--', 'exitlog']
      expect(run('npx', [...how, 'explain', '137'], cwd)).toContain('SIGKILL')
      expect(readdirSync(cwd)).toEqual([])
    }, 240_000)

    it('can be imported', (test) => {
      test.skip(isOffline, 'no registry to install the dependencies from')
      const script = `
        import * as exitlog from 'exitlog'
        import * as parsers from 'exitlog/parsers'
        console.log(JSON.stringify([Object.keys(exitlog), parsers.messages.length > 0]))`
      const inside = join(folder, 'prefix', 'lib', 'node_modules', 'exitlog')
      const said = run(process.execPath, ['--input-type=module', '-e', script], inside)
      expect(JSON.parse(said)).toEqual([expect.arrayContaining(['events', 'timeline']), true])
    })
  })
})
