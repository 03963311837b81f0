import { parse as parseCsv } from 'csv-parse/sync'
import mermaid from 'mermaid'
import { beforeAll, describe, expect, it } from 'vitest'
import { escapeTerminal } from '../src/render/escape.js'
import { createEventsCsvRenderer } from '../src/render/events-csv.js'
import { createMermaidRenderer } from '../src/render/mermaid.js'
import { createOtlpRenderer } from '../src/render/otlp.js'
import { createPerfettoRenderer } from '../src/render/perfetto.js'
import type { Renderer } from '../src/render/renderer.js'
import { createTicketRenderer } from '../src/render/ticket.js'
import type { Target } from '../src/render/ticket-target.js'
import { createCsvRenderer } from '../src/render/timeline-csv.js'
import { createTimesketchRenderer } from '../src/render/timesketch.js'
import { NASTY, nastyReport } from './nasty-report.js'
import { readMarkdown } from './read-html.js'

/** What no output may hold but for its line ends. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\ufe0f]/u
const POISONS = [NASTY, '=cmd()|', '- item ', 'click here call it() ', '/close ', '    code ', '# a ']

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string }
}

beforeAll(() => mermaid.initialize({}))

describe.each(POISONS)('a report full of %j', (poison) => {
  const report = nastyReport(poison)
  const { terminations, events } = report
  const made = { version: '0.1.0', command: ['exitlog', 'timeline', `/var/log/${poison}`] }
  const render = <T>(renderer: Renderer<T>, items: readonly T[]) =>
    renderer.begin({ ...report.meta, made }) +
    items.map((item) => renderer.next(item)).join('') +
    renderer.end(report.ending)
  const expectTame = (text: string) => expect(text.replace(/\r?\n/g, '')).not.toMatch(HARMFUL)

  it.each([
    ['timeline', () => render(createCsvRenderer(), terminations), terminations.length, 35],
    ['events', () => render(createEventsCsvRenderer(), events), events.length, 12],
  ])('csv of %s: a row a record, each cell whole, none of them a formula', (_, make, count, columns) => {
    const text = make()
    expectTame(text)
    expect(text.split('\r\n').length).toBe(count + 2)
    const [head = [], ...rows] = parseCsv(text)
    expect(head.length).toBe(columns)
    expect(rows.length).toBe(count)
    for (const cell of rows.flat()) expect(cell).not.toMatch(/(?:^|;)\s*[=+\-@]/)
    const nodes = rows.map((row) => row[head.indexOf('node')]?.replace(/^(\s*)'/, '$1'))
    expect(nodes[0]).toBe(escapeTerminal(`${poison}worker-a-7f3c`))
  })

  it('timesketch: every line has what the import needs, and the lines of the log are whole', () => {
    const text = render(createTimesketchRenderer(), terminations)
    expectTame(text)
    const lines = text.trimEnd().split('\n')
    const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    for (const row of rows) {
      expect(Object.keys(row).slice(0, 4)).toEqual(['message', 'datetime', 'timestamp', 'timestamp_desc'])
      expect(Date.parse(String(row['datetime'])) * 1000).toBeCloseTo(Number(row['timestamp']), -3)
    }
    expect(rows.filter((row) => row['data_type'] === 'exitlog:termination').length).toBe(terminations.length)
    const told = new Set(rows.map((row) => row['text']))
    for (const event of terminations.flatMap(({ evidence }) => evidence)) expect(told).toContain(event.text)
  })

  it('otlp: a line a container, with the names of OpenTelemetry', () => {
    const text = render(createOtlpRenderer(), terminations)
    expectTame(text)
    const lines = text.trimEnd().split('\n')
    expect(lines.length).toBe(terminations.length)
    const [logs] = (
      JSON.parse(lines[0] ?? '') as {
        resourceLogs: {
          resource: { attributes: Attribute[] }
          scopeLogs: {
            logRecords: { timeUnixNano: string; body: { stringValue: string }; attributes: Attribute[] }[]
          }[]
        }[]
      }
    ).resourceLogs
    const resource = Object.fromEntries(logs?.resource.attributes.map(({ key, value }) => [key, value]) ?? [])
    expect(resource).toMatchObject({
      'k8s.pod.name': { stringValue: terminations[0]?.pod?.name },
      'container.id': { stringValue: terminations[0]?.container.id },
      'k8s.container.restart_count': { intValue: '3' },
    })
    const records = logs?.scopeLogs[0]?.logRecords ?? []
    expect(records.length).toBe((terminations[0]?.evidence.length ?? 0) + 1)
    expect(records.at(-1)?.body.stringValue).toBe(terminations[0]?.headline)
    expect(records.at(-1)?.attributes).toContainEqual({
      key: 'process.exit.code',
      value: { intValue: '137' },
    })
    expect(records.at(-1)?.timeUnixNano).toBe(`${terminations[0]?.finishedAt ?? 0}000000`)
  })

  it('perfetto: a span a life, opened and closed once, its lines within', () => {
    const text = render(createPerfettoRenderer(), terminations)
    expectTame(text)
    const { traceEvents } = JSON.parse(text) as {
      traceEvents: { ph: string; id?: string; ts: number; args?: { text?: string } }[]
    }
    for (const [n, { evidence }] of terminations.entries()) {
      const own = traceEvents.filter(({ id }) => id === String(n + 1))
      expect(own.map(({ ph }) => ph).join('')).toBe(`b${'n'.repeat(evidence.length)}e`)
      expect(own.slice(1, -1).map(({ args }) => args?.text)).toEqual(evidence.map((event) => event.text))
      expect(own[0]?.ts).toBeLessThanOrEqual(own.at(-1)?.ts ?? 0)
    }
    expect(traceEvents.filter(({ ph }) => ph === 'M').length).toBe(
      new Set(terminations.map(({ node }) => node)).size,
    )
  })

  it('mermaid: the real parser reads the lives and milestones, and nothing else', async () => {
    const text = render(createMermaidRenderer(), terminations)
    expectTame(text)
    await expectGantt(text, terminations.length)
  })

  it.each<Target>(['github', 'gitlab', 'gitea'])('markdown for %s', async (target) => {
    const text = render(createTicketRenderer({ target, maxBytes: null }), terminations)
    expectTame(text)
    const { tags, texts } = readMarkdown(text)
    const names = tags.map((tag) => tag.replace(/^<\/?(\w+).*>$/s, '$1'))
    expect(new Set(names)).toEqual(new Set(TAGS.filter((name) => name !== 'wbr' || names.includes('wbr'))))
    expect(
      tags.filter((tag) => /\s/.test(tag)).every((tag) => /^<code class="language-\w+">$/.test(tag)),
    ).toBe(true)
    for (const [n, one] of texts.entries()) {
      if (tags[n - 1]?.startsWith('<code')) continue
      expect(one).not.toMatch(/[@#!]\w|GH-\d|\D:\w+:|\bwww\.\w|:\/\//)
    }
    const charts = [...text.matchAll(/^(`{3,})mermaid\n([^]*?)\n\1$/gm)].map((m) => m[2] ?? '')
    expect(charts.length).toBe(1)
    for (const chart of charts) await expectGantt(chart, null)
    const whole = texts.join('').replace(/\s+/g, ' ')
    for (const { headline } of terminations) {
      expect(whole).toContain(escapeTerminal(headline).replace(/\s+/g, ' ').trim().slice(0, 200))
    }
    for (const line of text.split('\n')) expect(line).not.toMatch(/^\s*\/\w/)
  })

  it('jira: nothing but the marks of ours, and no block is left open', () => {
    const text = render(createTicketRenderer({ target: 'jira', maxBytes: null }), terminations)
    expectTame(text)
    expect(text.length).toBeLessThanOrEqual(32_767)
    const [outside, inside] = [0, 1].map((odd) => text.split('{noformat}').filter((_, n) => n % 2 === odd))
    expect(outside?.length).toBe((inside?.length ?? 0) + 1)
    for (const line of outside?.join('').split('\n') ?? []) {
      const unmarked = line
        .replace(/^(?:h[23]\. |\* |\|\|?)/, '')
        .replaceAll(/\*(?=[^*]*\*)|\*|\{\{[^{}]*\}\}|\|/g, '')
        .replaceAll(/&(?:#\d+|lt|gt|amp);/g, '')
      expect(unmarked).not.toMatch(/[{}[\]*_!?+~^@:\\]/)
    }
  })

  it('plain text: no line of the log at the margin', () => {
    const text = render(createTicketRenderer({ target: 'plain', maxBytes: null }), terminations)
    expectTame(text)
    const atMargin = text.split('\n').filter((line) => /^\S/.test(line))
    const ours = /^(?:\d+ termination|=+$|\* |What the input covers)/
    expect(atMargin.filter((line) => !ours.test(line))).toEqual([])
  })

  it('each target and bound is kept', () => {
    for (const target of ['github', 'gitlab', 'gitea', 'jira', 'plain'] as const)
      for (const maxBytes of [4_000, 10_000, 100_000]) {
        const text = render(createTicketRenderer({ target, maxBytes }), terminations)
        expect(Buffer.byteLength(text), `${target} ${maxBytes}`).toBeLessThanOrEqual(maxBytes)
      }
  })
})

const TAGS = 'h2 h3 p ul li strong code pre wbr details summary table thead tbody tr th td'.split(' ')

async function expectGantt(source: string, lives: number | null): Promise<void> {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(source)
  expect(diagram.type).toBe('gantt')
  const db = diagram.db as unknown as {
    getTasks: () => { id: string; milestone?: boolean; startTime: Date; endTime: Date }[]
  }
  const tasks = db.getTasks()
  for (const { id, startTime, endTime } of tasks) {
    expect(id).toMatch(/^d\d+(?:m\d+)?$/)
    expect(endTime.getTime()).toBeGreaterThanOrEqual(startTime.getTime())
  }
  const bars = tasks.filter(({ milestone }) => milestone !== true)
  expect(bars.length).toBe(lives ?? bars.length)
  expect(bars.length).toBeGreaterThan(0)
}
