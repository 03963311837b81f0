import { readPlainly } from './plain-arguments.js'
import { spellOut } from './spell-out.js'
import { toTyped, type Typed } from './typed.js'

/**
 * argv (without node and script) → what was typed. What Node's parser is not sure of goes to yargs, which takes long to
 * load and says what is wrong. Throws UserError for what is no option of the command.
 */
export async function readArguments(argv: readonly string[]): Promise<Typed> {
  const spelled = spellOut(argv)
  return toTyped(readPlainly(spelled) ?? (await import('./yargs-arguments.js')).readByYargs(spelled))
}
