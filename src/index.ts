import { envelopes, messages } from '../parsers/index.js'
import type { Input } from './input/inputs.js'
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

export type { Input } from './input/inputs.js'
export type { Event, EventOf, EventType } from './model/event.js'
export type { Problem } from './model/problem.js'
export type { ClusterStatus, StatusFinding } from './model/status.js'
export type { Cause, Confidence, Termination } from './model/termination.js'
export type {
  ClockSettings,
  EventSettings,
  EventStream,
  MergeSettings,
  Reading,
  TerminationStream,
  TimelineSettings,
} from './pipeline.js'
export { type Compared, setBeside } from './status/beside.js'
export { joinStatus } from './status/cluster-status.js'
export { readStatus, type StatusReading } from './status/read-status.js'

const grammar = { messages, envelopes }

/** The typed events of these inputs, before any correlation. */
export function events(inputs: AsyncIterable<Input>, settings: EventSettings): EventStream {
  return readEvents(inputs, grammar, settings)
}

/** One record per termination in these inputs, by time, with the lines that prove it. */
export function timeline(inputs: AsyncIterable<Input>, settings: TimelineSettings): TerminationStream {
  return readTimeline(inputs, grammar, settings)
}

/** The same of what `events` and `timeline` printed elsewhere, a node or a piece of one at a time. */
export function merge(inputs: AsyncIterable<Input>, settings: MergeSettings = {}): TerminationStream {
  return readMerged(inputs, grammar, settings)
}
