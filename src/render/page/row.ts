import type { Termination } from '../../model/termination.js'
import { toneOf } from '../cause-tone.js'
import { escapeMarkup } from '../escape.js'
import { exitPhrase } from '../exit-phrase.js'
import { whoDied } from '../who-died.js'

const WHO_COLUMNS = 80

/** A death on one line: it repeats another one, or there is no room for its card. `first`: the card it repeats. */
export function row(termination: Termination, id: string, clock: string, first: string | null): string {
  const { cause } = termination
  const says =
    first === null ? escapeMarkup(termination.headline) : `as <a href="#${first}">the one above</a>`
  return [
    `<li class="row entry ${toneOf[cause]}" id="${id}" data-cause="${cause}">`,
    `<time>${clock}</time> <b>${escapeMarkup(whoDied(termination, WHO_COLUMNS))}</b> `,
    `<span class="exit">${escapeMarkup(exitPhrase(termination))}</span> <span class="cause">${cause}</span> <span class="says">${says}</span></li>\n`,
  ].join('')
}
