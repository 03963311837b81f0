import { escapeCsv } from './escape.js'

/** Null is an empty cell, which no text is: texts are quoted. */
export type Cell = string | number | boolean | null

/** A row of RFC 4180 with its line end. */
function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'string' ? escapeCsv(cell) : String(cell)
}

/** A table's columns: the name, and what stands there of a record. */
export type Columns<T> = readonly (readonly [name: string, cellOf: (record: T) => Cell])[]

/** The names of the columns; plain words of ours. */
export function csvHead<T>(columns: Columns<T>): string {
  return csvRow(columns.map(([name]) => name))
}

export function csvRecord<T>(columns: Columns<T>, record: T): string {
  return csvRow(columns.map(([, cellOf]) => cellOf(record)))
}

/** Several texts in one cell. */
export function joined(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join(' · ')
}
