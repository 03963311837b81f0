import type { Termination } from '../model/termination.js'
import { escapeJson } from './escape.js'
import type { Renderer } from './renderer.js'
import { terminationJson } from './termination-json.js'

/** `timeline -o json`: one array, a record a line so that it streams and greps; safe to show on a terminal. */
export function createJsonRenderer(): Renderer<Termination> {
  let isFirst = true
  return {
    begin: () => '[',
    next(termination) {
      const before = isFirst ? '\n' : ',\n'
      isFirst = false
      return before + escapeJson(JSON.stringify(terminationJson(termination)))
    },
    end: () => (isFirst ? ']\n' : '\n]\n'),
  }
}
