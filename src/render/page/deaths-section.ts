import { momentOfDeath } from '../../model/moment-of-death.js'
import { CAUSES, type Termination } from '../../model/termination.js'
import { toneOf } from '../cause-tone.js'
import { count, formatNumber } from '../count.js'
import type { Ending } from '../renderer.js'
import type { Telling } from '../telling.js'
import { card, type Surroundings } from './card.js'
import type { Place } from './places.js'
import { row } from './row.js'

/** Each record as its place has it, in their order, and how many are told of nowhere. A record's id is `d` and its number. */
export function deathsSection(
  terminations: readonly Termination[],
  tellings: readonly (Telling | null)[],
  places: readonly Place[],
  around: Surroundings,
  { hidden }: Ending,
): string {
  const entries: string[] = []
  let isList = false
  const open = (wanted: boolean) => {
    if (wanted !== isList) entries.push(wanted ? '<ul class="rows">\n' : '</ul>\n')
    isList = wanted
  }
  for (const [n, one] of terminations.entries()) {
    const place = places[n]
    const telling = tellings[n]
    if (telling) {
      open(false)
      entries.push(card(one, telling, `d${n + 1}`, around))
    } else if (place?.kind === 'row') {
      open(true)
      const first = place.first === null ? null : `d${place.first + 1}`
      entries.push(row(one, `d${n + 1}`, around.clockOf(one.node, momentOfDeath(one)?.time ?? null), first))
    }
  }
  open(false)
  const counted = places.filter(({ kind }) => kind === 'counted').length
  const left = [
    ...(counted > 0 ? [`${count(counted, 'more death')} only counted here: -o ndjson has all`] : []),
    ...(hidden.filtered > 0 ? [`${formatNumber(hidden.filtered)} more left out by the filters`] : []),
    ...(hidden.sandboxes > 0 ? [`${count(hidden.sandboxes, 'sandbox', 'sandboxes')} not shown (--all)`] : []),
  ]
  return [
    '<section id="deaths"><h2>Deaths</h2>',
    `<ul class="tally">${tallyOf(terminations)}</ul>\n`,
    entries.join(''),
    left.length === 0 ? '' : `<p class="more">${left.join(' · ')}</p>`,
    '</section>\n',
  ].join('')
}

function tallyOf(terminations: readonly Termination[]): string {
  const tally = new Map<string, number>()
  for (const { cause } of terminations) tally.set(cause, (tally.get(cause) ?? 0) + 1)
  return CAUSES.flatMap((cause) => {
    const n = tally.get(cause)
    return n === undefined
      ? []
      : [`<li class="${toneOf[cause]}" data-cause="${cause}"><b>${formatNumber(n)}</b> ${cause}</li>`]
  }).join('')
}
