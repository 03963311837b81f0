import type { ClockNote } from '../model/termination.js'
import { escapeTerminal } from './escape.js'
import { formatSpan } from './span.js'
import type { Style } from './style.js'
import { clockOf, wallDay, wallDayNumber, zoneName } from './wall-time.js'
import { cutMiddle, widthOf, wrap } from './width.js'

/** The line above records that says which node and day they are of, on whose clock. */
export interface Heading {
  /** The heading that a record of this node and time needs; empty while node and day stay the same. */
  readonly before: (node: string | null, time: number | null) => string
}

export function createHeading(clocks: readonly ClockNote[], width: number, style: Style): Heading {
  let current: string | undefined
  return {
    before(node, time) {
      const clock = clockOf(clocks, node)
      const offset = clock?.offsetMinutes ?? 0
      const key = `${node ?? ''} ${time === null ? '' : wallDayNumber(time, offset)}`
      if (key === current) return ''
      const isFirst = current === undefined
      current = key
      const day = time === null ? 'no time on the lines' : wallDay(time, offset)
      const notes = (time === null || !clock ? [day] : clockNotes(day, clock)).join(' · ')
      const name = cutMiddle(nodeName(node), width)
      return `${isFirst ? '' : '\n'}${titled(name, notes, width, style)}\n`
    },
  }
}

/** The node's name, escaped. */
export function nodeName(node: string | null): string {
  return escapeTerminal(node ?? 'a node that the lines do not name')
}

/** Name and notes on one line where they fit, else the notes below. */
export function titled(name: string, notes: string, width: number, style: Style): string {
  if (widthOf(name) + 3 + widthOf(notes) <= width)
    return `${style('title', name)}   ${style('faint', notes)}\n`
  const below = wrap(notes, width).map((line) => `${style('faint', line)}\n`)
  return `${style('title', name)}\n${below.join('')}`
}

const ORIGINS = { written: '', inferred: 'from other lines', assumed: 'assumed' } as const

/** `Mon 23 Nov 2026 (year assumed)`, `UTC+02:00`, `kubelet's clock 2m00s behind`. */
export function clockNotes(day: string, { offsetMinutes, year, zone, skews }: ClockNote): readonly string[] {
  return [
    year === 'written' ? day : `${day} (year ${ORIGINS[year]})`,
    zone === 'written' ? zoneName(offsetMinutes) : `${zoneName(offsetMinutes)} (${ORIGINS[zone]})`,
    ...skews.map(({ source, aheadSeconds }) => {
      const span = formatSpan(aheadSeconds * 1000)
      return `${escapeTerminal(source)}'s clock ${span} ${aheadSeconds < 0 ? 'behind' : 'ahead'}`
    }),
  ]
}
