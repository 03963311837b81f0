import { envelopes, messages } from '../parsers/index.js'
import type { Input } from './input/inputs.js'
import type { Grammar } from './model/parser.js'
import {
  type EventSettings,
  type EventStream,
  type MergeSettings,
  readEvents,
  readMerged,
  readTimeline,
  type TerminationStream,
  type TimelineSettings,
} from './pipeline.js'

/** The stages bound together, and bound to a grammar. */
export interface Pipeline {
  readonly events: (inputs: AsyncIterable<Input>, settings: EventSettings) => EventStream
  readonly timeline: (inputs: AsyncIterable<Input>, settings: TimelineSettings) => TerminationStream
  readonly merge: (inputs: AsyncIterable<Input>, settings?: MergeSettings) => TerminationStream
}

export function pipelineOf(grammar: Grammar): Pipeline {
  return {
    events: (inputs, settings) => readEvents(inputs, grammar, settings),
    timeline: (inputs, settings) => readTimeline(inputs, grammar, settings),
    merge: (inputs, settings = {}) => readMerged(inputs, grammar, settings),
  }
}

/** With our own parsers: what the command line, the page and the library read with. */
export const ownPipeline: Pipeline = pipelineOf({ messages, envelopes })
