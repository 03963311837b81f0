import type { Drawing } from '../picture/draw.js'
import { MARK_NAMES } from '../picture/mark-kind.js'
import { shapeMarkup } from '../picture/shapes.js'

/** The picture with its legend; it stands for nothing that the cards do not tell in words. */
export function pictureSection({ markup, height, kinds }: Drawing): string {
  const legend = kinds.toReversed().map((kind) => {
    return `<li><svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">${shapeMarkup(kind)}</svg>${MARK_NAMES[kind]}</li>`
  })
  return [
    '<figure class="timeline"><div class="scroller" tabindex="0" role="group" aria-label="Lives and deaths on one time line; each death is told in a card below">',
    `<svg class="picture" xmlns="http://www.w3.org/2000/svg" width="100%" height="${height}">${markup}</svg></div>`,
    `<figcaption><ul class="legend">${legend.join('')}</ul></figcaption></figure>\n`,
  ].join('')
}
