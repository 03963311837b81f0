import type { Line } from '../model/line.js'
import { beginsAnswers, createAnswersAssembly } from './answers-assembly.js'
import { type Assembly, BETWEEN, type Standing } from './assembly.js'
import { beginsCsv, createCsvAssembly } from './csv.js'
import { createContinuedAssembly, isContinued } from './continued-lines.js'
import { createFoldedAssembly, isFolded } from './folded-fields.js'
import { isGlued, splitGlued } from './glued.js'
import { beginsDocument, createDocumentAssembly } from './json-assembly.js'
import { beginsJournal, createJournalAssembly } from './journal-assembly.js'
import { beginsOtelText, createOtelTextAssembly } from './otel-text-assembly.js'
import { beginsQueryResults, createQueryResultsAssembly } from './query-results-assembly.js'

/**
 * Lines → the lines to open: mostly the same ones, but a record that spans lines comes as one, and the records of
 * one line come one by one.
 *
 * A record stands where its first line stood. Its text is one that the envelope readers know: pretty-printed JSON
 * on one line, a row of CSV and an entry of an exported journal as a JSON object.
 */
export interface RecordAssembler<T extends Line = Line> {
  readonly next: (line: T) => readonly T[]
  /** Nothing is to be done: `next` would give the line as it is. Nearly all lines are such. */
  readonly passes: (line: T) => boolean
  /** A record goes on, or more are expected: every line must come, blank ones too. */
  readonly open: boolean
  /** What goes on was folded by a person, or by what broke all lines of the input. */
  readonly isFolded: boolean
  readonly standing: Standing
  /** What was held when the input ended. */
  readonly end: () => readonly T[]
}

export function createRecordAssembler<T extends Line = Line>(): RecordAssembler<T> {
  let active: Assembly<T> | undefined
  let isFold = false

  function give(line: T): readonly T[] | undefined {
    if (!active) return undefined
    const records = active.next(line)
    if (!active.open) active = undefined
    return records
  }

  return {
    next(line) {
      const records = give(line)
      if (records) return records
      const left = active?.end()
      const create = assemblyFor(line)
      active = create?.<T>()
      isFold = create === createFoldedAssembly || create === createContinuedAssembly
      const made = give(line)
      if (!made) active = undefined
      const given = made ?? splitGlued(line)
      return left ? [...left, ...given] : given
    },
    passes: (line) => active === undefined && !assemblyFor(line) && !isGlued(line.text),
    get open() {
      return active !== undefined
    },
    get isFolded() {
      return active !== undefined && isFold
    },
    get standing() {
      return active?.standing ?? BETWEEN
    },
    end: () => active?.end() ?? [],
  }
}

/** What makes the record that begins with this line; undefined: the line is none, or one by itself. */
function assemblyFor({ text, number }: Line): (<T extends Line>() => Assembly<T>) | undefined {
  if (beginsDocument(text)) return createDocumentAssembly
  if (beginsJournal(text)) return createJournalAssembly
  if (beginsOtelText(text)) return createOtelTextAssembly
  if (beginsQueryResults(text)) return createQueryResultsAssembly
  if (beginsAnswers(text)) return createAnswersAssembly
  if (isContinued(text)) return createContinuedAssembly
  if (isFolded(text)) return createFoldedAssembly
  return number === 1 && beginsCsv(text) ? createCsvAssembly : undefined
}
