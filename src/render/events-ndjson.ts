import type { Event } from '../model/event.js'
import { escapeJson } from './escape.js'
import { eventJson } from './event-json.js'
import type { Renderer } from './renderer.js'

/** `events -o ndjson`: one object a line; safe to show on a terminal. */
export function createEventsNdjsonRenderer(): Renderer<Event> {
  return {
    begin: () => '',
    next: (event) => `${escapeJson(JSON.stringify(eventJson(event)))}\n`,
    end: () => '',
  }
}
