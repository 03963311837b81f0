import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Writes the pages of the library's interface into .api, from its doc comments; ends with 1 where an export has none,
 * or needs a type that is not exported. Needs the registry, for typedoc: nothing else here does.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const PACKAGES = ['typedoc@0.28', 'typescript@6.0']

const work = mkdtempSync(join(tmpdir(), 'exitlog-api-'))
try {
  const how = ['--prefix', work, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
  run('npm', ['install', ...how, ...PACKAGES])
  run(process.execPath, [join(work, 'node_modules/typedoc/bin/typedoc'), '--options', '.typedoc.json'])
} finally {
  rmSync(work, { recursive: true, force: true })
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`)
}
