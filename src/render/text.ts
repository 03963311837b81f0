import { momentOfDeath } from '../model/moment-of-death.js'
import type { Cause, ClockNote, Termination } from '../model/termination.js'
import { evidenceTable, INDENT, indented, labelled, TIME } from './block-layout.js'
import { firstLine, type Gist, gistOf } from './first-line.js'
import { type CauseTally, joinParts, whatEnded, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Asked, Look, Renderer } from './renderer.js'
import { createRepetitions } from './repetitions.js'
import { createStyle } from './style.js'
import { tell } from './telling.js'
import { offsetOfNode, wallClock, wallDate, wallDayNumber } from './wall-time.js'
import { padEnd } from './width.js'

/** A death before the log's clock is known. */
interface Draft {
  readonly node: string | null
  readonly time: number | null
  readonly cause: Cause
  /** What stands behind the clock, or what is told of a death that repeats another. */
  readonly told: string | Repetition
}

interface Repetition {
  readonly gist: Gist
  /** When the other one died; null: the log does not tell. */
  readonly first: number | null
}

/** `timeline -o text`: one block a termination, for a person at a terminal; a repetition of one takes a line. */
export function createTextRenderer(look: Look): Renderer<Termination> {
  const style = createStyle(look.color)
  const medium = { width: look.width, style }
  const tally: CauseTally = new Map()
  const repetitions = createRepetitions()
  let repeated = 0
  let before: 'nothing' | 'block' | 'repetition' = 'nothing'
  let isWhole = false
  let clocks: readonly ClockNote[] = []
  let heading: Heading = createHeading([], look.width, style)
  let placeOf: PlaceLabel = createPlaceLabel([], look.width)

  const beside = (label: string, sentences: readonly string[]) =>
    labelled(label, sentences, look.width, style)

  function prepare(asked: Asked): void {
    isWhole = asked.isWhole === true
    placeOf = createPlaceLabel(asked.files, look.width)
  }

  function blockOf(termination: Termination): string {
    const { verdict, argument, evidence, remarks } = tell(termination)
    const lines = [
      firstLine(termination, '', medium),
      ...indented(verdict, look.width).map((line) => INDENT + style('title', line)),
      ...beside('why', argument),
      ...evidenceTable(evidence, placeOf, look.width, style),
      ...remarks.flatMap(({ label, sentences }) => beside(label, sentences)),
    ]
    return lines.join('\n')
  }

  function draft(termination: Termination): Draft {
    const { node, cause } = termination
    const time = momentOfDeath(termination)?.time ?? null
    const first = isWhole ? undefined : repetitions.of(termination, time)
    const told = first === undefined ? blockOf(termination) : { gist: gistOf(termination), first }
    return { node, time, cause, told }
  }

  function finish({ node, time, cause, told }: Draft): string {
    tally.set(cause, (tally.get(cause) ?? 0) + 1)
    const offset = offsetOfNode(clocks, node)
    const clock = padEnd(time === null ? '' : wallClock(time, offset, false), TIME)
    const top = heading.before(node, time)
    const kind = typeof told === 'string' ? 'block' : 'repetition'
    // Repetitions stand together; all else is set apart.
    const isJoined = top === '' && kind === 'repetition' && before === 'repetition'
    const parting = before === 'nothing' || isJoined ? '' : '\n'
    before = kind
    if (typeof told === 'string') return `${parting}${top}${clock}${told}\n`
    repeated += 1
    return `${parting}${top}${clock}${firstLine(told.gist, pointerTo(told.first, time, offset), medium)}\n`
  }

  return {
    early(asked) {
      prepare(asked)
      return { draft, finish }
    },
    begin(meta) {
      prepare(meta)
      clocks = meta.clocks
      heading = createHeading(clocks, look.width, style)
      return ''
    },
    next: (termination) => finish(draft(termination)),
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
