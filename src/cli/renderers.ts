import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { nodeCoverageJson } from '../render/coverage-json.js'
import { coverageText } from '../render/coverage-text.js'
import { documentJson } from '../render/document-json.js'
import { createEventsNdjsonRenderer } from '../render/events-ndjson.js'
import { createEventsTextRenderer } from '../render/events-text.js'
import { createJsonRenderer } from '../render/json.js'
import { createNdjsonRenderer } from '../render/ndjson.js'
import type { Ending, Look, Renderer } from '../render/renderer.js'
import { summaryJson } from '../render/summary-json.js'
import { summaryText } from '../render/summary-text.js'
import { createTextRenderer } from '../render/text.js'
import { createSummarizer } from '../verdict/summarize.js'
import type { EventFormat, ReportFormat, TimelineFormat } from './formats.js'

export interface Format<T> {
  readonly create: (look: Look) => Renderer<T>
  /** For machines: whole, with the sandboxes, without a clock of its own. */
  readonly isData: boolean
  /** It prints times of the log's own clock as the records come. */
  readonly needsClocks: boolean
}

const data = { isData: true, needsClocks: false }
const forPeople = { isData: false, needsClocks: true }
const forPeopleAtEnd = { isData: false, needsClocks: false }

export const timelineFormats: Readonly<Record<TimelineFormat, Format<Termination>>> = {
  text: { create: createTextRenderer, ...forPeople },
  json: { create: createJsonRenderer, ...data },
  ndjson: { create: createNdjsonRenderer, ...data },
}

export const eventFormats: Readonly<Record<EventFormat, Format<Event>>> = {
  ndjson: { create: createEventsNdjsonRenderer, ...data },
  text: { create: createEventsTextRenderer, ...forPeople },
}

export const summaryFormats: Readonly<Record<ReportFormat, Format<Termination>>> = {
  text: {
    create: (look) => {
      const { next, end } = createSummarizer()
      return atEnd((ending) => summaryText(end(), ending, look), next)
    },
    ...forPeopleAtEnd,
  },
  json: {
    create: () => {
      const { next, end } = createSummarizer()
      return atEnd(() => documentJson(summaryJson(end())), next)
    },
    ...data,
  },
}

export const coverageFormats: Readonly<Record<ReportFormat, Format<Event>>> = {
  text: { create: (look) => atEnd((ending) => coverageText(ending, look)), ...forPeopleAtEnd },
  json: {
    create: () =>
      atEnd(({ coverage, clocks }) => documentJson(coverage.map((node) => nodeCoverageJson(node, clocks)))),
    ...data,
  },
}

/** Prints nothing of single records: they are taken in, and the end tells of all. */
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
