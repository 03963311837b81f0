import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { nodeCoverageJson } from '../render/coverage-json.js'
import { coverageText } from '../render/coverage-text.js'
import { documentJson } from '../render/document-json.js'
import { createEventsCsvRenderer } from '../render/events-csv.js'
import { createEventsNdjsonRenderer } from '../render/events-ndjson.js'
import { createEventsTextRenderer } from '../render/events-text.js'
import { createJsonRenderer } from '../render/json.js'
import { createMermaidRenderer } from '../render/mermaid.js'
import { createNdjsonRenderer } from '../render/ndjson.js'
import { createOtlpRenderer } from '../render/otlp.js'
import { createPerfettoRenderer } from '../render/perfetto.js'
import { createHtmlRenderer } from '../render/page/html.js'
import { createSvgRenderer } from '../render/picture/svg.js'
import type { Ending, Look, Renderer } from '../render/renderer.js'
import { summaryJson } from '../render/summary-json.js'
import { summaryText } from '../render/summary-text.js'
import { createTextRenderer } from '../render/text.js'
import { createTicketRenderer } from '../render/ticket.js'
import type { TicketSettings } from '../render/ticket-target.js'
import { createCsvRenderer } from '../render/timeline-csv.js'
import { createTimesketchRenderer } from '../render/timesketch.js'
import { rules } from '../verdict/rules.js'
import { createSummarizer } from '../verdict/summarize.js'
import type { EventFormat, ReportFormat, TimelineFormat } from './formats.js'

export interface Format<T> {
  readonly create: (look: Look) => Renderer<T>
  /** Records alone: what is told beside them goes to standard error. */
  readonly isData: boolean
  /** With the pods' sandboxes, whether or not they are asked for. */
  readonly hasSandboxes: boolean
  /** It prints times of the log's own clock as the records come. */
  readonly needsClocks: boolean
}

const data = { isData: true, hasSandboxes: true, needsClocks: false }
const forTools = { isData: true, hasSandboxes: false, needsClocks: false }
const forPeople = { isData: false, hasSandboxes: false, needsClocks: true }
const forPeopleAtEnd = { isData: false, hasSandboxes: false, needsClocks: false }

/** The formats of `timeline`; a ticket is written for the place that it goes to. */
export function timelineFormats(
  ticket: TicketSettings,
): Readonly<Record<TimelineFormat, Format<Termination>>> {
  return {
    text: { create: createTextRenderer, ...forPeople },
    json: { create: createJsonRenderer, ...data },
    ndjson: { create: createNdjsonRenderer, ...data },
    markdown: { create: () => createTicketRenderer(ticket), ...forPeople },
    html: { create: () => createHtmlRenderer(rules), ...forPeopleAtEnd },
    svg: { create: createSvgRenderer, ...forPeopleAtEnd },
    csv: { create: createCsvRenderer, ...forTools },
    mermaid: { create: createMermaidRenderer, ...forTools, needsClocks: true },
    timesketch: { create: createTimesketchRenderer, ...forTools },
    otlp: { create: createOtlpRenderer, ...forTools },
    perfetto: { create: createPerfettoRenderer, ...forTools },
  }
}

export const eventFormats: Readonly<Record<EventFormat, Format<Event>>> = {
  ndjson: { create: createEventsNdjsonRenderer, ...data },
  text: { create: createEventsTextRenderer, ...forPeople },
  csv: { create: createEventsCsvRenderer, ...forTools },
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
