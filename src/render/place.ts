import type { Event } from '../model/event.js'
import { escapeTerminal } from './escape.js'
import { cutMiddle } from './width.js'

/** File names are cut to this in tables, by the width of the terminal; the whole name is in JSON. */
const FILE_COLUMNS = { wide: 24, narrow: 12 }
const WIDE = 100

/** Where an event's line stands: `syslog:88`; `line 88` of standard input. */
export type PlaceLabel = (event: Event) => string

/** Labels by the last part of a file's path, or by all of it where two inputs share that part. */
export function createPlaceLabel(files: readonly string[], width: number): PlaceLabel {
  const columns = width < WIDE ? FILE_COLUMNS.narrow : FILE_COLUMNS.wide
  const shared = new Set<string>()
  const seen = new Set<string>()
  for (const name of files.map(lastPart)) (seen.has(name) ? shared : seen).add(name)
  const known = new Map<string, string>()
  function nameOf(file: string): string {
    const last = lastPart(file)
    const name = cutMiddle(escapeTerminal(shared.has(last) ? file : last), columns)
    known.set(file, name)
    return name
  }
  return ({ file, line }) => (file === '-' ? `line ${line}` : `${known.get(file) ?? nameOf(file)}:${line}`)
}

function lastPart(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1) || file
}
