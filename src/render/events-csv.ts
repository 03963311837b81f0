import type { Event } from '../model/event.js'
import { type Columns, csvHead, csvRecord } from './csv.js'
import type { Renderer } from './renderer.js'
import { say } from './say.js'
import { subjectOf } from './subject.js'
import { isoTime } from './wall-time.js'

/** What events of all types have; a type's own fields are told in `says`, and are in JSON one by one. */
const COLUMNS: Columns<Event> = [
  ['time', (event) => isoTime(event.time)],
  ['node', (event) => event.node],
  ['type', (event) => event.type],
  ['program', (event) => event.program],
  ['namespace', (event) => subjectOf(event).pod?.namespace ?? null],
  ['pod', (event) => subjectOf(event).pod?.name ?? null],
  ['podUid', (event) => subjectOf(event).pod?.uid ?? null],
  ['containerId', (event) => subjectOf(event).containerId],
  ['says', say],
  ['file', (event) => event.file],
  ['line', (event) => event.line],
  ['text', (event) => event.text],
]

/** `events -o csv`: a row an event, for spreadsheets. */
export function createEventsCsvRenderer(): Renderer<Event> {
  return {
    begin: () => csvHead(COLUMNS),
    next: (event) => csvRecord(COLUMNS, event),
    end: () => '',
  }
}
