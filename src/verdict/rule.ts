import type { Case } from '../model/case.js'
import type { Event } from '../model/event.js'
import type { Cause, Confidence } from '../model/termination.js'
import type { Stop } from './stop.js'

/** A case with what several rules ask of it, worked out once. */
export interface Brief {
  readonly one: Case
  readonly stop: Stop | null
  /** Exit code that some line carries, not one that a program made up. */
  readonly code: number | null
  /** Epoch milliseconds of the death, null where not told. */
  readonly diedAt: number | null
}

/** What a rule concludes: the cause, how sure, and the argument with the lines it rests on. */
export interface Finding {
  readonly cause: Cause
  readonly confidence: Confidence
  readonly headline: string
  readonly why: readonly string[]
  /** Lines of the pod or the node that the argument cites; the container's own lines are evidence anyway. */
  readonly cites: readonly Event[]
}

/** One row of the table by which verdicts are reached: the first rule that concludes decides. */
export interface Rule {
  readonly id: string
  /** What it concludes, as one sentence. */
  readonly says: string
  /** The lines it needs. */
  readonly needs: string
  /** How sure its conclusion is, at best. */
  readonly confidence: Confidence
  readonly conclude: (brief: Brief) => Finding | undefined
}
