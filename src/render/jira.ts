import { escapeJira, escapeTerminal } from './escape.js'
import { type Markup, type Part, setParts } from './markup.js'

/** Jira's wiki markup. It has nothing to fold a block with, and no Mermaid. */
export const jira: Markup = {
  heading: (level, text) => `h${level}. ${escapeJira(text)}`,
  paragraph: sentence,
  list: (items) => items.map((item) => `* ${sentence(item)}`).join('\n'),
  table: (head, rows) => [`||${head.map(cell).join('||')}||`, ...rows.map(row)].join('\n'),
  row,
  verbatim: (lines) => ['{noformat}', ...lines.map(verbatimLine), '{noformat}'].join('\n'),
  folded: (summary, blocks) => [sentence([{ strong: summary }]), ...blocks].join('\n\n'),
  chart: () => '',
}

function sentence(parts: readonly Part[]): string {
  return setParts(parts, {
    text: escapeJira,
    strong: (text) => `*${escapeJira(text)}*`,
    code: (text) => `{{${escapeJira(text)}}}`,
  })
}

function row(cells: readonly string[]): string {
  return `|${cells.map(cell).join('|')}|`
}

/** An empty cell would make a heading of the next one. */
function cell(text: string): string {
  return text === '' ? ' ' : escapeJira(text)
}

/** Within the block nothing is markup but what ends it. */
function verbatimLine(line: string): string {
  return escapeTerminal(line).replaceAll(/\{(?=noformat)/gi, '\\x7b')
}
