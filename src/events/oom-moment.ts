import type { Envelope } from '../model/envelope.js'
import type { Standing } from './occurrence.js'

/** When a gatherer was shown something: by the line's own time, and by the count of lines shown to it. */
export interface Moment {
  readonly at: Standing
  readonly seq: number
}

/** As much of a moment as others are measured against. */
export interface Instant {
  readonly at: { readonly envelope: Pick<Envelope, 'stamp' | 'sinceBoot'> }
  readonly seq: number
}

/** Something a line said, and when. */
export interface Seen<T> extends Moment {
  readonly value: T
}

/** How far apart two lines may be to belong together; where they bear no time, lines count. */
export interface Span {
  readonly ms: number
  readonly lines: number
}

export function isWithin(span: Span, a: Instant, b: Instant): boolean {
  const one = a.at.envelope
  const other = b.at.envelope
  const apart =
    one.stamp && other.stamp
      ? Math.abs(one.stamp.wallMs - other.stamp.wallMs)
      : msBetween(one.sinceBoot, other.sinceBoot)
  return apart === null ? Math.abs(a.seq - b.seq) <= span.lines : apart <= span.ms
}

function msBetween(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.abs(a * 1000 - b * 1000)
}
