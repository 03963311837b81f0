import type { LogSource } from './log-source.js'
import { readSources } from './open-sources.js'
import type { EventsOptions, MergeOptions, TimelineOptions } from './options.js'
import { readClock, readJoining } from './read-options.js'
import type { RecordStream } from './record-stream.js'
import { streamRecords } from './stream-records.js'
import type { Event } from '../model/event.js'
import type { Termination } from '../model/termination.js'
import { ownPipeline } from '../own-pipeline.js'

/**
 * One record per termination in these logs, by time, with the lines that prove it.
 *
 * A record is given as soon as no line within the window can change it, so a log of any size takes bounded memory; what
 * archives tell is put aside, where it is much, in a temporary file without a name.
 * Trouble in a log never throws: it is told by `reading().problems`, beside all that could be read. Throws TypeError
 * and RangeError for sources and options that mean nothing.
 *
 * ```js
 * for await (const { finishedAt, container, headline } of timeline('/var/log/syslog')) …
 * ```
 */
export function timeline(
  sources: LogSource | readonly LogSource[],
  options: TimelineOptions = {},
): RecordStream<Termination> {
  const clock = readClock(options, Date.now())
  const joining = readJoining(options)
  return streamRecords(readSources(sources), options, (inputs, ways) =>
    ownPipeline.timeline(inputs, { ...clock, ...joining, ...ways }),
  )
}

/** The typed events of these logs, by time, before any correlation. What it throws, `timeline` does. */
export function events(
  sources: LogSource | readonly LogSource[],
  options: EventsOptions = {},
): RecordStream<Event> {
  const clock = readClock(options, Date.now())
  return streamRecords(readSources(sources), options, (inputs, ways) =>
    ownPipeline.events(inputs, { ...clock, ...ways }),
  )
}

/**
 * The terminations in what `exitlog events`, or `exitlog timeline -o ndjson`, printed elsewhere, as of one run over all
 * the logs: sources hold such outputs, of any number of nodes. It holds their events in memory.
 */
export function merge(
  sources: LogSource | readonly LogSource[],
  options: MergeOptions = {},
): RecordStream<Termination> {
  const joining = readJoining(options)
  return streamRecords(readSources(sources), options, (inputs) => ownPipeline.merge(inputs, joining))
}
