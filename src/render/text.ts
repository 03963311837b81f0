import { formatBytes } from '../model/quantity.js'
import type { Confidence, Oom, Termination } from '../model/termination.js'
import { evidenceTable, INDENT, indented, labelled } from './block-layout.js'
import { count } from './count.js'
import { evidenceRows } from './evidence-rows.js'
import { firstLine } from './first-line.js'
import { type CauseTally, joinParts, whatEnded, whatWasRead } from './footer.js'
import { createHeading, type Heading } from './heading.js'
import { momentOfDeath } from './moment-of-death.js'
import { createPlaceLabel, type PlaceLabel } from './place.js'
import type { Look, Meta, Renderer } from './renderer.js'
import { short } from './sayings.js'
import { createStyle } from './style.js'
import { clockOf, wallClock } from './wall-time.js'

const MOST_TASKS = 3

const CERTAINTY: Readonly<Record<Confidence, string>> = {
  certain: '',
  likely: 'likely: ',
  possible: 'possibly: ',
}

/** `timeline -o text`: one block a termination, for a person at a terminal. */
export function createTextRenderer(look: Look): Renderer<Termination> {
  const style = createStyle(look.color)
  const tally: CauseTally = new Map()
  let meta: Meta = { files: [], clocks: [] }
  let heading: Heading = createHeading([], look.width, style)
  let placeOf: PlaceLabel = createPlaceLabel([], look.width)
  const headline = ({ confidence, headline: said }: Termination) =>
    indented(`${CERTAINTY[confidence]}${said}`, look.width)
  const beside = (label: string, sentences: readonly string[]) =>
    labelled(label, sentences, look.width, style)
  return {
    begin(given) {
      meta = given
      heading = createHeading(given.clocks, look.width, style)
      placeOf = createPlaceLabel(given.files, look.width)
      return ''
    },
    next(termination) {
      tally.set(termination.cause, (tally.get(termination.cause) ?? 0) + 1)
      const death = momentOfDeath(termination)
      const offset = clockOf(meta.clocks, termination.node)?.offsetMinutes ?? 0
      const clock = death === null ? '' : wallClock(death.time, offset, false)
      const oddities = termination.contradictions.map(({ says }) => says)
      const block = [
        firstLine(termination, clock, look.width, style),
        ...headline(termination).map((line) => INDENT + style('title', line)),
        ...beside('why', termination.why),
        ...evidenceTable(evidenceRows(termination, death, placeOf), look.width, style),
        ...beside('memory', memory(termination.oom)),
        ...beside('not proven', termination.notProven),
        ...beside('at odds', oddities),
      ]
      return `${heading.before(termination.node, death?.time ?? null)}${block.join('\n')}\n\n`
    },
    end(ending) {
      return `${joinParts([whatEnded(tally, ending), whatWasRead(ending)], look.width).join('\n')}\n`
    },
  }
}

/** What the report says of memory: the limit, and who held how much of it. */
function memory(oom: Oom | null): readonly string[] {
  if (oom === null) return []
  const of = oom.limitBytes === null ? '' : ` of ${formatBytes(oom.limitBytes)}`
  const used = oom.usageBytes === null ? [] : [`${formatBytes(oom.usageBytes)}${of} used`]
  const tasks = oom.topTasks.slice(0, MOST_TASKS).map(({ name, rssBytes, rssPages }) => {
    return `${short(name)} ${rssBytes === null ? count(rssPages, 'page') : formatBytes(rssBytes)}`
  })
  const more = oom.topTasks.length > MOST_TASKS ? [`${oom.topTasks.length - MOST_TASKS} more`] : []
  const parts = [...used, ...tasks, ...more]
  return parts.length === 0 ? [] : [parts.join(' · ')]
}
