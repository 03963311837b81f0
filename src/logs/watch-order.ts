import type { Problem } from '../model/problem.js'
import type { Termination } from '../model/termination.js'

/** Tells, once a file, that records leave their order: its lines jump back by more than the window. */
export function watchOrder(
  tell: (problem: Problem) => void,
): (record: Pick<Termination, 'finishedAt' | 'evidence'>) => void {
  let latest = -Infinity
  const told = new Set<string>()
  return (record) => {
    const [first] = record.evidence
    // Records of one millisecond stand by their ids.
    const finishedAt = record.finishedAt && Math.floor(record.finishedAt)
    if (finishedAt !== null && finishedAt < latest && first && !told.has(first.file)) {
      const { file, line } = first
      told.add(file)
      const message = 'the log jumps back in time here: what it tells is not in order with the rest'
      tell({ code: 'out-of-order', file, line, message })
    }
    latest = Math.max(latest, finishedAt ?? -Infinity)
  }
}
