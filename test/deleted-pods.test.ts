import { describe, expect, it } from 'vitest'
import { createWorld } from '../src/correlate/world.js'
import type { Event } from '../src/model/event.js'
import { ownPipeline } from '../src/own-pipeline.js'
import { create, createSandbox, exit, kubelet, start, uid } from './rule-cases/lines.js'

const HOUR_MS = 3_600_000
const ID = (n: number, letter: string) => `${letter}${n}`.padStart(64, letter)

/** A pod of each minute: it starts, is deleted, its container dies, and then its sandbox. */
function podOf(n: number): { readonly deleted: readonly string[]; readonly sandboxDies: string } {
  const at = (second: string) =>
    `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:${second}`
  const [sandbox, container] = [ID(n, 'f'), ID(n, 'a')]
  const podUid = uid('1').replace(/^.{4}/, String(1000 + n))
  return {
    deleted: [
      createSandbox(at('00.1'), sandbox, `web-${n}`, podUid),
      create(at('00.2'), container, { sandbox }),
      start(at('00.3'), container),
      kubelet(at('20'), `"SyncLoop DELETE" source="api" pods=["shop/web-${n}"]`),
      exit(at('30'), container, 143),
      kubelet(at('40'), `"SyncLoop REMOVE" source="api" pods=["shop/web-${n}"]`),
    ],
    sandboxDies: exit(at('31'), sandbox, 0),
  }
}

async function eventsOf(lines: readonly string[]): Promise<readonly Event[]> {
  async function* inputs() {
    const text = lines.map((one) => `${one}\n`).join('')
    yield {
      name: 'log',
      modifiedAt: null,
      chunks: (async function* () {
        yield Buffer.from(text)
      })(),
    }
  }
  const events: Event[] = []
  for await (const event of ownPipeline.events(inputs(), { referenceMs: Date.UTC(2024, 9, 13) }))
    events.push(event)
  return events
}

/** The types of what is held an hour after the last line. */
async function heldAfter(lines: readonly string[]): Promise<number> {
  const world = createWorld('node-1')
  const events = await eventsOf(lines)
  for (const event of events) world.take(event)
  const coverage = { node: 'node-1', sources: [], gaps: [], boots: [] }
  const end = events.reduce((latest, { time }) => Math.max(latest, time ?? 0), 0)
  for (const later of [0, HOUR_MS]) world.sweep(end + later, coverage, end + later)
  return world.size
}

describe('the deletion of a pod', () => {
  const pods = Array.from({ length: 200 }, (_, n) => podOf(n))

  it('is forgotten once its containers have ended, and what comes of it later is too', async () => {
    expect(await heldAfter(pods.flatMap(({ deleted, sandboxDies }) => [...deleted, sandboxDies]))).toBe(0)
  })

  it('is kept while that lives, or nobody knows: a container in it may still be stopped for it', async () => {
    const [one] = pods.slice(-1)
    const lines = one?.deleted ?? []
    const [sandbox, ...others] = lines
    // Its start is held, and its deletion and removal.
    expect(await heldAfter(lines)).toBe(3)
    expect(sandbox).toContain('RunPodSandbox')
    expect(await heldAfter(others)).toBeGreaterThanOrEqual(2)
  })

  it('is kept for a pod that got another sandbox under the same name', async () => {
    const [one] = pods.slice(-1)
    const again = createSandbox('03:30:00.1', ID(999, 'e'), 'web-199', uid('2'))
    const lines = [...(one?.deleted ?? []), one?.sandboxDies ?? '', again]
    expect(await heldAfter(lines)).toBe(3)
  })
})
