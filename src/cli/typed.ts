import { ALL_OPTIONS, COMMANDS, type CommandName, isCommandName } from './commands.js'
import { UserError } from './user-error.js'

/** What was typed, before anybody asked what it means. */
export interface Typed {
  readonly command: CommandName
  /** The command itself was typed, not only meant. */
  readonly isNamed: boolean
  /** Files, or the words to explain. */
  readonly words: readonly string[]
  /** Values by option, as typed; of an option given several times all of them, in order; a flag has one. */
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** What both readers of the arguments take them apart into. */
export interface Parts {
  /** The words before `--`: the command, where the first is one. */
  readonly words: readonly string[]
  /** The words behind `--`, none of them a command. */
  readonly others: readonly string[]
  readonly values: Typed['values']
}

/** Throws UserError for an option that the command does not take. */
export function toTyped({ words, others, values }: Parts): Typed {
  const [first, ...rest] = words
  const isNamed = isCommandName(first)
  const command = isNamed ? first : 'timeline'
  for (const name of Object.keys(ALL_OPTIONS)) {
    if (Object.hasOwn(values, name) && !Object.hasOwn(COMMANDS[command].options, name))
      throw new UserError(`${command} takes no --${name}; ${takersOf(name)} does`, isNamed ? command : '')
  }
  return { command, isNamed, words: [...(isNamed ? rest : words), ...others], values }
}

function takersOf(option: string): string {
  return Object.entries(COMMANDS)
    .filter(([name, { options }]) => name !== 'config' && Object.hasOwn(options, option))
    .map(([name]) => name)
    .join(' or ')
}
