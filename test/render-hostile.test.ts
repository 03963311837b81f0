import { describe, expect, it } from 'vitest'
import type { Event } from '../src/model/event.js'
import type { Termination } from '../src/model/termination.js'
import { coverageText } from '../src/render/coverage-text.js'
import { createEventsNdjsonRenderer } from '../src/render/events-ndjson.js'
import { createEventsTextRenderer } from '../src/render/events-text.js'
import { createJsonRenderer } from '../src/render/json.js'
import { createNdjsonRenderer } from '../src/render/ndjson.js'
import type { Renderer } from '../src/render/renderer.js'
import { summaryText } from '../src/render/summary-text.js'
import { createTextRenderer } from '../src/render/text.js'
import { widthOf } from '../src/render/width.js'
import { createSummarizer } from '../src/verdict/summarize.js'
import { NASTY, nastyReport } from './nasty-report.js'

const { terminations, events, meta, ending } = nastyReport(NASTY)

function summarize(all: readonly Termination[]) {
  const { next, end } = createSummarizer()
  for (const [n, one] of all.entries()) next({ ...one, fingerprint: `${n}`, incident: `${n % 2}` })
  return end()
}

function render<T>(renderer: Renderer<T>, items: readonly T[]): string {
  return renderer.begin(meta) + items.map((item) => renderer.next(item)).join('') + renderer.end(ending)
}

/** What no output may hold but for the line feeds between its lines. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\ufe0f]/u
const without = (text: string, allowed: RegExp) => text.replace(allowed, '')

const widths = [60, 80, 140, 200]
describe.each(widths)('text %i columns wide', (width) => {
  const look = { width, color: false }
  it.each([
    ['timeline', () => render(createTextRenderer(look), terminations)],
    ['events', () => render(createEventsTextRenderer(look), events)],
    ['summary', () => summaryText(summarize(terminations), ending, look)],
    ['coverage', () => coverageText(ending, look)],
  ])('%s: nothing harmful, nothing wider', (_name, make) => {
    const text = make()
    expect(without(text, /\n/g)).not.toMatch(HARMFUL)
    for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(width)
  })

  it('colours are the only escapes, and every one is switched off again', () => {
    const plain = render(createTextRenderer(look), terminations)
    const painted = render(createTextRenderer({ ...look, color: true }), terminations)
    expect(without(painted, /\x1b\[(?:1|2|22|3[1-6]|39)m/g)).toBe(plain)
    const on = painted.match(/\x1b\[(?:1|2|3[1-6])m/g) ?? []
    const off = painted.match(/\x1b\[(?:22|39)m/g) ?? []
    expect(on.length).toBe(off.length)
  })
})

const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('data', () => {
  it('json: nothing harmful, nothing lost', () => {
    const text = render(createJsonRenderer(), terminations)
    expect(without(text, /\n/g)).not.toMatch(HARMFUL)
    const read = JSON.parse(text) as readonly Termination[]
    expect(read.map(({ pod, headline, why }) => ({ pod, headline, why }))).toEqual(
      terminations.map(({ pod, headline, why }) => asWritten({ pod, headline, why })),
    )
    expect(read.map((t) => t.evidence.map((e) => e.text))).toEqual(
      terminations.map((t) => t.evidence.map((e) => e.text)),
    )
  })

  it('ndjson: the same records, one a line', () => {
    const text = render(createNdjsonRenderer(), terminations)
    expect(without(text, /\n/g)).not.toMatch(HARMFUL)
    const lines = text.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      JSON.parse(render(createJsonRenderer(), terminations)) as unknown,
    )
  })

  it('events: nothing harmful, nothing lost, one a line', () => {
    const text = render(createEventsNdjsonRenderer(), events)
    expect(without(text, /\n/g)).not.toMatch(HARMFUL)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Event)
      .slice(0, events.length)
    expect(lines.map((line) => line.text)).toEqual(events.map((event) => event.text))
    expect(lines.map((line) => line.type)).toEqual(events.map((event) => event.type))
  })
})
