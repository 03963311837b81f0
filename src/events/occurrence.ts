import type { Event, Happening, Placed } from '../model/event.js'
import type { Mark } from './clock.js'

/** Where a line stands before the clock has placed it: at a provisional time, its reading as if the zone were UTC. */
export interface Standing extends Placed {
  readonly origin: null
  /** What the clock places it by; null: the line bears no time of day. */
  readonly mark: Mark | null
}

/** What happened and the line that tells it, before the clock has placed the line: half of an event each. */
export interface Occurrence {
  readonly happening: Happening
  readonly at: Standing
}

/** What most lines give. */
export const NONE: readonly Occurrence[] = []

/** When the clock has placed an occurrence, and on which node. */
export type Placing = Pick<Placed, 'time' | 'stepMs' | 'origin'>

/** The event that an occurrence is; by itself at the provisional time of its line. */
export function eventOf(
  { happening, at }: Occurrence,
  node = at.node,
  { time, stepMs, origin }: Placing = at,
): Event {
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
