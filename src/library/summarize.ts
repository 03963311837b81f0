import type { Summary } from '../model/summary.js'
import type { Termination } from '../model/termination.js'
import { createSummarizer } from '../verdict/summarize.js'

/** The same deaths folded, the worst first, as `exitlog summary` shows them. Nothing is kept of single records. */
export async function summarize(
  terminations: Iterable<Termination> | AsyncIterable<Termination>,
): Promise<Summary> {
  const summarizer = createSummarizer()
  for await (const termination of terminations) summarizer.next(termination)
  return summarizer.end()
}
