import type { EventOf } from '../model/event.js'
import type { Brief } from './rule.js'
import { isWithin } from './times.js'

/** A crash and the end that it brings stand this close together. */
const CRASHED_MS = 1_000

/** Crashes at the time of the end that no line ties to any container: one may have been in this one. */
export function untiedCrashes({ one, diedAt }: Brief): readonly EventOf<'kernel.fatal_signal'>[] {
  return one.ofNode.filter(
    (e): e is EventOf<'kernel.fatal_signal'> =>
      e.type === 'kernel.fatal_signal' && isWithin(e, diedAt, CRASHED_MS),
  )
}
