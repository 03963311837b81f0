import type { Input } from '../input/inputs.js'
import type {
  EventSettings,
  EventStream,
  MergeSettings,
  TerminationStream,
  TimelineSettings,
} from '../pipeline.js'

/** What the command line asks of the library; tests may put another in its place. */
export interface Library {
  readonly events: (inputs: AsyncIterable<Input>, settings: EventSettings) => EventStream
  readonly timeline: (inputs: AsyncIterable<Input>, settings: TimelineSettings) => TerminationStream
  readonly merge: (inputs: AsyncIterable<Input>, settings?: MergeSettings) => TerminationStream
}
