import type { ClockNote } from '../../model/termination.js'
import { escapeMarkup } from '../escape.js'
import { clockOf } from '../wall-time.js'
import { cutMiddle } from '../width.js'
import { axisMarkup } from './axis.js'
import type { Lane, Life } from './lane.js'
import { MARK_KINDS, type MarkKind } from './mark-kind.js'
import { marksMarkup, type PlacedMark, placeMarks } from './marks.js'
import { percent } from './percent.js'
import { createTimeScale, type TimeScale } from './time-scale.js'

/**
 * A picture as SVG elements: places along the time axis are percentages, so that it fills any width, heights are
 * pixels and text keeps its size.
 */
export interface Drawing {
  readonly markup: string
  readonly height: number
  /** The kinds of marks in it, for a legend. */
  readonly kinds: readonly MarkKind[]
  /** The targets that a mark leads to; the mark's own id is `m-` and the target. */
  readonly marked: ReadonlySet<string>
}

const AXIS_HEIGHT = 38
const HEIGHTS: Readonly<Record<Lane['level'], number>> = { node: 46, pod: 37, container: 35 }
const HEADING_HEIGHT = 28
const BAR = { top: 19, height: 7 }
const INDENT = 14
/** Longer labels would not fit on a phone. */
const LABEL_COLUMNS = 44
const NOTE_COLUMNS = 30
/** Null: no line has a time, there is nothing to draw. */
export function draw(lanes: readonly Lane[], clocks: readonly ClockNote[]): Drawing | null {
  const moments = lanes.flatMap(({ lives, marks }) => [
    ...lives.flatMap(({ from, to }) => [from ?? [], to ?? []].flat()),
    ...marks.map(({ time }) => time),
  ])
  if (moments.length === 0) return null
  const scale = createTimeScale(moments)
  const offset = offsetOf(clocks)
  const rows: string[] = []
  const marked = new Set<string>()
  let top = AXIS_HEIGHT
  for (const lane of lanes) {
    const placed = placeMarks(lane.marks, scale)
    for (const { target } of placed) if (target !== null) marked.add(target)
    rows.push(rowMarkup(lane, placed, top, scale, offset))
    top += heightOf(lane)
  }
  return {
    markup: axisMarkup(scale, offset, top) + rows.join(''),
    height: top,
    kinds: MARK_KINDS.filter((kind) => lanes.some(({ marks }) => marks.some((mark) => mark.kind === kind))),
    marked,
  }
}

/** Minutes east of UTC: of nodes whose clocks differ UTC, for they share an axis. */
function offsetOf(clocks: readonly ClockNote[]): number {
  const offsets = new Set(clocks.map(({ offsetMinutes }) => offsetMinutes))
  return offsets.size === 1 ? (clockOf(clocks, null)?.offsetMinutes ?? clocks[0]?.offsetMinutes ?? 0) : 0
}

function heightOf({ level, lives, marks }: Lane): number {
  return lives.length + marks.length === 0 ? HEADING_HEIGHT : HEIGHTS[level]
}

function rowMarkup(
  lane: Lane,
  marks: readonly PlacedMark[],
  top: number,
  scale: TimeScale,
  offset: number,
): string {
  const { level, label, note, lives, records } = lane
  const name = escapeMarkup(cutMiddle(label, LABEL_COLUMNS))
  const words = escapeMarkup(cutMiddle(note, NOTE_COLUMNS))
  const middle = BAR.top + BAR.height / 2
  const baseline = level === 'node' ? 20 : 12
  const shift = level === 'node' ? 8 : 0
  const line =
    lives.length + marks.length === 0
      ? ''
      : `<line class="lane" x1="0" x2="100%" y1="${middle + shift}" y2="${middle + shift}"/>`
  return [
    `<svg class="swim ${level}" y="${top}" width="100%" height="${heightOf(lane)}" overflow="visible" data-records="${records.slice(0, MOST_RECORDS).join(' ')}">`,
    line,
    lives.map((life) => lifeMarkup(life, scale)).join(''),
    `<text class="label" x="${level === 'container' ? INDENT : 0}" y="${baseline}"><tspan class="name">${name}</tspan>`,
    words === '' ? '' : `<tspan class="note" dx="8">${words}</tspan>`,
    '</text>',
    marksMarkup(marks, middle + shift, offset),
    '</svg>',
  ].join('')
}

/** A lane of more is never filtered away. */
const MOST_RECORDS = 200

/** What lies before the first and after the last line is not known: the bar is open there. */
function lifeMarkup({ from, to, isOpen, tone }: Life, { at }: TimeScale): string {
  const [left, right] = [from === null ? 0 : at(from), to === null ? 1 : at(to)]
  return `<rect class="life ${tone}${isOpen ? ' open' : ''}" x="${percent(left)}" y="${BAR.top}" width="${percent(Math.max(0, right - left))}" height="${BAR.height}" rx="1.5"/>`
}
