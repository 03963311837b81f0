import { envelopes, messages } from '../../parsers/index.js'
import { pipelineOf } from '../own-pipeline.js'
import type { Grammar } from '../model/parser.js'
import type { Library } from './library.js'

export interface CountedLibrary {
  readonly library: Library
  readonly readers: () => Readers
}

/** How many lines each envelope and message of the grammar has claimed, the busiest first. */
export interface Readers {
  readonly envelopes: Counts
  readonly messages: Counts
}

export type Counts = readonly (readonly [id: string, lines: number])[]

/** Our library, with a count of what each reader claims: for `--verbose`, since counting takes time. */
export function createCountedLibrary(): CountedLibrary {
  const opened = new Map<string, number>()
  const parsed = new Map<string, number>()
  const grammar: Grammar = {
    envelopes: envelopes.map((reader) => ({ ...reader, open: counted(reader.open, reader.id, opened) })),
    messages: messages.map((parser) => ({ ...parser, parse: counted(parser.parse, parser.id, parsed) })),
  }
  return {
    library: pipelineOf(grammar),
    readers: () => ({ envelopes: busiestFirst(opened), messages: busiestFirst(parsed) }),
  }
}

function counted<Given extends readonly unknown[], T>(
  read: (...given: Given) => T | undefined,
  id: string,
  counts: Map<string, number>,
): (...given: Given) => T | undefined {
  return (...given) => {
    const result = read(...given)
    if (result !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
    return result
  }
}

function busiestFirst(counts: ReadonlyMap<string, number>): Counts {
  return [...counts].sort(([, a], [, b]) => b - a)
}
