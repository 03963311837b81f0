import type { Event } from '../model/event.js'
import type { Problem } from '../model/problem.js'
import type { ClockNote } from '../model/termination.js'
import { type ClockJson, clockJson, coverageEvents } from './coverage-json.js'
import { eventJson } from './event-json.js'
import { jsonLine } from './json-line.js'
import type { Renderer } from './renderer.js'

/** How the inputs of an output were read: what `timeline` tells of it in its footer and on standard error. */
export interface ReadEvent {
  readonly type: 'log.read'
  readonly lines: number
  readonly events: number
  readonly clocks: readonly (Pick<ClockNote, 'node'> & ClockJson)[]
  readonly problems: readonly Problem[]
}

/**
 * `events -o ndjson`: one object a line, in the end how the inputs were read (`log.read`) and what they cover; safe to show
 * on a terminal. Nothing that a timeline uses is left out.
 */
export function createEventsNdjsonRenderer(): Renderer<Event> {
  return {
    begin: () => '',
    next: (event) => jsonLine(eventJson(event)),
    end: ({ coverage, clocks, counts, problems = [] }) => {
      const { lines, events } = counts
      const read: ReadEvent = {
        type: 'log.read',
        lines,
        events,
        clocks: clocks.map((clock) => ({ node: clock.node, ...clockJson(clock) })),
        problems,
      }
      return [read, ...coverage.flatMap((node) => coverageEvents(node, clocks))].map(jsonLine).join('')
    },
  }
}
