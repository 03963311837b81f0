import type { Envelope } from '../model/envelope.js'
import type { Event, Happening, Placed } from '../model/event.js'
import type { Line } from '../model/line.js'
import type { Mark } from './clock.js'

/** A line that was opened and where it stands, before the clock has placed it. */
export interface Standing {
  readonly envelope: Envelope
  readonly line: Line
  /** Its place among the lines that were handed over of this log. */
  readonly position: number
  /** The name of a log by whose positions its lines are ordered; null: their numbers tell their order. */
  readonly log: string | null
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

/** One after the other; most lines give neither, or one of them. */
export function inOrder(first: readonly Occurrence[], then: readonly Occurrence[]): readonly Occurrence[] {
  if (first.length === 0) return then
  return then.length === 0 ? first : [...first, ...then]
}

/** When the clock has placed an occurrence, and on which node. */
export type Placing = Pick<Placed, 'time' | 'stepMs' | 'origin'>

/** The event that something is which a line tells; by itself at the line's provisional time. */
export function eventOf(
  happening: Happening,
  at: Standing,
  node = at.envelope.host,
  { time, stepMs, origin }: Placing = provisional(at),
): Event {
  const { envelope, line: stands, position, log } = at
  const { program, stamp: written, sinceBoot } = envelope
  const { file, number: line, offset: order, text } = stands
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
  return log === null ? event : { sequence: { log, at: position }, ...event }
}

/** A line's reading as if its zone were UTC. */
function provisional({ envelope: { stamp } }: Standing): Placing {
  return { time: stamp && stamp.wallMs, stepMs: stamp ? stamp.stepMs : 1000, origin: null }
}
