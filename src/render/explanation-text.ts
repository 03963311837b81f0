import type { Clue, Explanation, Topic } from '../model/explanation.js'
import type { Look } from './renderer.js'
import { createStyle, type Style } from './style.js'
import { wrap } from './width.js'

/** Longer lines are hard to read, whatever the terminal offers. */
const WIDEST = 96
const NARROWEST = 30
const INDENT = '  '

/** An explanation for a terminal, topic by topic; ends with a line feed. */
export function explanationText(explanation: Explanation, look: Look): string {
  const width = Math.max(NARROWEST, Math.min(look.width, WIDEST))
  const style = createStyle(look.color)
  return explanation.topics.map((topic) => `${topicLines(topic, width, style).join('\n')}\n`).join('\n')
}

function topicLines(topic: Topic, width: number, style: Style): readonly string[] {
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style('label', heading), ...lines]
  return [
    ...wrap(topic.title, width).map((line) => style('title', line)),
    '',
    ...indented(topic.means, width),
    ...section('Who sets it', indented(topic.setBy, width)),
    ...section('What it does not mean', listed(topic.doesNotMean, width)),
    ...section('Typical causes', listed(topic.causes, width)),
    ...section(
      "Look for in the node's log",
      topic.lookFor.flatMap((clue) => clueLines(clue, width, style)),
    ),
    ...section(
      'See also',
      indented(topic.seeAlso.map((subject) => subject.replaceAll(' ', '\u00a0')).join(', '), width),
    ),
  ]
}

function indented(text: string, width: number, indent = INDENT): readonly string[] {
  return wrap(text, width - indent.length).map((line) => indent + line)
}

function listed(items: readonly string[], width: number): readonly string[] {
  return items.flatMap((item) =>
    indented(item, width, `${INDENT}  `).map((line, at) => (at === 0 ? `${INDENT}- ${line.slice(4)}` : line)),
  )
}

function clueLines(clue: Clue, width: number, style: Style): readonly string[] {
  const printed = indented(clue.line, width).map(
    (line) => INDENT + style('notice', line.slice(INDENT.length)),
  )
  return [...printed, ...indented(clue.proves, width, `${INDENT}${INDENT}${INDENT}`)]
}
