import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tryExecutable } from './try-executable.js'

/**
 * Writes the program and the Node that runs this into one file, .executable/exitlog, which needs nothing but the C
 * library, and tries it. Needs what `npm run build` has written, and the registry for postject.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'dist', 'bin')
const folder = join(root, '.executable')
const target = join(folder, 'exitlog')
const POSTJECT = 'postject@1.0.0-alpha.6'
/** The mark in every Node at which it looks for a program that it holds. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

const work = mkdtempSync(join(tmpdir(), 'exitlog-executable-'))
try {
  const blob = join(work, 'program.blob')
  const beside = readdirSync(built).filter((name) => !name.endsWith('exitlog.cjs'))
  const config = {
    main: join(folder, 'exitlog.cjs'),
    output: blob,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    assets: Object.fromEntries(beside.map((name) => [name, join(built, name)])),
  }
  writeFileSync(join(work, 'config.json'), JSON.stringify(config))
  run(process.execPath, ['--experimental-sea-config', join(work, 'config.json')])
  run('npm', [
    'install',
    '--prefix',
    work,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    POSTJECT,
  ])
  const executable = join(work, 'exitlog')
  copyFileSync(process.execPath, executable)
  chmodSync(executable, 0o755)
  run(join(work, 'node_modules', '.bin', 'postject'), [
    executable,
    'NODE_SEA_BLOB',
    blob,
    '--sentinel-fuse',
    FUSE,
  ])
  rmSync(target, { force: true })
  copyFileSync(executable, target)
} finally {
  rmSync(work, { recursive: true, force: true })
}

tryExecutable(target, root)

/** What these say is of interest only where they fail. */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: work, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed\n${stdout}${stderr}`, { cause: error })
}
