import type { Termination } from '../model/termination.js'
import type { Ending, Meta, Renderer } from './renderer.js'

/** What a picture or a page is made of: all records in their order, and what was known before and after them. */
export interface Whole {
  readonly terminations: readonly Termination[]
  readonly meta: Meta
  readonly ending: Ending
}

/** Prints nothing until the end, and then all at once; holds every record meanwhile. */
export function createWholeRenderer(print: (whole: Whole) => string): Renderer<Termination> {
  const terminations: Termination[] = []
  let meta: Meta = { files: [], clocks: [] }
  return {
    begin(given) {
      meta = given
      return ''
    },
    next(termination) {
      terminations.push(termination)
      return ''
    },
    end: (ending) => print({ terminations, meta, ending }),
  }
}
