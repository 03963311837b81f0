import { REDACTION_CLASSES, type RedactionClass } from '../redact/redaction-class.js'
import type { Redactor } from '../redact/redactor.js'
import { didYouMean } from './suggest.js'
import { UserError } from './user-error.js'
import { last, list, type Values } from './values.js'

/** What `--redact` asks for. */
export interface Redaction {
  readonly classes: readonly RedactionClass[]
  /** Null: one of this run alone. */
  readonly key: string | null
}

const ALL = 'all'

export function readRedaction(values: Values): Redaction | null {
  const key = last(values, 'redact-key') ?? null
  if (key === '') throw new UserError('--redact-key is empty')
  if (values['redact'] === undefined) {
    if (key !== null) throw new UserError('--redact-key does nothing without --redact')
    return null
  }
  const typed = list(values, 'redact')
  if (typed.length === 0) throw new UserError(`--redact= is empty; there are ${REDACTION_CLASSES.join(', ')}`)
  return { classes: typed.includes(ALL) ? REDACTION_CLASSES : typed.map(readClass), key }
}

function readClass(typed: string): RedactionClass {
  const found = REDACTION_CLASSES.find((name) => name === typed.toLowerCase())
  if (found !== undefined) return found
  throw new UserError(
    `--redact knows no "${typed}"${didYouMean(typed, REDACTION_CLASSES) || `; it knows ${REDACTION_CLASSES.join(', ')}`}`,
  )
}

/** What was hidden, by class, and never a value. */
export function redactionNote({ key }: Redaction, { tally }: Redactor): string {
  const hidden = tally()
  const counts = REDACTION_CLASSES.flatMap((name) =>
    hidden.has(name) ? [`${name} ${hidden.get(name)}`] : [],
  )
  const what = counts.length === 0 ? 'nothing to redact was found' : `redacted: ${counts.join(', ')}`
  return key === null ? `${what}; another run gives other pseudonyms (--redact-key KEY keeps them)` : what
}
