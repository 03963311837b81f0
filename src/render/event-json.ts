import type { Event, EventType, Happening } from '../model/event.js'
import type { StampOrigin } from '../model/stamp.js'
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
  /** The program's own stamp inside its message, as printed; absent where it prints none. */
  readonly programStamp?: string
  /** Seconds since boot, where the line carries them. */
  readonly sinceBoot: number | null
  /** Byte offset of the line in its input. */
  readonly order: number
}

/** Event → JSON. `origin` is printed as `stamp`, as the contract names it, the message's own stamp as `programStamp`. */
export function eventJson(event: Event): EventJson {
  const { type, time, node, program, file, line, text, order, origin, stamp, ...others } = event
  const { stepMs: _stepMs, written: _written, sequence: _sequence, sinceBoot, ...fields } = others
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
    ...(stamp === undefined ? {} : { programStamp: stamp.raw }),
    sinceBoot,
    order,
  }
  // What `isoFields` does to the fields, the type says of each.
  return json as EventJson
}

/** The fields of an event with every `…At` in epoch milliseconds as an ISO time. */
function isoFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      return [name, name.endsWith('At') && typeof value === 'number' ? isoTime(value) : value]
    }),
  )
}
