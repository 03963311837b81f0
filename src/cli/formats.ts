import type { PrintedJson } from '../render/printed-json.js'

/** The formats of `timeline`, the default first. */
export const TIMELINE_FORMATS = [
  'text',
  'json',
  'ndjson',
  'markdown',
  'html',
  'svg',
  'csv',
  'mermaid',
  'timesketch',
  'otlp',
  'perfetto',
] as const
export type TimelineFormat = (typeof TIMELINE_FORMATS)[number]

/** The formats of `events`, the default first. */
export const EVENT_FORMATS = ['ndjson', 'text', 'csv'] as const
export type EventFormat = (typeof EVENT_FORMATS)[number]

/** The formats of what is told of the whole: `summary`, `coverage`, `rules`; the default first. */
export const REPORT_FORMATS = ['text', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** When text is coloured, the default last. */
export const COLOR_CHOICES = ['always', 'never', 'auto'] as const

/** The shells that completions are made for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The records of JSON that have a schema, the default first. */
export const PRINTED_RECORDS = ['termination', 'event'] as const satisfies readonly (keyof PrintedJson)[]
export type PrintedRecord = (typeof PRINTED_RECORDS)[number]
