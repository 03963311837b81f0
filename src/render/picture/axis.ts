import { formatSpan } from '../span.js'
import { percent } from './percent.js'
import { ticksOf } from './ticks.js'
import type { TimeScale } from './time-scale.js'

/** Steps of enlargement for which there are ticks; the first is the whole. */
const ZOOMS = [1, 3, 9, 27] as const

/** Times and quiet stretches, as lines and bands down to `bottom`. */
export function axisMarkup(scale: TimeScale, offset: number, bottom: number): string {
  const breaks = scale.breaks.map(({ from, to }) => {
    const [left, right] = [scale.at(from), scale.at(to)]
    const band = `<rect class="break" x="${percent(left)}" y="22" width="${percent(right - left)}" height="${bottom - 22}"/>`
    return `${band}<text class="span" x="${percent((left + right) / 2)}" y="32">${formatSpan(to - from)}</text>`
  })
  const ticks = ZOOMS.map((zoom, n) => {
    const own = ticksOf(scale, offset, zoom).map(({ share, label }) => {
      const x = percent(share)
      return `<line class="tick" x1="${x}" x2="${x}" y1="17" y2="${bottom}"/><text class="time" x="${x}" y="12">${label}</text>`
    })
    return `<g class="ticks"${n === 0 ? '' : ' display="none"'}>${own.join('')}</g>`
  })
  return breaks.join('') + ticks.join('')
}
