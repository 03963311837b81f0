import type { LineSink } from '../model/line-sink.js'
import type { Found } from './found.js'
import type { Handover } from './handover.js'
import type { Tally } from './tally.js'

/**
 * Cuts the bytes of an input into lines, tells hits from others, and gives the handover what it is due, in order.
 *
 * There are two, which agree on any bytes in any chunking: the slow one, on split2, looks at every line as a
 * string and is the other's oracle; the fast one passes over what is not due without making strings of it.
 */
export interface LineFinder {
  /** `found`: what a search ahead of it has found in a block, of which the chunk holds the lines that were told. */
  readonly write: (chunk: Uint8Array, sink: LineSink, found: Found | null) => void
  readonly end: (sink: LineSink) => Findings
}

export interface FinderSettings {
  readonly file: string
  /** Literal substrings; a line that holds one is a hit, also where the needle's quotes are escaped. */
  readonly needles: readonly string[]
  readonly maxLineBytes: number
  readonly handover: Handover
}

/** What was found out about the bytes themselves. */
export interface Findings {
  /** Lines begun, those that were empty too. */
  readonly lines: number
  readonly bytes: number
  readonly nul: Tally
  readonly long: Tally
  /** The line that ended with the input rather than with `\n`. */
  readonly unterminated: { readonly number: number; readonly text: string } | null
}
