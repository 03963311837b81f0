import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { messages } from '../parsers/index.js'
import { EXIT_STATUSES } from '../src/cli/exit-status.js'
import { COMMANDS } from '../src/cli/commands.js'
import { optionReferences } from '../src/cli/reference.js'
import { rules } from '../src/verdict/rules.js'
import { runCli } from './run-cli.js'

const readme = readFileSync('README.md', 'utf8')
const commands = [...readme.matchAll(/```sh\n([^`]*)```/g)].flatMap((m) => (m[1] ?? '').trim().split('\n'))

/** What commands may call that a reader has to install first; where it is missing they are not run. */
const OTHERS: readonly (readonly [command: string, program: string])[] = [['map-reduce.sh', 'parallel']]

/** A folder with an `exitlog` that runs the built program, to go in front of PATH. */
function installed(): string {
  const folder = mkdtempSync(join(tmpdir(), 'exitlog-readme-'))
  const bin = resolve('dist/bin/exitlog.cjs')
  writeFileSync(join(folder, 'exitlog'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`, {
    mode: 0o755,
  })
  return folder
}

/** Puts what a generator makes of the code into its place in the README: with UPDATE_README=1, else it must stand there. */
function expectSection(name: string, made: string): void {
  const place = new RegExp(`<!-- ${name} -->\\n[^]*?(?=\\n## |\\n<!-- end -->)`)
  const wanted = `<!-- ${name} -->\n\n${made}\n`
  if (process.env['UPDATE_README'])
    writeFileSync(
      'README.md',
      readFileSync('README.md', 'utf8').replace(place, () => wanted),
    )
  expect(readFileSync('README.md', 'utf8')).toContain(wanted)
}

describe('README', () => {
  it('shows commands', () => expect(commands.length).toBeGreaterThan(8))

  it.for(commands)('%s', async (command, { skip }) => {
    if (command === 'npm cit') {
      expect(readFileSync('.ci/run', 'utf8')).toContain('\nnpm cit\n')
      return
    }
    const [, needed] = OTHERS.find(([words]) => command.includes(words)) ?? []
    skip(needed !== undefined && spawnSync(needed, ['--version']).status !== 0, `${needed} is not installed`)
    const runnable = command
      .replace(/^npm ci && /, '')
      .replace('npx exitlog', 'exitlog')
      .replaceAll('/var/log/syslog', 'samples/pod-limit.syslog')
      .replace('fleet-out', mkdtempSync(join(tmpdir(), 'exitlog-readme-')))
      // What would be written to a file is read here.
      .replace(/ > \S+$/, '')
    const env = { ...process.env, PATH: `${installed()}${delimiter}${process.env['PATH']}` }
    const { stdout } = await promisify(execFile)('sh', ['-c', runnable], { env, maxBuffer: 2 ** 24 })
    expect(stdout).toMatch(/\S/)
  })

  it('prints what the first command prints', async () => {
    const command = 'exitlog timeline samples/memory-limit.syslog --width 100'
    const { stdout } = await runCli(command.split(' ').slice(1))
    expectSection(`output: ${command}`, `\`\`\`text\n${stdout.trimEnd()}\n\`\`\``)
  })

  it('lists commands, options and exit statuses', () => {
    const cell = (text: string) => text.replaceAll('|', '\\|')
    const commands = Object.entries(COMMANDS).map(([name, { words, says }]) => {
      return `| \`${cell(`exitlog ${name} ${words}`.trimEnd())}\` | ${says} |`
    })
    const options = optionReferences().map(({ form, meanings }) => {
      const told = meanings.map(({ says, commands: takers }) => {
        return takers.length === 0 ? says : `${says} (${takers.join(', ')})`
      })
      return `| \`${form}\` | ${cell(told.join('; '))} |`
    })
    const statuses = EXIT_STATUSES.map(([status, says]) => `| ${status} | ${says} |`)
    const tables = [
      ['| command | prints |', '|---|---|', ...commands],
      ['| option | means (of these commands; else of all) |', '|---|---|', ...options],
      ['| exit status | means |', '|---|---|', ...statuses],
    ]
    expectSection('reference', tables.map((table) => table.join('\n')).join('\n\n'))
  })

  it('tells of every room', () => {
    const told = /\n## How it works\n([^]*?)\n## /.exec(readme)?.[1] ?? ''
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => `src/${name}`).filter((room) => !told.includes(room))).toEqual([])
  })

  it('lists the rules of the verdict', () => {
    const cell = (text: string) => text.replaceAll('|', '\\|')
    const rows = rules.map(({ id, says, needs, confidence }) => {
      return `| ${id} | ${cell(says)} | ${cell(needs)} | ${confidence} |`
    })
    const table = ['| rule | concludes | needs | at best |', '|---|---|---|---|', ...rows].join('\n')
    const about =
      'Generated from `src/verdict`; `exitlog rules` prints it. The first rule that concludes decides.'
    expectSection('rules', `${about}\n\n${table}`)
  })

  it('lists what is understood', () => {
    const bySource = new Map<string, typeof messages>()
    for (const parser of messages)
      bySource.set(parser.source, [...(bySource.get(parser.source) ?? []), parser])
    const rows = [...bySource]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([source, parsers]) => {
        const reads = parsers.flatMap((parser) => parser.reads)
        return `| ${source} | ${reads
          .map(({ message, since }) => `${message} (${since})`)
          .join(' · ')
          .replaceAll('|', '\\|')} |`
      })
    const table = ['| printed by | messages (since version) |', '|---|---|', ...rows].join('\n')
    expectSection('formats', `Generated from the parsers; \`exitlog parsers\` prints it in full.\n\n${table}`)
  })
})
