import yargs from 'yargs'
import { ALL_OPTIONS, COMMANDS, type CommandName, isCommandName } from './options.js'
import { didYouMean } from './suggest.js'
import { UserError } from './user-error.js'

/** What was typed, before anybody asked what it means. */
export interface Typed {
  readonly command: CommandName
  /** The command itself was typed, not only meant. */
  readonly isNamed: boolean
  /** Files, or the words to explain. */
  readonly words: readonly string[]
  /** Values by option, as typed; of an option given several times all of them, in order. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** argv (without node and script) → what was typed. Throws UserError for what is no option of the command. */
export function readArguments(argv: readonly string[]): Typed {
  const parsed: Readonly<Record<string, unknown>> = { ...parse(spellOut(argv)) }
  const [first, ...others] = listOf(parsed['_'])
  const isNamed = isCommandName(first)
  const command = isNamed ? first : 'timeline'
  const own = isNamed || first === undefined ? others : [first, ...others]
  const values: Record<string, readonly string[]> = {}
  for (const name of Object.keys(ALL_OPTIONS)) {
    const value = parsed[name]
    if (value === undefined || value === false) continue
    if (!Object.hasOwn(COMMANDS[command].options, name)) throw new UserError(`${command} takes no --${name}`)
    values[name] = listOf(value)
  }
  return { command, isNamed, words: [...own, ...listOf(parsed['--'])], values }
}

function listOf(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map(String)
}

/** Yargs would take the next word for an optional value, and does not know `-ojson`: both are spelled out for it. */
function spellOut(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  const spelled = own.flatMap((word) => {
    if (word === '--color') return ['--color=always']
    if (word === '--no-color') return ['--color=never']
    return /^-o[^=]/.test(word) ? ['-o', word.slice(2)] : [word]
  })
  return [...spelled, ...argv.slice(own.length)]
}

/** Yargs with everything off that guesses: numbers, dots, negations, translations, its own help. */
function parse(argv: readonly string[]): object {
  const parser = yargs([...argv])
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .strictOptions()
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
    })
    .fail((message, error) => {
      throw error && error.name !== 'YError' ? error : new UserError(improve(message))
    })
  for (const [name, { value, alias }] of Object.entries(ALL_OPTIONS)) {
    const shape =
      value === undefined ? { boolean: true } : { string: true, requiresArg: !value.startsWith('[') }
    parser.option(name, alias === undefined ? shape : { ...shape, alias })
  }
  return parser.parseSync()
}

/** Yargs' message in our words, with the option that was probably meant. */
function improve(message: string): string {
  const [what = '', names = ''] = message.split(': ')
  if (what.startsWith('Not enough arguments')) return `${dashed(names)} needs a value`
  if (!what.startsWith('Unknown argument')) return message
  return names
    .split(', ')
    .map((name) => `there is no option ${dashed(name)}${didYouMean(name, Object.keys(ALL_OPTIONS), '--')}`)
    .join('\n')
}

function dashed(name: string): string {
  return name.length > 1 ? `--${name}` : `-${name}`
}
