import { escapeMarkdown, escapeTerminal } from './escape.js'
import { type Markup, type Part, setParts } from './markup.js'

/** GitHub-flavoured Markdown, of which GitHub, GitLab and Gitea understand the same. */
export const gfm: Markup = {
  heading: (level, text) => `${'#'.repeat(level)} ${escapeMarkdown(text)}`,
  paragraph: sentence,
  list: (items) => items.map((item) => `- ${sentence(item)}`).join('\n'),
  table: (head, rows) =>
    [
      row(head),
      row(
        head.map(() => '---'),
        true,
      ),
      ...rows.map((cells) => row(cells)),
    ].join('\n'),
  row,
  verbatim: (lines) => fenced(lines.map(escapeTerminal), 'text'),
  folded: (summary, blocks) =>
    [
      '<details>',
      `<summary>${escapeMarkdown(summary)}</summary>`,
      '',
      blocks.join('\n\n'),
      '',
      '</details>',
    ].join('\n'),
  chart: (source) => fenced(source.trimEnd().split('\n'), 'mermaid'),
}

function sentence(parts: readonly Part[]): string {
  return setParts(parts, {
    // The blank that parts two parts is no indentation.
    text: (text) => (text.startsWith(' ') ? ` ${escapeMarkdown(text.slice(1))}` : escapeMarkdown(text)),
    strong: (text) => `**${escapeMarkdown(text)}**`,
    code: (text) => `<code>${escapeMarkdown(text)}</code>`,
  })
}

function row(cells: readonly string[], isRule = false): string {
  return `| ${cells.map((cell) => (isRule ? cell : escapeMarkdown(cell))).join(' | ')} |`
}

/** Between fences that are longer than any in the lines. */
function fenced(lines: readonly string[], language: string): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...lines, fence].join('\n')
}
