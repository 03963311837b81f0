import type { Placed } from '../model/event.js'

/** When a gatherer was shown something: by the line's own time, and by the count of lines it was shown. */
export interface Moment {
  readonly at: Placed
  readonly seq: number
}

/** Something a line said, and when. */
export interface Seen<T> extends Moment {
  readonly value: T
}

/** How far apart two lines may be to belong together; lines count where they bear no time. */
export interface Span {
  readonly ms: number
  readonly lines: number
}

export function isWithin(span: Span, a: Moment, b: Moment): boolean {
  if (a.at.time !== null && b.at.time !== null) return Math.abs(a.at.time - b.at.time) <= span.ms
  return Math.abs(a.seq - b.seq) <= span.lines
}
