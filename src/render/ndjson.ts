import type { Termination } from '../model/termination.js'
import { jsonLine } from './json-line.js'
import type { Renderer } from './renderer.js'
import { terminationJson } from './termination-json.js'

/** `timeline -o ndjson`: one object a line; safe to show on a terminal. */
export function createNdjsonRenderer(): Renderer<Termination> {
  return {
    begin: () => '',
    next: (termination) => jsonLine(terminationJson(termination)),
    end: () => '',
  }
}
