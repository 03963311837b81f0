import { escapeMarkup } from '../escape.js'
import { wallClock } from '../wall-time.js'
import { cutMiddle } from '../width.js'
import type { Mark } from './lane.js'
import { isEnd, type MarkKind } from './mark-kind.js'
import { percent } from './percent.js'
import { SHAPES } from './shapes.js'
import { spread } from './spread.js'
import type { TimeScale } from './time-scale.js'

/** The scale of pixels is that of the width it is mostly seen at. */
const NOMINAL_WIDTH = 1040
/** Marks of one kind that are closer, as a share of the axis, are drawn as one. */
const SAME_PLACE = 0.006

export interface PlacedMark extends Mark {
  readonly share: number
}

/** Marks of one lane, side by side where they would hide each other. */
export function marksMarkup(placed: readonly PlacedMark[], y: number, offset: number): string {
  const moves = spread(
    placed.map(({ share }) => share * NOMINAL_WIDTH),
    placed.map(({ kind }) => isEnd(kind)),
  )
  return placed
    .map(({ share, time, kind, title, count, target }, n) => {
      const clock = wallClock(time, offset, true)
      const words = `${clock} ${title}${count > 1 ? ` (and ${count - 1} more here)` : ''}`
      const { path, look } = SHAPES[kind]
      const move = moves[n] ? ` transform="translate(${moves[n]})"` : ''
      const shape = `<path class="mark ${look}" d="${path}"${move}/>`
      const inside = `<title>${escapeMarkup(cutMiddle(words, TITLE_COLUMNS))}</title>${shape}`
      const linked =
        target === null ? inside : `<a href="#${target}" id="m-${target}" tabindex="-1">${inside}</a>`
      return `<svg class="at${isEnd(kind) ? ' end' : ''}" x="${percent(share)}" y="${y}" overflow="visible">${linked}</svg>`
    })
    .join('')
}

const TITLE_COLUMNS = 200

/** Marks of one kind at one place as the first of them. In time order. */
export function placeMarks(marks: readonly Mark[], { at }: TimeScale): readonly PlacedMark[] {
  const all: PlacedMark[] = []
  const latest = new Map<MarkKind, number>()
  for (const one of marks) {
    const mark = { ...one, share: at(one.time) }
    const index = latest.get(mark.kind)
    const before = index === undefined ? undefined : all[index]
    if (before && index !== undefined && mark.share - before.share < SAME_PLACE) {
      all[index] = { ...before, count: before.count + 1 }
      continue
    }
    latest.set(mark.kind, all.length)
    all.push(mark)
  }
  return all
}
