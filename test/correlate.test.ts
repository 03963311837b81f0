import { createReadStream } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCorrelator } from '../src/correlate/correlate.js'
import type { NodeCoverage } from '../src/model/coverage.js'
import type { Event } from '../src/model/event.js'
import type { PodRef } from '../src/model/place.js'
import type { Termination } from '../src/model/termination.js'
import { ownPipeline } from '../src/own-pipeline.js'
import { judge } from '../src/verdict/judge.js'

const WINDOW_MS = 5 * 60_000
const HOUR_MS = 3_600_000

async function eventsOf(...samples: readonly string[]) {
  async function* inputs() {
    for (const sample of samples) {
      const name = `samples/${sample}.syslog`
      yield { name, modifiedAt: null, chunks: createReadStream(name) }
    }
  }
  const stream = ownPipeline.events(inputs(), { referenceMs: Date.UTC(2026, 10, 24) })
  const events: Event[] = []
  for await (const event of stream) events.push(event)
  return {
    events,
    coverageOf: (node: string | null): NodeCoverage => stream.reading().coverage.ofNode(node, null),
  }
}

type Log = Awaited<ReturnType<typeof eventsOf>>

/** What a correlator makes of these events, and which lines it found too late. */
function judged(events: readonly Event[], { coverageOf }: Log, windowMs: number) {
  const late: Event[] = []
  const correlator = createCorrelator({ windowMs, coverageOf, onLate: (event) => late.push(event) })
  const records = [...events.flatMap((event) => correlator.next(event)), ...correlator.end()].map(judge)
  return { records, late }
}

/** The same events so much later: a second stretch of the log, with ids of its own. */
function shifted(events: readonly Event[], hours: number): readonly Event[] {
  const text = JSON.stringify(events).replace(/[0-9a-f]{64}/g, (id) => hours + id.slice(1))
  return (JSON.parse(text) as Event[]).map(({ sequence: _sequence, ...event }) => {
    const later =
      event.type === 'runtime.exit' && event.exitedAt !== null
        ? { exitedAt: event.exitedAt + hours * HOUR_MS }
        : {}
    const time = event.time === null ? null : event.time + hours * HOUR_MS
    return { ...event, ...later, time, line: event.line + 1000 * hours }
  })
}

/** A container that starts and is not heard of again. */
function startOf(n: number, time: number, pod: PodRef | null = null): Event {
  return {
    type: 'runtime.container_started',
    phase: 'started',
    sandboxId: null,
    name: null,
    pod,
    ...lineOf(n, time),
  }
}

/** The end of a container of which nothing else is told. */
function exitOf(n: number, time: number): Event {
  const exit = { execId: null, exitStatus: 0, exitedAt: null, sandbox: null, synthetic: false }
  return { type: 'runtime.exit', ...exit, ...lineOf(n, time) }
}

function lineOf(n: number, time: number) {
  return {
    runtime: 'containerd' as const,
    containerId: n.toString(16).padStart(64, '0'),
    pid: null,
    time,
    stepMs: 1,
    node: 'aks-nodepool1-24207654-vmss000001',
    program: 'containerd',
    file: 'syslog',
    line: 1_000_000 + n,
    order: n,
    text: '',
    origin: null,
    written: null,
    sinceBoot: null,
  }
}

const idsOf = (records: readonly Termination[]) => records.map(({ container }) => container.id)

describe('correlate', () => {
  it('gives the same records in whatever order the events arrive', async () => {
    const log = await eventsOf('pod-limit', 'grace-expired', 'exit-0', 'memory-limit', 'eviction')
    const { records } = judged(log.events, log, Infinity)
    expect(records.length).toBeGreaterThan(6)
    fc.assert(
      fc.property(fc.shuffledSubarray([...log.events], { minLength: log.events.length }), (shuffled) => {
        expect(judged(shuffled, log, Infinity).records).toEqual(records)
      }),
      { numRuns: 25 },
    )
  })

  it('gives the same records when lines come late, but within the window', async () => {
    const log = await eventsOf('pod-limit')
    const hours = [0, 1, 2, 3].map((n) => shifted(log.events, n))
    const { records } = judged(hours.flat(), log, Infinity)
    expect(records).toHaveLength(12)
    fc.assert(
      fc.property(
        fc.tuple(...hours.map((hour) => fc.shuffledSubarray([...hour], { minLength: hour.length }))),
        (arrived) => {
          const streamed = judged(arrived.flat(), log, WINDOW_MS)
          expect(streamed.late).toEqual([])
          expect(streamed.records).toEqual(records)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('gives a death once, however many come behind it while its kill is kept for another container', async () => {
    const log = await eventsOf('pod-limit')
    const kill = log.events.find((event) => event.type === 'kernel.oom_kill')
    const uid = kill?.type === 'kernel.oom_kill' ? kill.podUid : null
    const end = Math.max(...log.events.map(({ time }) => time ?? 0))
    const sibling = startOf(1, kill?.time ?? 0, { namespace: null, name: null, uid })
    const others = Array.from({ length: 17_000 }, (_, n) => exitOf(2 + n, end + n * 1000))
    const node = kill?.node ?? null
    const { records } = judged(
      [{ ...sibling, node }, ...log.events, ...others.map((other) => ({ ...other, node }))],
      log,
      WINDOW_MS,
    )
    expect(uid).not.toBeNull()
    expect(new Set(idsOf(records)).size).toBe(records.length)
    expect(idsOf(records)).toContain(kill?.type === 'kernel.oom_kill' ? kill.containerId : null)
  })

  it('gives a record once the log has left it behind, in order of the deaths, and forgets its lines', async () => {
    const log = await eventsOf('pod-limit')
    const correlator = createCorrelator({
      windowMs: WINDOW_MS,
      coverageOf: log.coverageOf,
      onLate: () => undefined,
    })
    const given = [0, 1, 2].flatMap((n) => shifted(log.events, n).flatMap((event) => correlator.next(event)))
    expect(given).toHaveLength(6)
    expect(given.map((one) => one.end?.at)).toEqual(
      given.map((one) => one.end?.at).sort((a, b) => (a ?? 0) - (b ?? 0)),
    )
    expect(correlator.end()).toHaveLength(3)
  })

  it('gives those that died after a kill without an end behind it; live it does not wait', async () => {
    const log = await eventsOf('memory-limit', 'pod-limit')
    const ordered = log.events.toSorted((a, b) => (a.time ?? 0) - (b.time ?? 0))
    const later = shifted(ordered, 1).filter(({ node }) => node === 'lab-node-1')
    const { records } = judged([...ordered, ...later], log, WINDOW_MS)
    expect(records.map(({ exitObserved }) => exitObserved)).toEqual([false, ...Array(6).fill(true)])

    const live = createCorrelator({
      windowMs: WINDOW_MS,
      coverageOf: log.coverageOf,
      onLate: () => undefined,
    })
    for (const event of ordered) expect(live.next(event)).toEqual([])
    expect(live.settle().map((one) => one.end !== null)).toEqual([true, true, true])
  })

  it('gives the same records of a long log, which it looks through the more rarely the more is open', async () => {
    const log = await eventsOf('pod-limit')
    const hours = Array.from({ length: 60 }, (_, n) => shifted(log.events, n + 100)).flat()
    const open = Array.from({ length: 600 }, (_, n) => startOf(n, hours[0]?.time ?? 0))
    const { records } = judged([...open, ...hours], log, Infinity)
    expect(records).toHaveLength(180)
    expect(judged([...open, ...hours], log, WINDOW_MS).records).toEqual(records)
  })

  it('gives what has settled at once where its log rests, or is known to have come so far, however much is open', async () => {
    const log = await eventsOf('exit-0')
    const begin = log.events[0]?.time ?? 0
    const open = Array.from({ length: 1000 }, (_, n) => startOf(n, begin + 6 * 60_000))
    for (const rest of ['reach', 'settle'] as const) {
      const correlator = createCorrelator({
        windowMs: WINDOW_MS,
        coverageOf: log.coverageOf,
        onLate: () => undefined,
      })
      const next = (events: readonly Event[]) => events.flatMap((event) => correlator.next(event))
      // The last sweep leaves so much that the next one waits for half as much again.
      next([...open, startOf(5000, begin + 12 * 60_000)])
      const later = shifted(log.events, 1)
      const early = next([...later, startOf(5001, begin + HOUR_MS + 20 * 60_000)])
      const given = rest === 'settle' ? correlator.settle() : correlator.reach(begin + HOUR_MS + 40 * 60_000)
      expect([early.length, given.map(({ container }) => container.id)]).toEqual([
        0,
        [...new Set(later.flatMap((event) => (event.type === 'runtime.exit' ? event.containerId : [])))],
      ])
    }
  })

  it('holds no more lines than it may, tells so once, and gives each death that it saw', async () => {
    const log = await eventsOf('pod-limit')
    const time = log.events[0]?.time ?? 0
    const starts = Array.from({ length: 5000 }, (_, n) => startOf(n, time))
    const givenUp: Event[] = []
    const correlator = createCorrelator({
      windowMs: Infinity,
      coverageOf: log.coverageOf,
      onLate: () => undefined,
      maxOpen: 1000,
      onGivenUp: (event) => givenUp.push(event),
    })
    const records = [...log.events, ...starts, ...shifted(log.events, 1)].flatMap((event) =>
      correlator.next(event),
    )
    expect(givenUp).toEqual([starts[1000 - log.events.length]])
    expect(records).toHaveLength(3)
    expect(correlator.end()).toHaveLength(3)
  })

  it('tells what comes too late, and makes no second record of it', async () => {
    const log = await eventsOf('pod-limit')
    const oom = log.events.find((event) => event.type === 'runtime.oom')
    const again = log.events.find((event) => event.type === 'runtime.exit')
    const next = shifted(log.events, 9)
    if (!oom || !again) throw new Error('the sample has both')
    const { records, late } = judged([...log.events, ...next, oom, again], log, WINDOW_MS)
    expect(late).toEqual([oom, again])
    expect(new Set(idsOf(records)).size).toBe(records.length)
  })

  it('keeps nodes apart: what each gives alone, both give together', async () => {
    const log = await eventsOf('pod-limit', 'exit-0', 'eviction')
    const nodes = [...new Set(log.events.map((event) => event.node))]
    const alone = nodes.flatMap(
      (node) =>
        judged(
          log.events.filter((event) => event.node === node),
          log,
          Infinity,
        ).records,
    )
    const together = judged(log.events, log, Infinity).records
    expect(new Set(together)).toEqual(new Set(alone))
  })

  it('never lets what happened to another container into a record', async () => {
    const log = await eventsOf('pod-limit', 'grace-expired')
    for (const { container, evidence } of judged(log.events, log, Infinity).records) {
      for (const event of evidence) {
        if (event.type !== 'runtime.exit') continue
        expect([container.id, container.sandboxId]).toContain(event.containerId)
      }
    }
  })
})
