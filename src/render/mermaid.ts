import { momentOfDeath } from '../model/moment-of-death.js'
import type { Termination } from '../model/termination.js'
import { count } from './count.js'
import { gantt, MOST_LIVES } from './gantt.js'
import type { Renderer } from './renderer.js'
import { keepWorst } from './worst-kept.js'

/** The longest text that Mermaid draws unless it is told otherwise. */
const MOST_CHARACTERS = 50_000
const NOTE_ROOM = 80

/** `timeline -o mermaid`: the chart of the deaths alone, of as many of the worst as it can show. */
export function createMermaidRenderer(): Renderer<Termination> {
  const deaths = keepWorst(MOST_LIVES)
  let came = 0
  return {
    begin: () => '',
    next(death) {
      came += 1
      // Without a time it has no place in a chart.
      if (momentOfDeath(death) !== null) deaths.add(death)
      return ''
    },
    end({ clocks }) {
      const { source, shown } = gantt(deaths.byWorst(), clocks, MOST_CHARACTERS - NOTE_ROOM)
      const missing = came - shown
      return missing === 0 ? source : `${source}  %% left out: ${count(missing, 'more death')}\n`
    },
  }
}
