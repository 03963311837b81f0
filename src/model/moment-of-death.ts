import type { Event } from './event.js'
import type { Termination } from './termination.js'

/** The moment that a record's offsets count from. */
export interface MomentOfDeath {
  readonly time: number
  /** The moment comes from a stamp of whole seconds. */
  readonly approximate: boolean
}

/** What stands for the death where its own time is not in the log, the most telling first. */
const STAND_INS: readonly Event['type'][] = [
  'kernel.oom_kill',
  'runtime.oom',
  'systemd.scope_oom',
  'systemd.oomd_kill',
  'kernel.boot',
]

/** The death, else the kill that was seen, else the first line with a time; null where no line has one. */
export function momentOfDeath(termination: Termination): MomentOfDeath | null {
  const timed = termination.evidence.filter((event) => event.time !== null)
  const { finishedAt } = termination
  if (finishedAt !== null) {
    const reporter = timed.find((event) => event.time === finishedAt)
    return { time: finishedAt, approximate: reporter !== undefined && isWholeSecond(reporter) }
  }
  const standIn =
    STAND_INS.map((type) => timed.find((event) => event.type === type)).find((event) => event) ?? timed[0]
  if (!standIn || standIn.time === null) return null
  return { time: standIn.time, approximate: isWholeSecond(standIn) }
}

/** The event's stamp has no fraction of a second. */
export function isWholeSecond(event: Event): boolean {
  return event.stepMs >= 1000
}
