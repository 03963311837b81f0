import type { CoverageEvent } from './coverage-json.js'
import type { EventJson } from './event-json.js'
import type { TerminationJson } from './termination-json.js'

/** Every record of JSON that is printed, by the name that `exitlog schema` has for it. */
export interface PrintedJson {
  /** A record of `timeline -o ndjson`, an entry of `-o json`. */
  readonly termination: TerminationJson
  /** A line of `events`; the last ones tell what the input covers. */
  readonly event: EventJson | CoverageEvent
}
