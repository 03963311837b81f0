import { SHELLS } from './formats.js'
import { COMMANDS, type CommandName } from './commands.js'
import type { Option } from './options.js'

/** One command as completions see it. */
export interface CompletedCommand {
  readonly name: string
  readonly says: string
  readonly options: readonly CompletedOption[]
  /** What may stand behind it; null: files. */
  readonly words: readonly string[] | null
}

export interface CompletedOption extends Option {
  readonly name: string
  /** `--output`, and `-o` where it has a letter. */
  readonly forms: readonly string[]
  /** Several values may stand in one, with commas between. */
  readonly isList: boolean
}

/** All commands in the order of the help; `subjects` is what `explain` explains. */
export function completedCommands(subjects: readonly string[]): readonly CompletedCommand[] {
  return Object.entries(COMMANDS).map(([name, { says, words, options }]) => ({
    name,
    says,
    words: WORDS(subjects)[name as CommandName] ?? (words.includes('files') ? null : []),
    options: Object.entries(options).map(([option, about]) => ({
      ...about,
      name: option,
      forms: about.alias === undefined ? [`--${option}`] : [`--${option}`, `-${about.alias}`],
      isList: about.value === 'list' || about.value === 'classes',
    })),
  }))
}

const WORDS = (subjects: readonly string[]): Partial<Record<CommandName, readonly string[]>> => ({
  explain: ['137', ...subjects],
  completion: SHELLS,
})
