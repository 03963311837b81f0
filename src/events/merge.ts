import type { Event } from '../model/event.js'

/**
 * The events of several inputs in one order by time; lines of one input keep their order where times are equal.
 *
 * The same line in two inputs (kern.log and syslog, two overlapping exports) counts once. The result does not depend
 * on the order of the inputs.
 */
export function mergeByTime(inputs: readonly (readonly Event[])[]): readonly Event[] {
  const timed = inputs.flatMap((events) => {
    let last = events.find((event) => event.time !== null)?.time ?? 0
    return events.map((event) => {
      last = event.time ?? last
      return { event, at: last }
    })
  })
  timed.sort((a, b) => a.at - b.at || compareNames(a.event.file, b.event.file) || a.event.line - b.event.line)
  const firstFile = new Map<string, string>()
  return timed.flatMap(({ event }) => {
    const key = sameness(event)
    const file = firstFile.get(key)
    if (file === undefined) firstFile.set(key, event.file)
    return file === undefined || file === event.file ? [event] : []
  })
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What two copies of one line share, whatever they are wrapped in: the program's own stamp, else the line's time, and what it says. */
function sameness(event: Event): string {
  const {
    time,
    stepMs: _step,
    file: _file,
    line: _line,
    order: _order,
    sequence: _sequence,
    text: _text,
    origin: _origin,
    written: _written,
    program: _program,
    ...said
  } = event
  const { sinceBoot, stamp, ...fact } = said
  const moment = stamp?.raw ?? sinceBoot ?? (time === null ? '' : Math.floor(time / 1000))
  return `${moment} ${JSON.stringify(fact)}`
}
