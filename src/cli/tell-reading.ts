import type { Reading } from '../pipeline.js'
import { count, formatNumber } from '../render/count.js'
import { escapeTerminal } from '../render/escape.js'
import { clockNotes, nodeName } from '../render/heading.js'
import type { Counts, Readers } from './counted-library.js'

/** What became of the inputs, for `--verbose`. */
export interface ReadingLog {
  /** Inputs that were read, and files that were passed over, by name. */
  readonly read: readonly string[]
  readonly skipped: readonly string[]
  /** Null: the library is not ours, and counts nothing. */
  readonly readers: Readers | null
}

/** The lines on standard error that tell what was read, by which readers and on which clocks. */
export function readingLines(
  { read, skipped, readers }: ReadingLog,
  { counts, clocks }: Reading,
): readonly string[] {
  return [
    ...read.map((name) => `read ${inputName(name)}`),
    ...skipped.map((name) => `skipped ${name}: nothing says that it is a log`),
    `${count(counts.lines, 'line')} in ${count(counts.bytes, 'byte')}, ${count(counts.events, 'event')}`,
    ...(readers === null
      ? []
      : [`envelopes: ${countsOf(readers.envelopes)}`, `messages: ${countsOf(readers.messages)}`]),
    ...clocks.map((clock) => {
      const notes = clockNotes(`year ${clock.year}`, { ...clock, year: 'written' }).join(' · ')
      return `clock of ${nodeName(clock.node)} in ${inputName(clock.file)}: ${notes}`
    }),
  ].map((line) => `exitlog: ${escapeTerminal(line)}`)
}

function countsOf(counts: Counts): string {
  return counts.length === 0 ? 'none' : counts.map(([id, lines]) => `${id} ${formatNumber(lines)}`).join(', ')
}

function inputName(name: string): string {
  return name === '-' ? 'standard input' : name
}
