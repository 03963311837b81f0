import { isReadFailure, type Problem } from '../model/problem.js'
import type { Reading } from '../pipeline.js'
import type { Redactor } from '../redact/redactor.js'
import { escapeTerminal } from '../render/escape.js'
import { EXIT } from './exit-status.js'
import type { Io } from './io.js'
import type { ReadingSettings } from './reading-settings.js'
import { redactionNote } from './redaction.js'
import { problemLines } from './tell-problems.js'
import { readingLines, type ReadingLog } from './tell-reading.js'

/** What came of a run beside what it printed. */
export interface Outcome {
  readonly log: ReadingLog
  readonly reading: Reading
  readonly problems: readonly Problem[]
  readonly redactor: Redactor | null
  /** Told first; they may quote the log. */
  readonly notes?: readonly string[]
  /** Told behind the problems, in words of our own alone. */
  readonly gist?: readonly string[]
}

/** Tells on standard error as much of it as was asked for. */
export function tellOutcome(
  { telling, redaction }: ReadingSettings,
  io: Io,
  { log, reading, problems, redactor, notes = [], gist = [] }: Outcome,
): void {
  if (telling === 'nothing') return
  const redact = <R>(told: R): R => (redactor ? redactor.redact(told) : told)
  const hidden = redaction && redactor ? [redactionNote(redaction, redactor)] : []
  const lines = [
    ...redact(notes).map((note) => `exitlog: ${escapeTerminal(note)}`),
    ...(telling === 'all' ? redact(readingLines(log, reading)) : []),
    ...problemLines(redact(problems)),
    ...[...gist, ...hidden].map((says) => `exitlog: ${says}`),
  ]
  for (const line of lines) io.stderr.write(`${line}\n`)
}

/** The status of a run that read its inputs, as far as they let it. */
export function statusOf({ ended }: Io, problems: readonly Problem[], hasFailure = false): number {
  if (ended?.aborted) return Number(ended.reason)
  if (hasFailure) return EXIT.found
  return problems.some(isReadFailure) ? EXIT.unread : EXIT.ok
}
