import { escapeTerminal } from './escape.js'
import type { EvidenceStep } from './evidence-steps.js'
import type { PlaceLabel } from './place.js'
import type { Style } from './style.js'
import { cut, padEnd, padStart, widthOf, wrap } from './width.js'

/** Columns of a block of text: the clock or the offset, who says it, what is said, where it stands. */
export const TIME = 8
const SOURCE = 10
export const GAP = '  '
export const INDENT = ' '.repeat(TIME + GAP.length)
const TEXT_AT = TIME + SOURCE + 2 * GAP.length
/** Prose is not wider than this, however wide the terminal. */
const PROSE = 110
/** A sentence that cites a program's words at length is cut; the whole of it is in JSON. */
const MOST_LINES = 4
/** A place column that would leave less than this for the text is not printed. */
const LEAST_TEXT = 24

/** Prose beside the column of the clock, unescaped, broken to the width. */
export function indented(text: string, width: number): readonly string[] {
  return prose(text, width - INDENT.length)
}

function prose(text: string, room: number): readonly string[] {
  const width = Math.min(PROSE, room)
  const lines = wrap(escapeTerminal(text), width)
  if (lines.length <= MOST_LINES) return lines
  return [...lines.slice(0, MOST_LINES - 1), cut(`${lines[MOST_LINES - 1]} ${lines[MOST_LINES]}`, width)]
}

/** Sentences beside a label in the column of the sources; nothing where there are none. */
export function labelled(
  label: string,
  sentences: readonly string[],
  width: number,
  style: Style,
): readonly string[] {
  const lines = sentences.flatMap((sentence) => {
    return prose(sentence, width - TEXT_AT - GAP.length).map((line, n) => (n === 0 ? line : GAP + line))
  })
  return lines.map((line, n) => {
    const cell = n === 0 ? style('label', padEnd(label, SOURCE)) : ' '.repeat(SOURCE)
    return `${INDENT}${cell}${GAP}${line}`
  })
}

/** The rows of evidence, aligned, each cut to the width. */
export function evidenceTable(
  steps: readonly EvidenceStep[],
  placeOf: PlaceLabel,
  width: number,
  style: Style,
): readonly string[] {
  const rows = steps.map(({ offset, source, text, event }) => ({
    offset,
    source: escapeTerminal(source),
    text: escapeTerminal(text),
    place: event === null ? '' : placeOf(event),
  }))
  const widest = (cell: (row: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((row) => widthOf(cell(row))))
  const placeWidth = widest((row) => row.place)
  const room = width - TEXT_AT - GAP.length - placeWidth
  const hasPlaces = room >= LEAST_TEXT
  const textWidth = Math.min(
    widest((row) => row.text),
    hasPlaces ? room : width - TEXT_AT,
  )
  return rows.map(({ offset, source, text, place }) => {
    const cells = [
      style('faint', padStart(offset, TIME)),
      padEnd(cut(source, SOURCE), SOURCE),
      hasPlaces && place !== '' ? padEnd(cut(text, textWidth), textWidth) : cut(text, textWidth),
      ...(hasPlaces && place !== '' ? [style('faint', place)] : []),
    ]
    return cells.join(GAP)
  })
}
