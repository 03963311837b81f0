import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCorrelator } from '../src/correlate/correlate.js'
import type { Event } from '../src/model/event.js'
import type { Termination } from '../src/model/termination.js'
import { ownPipeline } from '../src/own-pipeline.js'
import type { NodeCoverage } from '../src/model/coverage.js'
import { judge } from '../src/verdict/judge.js'
import { inputOf, labLogs, linesOf } from './lab-logs.js'

const SETTINGS = { referenceMs: Date.UTC(2026, 10, 24) }
const WINDOW_MS = 5 * 60_000
const NAMES = Object.keys(labLogs)
/** Logs with stamps so fine that the order of their lines tells nothing more. */
const FINE = NAMES.filter((name) => /^\d{4}-/.test(linesOf(name)[0] ?? ''))

type Files = Readonly<Record<string, readonly string[]>>

async function terminationsOf(files: Files): Promise<readonly Termination[]> {
  async function* inputs() {
    for (const [name, lines] of Object.entries(files)) yield inputOf(name, lines)
  }
  const records: Termination[] = []
  for await (const record of ownPipeline.timeline(inputs(), SETTINGS)) records.push(record)
  return records
}

/** What a record says; its lines as a set, since those of one moment may stand in any order. */
function told({ evidence, contradictions, ...record }: Termination) {
  const disputes = contradictions.map(({ id, says }) => ({ id, says }))
  return { ...record, contradictions: disputes, evidence: evidence.map(({ text }) => text).sort() }
}

const byId = (records: readonly Termination[]) =>
  records.map(told).sort((a, b) => `${a.node} ${a.container.id}`.localeCompare(`${b.node} ${b.container.id}`))

/** The program of a line of syslog: `kernel`, `containerd[123]`. */
const programOf = (line: string) => line.split(' ').find((word) => word.endsWith(':')) ?? ''

describe('the logs of the lab', () => {
  it.each(NAMES)('%s: the verdicts are what was done', async (name) => {
    const records = await terminationsOf({ [name]: linesOf(name) })
    const found = records.filter(({ container }) => !container.sandbox)
    const truth = labLogs[name] ?? []
    expect(found.map(({ cause }) => cause).sort()).toEqual(truth.map(([, cause]) => cause).sort())
    for (const [who, cause] of truth) {
      const own = found.filter(
        ({ container, pod }) =>
          pod?.name === who || container.name === who || container.id?.startsWith(who) === true,
      )
      expect(own.map((one) => one.cause)).toContain(cause)
    }
  })

  it('has logs of each kind that the laws below need', () => {
    expect(FINE.length).toBeGreaterThan(3)
  })

  it.each(NAMES)(
    '%s: the same records in whatever order its events arrive within the window',
    async (name) => {
      async function* inputs() {
        yield inputOf(name, linesOf(name))
      }
      const stream = ownPipeline.events(inputs(), SETTINGS)
      const events: Event[] = []
      for await (const event of stream) events.push(event)
      const coverageOf = (node: string | null): NodeCoverage => stream.reading().coverage.ofNode(node, null)
      const judged = (arrived: readonly Event[]) => {
        const late: Event[] = []
        const correlator = createCorrelator({
          windowMs: WINDOW_MS,
          coverageOf,
          onLate: (event) => late.push(event),
        })
        const records = [...arrived.flatMap((event) => correlator.next(event)), ...correlator.end()].map(
          judge,
        )
        expect(late).toEqual([])
        return records
      }
      const records = judged(events)
      expect(records.length).toBeGreaterThan(0)
      fc.assert(
        fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
          expect(judged(shuffled)).toEqual(records)
        }),
        { numRuns: 8 },
      )
    },
  )

  it.each(FINE)('%s: the same records whole, or dealt to files by program', async (name) => {
    const lines = linesOf(name)
    const whole = byId(await terminationsOf({ [name]: lines }))
    const programs = [...new Set(lines.map(programOf))]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), {
          minLength: programs.length,
          maxLength: programs.length,
        }),
        async (deal) => {
          const files: Record<string, readonly string[]> = {}
          for (const n of new Set(deal)) {
            files[`${n}.log`] = lines.filter((line) => deal[programs.indexOf(programOf(line))] === n)
          }
          expect(byId(await terminationsOf(files))).toEqual(whole)
        },
      ),
      { numRuns: 5 },
    )
  })

  it('gives of two nodes in one log what it gives of each alone', async () => {
    const ofNode = (name: string, node: string) =>
      linesOf(name).map((line) => line.replaceAll('lab-node-1', node))
    const [first, second] = [ofNode('pod-limit', 'node-a'), ofNode('containerd-away', 'node-b')]
    const alone = [...(await terminationsOf({ a: first })), ...(await terminationsOf({ b: second }))]
    const halves = await terminationsOf({ a: first, b: second })
    const mixed = [...first, ...second].sort((a, b) => a.localeCompare(b))
    expect(byId(halves)).toEqual(byId(alone))
    expect(byId(await terminationsOf({ both: mixed }))).toEqual(byId(alone))
  })

  it('gives the same records of events that were written down and read again', async () => {
    async function* inputs() {
      for (const name of ['pod-limit', 'containerd-away']) yield inputOf(name, linesOf(name))
    }
    const stream = ownPipeline.events(inputs(), SETTINGS)
    const events: Event[] = []
    for await (const event of stream) events.push(event)
    const coverageOf = (node: string | null): NodeCoverage => stream.reading().coverage.ofNode(node, null)
    const judged = (some: readonly Event[]) => {
      const correlator = createCorrelator({ windowMs: Infinity, coverageOf, onLate: () => undefined })
      return [...some.flatMap((event) => correlator.next(event)), ...correlator.end()].map(judge)
    }
    const again: readonly Event[] = JSON.parse(JSON.stringify(events))
    expect(judged(again).map(told)).toEqual(judged(events).map(told))
  })
})
