import type { Envelope } from './envelope.js'
import type { Claim, MessageParser } from './parser.js'

/** What is made of one line seen by itself, and if nothing, why. */
export interface LineReading {
  readonly envelope: Envelope
  /** The parser whose message it is. */
  readonly claim: Claim | null
  /** The line says something only while the lines of a kernel OOM report stand around it. */
  readonly isPiece: boolean
  /** Set where no parser claims the line. */
  readonly silence: Silence | null
}

/** Why a line says nothing. */
export type Silence =
  /** It holds no word that any parser looks for. */
  | { readonly kind: 'no-needle' }
  /** It holds words that these look for, and is worded like none of their messages. */
  | { readonly kind: 'other-wording'; readonly parsers: readonly MessageParser[] }
  /** It is worded like a message of this parser, under the tag of a program that does not print it. */
  | { readonly kind: 'other-program'; readonly parser: MessageParser }
  /** … of the right program, but of a process that is not the one that counts. */
  | { readonly kind: 'other-pid'; readonly parser: MessageParser }
