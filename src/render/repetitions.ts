import type { Termination } from '../model/termination.js'

/** Finds deaths that tell nothing new: the same as one before them, of the same incident. */
export interface Repetitions {
  /** The time of the death that this one repeats (null: not in the log); undefined for one that is told as it is. */
  readonly of: (termination: Termination, time: number | null) => number | null | undefined
}

/** Incidents that are remembered: an old one is told anew. */
const MOST_KNOWN = 1000

export function createRepetitions(): Repetitions {
  const firsts = new Map<string, number | null>()
  return {
    of(termination, time) {
      const key = samenessOf(termination)
      if (key === null) return undefined
      if (firsts.has(key)) return firsts.get(key)
      firsts.set(key, time)
      if (firsts.size > MOST_KNOWN) firsts.delete(firsts.keys().next().value ?? '')
      return undefined
    },
  }
}

/** What two deaths must share for one to stand for both; null for one that stands for itself. Who and which code is told of each. */
function samenessOf(termination: Termination): string | null {
  const { incident, rule, confidence, headline, oom, notProven, contradictions, status } = termination
  if (incident === null || (status && status.length > 0)) return null
  const victims = oom?.kills.map(({ name, isInit }) => [name, isInit])
  const oddities = contradictions.map(({ id }) => id)
  const says = headline.replace(NUMBER, '#')
  return JSON.stringify([incident, rule, confidence, says, victims, notProven, oddities])
}

/** A pid, a size to the next MiB, an exit code that the line tells anyway. */
const NUMBER = /\d+(?:\.\d+)?/g
