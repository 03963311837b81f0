import { isObject } from '../model/json.js'
import type { Event } from '../model/event.js'
import { hasShape, isText } from './shapes.js'
import { timeOf } from './times.js'

/** A line of `events -o ndjson` → the event that was printed; undefined for what is none, or not whole. */
export function readEvent(json: Readonly<Record<string, unknown>>): Event | undefined {
  const { time, stamp, programStamp, programClock, exact, ...others } = json
  const { type, file, text, line, order, stepMs, node, program } = json
  const isPlaced =
    isText(type) && isText(file) && isText(text) && [line, order, stepMs].every(Number.isFinite)
  if (!isPlaced || !isTextOrNull(node) || !isTextOrNull(program) || !hasShape(json)) return undefined
  const fields = Object.fromEntries(
    Object.entries(others).map(([name, value]) => [name, name.endsWith('At') ? timeOf(value) : value]),
  )
  return {
    ...fields,
    time: timeOf(time),
    origin: stamp ?? null,
    written: null,
    ...(isObject(programClock) ? { stamp: { raw: programStamp, ...programClock } } : {}),
    ...(isObject(exact) ? exact : {}),
  } as unknown as Event
}

const isTextOrNull = (value: unknown): boolean => value === null || isText(value)
