import { momentOfDeath } from '../model/moment-of-death.js'
import type { Termination } from '../model/termination.js'
import { evidenceTable, INDENT, indented, labelled } from './block-layout.js'
import { firstLine } from './first-line.js'
import { type CauseTally, joinParts, whatEnded, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Look, Meta, Renderer } from './renderer.js'
import { createRepetitions } from './repetitions.js'
import { createStyle } from './style.js'
import { tell } from './telling.js'
import { clockOf, wallClock, wallDate, wallDayNumber } from './wall-time.js'

/** `timeline -o text`: one block a termination, for a person at a terminal; a repetition of one takes a line. */
export function createTextRenderer(look: Look): Renderer<Termination> {
  const style = createStyle(look.color)
  const medium = { width: look.width, style }
  const tally: CauseTally = new Map()
  const repetitions = createRepetitions()
  let repeated = 0
  let before: 'nothing' | 'block' | 'repetition' = 'nothing'
  let meta: Meta = { files: [], clocks: [] }
  let heading: Heading = createHeading([], look.width, style)
  let placeOf: PlaceLabel = createPlaceLabel([], look.width)

  const beside = (label: string, sentences: readonly string[]) =>
    labelled(label, sentences, look.width, style)

  function blockOf(termination: Termination, clock: string): readonly string[] {
    const { verdict, argument, evidence, remarks } = tell(termination)
    return [
      firstLine(termination, clock, '', medium),
      ...indented(verdict, look.width).map((line) => INDENT + style('title', line)),
      ...beside('why', argument),
      ...evidenceTable(evidence, placeOf, look.width, style),
      ...remarks.flatMap(({ label, sentences }) => beside(label, sentences)),
    ]
  }

  return {
    begin(given) {
      meta = given
      heading = createHeading(given.clocks, look.width, style)
      placeOf = createPlaceLabel(given.files, look.width)
      return ''
    },
    next(termination) {
      tally.set(termination.cause, (tally.get(termination.cause) ?? 0) + 1)
      const time = momentOfDeath(termination)?.time ?? null
      const offset = clockOf(meta.clocks, termination.node)?.offsetMinutes ?? 0
      const clock = time === null ? '' : wallClock(time, offset, false)
      const top = heading.before(termination.node, time)
      const first = meta.isWhole === true ? undefined : repetitions.of(termination, time)
      const kind = first === undefined ? 'block' : 'repetition'
      // Repetitions stand together; all else is set apart.
      const isJoined = top === '' && kind === 'repetition' && before === 'repetition'
      const parting = before === 'nothing' || isJoined ? '' : '\n'
      before = kind
      if (first === undefined) return `${parting}${top}${blockOf(termination, clock).join('\n')}\n`
      repeated += 1
      return `${parting}${top}${firstLine(termination, clock, pointerTo(first, time, offset), medium)}\n`
    },
    end(ending) {
      const notes = beside('cluster', ending.notes ?? []).map((line) => `${line}\n`)
      const ended = whatEnded(tally, ending)
      const folded =
        repeated === 0
          ? []
          : [`${repeated} ${repeated === 1 ? 'repeats' : 'repeat'} one above (whole with --all)`]
      const foot = joinParts([[...ended, ...folded], whatWasRead(ending)], look.width)
      return [
        ...(before === 'nothing' ? [] : ['\n']),
        ...(notes.length === 0 ? [] : [...notes, '\n']),
        `${foot.join('\n')}\n`,
      ].join('')
    },
  }
}

/** `as at 02:21:21`: where the death stands that this one repeats. */
function pointerTo(first: number | null, time: number | null, offset: number): string {
  if (first === null) return 'as above'
  const isSameDay = time !== null && wallDayNumber(first, offset) === wallDayNumber(time, offset)
  return `as ${isSameDay ? '' : `on ${wallDate(first, offset)} `}at ${wallClock(first, offset, false)}`
}
