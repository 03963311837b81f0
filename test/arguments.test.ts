import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../src/cli/arguments.js'
import { ALL_OPTIONS, COMMANDS } from '../src/cli/commands.js'
import { readPlainly } from '../src/cli/plain-arguments.js'
import { spellOut } from '../src/cli/spell-out.js'
import type { Parts } from '../src/cli/typed.js'
import { UserError } from '../src/cli/user-error.js'
import { readByYargs } from '../src/cli/yargs-arguments.js'

/** What yargs makes of the arguments; undefined: it calls them wrong. */
function byYargs(argv: readonly string[]): Parts | undefined {
  try {
    return readByYargs(spellOut(argv))
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** Node's parser gives what yargs gives, or leaves it to yargs; gives which. */
function isReadAlike(argv: readonly string[]): boolean {
  const plain = readPlainly(spellOut(argv))
  if (plain) expect(plain, argv.join(' ')).toEqual(byYargs(argv))
  return plain !== undefined
}

const values = fc.oneof(
  fc.constantFrom(
    'json',
    'oom-pod,eviction',
    '02:20',
    '2h ago',
    '80',
    'a=b',
    '"a","b"',
    "'a'",
    '-1',
    '-',
    '',
    'true',
  ),
  fc.string({ maxLength: 6 }),
)
const options = fc.constantFrom(...Object.entries(ALL_OPTIONS)).chain(([name, { value, alias }]) => {
  const long = `--${name}`
  const forms = [
    fc.constant([long]),
    values.map((given) => [`${long}=${given}`]),
    values.map((given) => [long, given]),
  ]
  if (alias !== undefined) {
    const short = `-${alias}`
    forms.push(
      values.map((given) => [short, given]),
      values.map((given) => [`${short}${given}`]),
      values.map((given) => [`${short}=${given}`]),
    )
  }
  const ordinary = value === undefined ? [fc.constant([long])] : [values.map((given) => [long, given])]
  return fc.oneof(...ordinary, ...forms)
})
const words = fc
  .oneof(
    fc.constantFrom(
      ...Object.keys(COMMANDS),
      'syslog',
      '137',
      '0x10',
      '1e3',
      '-',
      '--',
      '-11',
      '--no-color',
      '--no-all',
      '---',
      '-a',
    ),
    fc.constantFrom(
      '--constructor',
      '--__proto__',
      '--_',
      '--$0',
      '--since.x',
      '--referenceDate',
      '--x=1',
      '-ho',
      '-oh',
    ),
    fc.string({ maxLength: 8 }),
  )
  .map((word) => [word])

describe('the two readers of the arguments', () => {
  it.each([
    [[]],
    [['timeline', '/var/log/syslog']],
    [['events', '-o', 'text', '-']],
    [['-ojson', 'a', 'b']],
    [['-o=json', 'a']],
    [['timeline', '--since', '2h ago', '--pod=shop/*', 'log', '--all']],
    [['--node', 'a', '--node=b', '--', '--all', 'events']],
    [['--color', 'log']],
    [['--no-color', '--color=auto']],
    [['explain', '--line', '{"a": 1}']],
    [['explain', '--line=a=b', '--width=100']],
    [['--help', '-h', '--version']],
    [['--since', '--until', 'now']],
    [['--all=false']],
    [['-ho', 'json']],
    [['--until', '-1h']],
  ])('agree on %j', (argv) => {
    isReadAlike(argv)
  })

  it('agree on whatever is typed, and most of it is plain', () => {
    let plain = 0
    let all = 0
    fc.assert(
      fc.property(fc.array(fc.oneof(options, words), { maxLength: 5 }), (parts) => {
        all += 1
        if (isReadAlike(parts.flat())) plain += 1
      }),
      { numRuns: 2000 },
    )
    expect(plain / all).toBeGreaterThan(0.2)
  })

  it.each([
    [['--version']],
    [['explain', '137']],
    [['timeline', 'samples/exit-0.syslog', '-o', 'json', '--since=2h ago', '--color']],
  ])('%j needs no yargs', (argv) => {
    expect(readPlainly(spellOut(argv))).toBeDefined()
  })

  it.each([
    ['--sinse', '--since'],
    ['--referenceDate', '--reference-date'],
    ['--all=false', '--all takes no value'],
    ['--until', '--until needs a value'],
    ['-x', '-x'],
  ])('%s is told to be wrong', async (word, says) => {
    await expect(readArguments([word])).rejects.toThrow(says)
  })

  it('leave a quoted value as it was typed', async () => {
    const { values } = await readArguments(['explain', '--line', '"a","b"', `--line='c'`])
    expect(values['line']).toEqual(['"a","b"', `'c'`])
  })
})
