import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { createEventsNdjsonRenderer } from '../render/events-ndjson.js'
import { createEventsTextRenderer } from '../render/events-text.js'
import { createJsonRenderer } from '../render/json.js'
import { createNdjsonRenderer } from '../render/ndjson.js'
import type { Look, Renderer } from '../render/renderer.js'
import { createTextRenderer } from '../render/text.js'
import type { EventFormat, TimelineFormat } from './formats.js'

interface Format<T> {
  readonly create: (look: Look) => Renderer<T>
  /** For machines: whole, with the sandboxes, without a clock of its own. */
  readonly isData: boolean
}

export const timelineFormats: Readonly<Record<TimelineFormat, Format<Termination>>> = {
  text: { create: createTextRenderer, isData: false },
  json: { create: createJsonRenderer, isData: true },
  ndjson: { create: createNdjsonRenderer, isData: true },
}

export const eventFormats: Readonly<Record<EventFormat, Format<Event>>> = {
  ndjson: { create: createEventsNdjsonRenderer, isData: true },
  text: { create: createEventsTextRenderer, isData: false },
}
