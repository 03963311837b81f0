/** The formats of terminations, the command line's default first. */
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
/** How terminations are printed. */
export type TimelineFormat = (typeof TIMELINE_FORMATS)[number]

/** The formats of events, the command line's default first. */
export const EVENT_FORMATS = ['ndjson', 'text', 'csv'] as const
/** How events are printed. */
export type EventFormat = (typeof EVENT_FORMATS)[number]

/** The formats of what is told of the whole: summary, coverage, rules; the default first. */
export const REPORT_FORMATS = ['text', 'json'] as const
/** How what is told of the whole is printed. */
export type ReportFormat = (typeof REPORT_FORMATS)[number]
