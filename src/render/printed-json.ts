import type { CoverageEvent } from './coverage-json.js'
import type { EventJson } from './event-json.js'
import type { ReadEvent } from './events-ndjson.js'
import type { TerminationJson } from './termination-json.js'

/** Every record of JSON that is printed, by the name that `exitlog schema` has for it. */
export interface PrintedJson {
  /** A record of `timeline -o ndjson`, an entry of `-o json`. */
  readonly termination: TerminationJson
  /** A line of `events`; the last ones tell how the input was read and what it covers. */
  readonly event: EventJson | ReadEvent | CoverageEvent
}
