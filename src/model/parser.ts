import type { Envelope } from './envelope.js'
import type { Fact } from './fact.js'

/** A line with the exact fact it gives. `program` is the tag it was printed under; absent: the first of the parser's `programs`. */
export interface Sample {
  readonly message: string
  readonly program?: string
  /** Which version printed it, where wordings differ. */
  readonly version?: string
  readonly fact: Fact
}

/** A line that looks like this parser's and must give nothing. */
export interface NearMiss {
  readonly message: string
  readonly program?: string
  readonly pid?: number
  readonly because: string
}

/** One message (or one family of wordings of it) that exitlog understands. */
export interface MessageParser {
  /** The file's name. */
  readonly id: string
  /** Who prints it, in the words of `exitlog parsers`: `kernel`, `containerd`, `kubelet`, … */
  readonly source: string
  /** What it says, in a few words, and the first version that prints it so. */
  readonly reads: readonly { readonly message: string; readonly since: string }[]
  /** Tags under which it is printed; a line with another tag is not offered. A line without a tag always is. */
  readonly programs: readonly string[]
  /** The pid in the tag whose every word it reads, where it asks for it: `systemd[1]` is the system's manager, any other a user's. */
  readonly pid?: number
  /** Literal substrings, one of which every line of interest holds. */
  readonly needles: readonly string[]
  /** Set where the lines have no needle of their own and are offered only while a kernel OOM report is open. */
  readonly within?: 'oom-report'
  /** What a message says that it can read; undefined where it is none of its own. */
  readonly parse: (message: string, envelope: Envelope) => Fact | undefined
  readonly samples: readonly Sample[]
  readonly nearMisses: readonly NearMiss[]
}

/** A message that a parser knows as one of its own, and what it says. */
export interface Claim {
  readonly parser: MessageParser
  readonly fact: Fact
}

/** One wrapping of a message on a line. */
export interface EnvelopeReader {
  /** The file's name. */
  readonly id: string
  readonly describe: string
  /** What stands in a line whose message is written so that its own words cannot be found in it; default: none is. */
  readonly needles?: readonly string[]
  /** The envelope and the message in it, or undefined where the line is not wrapped so. */
  readonly open: (text: string) => Envelope | undefined
  /** The same wrapping around a message: what the tests put every sample into. */
  readonly wrap: (message: string, program: string, pid: number | null) => string
  readonly samples: readonly { readonly text: string; readonly envelope: Envelope }[]
  readonly nearMisses: readonly { readonly text: string; readonly because: string }[]
}

/** What is understood: the lists of parsers, in order of priority. */
export interface Grammar {
  readonly messages: readonly MessageParser[]
  readonly envelopes: readonly EnvelopeReader[]
}
