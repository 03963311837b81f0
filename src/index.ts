export { events, merge, timeline } from './library/read-logs.js'
export {
  render,
  renderEvents,
  type Records,
  type RenderOptions,
  type TimelineRenderOptions,
} from './library/render.js'
export { createRedactor, type RedactionOptions } from './library/own-redactor.js'
export { summarize } from './library/summarize.js'
export { explain } from './explain/explain.js'
export { eventJson } from './render/event-json.js'
export { terminationJson } from './render/termination-json.js'
export { joinStatus } from './status/cluster-status.js'
export { readStatus } from './status/read-status.js'
export { setBeside } from './status/beside.js'

export { EVENT_FORMATS, type EventFormat, TIMELINE_FORMATS, type TimelineFormat } from './library/formats.js'
export type { LogContent, LogLines, LogNames, LogPiece, LogSource, WebStream } from './library/log-source.js'
export type {
  ClockOptions,
  EventsOptions,
  InputOptions,
  JoinOptions,
  LiveOptions,
  MergeOptions,
  TimelineOptions,
} from './library/options.js'
export type { Reading, RecordStream } from './library/record-stream.js'
export { REDACTION_CLASSES, type RedactionClass } from './redact/redaction-class.js'
export type { Redactor } from './redact/redactor.js'
export type { Made } from './render/renderer.js'
export type { EventJson } from './render/event-json.js'
export type { EvidenceJson, TerminationJson } from './render/termination-json.js'
export type { Target } from './render/ticket-target.js'
export type { Compared } from './status/beside.js'
export type { StatusReading } from './status/read-status.js'
export type * from './model/coverage.js'
export type * from './model/event.js'
export type * from './model/explanation.js'
export type * from './model/fact.js'
export type * from './model/place.js'
export type * from './model/problem.js'
export type * from './model/stamp.js'
export type * from './model/status.js'
export type * from './model/summary.js'
export type * from './model/termination.js'
