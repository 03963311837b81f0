import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { count } from './count.js'
import type { EvidenceStep } from './evidence-steps.js'
import type { Markup, Part } from './markup.js'
import type { PlaceLabel } from './place.js'
import { tell, type Telling } from './telling.js'
import { idBeside, nameOf } from './who-died.js'
import { cut, cutMiddle } from './width.js'

const WHO = 100
/** A sentence that cites a program's words at length is cut; the whole of it is in JSON. */
const SENTENCE = 600
const STEP = 240
const LINE = 1000
/** Of more cited lines than this those around the death are given. */
const MOST_LINES = 40

/** The account of one death, in several depths: the first has all there is. */
export function accountsOf(
  markup: Markup,
  termination: Termination,
  clock: string,
  placeOf: PlaceLabel,
): readonly string[] {
  const telling = tell(termination)
  const summary = [
    markup.heading(3, [clock, cutMiddle(nameOf(termination), WHO)].filter((text) => text !== '').join(' · ')),
    markup.paragraph(verdictParts(termination, telling)),
    ...sentences(markup, telling),
  ]
  const table = stepTable(markup, telling.evidence, placeOf)
  const lines = linesAround(termination.evidence, telling.death?.time ?? null)
  const listing = markup.verbatim(lines.map((event) => `${placeOf(event)}: ${cut(event.text, LINE)}`))
  const title = `Evidence: ${count(termination.evidence.length, 'line')}`
  return [
    [...summary, markup.folded(title, [table, listing])],
    [...summary, markup.folded(title, [table])],
    summary,
  ].map((blocks) => blocks.join('\n\n'))
}

function verdictParts(termination: Termination, { verdict, exit, ran }: Telling): readonly Part[] {
  const id = idBeside(termination)
  return [
    { strong: cut(verdict, SENTENCE) },
    ` – ${exit}${ran === null ? '' : `, ran ${ran}`}`,
    ...(id === null ? [] : [' · container ', { code: id }]),
  ]
}

function sentences(markup: Markup, { argument, remarks }: Telling): readonly string[] {
  const labelled = [{ label: 'why', sentences: argument }, ...remarks]
  const items = labelled.flatMap(({ label, sentences }) =>
    sentences.map((sentence): readonly Part[] => [{ strong: label }, `: ${cut(sentence, SENTENCE)}`]),
  )
  return items.length === 0 ? [] : [markup.list(items)]
}

function stepTable(markup: Markup, steps: readonly EvidenceStep[], placeOf: PlaceLabel): string {
  const rows = steps.map(({ offset, source, text, event }) => {
    return [offset, source, cut(text, STEP), event === null ? '' : placeOf(event)]
  })
  return markup.table(['from the death', 'who says it', 'what', 'line'], rows)
}

/** The stretch of cited lines that lies closest around the death. */
function linesAround(events: readonly Event[], death: number | null): readonly Event[] {
  const after = death === null ? 0 : events.findIndex(({ time }) => time !== null && time >= death)
  const middle = after === -1 ? events.length : after
  const from = Math.max(0, Math.min(middle - MOST_LINES / 2, events.length - MOST_LINES))
  return events.slice(from, from + MOST_LINES)
}
