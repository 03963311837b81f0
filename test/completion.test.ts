import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { SHELLS } from '../src/cli/formats.js'
import { ALL_OPTIONS, COMMANDS } from '../src/cli/commands.js'
import { CAUSES } from '../src/model/termination.js'
import { runCli } from './run-cli.js'

const folder = mkdtempSync(join(tmpdir(), 'exitlog-completion-'))
const scriptOf = (shell: string) => join(folder, `exitlog.${shell}`)
const isThere = (program: string) => spawnSync(program, ['--version']).error === undefined

beforeAll(async () => {
  for (const shell of SHELLS) writeFileSync(scriptOf(shell), (await runCli(['completion', shell])).stdout)
  writeFileSync(join(folder, 'sys log'), '')
})

/** What bash offers for the last of these words; it takes `--output=` apart as it does at a prompt. */
function offered(...words: readonly string[]): readonly string[] {
  const typed = ['exitlog', ...words].map((word) => `'${word}'`).join(' ')
  const ask = `source '${scriptOf('bash')}'; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _exitlog; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['--norc', '-c', ask], { cwd: folder, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
}

describe('completion for bash', () => {
  it('offers the commands', () => {
    expect(offered('')).toEqual(Object.keys(COMMANDS))
    expect(offered('ev')).toEqual(['events'])
  })

  it.each(Object.entries(COMMANDS))('offers every option of %s', (name, { options }) => {
    const long = [...offered(name, '--')].sort()
    expect(long).toEqual(
      Object.keys(options)
        .map((option) => `--${option}`)
        .sort(),
    )
  })

  it('offers values', () => {
    expect(offered('events', '-o', '')).toEqual(COMMANDS.events.options['output']?.choices)
    expect(offered('summary', '--output', '=', 'j')).toEqual(['json'])
    expect(offered('summary', '--output', '=')).toEqual(COMMANDS.summary.options['output']?.choices)
    expect(offered('--cause', 'oom-p')).toEqual(['oom-pod'])
    expect(offered('--fail-on', 'crash,ev')).toEqual(['crash,eviction'])
    expect(offered('--cause', '')).toEqual([...CAUSES])
    expect(offered('explain', 'OOMK')).toEqual(['OOMKilled'])
    expect(offered('completion', '')).toEqual([...SHELLS])
  })

  it('offers files where files are read', () => {
    expect(offered('timeline', 'sy')).toEqual(['sys log'])
    expect(offered('sys')).toEqual(['sys log'])
    expect(offered('--config', 's')).toEqual(['sys log'])
    expect(offered('rules', 's')).toEqual([])
  })
})

describe.each(SHELLS)('completion for %s', (shell) => {
  it('is a script that the shell understands', (test) => {
    test.skip(!isThere(shell), `${shell} is not installed`)
    execFileSync(shell, ['-n', scriptOf(shell)])
  })

  it('knows every command, option and value', async () => {
    const { stdout } = await runCli(['completion', shell])
    for (const name of Object.keys(COMMANDS)) expect(stdout).toContain(name)
    for (const [name, { choices = [] }] of Object.entries(ALL_OPTIONS)) {
      expect(stdout).toContain(shell === 'fish' ? `-l ${name}` : `--${name}`)
      for (const choice of choices) expect(stdout).toContain(choice)
    }
  })
})

it('of a shell that is not known nothing is printed', async () => {
  for (const words of [[], ['tcsh'], ['bash', 'zsh']]) {
    expect(await runCli(['completion', ...words])).toMatchObject({ status: 2, stdout: '' })
  }
})
