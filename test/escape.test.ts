import { parse as parseCsv } from 'csv-parse/sync'
import mermaid from 'mermaid'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  escapeCsv,
  escapeJira,
  escapeMarkdown,
  escapeMarkup,
  escapeMermaid,
  escapeTerminal,
} from '../src/render/escape.js'
import { NASTY, NASTY_STARTS } from './nasty-report.js'
import { decodeEntities, readHtml, readMarkdown } from './read-html.js'

const texts = [...NASTY.split(' '), NASTY.replaceAll(/x{99,}|名{99,}/g, '…'), ...NASTY_STARTS]
const squeeze = (text: string) => text.replace(/[ \n]+/g, ' ').trim()

/** Each escaper's text, in a document of its medium, parsed by a parser of that medium. */
describe.each(texts)('%j', (text) => {
  const shown = escapeTerminal(text)

  it('is text in HTML', () => {
    const { tags, texts } = readHtml(`<p>${escapeMarkup(text)}</p>`)
    expect(tags).toEqual(['<p>', '</p>'])
    expect(texts.join('')).toBe(shown)
    expect(escapeMarkup(text)).not.toMatch(/["']/)
  })

  it('is text in Markdown: in a list, a table and a heading, without a link or a word for a mention', () => {
    const escaped = escapeMarkdown(text)
    const { tags, texts } = readMarkdown(`- ${escaped}\n\n| a |\n|---|\n| ${escaped} |\n\n## ${escaped}\n`)
    const opened = tags.filter((tag) => !tag.startsWith('</') && tag !== '<wbr>')
    expect(opened.join('')).toBe('<ul><li><table><thead><tr><th><tbody><tr><td><h2>')
    expect(squeeze(texts.join(''))).toBe(squeeze(`${shown} a ${shown} ${shown}`))
    for (const one of texts) expect(one).not.toMatch(/[@#!]\w|GH-\d|:\w+:|\bwww\.\w|:\/\//)
  })

  it('is no mark in Jira', () => {
    const escaped = escapeJira(text)
    expect(escaped.replace(/&(?:#\d+|lt|gt|amp);/g, '')).not.toMatch(/[{}[\]*_|!?+~^#@:&<>\\-]/)
    expect(decodeEntities(escaped)).toBe(shown)
  })

  describe('in Mermaid', () => {
    beforeAll(() => mermaid.initialize({}))

    it('is the label of one bar', async () => {
      const escaped = escapeMermaid(text)
      const source = `gantt\n  dateFormat x\n  section ${escaped}\n  ${escaped} :a1, 0, 1000\n  b :b1, 0, 1000\n`
      const diagram = await mermaid.mermaidAPI.getDiagramFromText(source)
      const db = diagram.db as unknown as { getTasks: () => { task: string; section: string; id: string }[] }
      const tasks = db.getTasks()
      expect(tasks.map(({ id }) => id)).toEqual(['a1', 'b1'])
      const decode = (label: string) =>
        label.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)))
      expect(squeeze(decode(tasks[0]?.task ?? ''))).toBe(squeeze(shown))
      expect(squeeze(decode(tasks[0]?.section ?? ''))).toBe(squeeze(shown))
    })
  })

  it('is one cell of CSV and no formula, in whatever way cells are divided', () => {
    const escaped = escapeCsv(text)
    const [row] = parseCsv(`a,${escaped},z\r\n`)
    expect(row?.length).toBe(3)
    expect(row?.[1]?.replaceAll("'", '')).toBe(shown.replaceAll("'", ''))
    for (const cell of row?.[1]?.split(';') ?? []) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/)
  })
})
