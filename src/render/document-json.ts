import { escapeJson } from './escape.js'

/** A whole answer as one JSON document, indented to be read; safe to show on a terminal. */
export function documentJson(value: object): string {
  return `${escapeJson(JSON.stringify(value, null, 2))}\n`
}
