import { createReadStream } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correlate } from '../src/correlate/correlate.js'
import { events as readEvents } from '../src/index.js'
import type { NodeCoverage } from '../src/model/coverage.js'
import type { Event } from '../src/model/event.js'
import { judge } from '../src/verdict/judge.js'

async function eventsOf(...samples: readonly string[]) {
  async function* inputs() {
    for (const sample of samples) {
      const name = `samples/${sample}.syslog`
      yield { name, modifiedAt: null, chunks: createReadStream(name) }
    }
  }
  const stream = readEvents(inputs(), { referenceMs: Date.UTC(2026, 10, 24) })
  const events: Event[] = []
  for await (const event of stream) events.push(event)
  return { events, coverageOf: (node: string | null): NodeCoverage => stream.reading().coverage.ofNode(node) }
}

const byId = (records: readonly ReturnType<typeof judge>[]) =>
  [...records].sort((a, b) => (a.container.id ?? '').localeCompare(b.container.id ?? ''))

describe('correlate', () => {
  it('gives the same records in whatever order the events arrive', async () => {
    const { events, coverageOf } = await eventsOf('pod-limit', 'grace-expired', 'exit-0', 'memory-limit', 'eviction')
    const expected = byId(correlate(events, coverageOf).map(judge))
    expect(expected.length).toBeGreaterThan(6)
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(byId(correlate(shuffled, coverageOf).map(judge))).toEqual(expected)
      }),
      { numRuns: 25 },
    )
  })

  it('keeps nodes apart: the halves of two nodes give what both together give', async () => {
    const { events, coverageOf } = await eventsOf('pod-limit', 'exit-0', 'eviction')
    const nodes = [...new Set(events.map((event) => event.node))].filter((node) => node !== null)
    const halves = nodes.flatMap((node) => correlate(events.filter((event) => event.node === node), coverageOf).map(judge))
    const whole = correlate(events.filter((event) => event.node !== null), coverageOf).map(judge)
    expect(byId(halves)).toEqual(byId(whole))
  })

  it('never lets what happened to another container into a record', async () => {
    const { events, coverageOf } = await eventsOf('pod-limit', 'grace-expired')
    for (const { container, evidence } of correlate(events, coverageOf).map(judge)) {
      for (const event of evidence) {
        if (event.type !== 'runtime.exit') continue
        expect([container.id, container.sandboxId]).toContain(event.containerId)
      }
    }
  })
})
