import type { Envelope } from '../model/envelope.js'
import type { Event } from '../model/event.js'
import type { LineReading, Silence } from '../model/line-reading.js'
import type { MessageParser } from '../model/parser.js'
import { escapeJson, escapeTerminal } from './escape.js'
import { eventJson } from './event-json.js'
import type { Look } from './renderer.js'
import { createStyle } from './style.js'
import { padEnd, wrap } from './width.js'

const LABEL = 10
/** More parsers than this that look for a line's words are only counted. */
const MOST_PARSERS = 4

const PIECE = 'a piece of a kernel OOM report: with the other lines of the report the event tells more'

/** What `exitlog explain --line` prints: how the line is wrapped, who claims it, and the events that it gives by itself. */
export function lineText(reading: LineReading, events: readonly Event[], look: Look): string {
  const style = createStyle(look.color)
  const { envelope, claim, silence } = reading
  const labelled = (label: string, text: string) =>
    wrap(text, look.width - LABEL).map(
      (line, n) => style('label', padEnd(n === 0 ? label : '', LABEL)) + line,
    )
  const lines = [
    ...labelled('envelope', escapeTerminal(envelopeWords(envelope))),
    style('label', padEnd('message', LABEL)) + escapeTerminal(envelope.message),
    ...labelled(
      'parser',
      claim ? parserWords(claim.parser) : `none: ${escapeTerminal(silenceWords(silence, envelope))}`,
    ),
    ...events.flatMap((event) => [...labelled('event', event.type), ...fieldLines(event)]),
    ...(claim && events.length === 0 ? labelled('event', eventlessWords(reading)) : []),
    ...(reading.isPiece && events.length > 0 ? labelled('note', PIECE) : []),
  ]
  return `${lines.join('\n')}\n`
}

function envelopeWords({ id, stamp, host, program, pid }: Envelope): string {
  return [
    id,
    stamp ? `stamped ${stamp.raw}` : 'no stamp',
    host === null ? 'no node named' : `node ${host}`,
    program === null ? 'no program named' : `program ${program}${pid === null ? '' : `, pid ${pid}`}`,
  ].join(' · ')
}

function parserWords({ id, source }: MessageParser): string {
  return `${id}, for messages of ${source}`
}

function silenceWords(silence: Silence | null, { program, pid }: Envelope): string {
  switch (silence?.kind) {
    case 'other-wording': {
      const ids = silence.parsers.map(({ id }) => id)
      const more = ids.length > MOST_PARSERS ? ` and ${ids.length - MOST_PARSERS} more` : ''
      return `it holds words of a message that ${ids.slice(0, MOST_PARSERS).join(', ')}${more} would read, and is worded otherwise`
    }
    case 'other-program':
      return `it is worded like a message of ${silence.parser.id}, which ${silence.parser.source} prints, not ${program ?? 'this program'}`
    case 'other-pid':
      return `it is worded like a message of ${silence.parser.id}, which counts from pid ${silence.parser.pid ?? ''} alone, not from ${pid ?? 'no pid'}`
    default:
      return 'it holds no word that any parser looks for (exitlog parsers lists what is understood)'
  }
}

function eventlessWords({ isPiece, claim }: LineReading): string {
  if (!isPiece) return 'none from this line alone'
  return claim?.parser.within === undefined
    ? 'none from this line alone: it is a piece of a kernel OOM report, which the other lines of the report complete'
    : 'none from this line alone: it counts only within a kernel OOM report that is open'
}

/** The event's fields as JSON, without those that only tell where the line stands. */
function fieldLines(event: Event): readonly string[] {
  const { type: _type, file: _file, line: _line, text: _text, order: _order, ...fields } = eventJson(event)
  const names = Object.keys(fields)
  const widest = Math.max(...names.map((name) => name.length))
  return Object.entries(fields).map(([name, value]) => {
    return `${' '.repeat(LABEL)}${padEnd(name, widest)}  ${escapeJson(JSON.stringify(value) ?? 'null')}`
  })
}
