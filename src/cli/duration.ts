import { milliseconds } from 'date-fns/milliseconds'
import { readSpan } from './moment.js'
import { UserError } from './user-error.js'

/** What the user typed (`5m`, `1h 30min`) → milliseconds. */
export function readDuration(typed: string, option: string): number {
  const span = readSpan(typed.trim().replace(/\s+/g, ' ').toLowerCase())
  if (span) return milliseconds(span)
  throw new UserError(`${option} takes a duration such as 90s, 5m or "1h 30min", not "${typed}"`)
}
