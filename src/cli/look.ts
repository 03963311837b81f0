import type { Look } from '../render/renderer.js'
import type { Io } from './io.js'
import { UserError } from './user-error.js'

/** Columns where nothing says how many there are: a file, a ticket. */
const USUAL_COLUMNS = 120
const LEAST_COLUMNS = 60
const MOST_COLUMNS = 1000

/** How text is to look: by `--width` and `--color`, else by the terminal and the environment. */
export function readLook(width: string | undefined, color: string | undefined, io: Io): Look {
  return { width: readWidth(width, io), color: readColor(color, io) }
}

function readWidth(typed: string | undefined, { env, columns }: Io): number {
  if (typed !== undefined) {
    const width = /^\d{1,4}$/.test(typed) ? Number(typed) : 0
    if (width >= LEAST_COLUMNS && width <= MOST_COLUMNS) return width
    throw new UserError(`--width takes ${LEAST_COLUMNS} to ${MOST_COLUMNS} columns, not "${typed}"`)
  }
  const known = columns ?? Number(env['COLUMNS'] ?? USUAL_COLUMNS)
  return Number.isInteger(known) && known > 0
    ? Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, known))
    : USUAL_COLUMNS
}

/** The option, else FORCE_COLOR, else NO_COLOR, else whether a terminal shows it. */
function readColor(typed: string | undefined, { env, isTTY }: Io): boolean {
  switch (typed ?? 'auto') {
    case 'always':
      return true
    case 'never':
      return false
    case 'auto':
      break
    default:
      throw new UserError(`--color takes always, never or auto, not "${typed}"`)
  }
  const forced = env['FORCE_COLOR']
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false'
  if ((env['NO_COLOR'] ?? '') !== '') return false
  return isTTY.stdout && env['TERM'] !== 'dumb'
}
