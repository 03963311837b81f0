import type { Event, EventType, Happening } from '../model/event.js'
import type { Stamp, StampOrigin } from '../model/stamp.js'
import { type ExactTimes, exactField } from './exact-times.js'
import { type IsoTime, isoTime } from './wall-time.js'

/** An event as `events -o ndjson` prints it: where and when it stands, the fields of its type, the line itself. */
export type EventJson = { readonly [T in EventType]: EventOfJson<Extract<Happening, { type: T }>> }[EventType]

/** What happened, its moments as ISO times, with what events of all types have. */
type EventOfJson<H extends Happening> = PlacedJson & { readonly type: H['type'] } & {
  readonly [K in keyof H as Exclude<K, 'type' | 'stamp'>]: K extends `${string}At`
    ? Exclude<H[K], number> | IsoTime
    : H[K]
}

interface PlacedJson {
  readonly time: IsoTime | null
  readonly node: string | null
  readonly program: string | null
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly text: string
  readonly stamp: StampOrigin | null
  /** The program's own stamp inside its message, as printed, and how it reads; absent where it prints none. */
  readonly programStamp?: string
  readonly programClock?: Omit<Stamp, 'raw'>
  /** Seconds since boot, where the line carries them. */
  readonly sinceBoot: number | null
  /** Byte offset of the line in its input. */
  readonly order: number
  /** What one unit of the last digit of the stamp is worth, in milliseconds. */
  readonly stepMs: number
  /** Its place in a log of several files; absent where the log is one. */
  readonly sequence?: { readonly log: string; readonly at: number }
  readonly exact?: ExactTimes
}

/** Event → JSON. `origin` is printed as `stamp`, as the contract names it, the message's own stamp as `programStamp`. */
export function eventJson(event: Event): EventJson {
  const { type, time, node, program, file, line, text, order, origin, stamp, ...others } = event
  const { stepMs, written: _written, sequence, sinceBoot, ...fields } = others
  const json = {
    type,
    time: isoTime(time),
    node,
    program,
    file,
    line,
    ...isoFields(fields),
    text,
    stamp: origin && { raw: origin.raw, year: origin.year, zone: origin.zone },
    ...(stamp === undefined ? {} : stampFields(stamp)),
    sinceBoot,
    order,
    stepMs,
    ...(sequence === undefined ? {} : { sequence }),
    ...exactField({ time, ...fields }),
  }
  // What `isoFields` does to the fields, the type says of each.
  return json as EventJson
}

function stampFields({ raw, ...clock }: Stamp) {
  return { programStamp: raw, programClock: clock }
}

/** The fields of an event with every `…At` in epoch milliseconds as an ISO time. */
function isoFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      return [name, name.endsWith('At') && typeof value === 'number' ? isoTime(value) : value]
    }),
  )
}
