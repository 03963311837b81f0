import { escapeJson } from './escape.js'

/** A line of NDJSON; safe to show on a terminal. */
export function jsonLine(value: object): string {
  // With its end before it is looked through: V8 copies a text that was put together when it is first read.
  return escapeJson(`${JSON.stringify(value)}\n`)
}
