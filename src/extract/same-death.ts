import { appendTo } from '../model/append-to.js'
import type { Termination } from '../model/termination.js'

/** The deaths of which an extract tells another story than the log it was made of, or none. */
export interface Unlike {
  /** `container.id`, `exitCode`, `cause`, `confidence`, `oom` or `kill` is another. */
  readonly inVerdict: readonly number[]
  /** Something that is told beside the verdict is another: names, times, argument, what is not proven. */
  readonly beside: readonly number[]
}

/** Compares deaths with those that are read from their extract; gives places in the list of the former. */
export function findUnlike(deaths: readonly Termination[], again: readonly Termination[]): Unlike {
  const readAgain = new Map<string, Told[]>()
  for (const told of again.map(toldBy)) appendTo(readAgain, told.of, told)
  const inVerdict: number[] = []
  const beside: number[] = []
  for (const [n, death] of deaths.entries()) {
    const told = toldBy(death)
    const same = (readAgain.get(told.of) ?? []).filter(({ verdict }) => verdict === told.verdict)
    const whole = same.find((one) => one.beside === told.beside)
    if (!whole) (same.length === 0 ? inVerdict : beside).push(n)
  }
  return { inVerdict, beside }
}

/** What a record tells, as text to compare. */
interface Told {
  readonly of: string
  readonly verdict: string
  readonly beside: string
}

function toldBy(one: Termination): Told {
  const { node, pod, container, exitCode, cause, confidence, oom, kill } = one
  const { why, notProven, startedAt, finishedAt, signal } = one
  return {
    of: `${container.id}`,
    verdict: JSON.stringify([exitCode, cause, confidence, oom, kill]),
    beside: JSON.stringify([node, pod, container.name, why, notProven, startedAt, finishedAt, signal]),
  }
}
