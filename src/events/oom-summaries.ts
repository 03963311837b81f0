import type { FactOf } from '../model/fact.js'
import type { Constraint } from '../model/place.js'
import type { Moment, Seen } from './oom-moment.js'

export type Summary = FactOf['oom.summary']

/** A limit is named where one was hit alone: up to 5.1 the word is always that of none, an out-of-tree kernel may print its own. */
export function constraintOf({ constraint, global, limit }: Summary): Constraint | null {
  return limit ? 'memcg' : (constraint ?? (global ? 'global' : null))
}

/** The `oom-kill:` lines whose kill has not come. */
export interface OomSummaries {
  readonly add: (fact: Summary, moment: Moment) => void
  /** Takes out the latest one of this victim. */
  readonly takeOf: (pid: number) => Seen<Summary> | undefined
  /** Takes out the latest one where it stood at `seq` and `fits`. */
  readonly takeLatest: (seq: number, fits: (summary: Summary) => boolean) => Seen<Summary> | undefined
  /** Takes out those that wait no longer, and the oldest of too many. */
  readonly takeOld: (isOld: (moment: Moment) => boolean) => readonly Seen<Summary>[]
  readonly waiting: boolean
}

/** More kills than the kernel prints before their kill lines. */
const MOST_WAITING = 32

export function createOomSummaries(): OomSummaries {
  let open: readonly Seen<Summary>[] = []

  function take(summary: Seen<Summary> | undefined): Seen<Summary> | undefined {
    open = open.filter((other) => other !== summary)
    return summary
  }

  return {
    /** The kernel splits the line where another processor prints between its pieces. */
    add(fact, moment) {
      const head = open.at(-1)
      const goesOn = head?.value.pid === null && fact.constraint === null
      if (head && goesOn)
        open = [...open.slice(0, -1), { ...head, seq: moment.seq, value: join(head.value, fact) }]
      else open = [...open, { ...moment, value: fact }]
    },
    takeOf: (pid) => take(open.findLast(({ value }) => value.pid === pid)),
    takeLatest(seq, fits) {
      const latest = open.at(-1)
      return latest?.seq === seq && fits(latest.value) ? take(latest) : undefined
    },
    takeOld(isOld) {
      const old = open.filter((summary, index) => index < open.length - MOST_WAITING || isOld(summary))
      if (old.length > 0) open = open.filter((summary) => !old.includes(summary))
      return old
    },
    get waiting() {
      return open.length > 0
    },
  }
}

function join(head: Summary, rest: Summary): Summary {
  return {
    ...rest,
    constraint: head.constraint,
    global: head.global || rest.global,
    limit: head.limit ?? rest.limit,
    task: head.task ?? rest.task,
  }
}
