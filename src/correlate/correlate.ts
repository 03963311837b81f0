import type { Case } from '../model/case.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import type { Death } from './deaths-of-node.js'
import { createWorld, type World } from './world.js'

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
  /** Settled, and waiting for a death before theirs to settle too; and the time of the first of them. */
  let ready: Ready[] = []
  let firstReady = Infinity

  function worldOf(node: string | null): World {
    const known = worlds.get(node)
    if (known) return known
    const made = createWorld(node)
    worlds.set(node, made)
    return made
  }

  /** A sweep looks at all that is held: it waits until as much again has come, so that each line is looked at about twice at most. */
  function isWorthIt(): boolean {
    return held <= FEW || held - left >= Math.max(left, MANY)
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
      addReady(settled)
      barrier = Math.min(barrier, earliestOpen)
      endless = Math.min(endless, earliestEndless)
    }
    if (!isLive && ready.length <= MOST_READY) barrier = Math.min(barrier, endless)
    held = left = sizeOf(worlds)
    return giveBefore(barrier)
  }

  function addReady(deaths: readonly Death[]): void {
    for (const death of deaths) {
      ready.push(readyOf(death))
      firstReady = Math.min(firstReady, death.at)
    }
  }

  function giveBefore(time: number): readonly Case[] {
    if (firstReady >= time) return NONE
    ready.sort(byTime)
    const given = ready.filter((death) => death.at < time)
    ready = ready.slice(given.length)
    firstReady = ready[0]?.at ?? Infinity
    return given.map(({ made }) => made)
  }

  /** Room for what comes: the oldest containers are given as far as they are known. */
  function giveUp(event: Event): readonly Case[] {
    const given = sweep(newest - windowMs)
    if (held <= maxOpen / 2) return given
    if (!hasGivenUp) onGivenUp?.(event)
    hasGivenUp = true
    for (const [node, world] of worlds) addReady(world.giveUpHalf(coverageOf(node, newest)))
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
      if (newest - swept < windowMs || !isWorthIt()) return NONE
      swept = newest
      return sweep(newest - windowMs)
    },
    reach(time) {
      isLive = true
      newest = Math.max(newest, time)
      if (swept === -Infinity) swept = newest
      // Once a window would print what has settled up to a window late.
      if (held + ready.length === 0 || newest - swept < windowMs / 8) return NONE
      swept = newest
      return sweep(newest - windowMs)
    },
    settle() {
      isLive = true
      return sweep(Infinity, newest - windowMs)
    },
    end() {
      const rest = [...worlds].flatMap(([node, world]) => world.end(coverageOf(node, null)))
      return [...ready, ...rest.map(readyOf)].sort(byTime).map(({ made }) => made)
    },
  }
}

interface Ready extends Pick<Death, 'at' | 'id'> {
  readonly made: Case
}

const NONE: readonly Case[] = []
/** So few lines are looked through in no time. */
const FEW = 64
/** So many new lines make a sweep worth its while. */
const MANY = 512
/** So many records wait for one that has no end yet; more are given before it, however early its kill was. */
const MOST_READY = 2_000
/** A gigabyte of lines. */
const MOST_OPEN = 1_000_000

function sizeOf(worlds: ReadonlyMap<string | null, World>): number {
  let size = 0
  for (const world of worlds.values()) size += world.size
  return size
}

/** Made at once: until then a death holds all that the node said around it. */
function readyOf({ at, id, makeCase }: Death): Ready {
  return { at, id, made: makeCase() }
}

/** By the time of death, else by the first event that made the record, then by container id. */
function byTime(a: Ready, b: Ready): number {
  return a.at - b.at || a.id.localeCompare(b.id)
}

function tellsOfDeath(event: Event): boolean {
  return event.type === 'kernel.oom_kill' || event.type === 'runtime.oom' || event.type === 'runtime.exit'
}
