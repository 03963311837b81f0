import { formOf } from './help.js'
import { ALL_OPTIONS, COMMANDS } from './commands.js'

/** An option as the manual and the README tell it: once for all commands. */
export interface OptionReference {
  /** `-o, --output <format>` */
  readonly form: string
  /** What it says, and of which commands; of all but `config`, which takes what can be set: none is named. */
  readonly meanings: readonly { readonly says: string; readonly commands: readonly string[] }[]
}

export function optionReferences(): readonly OptionReference[] {
  const commands = Object.entries(COMMANDS).filter(([name]) => name !== 'config')
  return Object.entries(ALL_OPTIONS).map(([name, option]) => {
    const takers = commands.flatMap(([command, { options }]) => {
      const own = options[name]
      return own ? [{ command, says: own.says }] : []
    })
    const meanings = [...new Set(takers.map(({ says }) => says))].map((says) => ({
      says,
      commands: takers.filter((taker) => taker.says === says).map(({ command }) => command),
    }))
    const isOfAll = meanings.length === 1 && takers.length === commands.length
    return {
      form: formOf(name, option).trimStart(),
      meanings: isOfAll ? meanings.map(({ says }) => ({ says, commands: [] })) : meanings,
    }
  })
}
