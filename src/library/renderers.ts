import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { createEventsNdjsonRenderer } from '../render/events-ndjson.js'
import { createJsonRenderer } from '../render/json.js'
import { createNdjsonRenderer } from '../render/ndjson.js'
import type { Look, Renderer } from '../render/renderer.js'
import { createTextRenderer } from '../render/text.js'
import type { TicketSettings } from '../render/ticket-target.js'
import type { EventFormat, ReportFormat, TimelineFormat } from './formats.js'

export interface Format<T> {
  /** Later: it is read when it is asked for, since that takes a while. */
  readonly create: (look: Look) => Renderer<T> | Promise<Renderer<T>>
  /** Records alone: what is told beside them goes to standard error. */
  readonly isData: boolean
  /** With the pods' sandboxes, whether or not they are asked for. */
  readonly hasSandboxes: boolean
}

const data = { isData: true, hasSandboxes: true }
const forTools = { isData: true, hasSandboxes: false }
const forPeople = { isData: false, hasSandboxes: false }

/** The formats of `timeline`; a ticket is written for the place that it goes to. */
export function timelineFormats(
  ticket: TicketSettings,
): Readonly<Record<TimelineFormat, Format<Termination>>> {
  return {
    text: { create: createTextRenderer, ...forPeople },
    json: { create: createJsonRenderer, ...data },
    ndjson: { create: createNdjsonRenderer, ...data },
    markdown: {
      create: async () => (await import('../render/ticket.js')).createTicketRenderer(ticket),
      ...forPeople,
    },
    html: {
      async create() {
        const { createHtmlRenderer } = await import('../render/page/html.js')
        const { rules } = await import('../verdict/rules.js')
        return createHtmlRenderer(rules)
      },
      ...forPeople,
    },
    svg: {
      create: async () => (await import('../render/picture/svg.js')).createSvgRenderer(),
      ...forPeople,
    },
    csv: {
      create: async () => (await import('../render/timeline-csv.js')).createCsvRenderer(),
      ...forTools,
    },
    mermaid: {
      create: async () => (await import('../render/mermaid.js')).createMermaidRenderer(),
      ...forTools,
    },
    timesketch: {
      create: async () => (await import('../render/timesketch.js')).createTimesketchRenderer(),
      ...forTools,
    },
    otlp: { create: async () => (await import('../render/otlp.js')).createOtlpRenderer(), ...forTools },
    perfetto: {
      create: async () => (await import('../render/perfetto.js')).createPerfettoRenderer(),
      ...forTools,
    },
  }
}

export const eventFormats: Readonly<Record<EventFormat, Format<Event>>> = {
  ndjson: { create: createEventsNdjsonRenderer, ...data },
  text: {
    create: async (look) => (await import('../render/events-text.js')).createEventsTextRenderer(look),
    ...forPeople,
  },
  csv: {
    create: async () => (await import('../render/events-csv.js')).createEventsCsvRenderer(),
    ...forTools,
  },
}

export const summaryFormats: Readonly<Record<ReportFormat, Format<Termination>>> = {
  text: { create: async (look) => (await readReports()).createSummaryText(look), ...forPeople },
  json: { create: async () => (await readReports()).createSummaryJson(), ...data },
}

export const coverageFormats: Readonly<Record<ReportFormat, Format<Event>>> = {
  text: { create: async (look) => (await readReports()).createCoverageText(look), ...forPeople },
  json: { create: async () => (await readReports()).createCoverageJson(), ...data },
}

const readReports = () => import('./reports.js')
