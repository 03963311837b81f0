import { isStartFailure } from '../model/start-failure.js'
import type { Case } from '../model/case.js'
import { copyOf } from '../model/copy-of.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import { BEFORE_MS, casesOfNode, type PlacedCase } from './cases-of-node.js'
import { createKeyring } from './keyring.js'
import { type Keyed, type Ordered, orderEvents } from './order.js'

export interface CorrelatorSettings {
  /** Milliseconds of log time by which a line may come late and still amend a record; Infinity holds all to the end. */
  readonly windowMs: number
  /** What the input covers of a node, as far as it is read up to this time; null: to its end. */
  readonly coverageOf: (node: string | null, asOf: number | null) => NodeCoverage
  /** A line that tells of a death whose record was given before. */
  readonly onLate: (event: Event) => void
  /** How many lines of containers that have no record yet are kept; of more the oldest containers are given up. */
  readonly maxOpen?: number
  /** The first line for which containers were given up. */
  readonly onGivenUp?: (event: Event) => void
}

/**
 * Events, roughly by time → Cases by time, each once the log's own time has left it behind by the window.
 *
 * A case that is given leaves the memory with its lines; what comes later of its container amends nothing. A case
 * without an end (a process in it was killed, and it lived on) is given when the events end, and those that died after
 * that kill wait for it, up to a number. Live, nothing waits for what may never come: order is that of settling.
 */
export interface Correlator {
  readonly next: (event: Event) => readonly Case[]
  /** The log's own time has come so far, in epoch milliseconds. */
  readonly reach: (time: number) => readonly Case[]
  /** Nothing more is expected for now: all that has ended is given. */
  readonly settle: () => readonly Case[]
  readonly end: () => readonly Case[]
}

export function createCorrelator(settings: CorrelatorSettings): Correlator {
  const { windowMs, coverageOf, onLate, maxOpen = MOST_OPEN, onGivenUp } = settings
  const worlds = new Map<string | null, World>()
  /** Lines that all worlds hold, and how many of them the last sweep left. */
  let held = 0
  let left = 0
  let hasGivenUp = false
  let newest = -Infinity
  let swept = -Infinity
  let isLive = false
  /** Settled, and waiting for a death before theirs to settle too. */
  let ready: Case[] = []

  function worldOf(node: string | null): World {
    const known = worlds.get(node)
    if (known) return known
    const made = createWorld(node)
    worlds.set(node, made)
    return made
  }

  /** A sweep looks at all that is held: it waits until half as much again has come, so that all of them take linear time. */
  function isWorthIt(): boolean {
    return held - left >= left / 2 || held <= FEW
  }

  function sweep(horizon: number, oldest = horizon): readonly Case[] {
    let barrier = horizon
    let endless = Infinity
    for (const [node, world] of worlds) {
      const { settled, earliestOpen, earliestEndless } = world.sweep(
        horizon,
        coverageOf(node, newest),
        oldest,
      )
      ready.push(...settled)
      barrier = Math.min(barrier, earliestOpen)
      endless = Math.min(endless, earliestEndless)
    }
    if (!isLive && ready.length <= MOST_READY) barrier = Math.min(barrier, endless)
    held = left = sizeOf(worlds)
    return giveBefore(barrier)
  }

  function giveBefore(time: number): readonly Case[] {
    ready.sort(byTime)
    const given = ready.filter((one) => timeOf(one) < time)
    ready = ready.filter((one) => timeOf(one) >= time)
    return given
  }

  /** Room for what comes: the oldest containers are given as far as they are known. */
  function giveUp(event: Event): readonly Case[] {
    const given = sweep(newest - windowMs)
    if (held <= maxOpen / 2) return given
    if (!hasGivenUp) onGivenUp?.(event)
    hasGivenUp = true
    for (const [node, world] of worlds) ready.push(...world.giveUpHalf(coverageOf(node, newest)))
    held = left = sizeOf(worlds)
    return [...given, ...giveBefore(Infinity)]
  }

  return {
    next(event) {
      if (worldOf(event.node).take(event)) held++
      else if (tellsOfDeath(event)) onLate(event)
      newest = Math.max(newest, event.time ?? -Infinity)
      if (swept === -Infinity) swept = newest
      if (held > maxOpen) return giveUp(event)
      if (newest - swept < windowMs || !isWorthIt()) return []
      swept = newest
      return sweep(newest - windowMs)
    },
    reach(time) {
      isLive = true
      newest = Math.max(newest, time)
      if (swept === -Infinity) swept = newest
      // Once a window would print what has settled up to a window late.
      if (held + ready.length === 0 || newest - swept < windowMs / 8) return []
      swept = newest
      return sweep(newest - windowMs)
    },
    settle() {
      isLive = true
      return sweep(Infinity, newest - windowMs)
    },
    end() {
      const rest = [...worlds].flatMap(([node, world]) => world.end(coverageOf(node, null)))
      return [...ready, ...rest].sort(byTime)
    },
  }
}

/** So few lines are looked through in no time. */
const FEW = 256
/** So many records wait for one that has no end yet; more are given before it, however early its kill was. */
const MOST_READY = 10_000
/** A gigabyte of lines. */
const MOST_OPEN = 1_000_000

function sizeOf(worlds: ReadonlyMap<string | null, World>): number {
  let size = 0
  for (const world of worlds.values()) size += world.size
  return size
}

/** By the time of death, else by the first event that made the record, then by container id. */
function byTime(a: Case, b: Case): number {
  return timeOf(a) - timeOf(b) || (a.container.id ?? '').localeCompare(b.container.id ?? '')
}

/** In whole milliseconds, as they are printed: what is printed in one stands by the ids, wherever it is merged. */
function timeOf(one: Case): number {
  const [first] = one.own
  return Math.floor(one.end?.at ?? (first ? one.moment(first) : 0))
}

const earliestOf = (cases: readonly PlacedCase[]): number =>
  cases.reduce((earliest, { one }) => Math.min(earliest, timeOf(one)), Infinity)

/** One node: containers, pods and pids of two nodes never meet. */
interface World {
  /** False: the event is about a death that has its record. */
  readonly take: (event: Event) => boolean
  /** The cases that lie before the horizon, and, leaving what is needed from `oldest` on, the time of the earliest death that does not yet, and of a kill without an end. */
  readonly sweep: (
    horizon: number,
    coverage: NodeCoverage,
    oldest: number,
  ) => {
    readonly settled: readonly Case[]
    readonly earliestOpen: number
    readonly earliestEndless: number
  }
  /** Forgets the containers that were met first; gives the cases among them as they are. */
  readonly giveUpHalf: (coverage: NodeCoverage) => readonly Case[]
  /** How many lines are held. */
  readonly size: number
  readonly end: (coverage: NodeCoverage) => readonly Case[]
}

/** Ids that have their record; the oldest are forgotten first. */
const MOST_SETTLED = 65_536

function createWorld(node: string | null): World {
  let held: readonly Keyed[] = []
  let taken: Keyed[] = []
  const keyring = createKeyring()
  const settledUntil = new Map<string, number>()

  function settle(id: string, own: readonly Event[]): void {
    settledUntil.set(
      copyOf(id),
      own.reduce((latest, { time }) => Math.max(latest, time ?? -Infinity), -Infinity),
    )
    if (settledUntil.size > MOST_SETTLED) settledUntil.delete(settledUntil.keys().next().value ?? '')
  }

  /** A kill that is kept for the other containers of its pod makes no second record of its own. */
  function hasRecord({ container, own }: Case): boolean {
    return (
      container.id !== null &&
      settledUntil.has(container.id) &&
      own.every((e) => e.type === 'kernel.oom_kill')
    )
  }

  function orderHeld(): readonly Ordered[] {
    held = taken.length === 0 ? held : [...held, ...taken]
    taken = []
    return orderEvents(held)
  }

  function unsettled(ordered: readonly Ordered[], coverage: NodeCoverage) {
    const { cases, tied } = casesOfNode(node, ordered, coverage)
    return { cases: cases.filter(({ one }) => !hasRecord(one)), tied }
  }

  return {
    take(event) {
      const keys = keyring.keysOf(event)
      const { container } = keys
      const until = container ? settledUntil.get(container) : undefined
      if (until !== undefined && container) {
        const runsAgain = event.time !== null && event.time > until && startsAnew(event)
        if (!runsAgain) return false
        settledUntil.delete(container)
      }
      taken.push({ event, keys })
      return true
    },
    sweep(horizon, coverage, oldest) {
      const ordered = orderHeld()
      const { cases, tied } = unsettled(ordered, coverage)
      const [settled, open] = partition(cases, (placed) => isSettled(placed, horizon))
      const given = new Set(settled.flatMap(({ lines }) => lines))
      const openPods = new Set<string>()
      for (const one of ordered) if (!given.has(one)) addPods(one, openPods)
      held = ordered.filter((one) =>
        given.has(one)
          ? isWitness(one.event, openPods, oldest - BEFORE_MS)
          : isNeeded(one, oldest - BEFORE_MS) || tied.has(one.event),
      )
      for (const { one } of settled) if (one.container.id !== null) settle(one.container.id, one.own)
      return {
        settled: settled.map(({ one }) => one),
        earliestOpen: earliestOf(open.filter(({ one }) => one.end !== null)),
        earliestEndless: earliestOf(open.filter(({ one }) => one.end === null)),
      }
    },
    giveUpHalf(coverage) {
      const ordered = orderHeld()
      const { cases, tied } = unsettled(ordered, coverage)
      const old = new Set(held.slice(0, Math.ceil(held.length / 2)).map(({ event }) => event))
      const given = cases.flatMap(({ one }) => (one.own.some((event) => old.has(event)) ? [one] : []))
      const told = new Set(given.flatMap(({ own }) => own))
      const idOf = ({ event, keys }: Keyed) => keys.container ?? tied.get(event)
      const ids = new Set(held.flatMap((one) => (old.has(one.event) ? [idOf(one)] : [])))
      held = held.filter(
        (one) => !old.has(one.event) && !told.has(one.event) && !(idOf(one) && ids.has(idOf(one))),
      )
      for (const { container, own } of given) if (container.id !== null) settle(container.id, own)
      return given
    },
    get size() {
      return held.length + taken.length
    },
    end: (coverage) => unsettled(orderHeld(), coverage).cases.map(({ one }) => one),
  }
}

/** The pod that a container's line names. */
function addPods({ keys }: Ordered, uids: Set<string>): void {
  if (!keys.container) return
  for (const { uid } of keys.pods ?? []) if (uid !== null) uids.add(uid)
}

function partition<T>(
  all: readonly T[],
  isFirst: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  const first: T[] = []
  const rest: T[] = []
  for (const one of all) (isFirst(one) ? first : rest).push(one)
  return [first, rest]
}

/**
 * An OOM kill explains the OOM events of the other containers of its pod, for as long as they live, and one of a node
 * that ran out of memory is the root of those that follow it.
 */
function isWitness(event: Event, openPods: ReadonlySet<string>, oldest: number): boolean {
  if (event.type !== 'kernel.oom_kill') return false
  if (event.podUid !== null && openPods.has(event.podUid)) return true
  return event.scope === 'node' && event.time !== null && event.time >= oldest
}

/** Docker and podman run the same container again. */
function startsAnew(event: Event): boolean {
  return (
    event.type === 'runtime.container_started' && event.runtime !== 'containerd' && event.runtime !== 'cri-o'
  )
}

function tellsOfDeath(event: Event): boolean {
  return event.type === 'kernel.oom_kill' || event.type === 'runtime.oom' || event.type === 'runtime.exit'
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
function isSettled({ one, lines }: PlacedCase, horizon: number): boolean {
  const died = one.end?.at ?? one.boot?.time ?? timeOf(one)
  if (died >= horizon) return false
  const isOver = one.end !== null || one.boot !== null || one.own.some(isStartFailure)
  return isOver && lines.every(({ event, at }) => at < horizon || AFTERMATH.has(event.type))
}

/** A pod that is being deleted may take this long until its containers are stopped. */
const DELETING_MS = 6 * 3_600_000

/** Of a container that lives on everything is needed but what repeats for as long as it lives. */
function isNeeded({ event, keys }: Ordered, oldest: number): boolean {
  if (event.time === null || event.time >= oldest) return true
  if (event.type === 'kubelet.pod_deleted') return event.time >= oldest - DELETING_MS
  // Without these, what the restarted daemons tell again of containers that live on would pass for their start.
  if (event.type === 'kubelet.started' || event.type === 'runtime.daemon') return true
  return Boolean(keys.container) && event.type !== 'kubelet.probe_failed' && event.type !== 'kubelet.backoff'
}
