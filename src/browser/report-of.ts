import type { Problem } from '../model/problem.js'
import { ownPipeline } from '../own-pipeline.js'
import { createHtmlRenderer } from '../render/page/html.js'
import { rules } from '../verdict/rules.js'
import { inputsOf } from './inputs.js'

/** A report as `exitlog timeline -o html` prints it, and what was wrong with the inputs. */
export interface Report {
  readonly html: string
  readonly problems: readonly Problem[]
}

/** What is to be read. `now`, in epoch milliseconds: no line lies after it, but for files that say when they were written. */
export interface Task {
  readonly files: readonly File[]
  readonly now: number
}

/** Reads files in the browser alone. `onProgress`: how much is read, from 0 to 1. */
export async function reportOf({ files, now }: Task, onProgress: (share: number) => void): Promise<Report> {
  const unread: Problem[] = []
  const onProblem = (problem: Problem) => unread.push(problem)
  const stream = ownPipeline.timeline(inputsOf(files, { onProblem, onProgress }), { referenceMs: now })
  const renderer = createHtmlRenderer(rules)
  const body: string[] = []
  let sandboxes = 0
  const begin = renderer.begin({ files: files.map(({ name }) => name), clocks: [] })
  for await (const termination of stream) {
    if (termination.container.sandbox) sandboxes += 1
    else body.push(renderer.next(termination))
  }
  const { counts, clocks, coverage, problems: met } = stream.reading()
  const problems = [...unread, ...met]
  const end = renderer.end({
    counts: { ...counts, problems: problems.length },
    clocks,
    coverage: coverage.nodes(),
    hidden: { sandboxes, filtered: 0 },
  })
  return { html: begin + body.join('') + end, problems }
}
