import { Readable } from 'node:stream'
import { envelopes, messages } from '../../parsers/index.js'
import { readLine } from '../events/read-line.js'
import { openInputs } from '../input/inputs.js'
import type { Event } from '../model/event.js'
import { lineText } from '../render/line-text.js'
import type { Look } from '../render/renderer.js'
import type { Library } from './library.js'

/** What `exitlog explain --line` prints of each line. `now` (epoch milliseconds) is what a missing year counts from. */
export async function explainLines(
  lines: readonly string[],
  { library, look, now }: { readonly library: Library; readonly look: Look; readonly now: number },
): Promise<string> {
  const texts: string[] = []
  for (const line of lines) {
    const events: Event[] = []
    const stdin = Readable.from([Buffer.from(`${line}\n`)])
    const inputs = openInputs(['-'], { stdin, onProblem: () => undefined })
    for await (const event of library.events(inputs, { referenceMs: now })) events.push(event)
    texts.push(lineText(readLine(line, { messages, envelopes }), events, look))
  }
  return texts.join('\n')
}
