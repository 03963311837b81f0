import type { Problem } from '../model/problem.js'
import { escapeTerminal } from '../render/escape.js'
import { COMMANDS } from './commands.js'
import { suggest } from './suggest.js'

/** More problems than this are only counted. */
const MOST_TOLD = 20

/** The lines on standard error that tell the problems: `exitlog: syslog:12: …`. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  const told = problems.slice(0, MOST_TOLD).map((problem) => {
    const line = problem.line === null ? '' : `:${problem.line}`
    const file = problem.file === '-' ? 'standard input' : problem.file
    return escapeTerminal(`exitlog: ${file}${line}: ${problem.message}${commandMeant(problem)}`)
  })
  const more = problems.length - told.length
  return more === 0 ? told : [...told, `exitlog: … and ${more} more problems`]
}

/** ` (did you mean the command timeline?)` for a file that is not there and looks like a command. */
function commandMeant({ code, file }: Problem): string {
  if (code !== 'input-unreadable' || !/^[a-z]+$/.test(file)) return ''
  const [command] = suggest(file, Object.keys(COMMANDS))
  return command === undefined ? '' : ` (did you mean the command ${command}?)`
}
