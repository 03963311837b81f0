import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EXIT_STATUSES } from '../src/cli/exit-status.js'
import { manualPage } from '../src/cli/manual.js'
import { ALL_OPTIONS, COMMANDS } from '../src/cli/commands.js'
import { version } from '../src/cli/version.js'

const page = manualPage(version)

it('tells every command, option and exit status', () => {
  const text = page.replaceAll('\\-', '-')
  for (const name of Object.keys(COMMANDS)) expect(text).toContain(`\\fB${name}\\fR`)
  for (const name of Object.keys(ALL_OPTIONS))
    expect(text).toMatch(new RegExp(`^\\\\fB(?:-\\w, )?--${name}\\b`, 'm'))
  for (const [status, says] of EXIT_STATUSES) expect(text).toContain(`\\fB${status}\\fR\n${says}`)
})

it('is roff without a fault', (test) => {
  test.skip(spawnSync('man', ['--version']).error !== undefined, 'man is not installed')
  const file = join(mkdtempSync(join(tmpdir(), 'exitlog-manual-')), 'exitlog.1')
  writeFileSync(file, page)
  const env = { ...process.env, MANWIDTH: '100', LC_ALL: 'C.UTF-8' }
  const { status, stdout, stderr } = spawnSync('man', ['--warnings', '--local-file', file], {
    encoding: 'utf8',
    env,
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('EXIT STATUS')
})
