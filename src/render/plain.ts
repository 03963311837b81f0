import { escapeTerminal } from './escape.js'
import { type Markup, type Part, setParts } from './markup.js'

/** Text without markup, for a place that shows what is typed: each line that holds log text is set in. */
export const plain: Markup = {
  heading: (level, text) => {
    const shown = escapeTerminal(text)
    return level === 2 ? `${shown}\n${'='.repeat(Math.min(80, shown.length))}` : `* ${shown}`
  },
  paragraph: (parts) => `  ${sentence(parts)}`,
  list: (items) => items.map((item) => `  - ${sentence(item)}`).join('\n'),
  table: (head, rows) => [row(head), ...rows.map(row)].join('\n'),
  row,
  verbatim: (lines) => lines.map((line) => `    ${escapeTerminal(line)}`).join('\n'),
  folded: (summary, blocks) => [`  ${escapeTerminal(summary)}:`, ...blocks].join('\n\n'),
  chart: () => '',
}

function sentence(parts: readonly Part[]): string {
  return setParts(parts, { text: escapeTerminal, strong: escapeTerminal, code: escapeTerminal })
}

function row(cells: readonly string[]): string {
  return `  ${cells.map(escapeTerminal).join(' | ')}`
}
