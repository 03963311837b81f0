import type { Event } from '../model/event.js'
import type { ClockNote } from '../model/termination.js'
import { escapeTerminal } from './escape.js'
import { joinParts, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { isWholeSecond } from '../model/moment-of-death.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Look, Renderer } from './renderer.js'
import { say } from './say.js'
import { sourceLabel } from './source.js'
import { createStyle } from './style.js'
import { subjectLabel, subjectOf } from './subject.js'
import { offsetOfNode, wallClock } from './wall-time.js'
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

/** An event before the log's clock is known. */
interface Draft {
  readonly node: string | null
  readonly time: number | null
  readonly withMs: boolean
  /** What stands behind the clock. */
  readonly rest: string
}

/** `events -o text`: one row an event, in the order given, under a heading for each node and day. */
export function createEventsTextRenderer(look: Look): Renderer<Event> {
  const style = createStyle(look.color)
  const isWide = look.width >= WIDE
  const timeWidth = isWide ? MILLISECONDS : SECONDS
  let clocks: readonly ClockNote[] = []
  let heading: Heading = createHeading([], look.width, style)
  let placeOf: PlaceLabel = createPlaceLabel([], look.width)

  function draft(event: Event): Draft {
    const { node, time } = event
    const source = padEnd(cut(escapeTerminal(sourceLabel(event)), SOURCE), SOURCE)
    const place = padStart(placeOf(event), PLACE)
    const room = look.width - timeWidth - SOURCE - 3 * GAP.length - widthOf(place)
    const text = padEnd(cut(rowText(event), room), Math.min(MOST_TEXT, room))
    const rest = `${GAP}${source}${GAP}${text}${GAP}${style('faint', place)}\n`
    return { node, time, withMs: isWide && !isWholeSecond(event), rest }
  }

  function finish({ node, time, withMs, rest }: Draft): string {
    const offset = offsetOfNode(clocks, node)
    const clock = time === null ? '' : wallClock(time, offset, withMs)
    return heading.before(node, time) + style('faint', padEnd(clock, timeWidth)) + rest
  }

  return {
    early({ files }) {
      placeOf = createPlaceLabel(files, look.width)
      return { draft, finish }
    },
    begin(meta) {
      clocks = meta.clocks
      heading = createHeading(clocks, look.width, style)
      placeOf = createPlaceLabel(meta.files, look.width)
      return ''
    },
    next: (event) => finish(draft(event)),
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
