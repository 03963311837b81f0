import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { nodeCoverageJson } from '../render/coverage-json.js'
import { coverageText } from '../render/coverage-text.js'
import { documentJson } from '../render/document-json.js'
import type { Ending, Look, Renderer } from '../render/renderer.js'
import { summaryJson } from '../render/summary-json.js'
import { summaryText } from '../render/summary-text.js'
import { createSummarizer } from '../verdict/summarize.js'

/** What `summary` and `coverage` print: nothing of single records, which are taken in, and at the end what all tell. */
export function createSummaryText(look: Look): Renderer<Termination> {
  const { next, end } = createSummarizer()
  return atEnd((ending) => summaryText(end(), ending, look), next)
}

export function createSummaryJson(): Renderer<Termination> {
  const { next, end } = createSummarizer()
  return atEnd(() => documentJson(summaryJson(end())), next)
}

export function createCoverageText(look: Look): Renderer<Event> {
  return atEnd((ending) => coverageText(ending, look))
}

export function createCoverageJson(): Renderer<Event> {
  return atEnd(({ coverage, clocks }) => documentJson(coverage.map((node) => nodeCoverageJson(node, clocks))))
}

function atEnd<T>(tell: (ending: Ending) => string, take: (item: T) => void = () => undefined): Renderer<T> {
  return {
    begin: () => '',
    next(item) {
      take(item)
      return ''
    },
    end: tell,
  }
}
