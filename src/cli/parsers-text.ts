import { envelopes, messages } from '../../parsers/index.js'
import { count } from '../render/count.js'
import type { Look } from '../render/renderer.js'
import { createStyle } from '../render/style.js'
import { padEnd, widthOf, wrap } from '../render/width.js'

const INDENT = '  '
const GAP = '   '

/** What `exitlog parsers` prints: by source the messages that are understood, since which version; the envelopes. */
export function parsersText(look: Look): string {
  const style = createStyle(look.color)
  const reads = messages.flatMap(({ source, reads: own }) => own.map((read) => ({ ...read, source })))
  const sources = [...new Set(reads.map(({ source }) => source))].sort()
  const room = look.width - INDENT.length - GAP.length
  const sinceWidth = Math.max(0, ...reads.map(({ since }) => widthOf(`since ${since}`)))
  const messageWidth = Math.min(
    room - sinceWidth,
    Math.max(0, ...reads.map(({ message }) => widthOf(message))),
  )
  const rowsOf = (source: string) =>
    reads
      .filter((read) => read.source === source)
      .flatMap(({ message, since }) =>
        wrap(message, messageWidth).map((line, n) => {
          return n === 0
            ? `${INDENT}${padEnd(line, messageWidth)}${GAP}${style('faint', `since ${since}`)}`
            : `${INDENT}${line}`
        }),
      )
  const idWidth = Math.max(0, ...envelopes.map(({ id }) => id.length))
  return [
    ...sources.flatMap((source) => [style('title', source), ...rowsOf(source), '']),
    style('title', 'envelopes'),
    ...envelopes.flatMap(({ id, describe }) =>
      wrap(describe, room - idWidth).map(
        (line, n) => `${INDENT}${padEnd(n === 0 ? id : '', idWidth)}${GAP}${line}`,
      ),
    ),
    '',
    `${count(reads.length, 'message')} of ${count(sources.length, 'source')}, ${count(envelopes.length, 'envelope')}`,
    '',
  ].join('\n')
}
