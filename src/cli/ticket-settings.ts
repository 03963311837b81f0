import { LEAST_TICKET_BYTES, TARGETS, type TicketSettings } from '../render/ticket-target.js'
import { didYouMean } from './suggest.js'
import { UserError } from './user-error.js'
import { last, type Values } from './values.js'

/** Where a ticket is pasted, and how long it may be. Throws UserError for a value that means nothing. */
export function readTicketSettings(values: Values): TicketSettings {
  const typed = ['target', 'max-bytes'].find((name) => values[name] !== undefined)
  if (typed !== undefined && last(values, 'output') !== 'markdown')
    throw new UserError(`--${typed} is of -o markdown alone`, 'timeline')
  return { target: readTarget(last(values, 'target')), maxBytes: readBytes(last(values, 'max-bytes')) }
}

function readTarget(typed: string | undefined): TicketSettings['target'] {
  if (typed === undefined) return TARGETS[0]
  const target = TARGETS.find((name) => name === typed.toLowerCase())
  if (target !== undefined) return target
  throw new UserError(
    `there is no target "${typed}"${didYouMean(typed, TARGETS) || `; there are ${TARGETS.join(', ')}`}`,
    'timeline',
  )
}

function readBytes(typed: string | undefined): number | null {
  if (typed === undefined) return null
  const bytes = /^\d{1,12}$/.test(typed) ? Number(typed) : 0
  if (bytes >= LEAST_TICKET_BYTES) return bytes
  throw new UserError(`--max-bytes takes a number from ${LEAST_TICKET_BYTES} on, not "${typed}"`, 'timeline')
}
