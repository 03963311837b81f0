import type { Event } from '../model/event.js'
import { coverageEvents } from './coverage-json.js'
import { escapeJson } from './escape.js'
import { eventJson } from './event-json.js'
import type { Renderer } from './renderer.js'

/** `events -o ndjson`: one object a line, in the end what the inputs cover; safe to show on a terminal. */
export function createEventsNdjsonRenderer(): Renderer<Event> {
  const lineOf = (object: object) => `${escapeJson(JSON.stringify(object))}\n`
  return {
    begin: () => '',
    next: (event) => lineOf(eventJson(event)),
    end: ({ coverage, clocks }) =>
      coverage
        .flatMap((node) => coverageEvents(node, clocks))
        .map(lineOf)
        .join(''),
  }
}
