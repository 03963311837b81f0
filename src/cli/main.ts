import { escapeTerminal } from '../render/escape.js'
import { readArguments } from './arguments.js'
import { type Configuration, readConfiguration, withConfigured } from './configuration.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import { createOutlet, type Outlet, OutputError } from './outlet.js'
import { readSettings, type Settings } from './settings.js'
import type { Typed } from './typed.js'
import { UserError } from './user-error.js'
import { version } from './version.js'

/**
 * The command line: argv (without node and script) → what was typed → what it means → run; gives the exit status.
 * It touches the world through `io` alone, and loads what a command needs only when it runs. A bug throws.
 */
export async function main(argv: readonly string[], io: Io, library?: Library): Promise<number> {
  const outlet = createOutlet(io)
  try {
    const status = await perform(await readArguments(argv), { library, outlet, io })
    await outlet.flush()
    return status
  } catch (error) {
    if (error instanceof OutputError) {
      io.stderr.write(`exitlog: ${error.message}\n`)
      return EXIT.unread
    }
    if (!(error instanceof UserError)) throw error
    const lines = error.message.split('\n').map((line) => `exitlog: ${escapeTerminal(line)}\n`)
    io.stderr.write(
      `${lines.join('')}Try \`exitlog ${error.command === '' ? '' : `${error.command} `}--help\`.\n`,
    )
    return EXIT.usage
  }
}

interface Around {
  /** Another one than ours. */
  readonly library: Library | undefined
  readonly outlet: Outlet
  readonly io: Io
}

async function perform(typed: Typed, { library, outlet, io }: Around): Promise<number> {
  if ('help' in typed.values) {
    await outlet.write(await helpOf(typed, io))
    return EXIT.ok
  }
  if ('version' in typed.values) {
    await outlet.write(`${version}\n`)
    return EXIT.ok
  }
  const configuration = readConfiguration(typed, io)
  const settings = await readConfigured(typed, configuration, io)
  if (settings.command === 'config') {
    const { configText } = await import('./config-text.js')
    await outlet.write(configText(typed, configuration, settings.look))
    return EXIT.ok
  }
  if (settings.command === 'completion') {
    const { completionFor } = await import('./completion.js')
    await outlet.write(completionFor(settings.shell))
    return EXIT.ok
  }
  if ('words' in settings) {
    const { explainWords } = await import('./explain-words.js')
    await outlet.write(explainWords(settings.words, settings.look))
    return EXIT.ok
  }
  if ('files' in settings && typed.words.length === 0 && io.isTTY.stdin) {
    const isBare = !typed.isNamed && Object.keys(typed.values).length === 0
    if (!isBare)
      throw new UserError(
        'there is nothing to read: name a file or pipe a log in (- reads from the terminal)',
      )
    io.stderr.write(await helpOf(typed, io))
    return EXIT.usage
  }
  const { obey } = await import('./obey.js')
  return obey(settings, { library, outlet, io })
}

/** The settings; of a configured value that means nothing it is said where it comes from. */
async function readConfigured(typed: Typed, configuration: Configuration, io: Io): Promise<Settings> {
  const read = (configured: Configuration) => readSettings(withConfigured(typed, configured), io)
  try {
    return await read(configuration)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    // Throws what is wrong with what was typed.
    await read(new Map())
    for (const [name, configured] of configuration) {
      await read(new Map([[name, configured]])).catch(() => {
        throw new UserError(`${configured.origin}: ${error.message}`, 'config')
      })
    }
    throw error
  }
}

async function helpOf({ isNamed, command }: Typed, io: Io): Promise<string> {
  const { commandHelp, programHelp } = await import('./help.js')
  const columns = io.columns ?? 80
  return isNamed ? commandHelp(command, columns) : programHelp(columns)
}
