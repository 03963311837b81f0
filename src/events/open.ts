import type { Envelope } from '../model/envelope.js'
import type { EnvelopeReader } from '../model/parser.js'

/** Line → Envelope. A file keeps to one envelope mostly, not always: the reader that fitted last is asked first. */
export interface Opener {
  readonly open: (text: string) => Envelope
}

/** Byte order mark, NUL runs of a crash, colours and hyperlinks of a terminal. */
const CSI = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g
const OSC = /\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)/g

/** What other tools put in front of a line, each taken off whole. */
const PREFIXES = [
  /^\s+/,
  // line numbers of editors, `cat -n` and `grep -n`
  /^\d{1,9}(?:[:|-]\s?|\s+)/,
  // `docker compose logs`
  /^[\w./-]{1,128} +\| /,
  // the file name of `grep`, with `-` for its context lines
  /^[^\s:"'=[\]{}()]{1,200}[:-](?=\S)/,
  // quoted in a ticket
  /^[>|*#]+ ?/,
  // a node's or pod's name
  /^[\w.:/-]{1,128}\s+/,
]
const MOST_PREFIXES = 4
/** Something in the front of the line that an envelope could begin with: spares the search in most bare lines. */
const PROMISE = /\d\d:\d\d:\d\d|\[ *\d+\.\d{6}\]|^\s*\d+,\d+,\d+,/
const FRONT = 240

/** The line as it was written: nothing in it changes but what a copy, a terminal or a crash added. */
export function cleanLine(text: string): string {
  let line = text
  if (line.charCodeAt(0) === 0xfeff) line = line.slice(1)
  if (line.includes('\x1b')) line = line.replace(CSI, '').replace(OSC, '')
  if (line.includes('\0')) line = afterNuls(line)
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** A crash leaves NULs between the torn record and the next whole one, which is the one to keep. */
function afterNuls(line: string): string {
  const parts = line.split(/\0+/).filter((part) => part !== '')
  return parts.at(-1) ?? ''
}

/** `readers`: the strictest first; the last one opens every line. */
export function createOpener(readers: readonly EnvelopeReader[]): Opener {
  const strict = readers.slice(0, -1)
  const fallback = readers.at(-1)
  let latest = strict[0]

  function openStrict(text: string): Envelope | undefined {
    const again = latest?.open(text)
    if (again) return again
    for (const reader of strict) {
      const envelope = reader === latest ? undefined : reader.open(text)
      if (!envelope) continue
      latest = reader
      return envelope
    }
    return undefined
  }

  function openPrefixed(text: string): Envelope | undefined {
    if (!PROMISE.test(text.slice(0, FRONT))) return undefined
    let rest = text
    for (let n = 0; n < MOST_PREFIXES; n++) {
      const prefix = PREFIXES.find((shape) => shape.test(rest))?.exec(rest)
      if (!prefix) return undefined
      rest = rest.slice(prefix[0].length)
      const envelope = openStrict(rest)
      if (envelope) return envelope
    }
    return undefined
  }

  return {
    open(text) {
      const line = cleanLine(text)
      const envelope = openStrict(line) ?? openPrefixed(line) ?? fallback?.open(line)
      if (!envelope) throw new Error('the last envelope reader must open every line')
      return envelope
    },
  }
}
