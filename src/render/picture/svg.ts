import type { Termination } from '../../model/termination.js'
import { PICTURE_STYLE } from '../page/assets.js'
import { sentenceOf } from '../page/sentence.js'
import { escapeMarkup } from '../escape.js'
import type { Renderer } from '../renderer.js'
import { createWholeRenderer } from '../whole-renderer.js'
import { wrap } from '../width.js'
import { draw } from './draw.js'
import { lanesOf } from './lanes.js'
import { MARK_NAMES, type MarkKind } from './mark-kind.js'
import { shapeMarkup } from './shapes.js'

const WIDTH = 1120
const MARGIN = 28
const LINE = 22
/** Columns of a heading that fit the width. */
const HEADING_COLUMNS = 110
const LEGEND_COLUMN = 190

/** `timeline -o svg`: the lives and deaths as one still picture, by node, pod and container. */
export function createSvgRenderer(): Renderer<Termination> {
  return createWholeRenderer(({ terminations, meta, ending }) => {
    const drawing = draw(
      lanesOf(terminations, () => null),
      ending.clocks.length === 0 ? meta.clocks : ending.clocks,
    )
    const sentence = sentenceOf(terminations, ending.clocks)
    const heading = wrap(sentence, HEADING_COLUMNS)
    const top = MARGIN + heading.length * LINE + 14
    const height = drawing?.height ?? LINE
    const legend = legendOf(drawing?.kinds ?? [])
    const whole = top + height + legend.height + MARGIN
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="${WIDTH}" height="${whole}" viewBox="0 0 ${WIDTH} ${whole}" role="img" aria-labelledby="what">\n`,
      `<title id="what">${escapeMarkup(sentence)}</title>\n`,
      `<style>${PICTURE_STYLE}</style>\n`,
      '<rect width="100%" height="100%" fill="var(--paper)"/>\n',
      ...heading.map(
        (line, n) =>
          `<text x="${MARGIN}" y="${MARGIN + 12 + n * LINE}" font-size="16" font-weight="600">${escapeMarkup(line)}</text>\n`,
      ),
      `<svg x="${MARGIN}" y="${top}" width="${WIDTH - 2 * MARGIN}" height="${height}" overflow="visible">`,
      drawing?.markup ?? '<text y="14">no line has a time: there is nothing to draw</text>',
      '</svg>\n',
      `<g transform="translate(${MARGIN} ${top + height + 16})">${legend.markup}</g>\n`,
      '</svg>\n',
    ].join('')
  })
}

function legendOf(kinds: readonly MarkKind[]): { readonly markup: string; readonly height: number } {
  const columns = Math.floor((WIDTH - 2 * MARGIN) / LEGEND_COLUMN)
  const entries = kinds.toReversed().map((kind, n) => {
    const [x, y] = [(n % columns) * LEGEND_COLUMN + 8, Math.floor(n / columns) * LINE + 6]
    return `<g transform="translate(${x} ${y})">${shapeMarkup(kind)}<text class="note" x="12" y="4">${MARK_NAMES[kind]}</text></g>`
  })
  return { markup: entries.join(''), height: Math.ceil(kinds.length / columns) * LINE + 16 }
}
