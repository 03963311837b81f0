import type { Interpreter } from '../events/interpret.js'
import type { Opener } from '../events/open.js'
import type { LineSink, ScannedLine } from '../model/line-sink.js'
import { type Breaks, mayBeRest } from './breaks.js'
import { linesOfWidth } from './lines-of-width.js'
import { setInLines } from './set-in-lines.js'

/** How a mail or a ticket broke the lines of a log between words, a window at its edge, or a page's author by hand. */
export interface Wrapping extends Breaks {
  /** What a mail that quotes the log put before every line, the broken ones' rest too. */
  readonly quote: string
}

const MOST_CHARACTERS = 1 << 16

/** Whether the lines of a log were broken, by its first ones; null where that is not proven. */
export function wrappingOf(
  lines: readonly string[],
  opener: Opener,
  interpreter: Pick<Interpreter, 'interpret'>,
): Wrapping | null {
  const quote = quoteOf(lines)
  const unquoted = quote === '' ? lines : lines.map((line) => line.slice(quote.length))
  const breaks = setInLines(unquoted, opener, interpreter) ?? linesOfWidth(unquoted, opener, interpreter)
  return breaks && { ...breaks, quote }
}

const QUOTE = /^(?:> ?){1,8}/

function quoteOf(lines: readonly string[]): string {
  const quote = QUOTE.exec(lines[0] ?? '')?.[0] ?? ''
  return lines.every((line) => line.startsWith(quote) || quote.startsWith(line)) ? quote : ''
}

/** Hands the broken lines on as the one that each was, where that stood first. */
export function joinWrapped(
  { quote, begins, goesOn, join }: Wrapping,
  sink: LineSink,
): LineSink & { readonly end: () => void } {
  let held: { readonly first: ScannedLine; text: string; last: string } | null = null

  function end(): void {
    if (held)
      sink.line({ ...held.first, text: held.text, hit: held.first.hit || held.text !== held.first.text })
    held = null
  }

  return {
    line(line) {
      const text = line.text.startsWith(quote) ? line.text.slice(quote.length) : line.text
      const isFirst = begins(text)
      const mayGoOn = held !== null && held.text.length <= MOST_CHARACTERS && !isFirst && mayBeRest(text)
      if (held && mayGoOn && goesOn(held.last, text)) {
        held.text = join(held.text, held.last, text)
        held.last = text
        return 'all'
      }
      end()
      if (isFirst) held = { first: line, text, last: text }
      else sink.line(line)
      return 'all'
    },
    problem: sink.problem,
    end,
  }
}
