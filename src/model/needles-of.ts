import type { Grammar } from './parser.js'

/** What a line holds one of where it may tell something: literal texts, each once. */
export function needlesOf({ messages, envelopes }: Grammar): readonly string[] {
  return [...new Set([...messages, ...envelopes].flatMap(({ needles = [] }) => needles))]
}
