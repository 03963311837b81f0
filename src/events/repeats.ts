import type { Event } from '../model/event.js'

/** Knows the lines that came in another file before. */
export interface Repeats {
  /** Whether the event's line is a copy of one in another file; to be asked once for each event, roughly by time. */
  readonly isRepeated: (event: Event) => boolean
}

/** Of a busy time not all lines are remembered. */
const MOST_REMEMBERED = 100_000

/**
 * Lines are remembered for at least the window, in milliseconds of log time, or until so many came after them.
 *
 * In two generations: what is twice as old as the window is forgotten at one go.
 */
export function createRepeats(windowMs: number, most = MOST_REMEMBERED): Repeats {
  /** The file in which each was first met. */
  let young = new Map<string, string>()
  let old = new Map<string, string>()
  let since: number | null = null

  return {
    isRepeated(event) {
      const { time, file } = event
      since ??= time
      if (young.size >= most || (time !== null && since !== null && time - since > windowMs)) {
        old = young
        young = new Map()
        since = time
      }
      const key = sameness(event)
      const first = young.get(key) ?? old.get(key)
      if (first === undefined) young.set(key, file)
      return first !== undefined && first !== file
    },
  }
}

/**
 * What two copies of one line share, whatever they are wrapped in: the program's own stamp, else the line's time, and
 * what it says. An OOM kill says enough by itself: `dmesg` and `dmesg -T` of one boot share no time.
 */
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
    sinceBoot,
    stamp,
    ...fact
  } = event
  if (fact.type === 'kernel.oom_kill') return JSON.stringify(fact)
  const moment = stamp?.raw ?? sinceBoot ?? (time === null ? '' : Math.floor(time / 1000))
  return `${moment} ${JSON.stringify(fact)}`
}
