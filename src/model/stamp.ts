/**
 * A time as a line prints it, before any clock, year or zone is decided.
 *
 * Two syslog lines `Mar  4 09:17:07` and `2024-03-04T10:17:07.5+01:00` differ in what they write; both keep
 * their reading in `wallMs` and say with the other fields how much of it is known.
 */
export interface Stamp {
  /** The characters as printed. */
  readonly raw: string
  /** The reading in epoch milliseconds (with fractions) as if its zone were UTC; in the year 2000 when none is written. */
  readonly wallMs: number
  readonly yearWritten: boolean
  /** Minutes east of UTC; null where the stamp writes no zone. */
  readonly offsetMinutes: number | null
  /** What one unit of the last printed digit is worth, in milliseconds: 1000, 1, 0.001, 0.000001. */
  readonly stepMs: number
}

/** How a part of a time came to be known. */
export type Origin = 'written' | 'inferred' | 'assumed'

/** A stamp after the clock has placed it: what is printed of it beside the resulting UTC time. */
export interface StampOrigin {
  readonly raw: string
  readonly year: Origin
  readonly zone: Origin
}
