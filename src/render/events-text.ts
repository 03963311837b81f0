import type { Event } from '../model/event.js'
import { escapeTerminal } from './escape.js'
import { joinParts, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { isWholeSecond } from '../model/moment-of-death.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Look, Meta, Renderer } from './renderer.js'
import { say } from './say.js'
import { sourceLabel } from './source.js'
import { createStyle } from './style.js'
import { subjectLabel, subjectOf } from './subject.js'
import { clockOf, wallClock } from './wall-time.js'
import { cut, padEnd, padStart, widthOf } from './width.js'

/** Columns of a row: the clock, who says it, whom it is about and what is said, where it stands. */
const SECONDS = 8
const MILLISECONDS = 12
const SOURCE = 10
/** A container's short id; pod names are longer and push the text. */
const SUBJECT = 12
const PLACE = 10
const GAP = '  '
/** The place stands no further to the right than behind so much text. */
const MOST_TEXT = 84
/** Narrower terminals get no milliseconds. */
const WIDE = 100

/** `events -o text`: one row an event, in the order given, under a heading for each node and day. */
export function createEventsTextRenderer(look: Look): Renderer<Event> {
  const style = createStyle(look.color)
  const isWide = look.width >= WIDE
  const timeWidth = isWide ? MILLISECONDS : SECONDS
  let meta: Meta = { files: [], clocks: [] }
  let heading: Heading = createHeading([], look.width, style)
  let placeOf: PlaceLabel = createPlaceLabel([], look.width)
  return {
    begin(given) {
      meta = given
      heading = createHeading(given.clocks, look.width, style)
      placeOf = createPlaceLabel(given.files, look.width)
      return ''
    },
    next(event) {
      const offset = clockOf(meta.clocks, event.node)?.offsetMinutes ?? 0
      const clock = event.time === null ? '' : wallClock(event.time, offset, isWide && !isWholeSecond(event))
      const source = padEnd(cut(escapeTerminal(sourceLabel(event)), SOURCE), SOURCE)
      const place = padStart(placeOf(event), PLACE)
      const room = look.width - timeWidth - SOURCE - 3 * GAP.length - widthOf(place)
      const text = padEnd(cut(rowText(event), room), Math.min(MOST_TEXT, room))
      const row = `${style('faint', padEnd(clock, timeWidth))}${GAP}${source}${GAP}${text}${GAP}${style('faint', place)}\n`
      return heading.before(event.node, event.time) + row
    },
    end(ending) {
      return `\n${joinParts([whatWasRead(ending)], look.width).join('\n')}\n`
    },
  }
}

/** The subject and what is said of it. */
function rowText(event: Event): string {
  const subject = subjectLabel(subjectOf(event)) ?? ''
  return escapeTerminal(subject === '' ? say(event) : `${padEnd(subject, SUBJECT)}${GAP}${say(event)}`)
}
