export { events, merge, timeline } from './library/read-logs.js'
export type { LogContent, LogLines, LogNames, LogPiece, LogSource, WebStream } from './library/log-source.js'
export type {
  ClockOptions,
  EventsOptions,
  InputOptions,
  JoinOptions,
  LiveOptions,
  MergeOptions,
  TimelineOptions,
} from './library/options.js'
export type { Reading, RecordStream } from './library/record-stream.js'
export { type Compared, setBeside } from './status/beside.js'
export { joinStatus } from './status/cluster-status.js'
export { readStatus, type StatusReading } from './status/read-status.js'
export type * from './model/coverage.js'
export type * from './model/event.js'
export type * from './model/fact.js'
export type * from './model/place.js'
export type * from './model/problem.js'
export type * from './model/stamp.js'
export type * from './model/status.js'
export type * from './model/summary.js'
export type * from './model/termination.js'
