import type { Event } from '../../model/event.js'
import type { Termination } from '../../model/termination.js'
import { toneOf } from '../cause-tone.js'
import { escapeMarkup } from '../escape.js'
import type { EvidenceStep } from '../evidence-steps.js'
import type { PlaceLabel } from '../place.js'
import type { Telling } from '../telling.js'
import { idBeside, whoDied } from '../who-died.js'
import { citedWords } from './cited-words.js'
import { memoryBars } from './memory-bars.js'

/** What a card needs to know of the page around it. */
export interface Surroundings {
  readonly placeOf: PlaceLabel
  /** The container whose first process this is, as far as the records tell. */
  readonly ownerOf: (node: string | null, pid: number) => string | null
  /** The moment as a clock time; with the day where the page has several. */
  readonly clockOf: (node: string | null, time: number | null) => string
  /** The line has a mark in the picture. */
  readonly hasMark: (id: string) => boolean
}

const WHO_COLUMNS = 120
/** The rest of a longer line tells little, and a page of many such lines opens slowly. */
const MOST_CHARACTERS = 1200

/** One death, told whole: verdict, argument, memory, evidence, what is not proven. */
export function card(termination: Termination, telling: Telling, id: string, around: Surroundings): string {
  const { node, cause, confidence, rule, oom } = termination
  const { death, exit, ran, verdict, argument, evidence, remarks } = telling
  const beside = idBeside(termination)
  const remarkMarkup = remarks
    .filter(({ label }) => label !== 'memory')
    .map(({ label, sentences }) => {
      return `<div class="remark"><h4>${REMARKS[label]}</h4>${list(sentences)}</div>`
    })
  return [
    `<article class="card entry ${toneOf[cause]}" id="${id}" data-cause="${cause}">`,
    '<header>',
    `<p class="when"><time>${around.clockOf(node, death?.time ?? null)}</time> <span class="node">${escapeMarkup(node ?? '')}</span></p>`,
    `<h3>${escapeMarkup(whoDied(termination, WHO_COLUMNS))}${beside === null ? '' : ` <code>${escapeMarkup(beside)}</code>`}</h3>`,
    `<p class="exit">${escapeMarkup(exit)}${ran === null ? '' : `<span>, ran ${ran}</span>`}</p>`,
    '</header>',
    `<p class="verdict">${escapeMarkup(verdict)}</p>`,
    `<p class="basis"><span class="cause">${cause}</span> ${confidence}, by the rule <a href="#rule-${escapeMarkup(rule)}">${escapeMarkup(rule)}</a></p>`,
    argument.length === 0 ? '' : `<div class="why"><h4>Why</h4>${list(argument)}</div>`,
    memoryBars(oom, (pid) => around.ownerOf(node, pid)),
    `<details class="evidence" open><summary>Evidence <span>${evidence.length}</span></summary><ol>${evidence
      .map((step, n) => stepMarkup(step, `${id}-${n}`, around))
      .join('')}</ol></details>`,
    ...remarkMarkup,
    '</article>\n',
  ].join('')
}

const REMARKS = {
  memory: 'Memory',
  'not proven': 'Not proven',
  'at odds': 'At odds',
  cluster: 'What the cluster says',
} as const

/** The id of the step that quotes this line. */
export function stepIdOf({ evidence }: Telling, event: Event, id: string): string | null {
  const n = evidence.findIndex((step) => step.event === event)
  return n === -1 ? null : `${id}-${n}`
}

function list(sentences: readonly string[]): string {
  return `<ul>${sentences.map((one) => `<li>${escapeMarkup(one)}</li>`).join('')}</ul>`
}

function stepMarkup({ offset, source, text, event }: EvidenceStep, id: string, around: Surroundings): string {
  if (event === null) return `<li class="note">${escapeMarkup(text)}</li>`
  const time = around.hasMark(id)
    ? `<a class="offset" href="#m-${id}" title="its mark in the picture">${offset}</a>`
    : `<span class="offset">${offset}</span>`
  return [
    `<li id="${id}">${time} <span class="source">${escapeMarkup(source)}</span> <span class="says">${escapeMarkup(text)}</span> `,
    `<span class="place">${escapeMarkup(around.placeOf(event))}</span>`,
    `<q>${quote(event)}</q></li>`,
  ].join('')
}

function quote(event: Event): string {
  const { text } = event
  const more = text.length - MOST_CHARACTERS
  const shown = more > 0 ? text.slice(0, MOST_CHARACTERS) : text
  const stretches = citedWords(event, shown).map((stretch) => {
    const escaped = escapeMarkup(stretch.text)
    if (stretch.is === 'other') return escaped
    return stretch.is === 'id' ? `<b>${escaped}</b>` : `<mark>${escaped}</mark>`
  })
  return stretches.join('') + (more > 0 ? ` <i>… ${more} more characters</i>` : '')
}
