import { escapeTerminal } from '../render/escape.js'
import { answer, isQuestion } from './answer.js'
import { readArguments } from './arguments.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import { createOutlet, type Outlet, OutputError } from './outlet.js'
import { readSettings } from './settings.js'
import type { Typed } from './typed.js'
import { UserError } from './user-error.js'
import { version } from './version.js'

/**
 * The command line: argv (without node and script) → what was typed → what it means → run; gives the exit status.
 * It touches the world through `io` alone, and loads what a command needs only when it runs. A bug throws.
 */
export async function main(argv: readonly string[], io: Io, library?: Library): Promise<number> {
  const outlet = createOutlet(io.stdout)
  try {
    const status = await obey(await readArguments(argv), { library, outlet, io })
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

async function obey(typed: Typed, { library, outlet, io }: Around): Promise<number> {
  if ('help' in typed.values) {
    await outlet.write(await helpOf(typed, io))
    return EXIT.ok
  }
  if ('version' in typed.values) {
    await outlet.write(`${version}\n`)
    return EXIT.ok
  }
  const openLibrary = async () => library ?? import('../index.js')
  const settings = await readSettings(typed, io)
  if (isQuestion(settings)) {
    await outlet.write(await answer(settings, { openLibrary, io }))
    return EXIT.ok
  }
  if (io.isTTY.stdin && typed.words.length === 0) {
    const isBare = !typed.isNamed && Object.keys(typed.values).length === 0
    if (!isBare)
      throw new UserError(
        'there is nothing to read: name a file or pipe a log in (- reads from the terminal)',
      )
    io.stderr.write(await helpOf(typed, io))
    return EXIT.usage
  }
  const { run } = await import('./run.js')
  return run(settings, { library: await openLibrary(), outlet, io })
}

async function helpOf({ isNamed, command }: Typed, io: Io): Promise<string> {
  const { commandHelp, programHelp } = await import('./help.js')
  const columns = io.columns ?? 80
  return isNamed ? commandHelp(command, columns) : programHelp(columns)
}
