import type { Termination } from '../model/termination.js'
import { count } from './count.js'
import { gantt } from './gantt.js'
import type { Renderer } from './renderer.js'
import { createWholeRenderer } from './whole-renderer.js'
import { worstFirst } from './worst-first.js'

/** The longest text that Mermaid draws unless it is told otherwise. */
const MOST_CHARACTERS = 50_000
const NOTE_ROOM = 80

/** `timeline -o mermaid`: the chart of the deaths alone, of as many of the worst as it can show. */
export function createMermaidRenderer(): Renderer<Termination> {
  return createWholeRenderer(({ terminations, ending }) => {
    const { source, shown } = gantt(worstFirst(terminations), ending.clocks, MOST_CHARACTERS - NOTE_ROOM)
    const missing = terminations.length - shown
    return missing === 0 ? source : `${source}  %% left out: ${count(missing, 'more death')}\n`
  })
}
