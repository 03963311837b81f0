import type { NodeCoverage } from '../model/coverage.js'
import type { ClockNote } from '../model/termination.js'
import { count } from './count.js'
import {
  blindWords,
  createTimeWords,
  lossWords,
  silenceWords,
  sourceNotes,
  wholeOf,
} from './coverage-words.js'
import type { Markup, Part } from './markup.js'
import type { Room } from './room.js'
import { nameOfNode } from './ticket-opening.js'
import { offsetOfNode } from './wall-time.js'
import { cut, cutMiddle } from './width.js'

const NODE = 80
const SENTENCE = 300

/** What the input covers of each node and where it is blind: of as many nodes as there is room for. */
export function coverageBlocks(
  markup: Markup,
  coverage: readonly NodeCoverage[],
  clocks: readonly ClockNote[],
  room: Room,
): readonly string[] {
  if (coverage.length === 0) return []
  const heading = markup.heading(3, 'What the input covers')
  if (!room.take(heading)) return []
  const blocks: string[] = []
  for (const node of coverage) {
    const block = nodeBlock(markup, node, clocks, coverage.length > 1)
    if (!room.take(block)) break
    blocks.push(block)
  }
  const more = coverage.length - blocks.length
  return [
    heading,
    ...blocks,
    ...(more === 0
      ? []
      : [markup.paragraph([`… and ${count(more, 'more node')}: exitlog coverage tells of them`])]),
  ]
}

function nodeBlock(
  markup: Markup,
  { node, sources, gaps }: NodeCoverage,
  clocks: readonly ClockNote[],
  hasName: boolean,
): string {
  const timeOf = createTimeWords(wholeOf(sources), offsetOfNode(clocks, node))
  const rows = sources.map((source) => [
    source.source,
    source.first === null ? 'no times' : timeOf(source.first),
    source.last === null ? '' : timeOf(source.last),
    sourceNotes(source),
  ])
  const remarks: readonly (readonly Part[])[] = [
    ...silenceWords(gaps, timeOf).map((words) => ['gap: ', words]),
    ...lossWords(gaps, timeOf).map((words) => ['lost: ', cut(words, SENTENCE)]),
    ...blindWords(sources).map((words) => ['blind: ', words]),
  ]
  return [
    ...(hasName ? [markup.paragraph([{ strong: cutMiddle(nameOfNode(node), NODE) }])] : []),
    markup.table(['source', 'first line', 'last line', ''], rows),
    ...(remarks.length === 0 ? [] : [markup.list(remarks)]),
  ].join('\n\n')
}
