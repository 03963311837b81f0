import type { Line } from '../model/line.js'
import type { Assembly } from './assembly.js'
import { linesOf } from './json-records.js'

/** Columns that hold messages, as the exports of Azure, AWS, Google, Kibana, Grafana, Splunk, Datadog and Graylog name them. */
const MESSAGE = new Set([
  'SyslogMessage',
  '@message',
  'message',
  'MESSAGE',
  'textPayload',
  'jsonPayload.MESSAGE',
  'jsonPayload.message',
  'Line',
  '_raw',
  'Message',
  'Content',
])
const MOST_COLUMNS = 500
const MOST_CHARACTERS = 1 << 20

/** Whether a line is the header row of a table with messages. */
export function beginsCsv(text: string): boolean {
  return text.includes(',') && cellsOf(text).some((name) => MESSAGE.has(name))
}

/** A CSV file, in which a quoted cell may hold line feeds (RFC 4180) → one JSON object a row. */
export function createCsvAssembly<T extends Line>(): Assembly<T> {
  let names: readonly string[] | undefined
  let held = ''
  let first: T | undefined
  return {
    next(line) {
      if (!names) {
        names = namesOf(cellsOf(line.text))
        return []
      }
      const start = (first ??= line)
      held = held === '' ? line.text : `${held}\n${line.text}`
      if (isOpen(held) && held.length <= MOST_CHARACTERS) return []
      const cells = cellsOf(held)
      held = ''
      first = undefined
      const row = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
      return linesOf(row).map((text) => ({ ...start, text }))
    },
    open: true,
    get standing() {
      // No row is read without the names above.
      return { record: first?.number ?? null, depth: 1, sharesLine: false }
    },
    end: () => [],
  }
}

/** Graylog's exports begin with these two, and call the host of a message its source; elsewhere that is a file or a stream. */
function namesOf(header: readonly string[]): readonly string[] {
  const [time = '', source, ...others] = header
  return time === 'timestamp' && source === 'source' ? [time, 'host', ...others] : header
}

/** An odd number of quotes: the last cell goes on in the next line. */
function isOpen(text: string): boolean {
  let quotes = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++
  return quotes % 2 === 1
}

/** `"a ""b""",c` → `a "b"` and `c`. */
function cellsOf(row: string): readonly string[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^,"]*))(?:,|$)/y
  const cells: string[] = []
  while (cell.lastIndex < row.length && cells.length < MOST_COLUMNS) {
    const m = cell.exec(row)
    if (!m) break
    cells.push(m[1] === undefined ? (m[2] ?? '') : m[1].replaceAll('""', '"'))
  }
  return cells
}
