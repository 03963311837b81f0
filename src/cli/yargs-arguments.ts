import yargs from 'yargs'
import { ALL_OPTIONS } from './commands.js'
import { didYouMean } from './suggest.js'
import type { Parts } from './typed.js'
import { UserError } from './user-error.js'

/**
 * The arguments, spelled out, as yargs takes them apart, with everything off that guesses: numbers, dots, negations,
 * translations, its own help. Throws UserError for what is wrong, with what was probably meant.
 */
export function readByYargs(argv: readonly string[]): Parts {
  const parser = yargs([...protectFlags(argv)])
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
    const shape = value === undefined ? { boolean: true } : { string: true, requiresArg: true }
    parser.option(name, alias === undefined ? shape : { ...shape, alias })
  }
  const parsed: Readonly<Record<string, unknown>> = { ...parser.parseSync() }
  const values: Record<string, readonly string[]> = {}
  for (const name of Object.keys(ALL_OPTIONS)) {
    const value = parsed[name]
    if (value !== undefined && value !== false) values[name] = listOf(value)
  }
  return { words: listOf(parsed['_']), others: listOf(parsed['--']), values }
}

/** The arguments with each flag's value: yargs would take a file called `true` for it. */
function protectFlags(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  const guarded = own.map((word) => {
    const [name = word, value] = splitOnce(word, '=')
    if (!FLAGS.has(name)) return word
    if (value !== undefined) throw new UserError(`${name} takes no value`)
    return `${name}=true`
  })
  return [...guarded, ...argv.slice(own.length)]
}

const FLAGS = new Set(
  Object.entries(ALL_OPTIONS).flatMap(([name, { value, alias }]) => {
    if (value !== undefined) return []
    return alias === undefined ? [`--${name}`] : [`--${name}`, `-${alias}`]
  }),
)

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)]
}

function listOf(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map(String)
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
