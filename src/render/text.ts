import { momentOfDeath } from '../model/moment-of-death.js'
import type { ClockNote, Termination } from '../model/termination.js'
import { evidenceTable, INDENT, indented, labelled } from './block-layout.js'
import { firstLine, type Gist, gistOf } from './first-line.js'
import { type CauseTally, joinParts, whatEnded, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Asked, Look, Renderer } from './renderer.js'
import { createRepetitions } from './repetitions.js'
import { createStyle } from './style.js'
import { tell } from './telling.js'
import { clockOf, wallClock, wallDate, wallDayNumber } from './wall-time.js'

/** A death before the log's clock is known. */
interface Draft {
  readonly node: string | null
  readonly time: number | null
  readonly gist: Gist
  /** What stands below the first line; null for a death that repeats the one of `first`. */
  readonly below: string | null
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

  function belowFirstLine(termination: Termination): string {
    const { verdict, argument, evidence, remarks } = tell(termination)
    const lines = [
      ...indented(verdict, look.width).map((line) => INDENT + style('title', line)),
      ...beside('why', argument),
      ...evidenceTable(evidence, placeOf, look.width, style),
      ...remarks.flatMap(({ label, sentences }) => beside(label, sentences)),
    ]
    return lines.map((line) => `${line}\n`).join('')
  }

  function draft(termination: Termination): Draft {
    const { node } = termination
    const time = momentOfDeath(termination)?.time ?? null
    const first = isWhole ? undefined : repetitions.of(termination, time)
    return {
      node,
      time,
      gist: gistOf(termination),
      below: first !== undefined ? null : belowFirstLine(termination),
      first: first ?? null,
    }
  }

  function finish({ node, time, gist, below, first }: Draft): string {
    tally.set(gist.cause, (tally.get(gist.cause) ?? 0) + 1)
    const offset = clockOf(clocks, node)?.offsetMinutes ?? 0
    const clock = time === null ? '' : wallClock(time, offset, false)
    const top = heading.before(node, time)
    const kind = below === null ? 'repetition' : 'block'
    // Repetitions stand together; all else is set apart.
    const isJoined = top === '' && kind === 'repetition' && before === 'repetition'
    const parting = before === 'nothing' || isJoined ? '' : '\n'
    before = kind
    if (below !== null) return `${parting}${top}${firstLine(gist, clock, '', medium)}\n${below}`
    repeated += 1
    return `${parting}${top}${firstLine(gist, clock, pointerTo(first, time, offset), medium)}\n`
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
