import { events, timeline } from '../index.js'
import { escapeTerminal } from '../render/escape.js'
import { answer, isQuestion } from './answer.js'
import { readArguments, type Typed } from './arguments.js'
import { EXIT } from './exit-status.js'
import { commandHelp, programHelp } from './help.js'
import type { Io } from './io.js'
import type { Library } from './library.js'
import { createOutlet, OutputError } from './outlet.js'
import type { Ways } from './print.js'
import { run } from './run.js'
import { readSettings } from './settings.js'
import { UserError } from './user-error.js'
import { version } from './version.js'

/**
 * The command line: argv (without node and script) → what was typed → what it means → run; gives the exit status.
 * It touches the world through `io` alone. A bug throws.
 */
export async function main(
  argv: readonly string[],
  io: Io,
  library: Library = { events, timeline },
): Promise<number> {
  const outlet = createOutlet(io.stdout)
  try {
    const status = await obey(readArguments(argv), { library, outlet, io })
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

async function obey(typed: Typed, ways: Ways): Promise<number> {
  const { outlet, io } = ways
  const columns = io.columns ?? 80
  if ('help' in typed.values) {
    await outlet.write(typed.isNamed ? commandHelp(typed.command, columns) : programHelp(columns))
    return EXIT.ok
  }
  if ('version' in typed.values) {
    await outlet.write(`${version}\n`)
    return EXIT.ok
  }
  const settings = readSettings(typed, io)
  if (isQuestion(settings)) {
    await outlet.write(await answer(settings, ways))
    return EXIT.ok
  }
  if (io.isTTY.stdin && typed.words.length === 0) {
    const isBare = !typed.isNamed && Object.keys(typed.values).length === 0
    if (!isBare)
      throw new UserError(
        'there is nothing to read: name a file or pipe a log in (- reads from the terminal)',
      )
    io.stderr.write(programHelp(columns))
    return EXIT.usage
  }
  return run(settings, ways)
}
