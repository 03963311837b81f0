import { isObject, type Json } from '../model/json.js'
import type { Event } from '../model/event.js'
import type { Problem } from '../model/problem.js'
import { type CoverageLine, type OtherReading, readCoverage, readReading } from './read-coverage.js'
import { readEvent } from './read-event.js'
import { type HeldTermination, holdTermination } from './read-termination.js'
import { isText } from './shapes.js'

/** What one output of `events` or `timeline -o ndjson` holds. */
export interface Output {
  readonly name: string
  readonly events: readonly Event[]
  readonly terminations: readonly HeldTermination[]
  readonly coverage: readonly CoverageLine[]
  readonly readings: readonly OtherReading[]
}

/** An output, line by line; what is no whole record is told as a problem. */
export interface OutputReader {
  readonly line: (text: string) => void
  readonly end: () => Output
}

export function createOutputReader(name: string, tell: (problem: Problem) => void): OutputReader {
  const events: Event[] = []
  const terminations: HeldTermination[] = []
  const coverage: CoverageLine[] = []
  const readings: OtherReading[] = []
  let number = 0

  function take(json: Json, text: string): boolean {
    const { type } = json
    if (type === 'log.coverage') return add(coverage, readCoverage(json))
    if (type === 'log.read') return add(readings, readReading(json))
    if (isText(type)) return add(events, readEvent(json))
    return add(terminations, holdTermination(json, text))
  }

  return {
    line(text) {
      number++
      if (text.trim() === '') return
      const json = parse(text)
      if (json !== undefined && take(json, text)) return
      const message = 'is no whole record of events or of timeline -o ndjson: left out'
      tell({ code: 'record-damaged', file: name, line: number, message })
    },
    end: () => ({ name, events, terminations, coverage, readings }),
  }
}

function add<T>(list: T[], one: T | undefined): boolean {
  if (one !== undefined) list.push(one)
  return one !== undefined
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
