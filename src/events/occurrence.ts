import type { Event, Happening, Placed } from '../model/event.js'

/** What happened and the line that tells it, before the clock has placed the line: half of an event each. */
export interface Occurrence {
  readonly happening: Happening
  readonly at: Placed
}

/** When and where the clock has placed an occurrence. */
export type Placing = Pick<Placed, 'time' | 'stepMs' | 'node' | 'origin'>

/** The event that an occurrence is; by itself at the provisional time of its line. */
export function eventOf({ happening, at }: Occurrence, { time, stepMs, node, origin }: Placing = at): Event {
  const { program, file, line, order, text, written, sinceBoot, sequence } = at
  // Spread last: the engine makes an object that begins with a spread and goes on fifty times slower.
  const event: Event = {
    time,
    stepMs,
    node,
    program,
    file,
    line,
    order,
    text,
    origin,
    written,
    sinceBoot,
    ...happening,
  }
  return sequence ? { sequence, ...event } : event
}
