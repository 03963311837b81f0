import { copyOf } from '../model/copy-of.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import { BEFORE_MS } from './case-of.js'
import { type Death, deathsOfNode } from './deaths-of-node.js'
import { createKeyring } from './keyring.js'
import { orderEvents, type Ordered, unordered } from './order.js'
import { runsAgain } from './lives.js'
import { namesOf } from './pod-names.js'

/** One node: containers, pods and pids of two nodes never meet. */
export interface World {
  /** False: the event is about a death that has its record. */
  readonly take: (event: Event) => boolean
  /**
   * The deaths that lie before the horizon, and, leaving what is needed from `oldest` on, the time of the earliest death
   * that does not yet, and of a kill without an end.
   */
  readonly sweep: (
    horizon: number,
    coverage: NodeCoverage,
    oldest: number,
  ) => {
    readonly settled: readonly Death[]
    readonly earliestOpen: number
    readonly earliestEndless: number
  }
  /** Forgets the containers that were met first; gives the deaths among them as they are. */
  readonly giveUpHalf: (coverage: NodeCoverage) => readonly Death[]
  /** How many lines are held. */
  readonly size: number
  readonly end: (coverage: NodeCoverage) => readonly Death[]
}

/** Ids that have their record; the oldest are forgotten first. */
const MOST_SETTLED = 16_384

export function createWorld(node: string | null): World {
  let held: Ordered[] = []
  const keyring = createKeyring()
  const settledUntil = new Map<string, number>()
  /** Lines that are kept though the death they tell of was given. */
  const witnesses = new WeakSet<Event>()
  /** When the last death was given of a pod, by each of its names; for as long as lines of the pod's deletion may be kept. */
  const diedIn = new Map<string, number>()

  function settle({ id, lines }: Death): void {
    let until = -Infinity
    for (const { event } of lines) until = Math.max(until, event.time ?? -Infinity)
    settledUntil.set(copyOf(id), until)
    if (settledUntil.size > MOST_SETTLED) settledUntil.delete(settledUntil.keys().next().value ?? '')
  }

  /** A kill that is kept for the other containers of its pod makes no second record of its own. */
  const hasRecord = ({ lines }: Death): boolean => lines.every(({ event }) => witnesses.has(event))

  function unsettled(ordered: readonly Ordered[], coverage: NodeCoverage) {
    const { deaths, ...known } = deathsOfNode(node, ordered, coverage)
    return { deaths: deaths.filter((one) => !hasRecord(one)), ...known }
  }

  return {
    take(event) {
      const keys = keyring.keysOf(event)
      const { container } = keys
      const until = container ? settledUntil.get(container) : undefined
      if (until !== undefined && container) {
        const runsAgain = event.time !== null && event.time > until && startsAnew(event, until)
        if (!runsAgain) return false
        settledUntil.delete(container)
      }
      held.push(unordered(event, keys))
      return true
    },
    sweep(horizon, coverage, oldest) {
      const ordered = orderEvents(held)
      const { deaths, tied, podNamesOf } = unsettled(ordered, coverage)
      const settled: Death[] = []
      let earliestOpen = Infinity
      let earliestEndless = Infinity
      for (const death of deaths) {
        if (isSettled(death, horizon)) settled.push(death)
        else if (death.end) earliestOpen = Math.min(earliestOpen, death.at)
        else earliestEndless = Math.min(earliestEndless, death.at)
      }
      const given = new Set<Ordered>()
      for (const { lines } of settled) for (const one of lines) given.add(one)
      const open = new Set<string>()
      for (const one of ordered)
        if (one.keys.container !== null && !given.has(one)) open.add(one.keys.container)
      const oldestNeeded = oldest - BEFORE_MS
      const openPods = new Set<string>()
      for (const id of open) for (const name of podNamesOf(id)) openPods.add(name)
      for (const { id, at } of settled) for (const name of podNamesOf(id)) diedIn.set(name, at)
      const hasDied = ({ keys }: Ordered) =>
        keys.pods.every((pod) => namesOf(pod).some((name) => diedIn.has(name) && !openPods.has(name)))
      const isHeld = (one: Ordered) => {
        if (!given.has(one)) return isNeeded(one, oldestNeeded, hasDied) || tied.has(one.event)
        const isKept = isWitness(one.event, openPods, oldestNeeded)
        if (isKept) witnesses.add(one.event)
        return isKept
      }
      held = ordered.filter(isHeld)
      for (const [name, at] of diedIn) if (at < oldestNeeded - BEFORE_MS) diedIn.delete(name)
      for (const death of settled) settle(death)
      return { settled, earliestOpen, earliestEndless }
    },
    giveUpHalf(coverage) {
      const ordered = orderEvents(held)
      const { deaths, tied } = unsettled(ordered, coverage)
      const old = new Set(held.slice(0, Math.ceil(held.length / 2)).map(({ event }) => event))
      const given = deaths.filter(({ lines }) => lines.some(({ event }) => old.has(event)))
      const told = new Set(given.flatMap(({ lines }) => lines.map(({ event }) => event)))
      const idOf = ({ event, keys }: Ordered) => keys.container ?? tied.get(event)
      const ids = new Set(held.flatMap((one) => (old.has(one.event) ? [idOf(one)] : [])))
      held = held.filter(
        (one) => !old.has(one.event) && !told.has(one.event) && !(idOf(one) && ids.has(idOf(one))),
      )
      for (const death of given) settle(death)
      return given
    },
    get size() {
      return held.length
    },
    end: (coverage) => unsettled(orderEvents(held), coverage).deaths,
  }
}

/**
 * Of the lines of given deaths those that others still need: an OOM kill explains the OOM events of the other containers
 * of its pod, for as long as they live, and one of a node that ran out of memory is the root of those that follow it.
 */
function isWitness(event: Event, openPods: ReadonlySet<string>, oldest: number): boolean {
  if (event.type !== 'kernel.oom_kill') return false
  if (event.podUid !== null && openPods.has(event.podUid)) return true
  return event.scope === 'node' && event.time !== null && event.time >= oldest
}

/** Where a container may run again: its next end may be all that tells of it. */
function startsAnew(event: Event, until: number): boolean {
  if (!('runtime' in event) || !runsAgain(event.runtime)) return false
  switch (event.type) {
    case 'runtime.container_started':
    case 'runtime.kill_sent':
    case 'runtime.start_failed':
    case 'kernel.oom_kill':
      return true
    case 'runtime.exit':
      return (
        event.execId === null &&
        !event.aftermath &&
        !event.synthetic &&
        (event.exitedAt === null || event.exitedAt > until)
      )
    default:
      return false
  }
}

/** Mentions of a container that is dead already: they tell nothing of its death. */
const AFTERMATH: ReadonlySet<Event['type']> = new Set([
  'runtime.removed',
  'runtime.stopped',
  'runtime.stop_requested',
  'runtime.shim_gone',
  'kubelet.container_removed',
  'kubelet.names',
  'kubelet.pleg',
  'kubelet.backoff',
])

/** Its death, and all that tells of it, lie before the horizon. */
function isSettled({ end, boot, at: begun, isOver, lines }: Death, horizon: number): boolean {
  if (!isOver || (end?.at ?? boot?.event.time ?? begun) >= horizon) return false
  return lines.every(({ event, at }) => at < horizon || AFTERMATH.has(event.type))
}

/** A pod that is being deleted may take this long until its containers are stopped. */
const DELETING_MS = 6 * 3_600_000

/** Of a container that lives on everything is needed but what repeats for as long as it lives. */
function isNeeded(one: Ordered, oldest: number, hasDied: (deleted: Ordered) => boolean): boolean {
  const { event, keys } = one
  if (event.time === null || event.time >= oldest) return true
  if (event.type === 'kubelet.pod_deleted') return event.time >= oldest - DELETING_MS && !hasDied(one)
  // Without these, what the restarted daemons tell again of containers that live on would pass for their start.
  if (event.type === 'kubelet.started' || event.type === 'runtime.daemon') return true
  return keys.container !== null && event.type !== 'kubelet.probe_failed' && event.type !== 'kubelet.backoff'
}
