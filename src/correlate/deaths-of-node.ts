import type { Case, End } from '../model/case.js'
import type { NodeCoverage } from '../model/coverage.js'
import type { Event } from '../model/event.js'
import { isStartFailure } from '../model/start-failure.js'
import { caseOf, showsRunning } from './case-of.js'
import { readEnd } from './end.js'
import { splitLives } from './lives.js'
import { isOfNested } from './nested-kills.js'
import type { Ordered } from './order.js'
import { type Surroundings, surroundingsOf } from './surroundings.js'
import type { Identity } from './who.js'

/** A life in which something died: what decides when its case is complete, and how to make that. */
export interface Death {
  readonly id: string
  /** The lines of that life, in their order. */
  readonly lines: readonly Ordered[]
  readonly end: End | null
  /** The node went down under it. */
  readonly boot: Ordered | null
  /** Whole epoch milliseconds, as they are printed, of the death, else of the first line. */
  readonly at: number
  /** Its end, or that it could not begin, is told. */
  readonly isOver: boolean
  readonly makeCase: () => Case
}

export interface NodeDeaths {
  readonly deaths: readonly Death[]
  /** Lines that name no container, by the container that they were found to be about. */
  readonly tied: ReadonlyMap<Event, string>
  /** The names of a container's pod, as far as the lines tell. */
  readonly podNamesOf: (id: string) => readonly string[]
}

/**
 * The deaths on one node, from all of its events in one order.
 *
 * All events are taken together, so that it does not matter which of two lines came first.
 */
export function deathsOfNode(
  node: string | null,
  ordered: readonly Ordered[],
  coverage: NodeCoverage,
): NodeDeaths {
  const around = surroundingsOf(node, ordered, coverage)
  const deaths: Death[] = []
  for (const [id, own] of around.ofContainer) {
    const identity = around.who.containers.get(id)
    if (!identity) continue
    for (const life of splitLives(own, identity.runtime, around)) {
      const death = deathIn(life, identity, around)
      if (death) deaths.push(death)
    }
  }
  return { deaths, tied: around.tied, podNamesOf: (id) => around.who.containers.get(id)?.podNames ?? [] }
}

/** The death in one life, or undefined where nothing in it died. */
function deathIn(lines: readonly Ordered[], who: Identity, around: Surroundings): Death | undefined {
  const boot = findBootUnder(lines, around.boots)
  const end = readEnd(lines, { boot, restarts: around.restarts })
  const isEnded = end !== null || boot !== null
  const failed = !isEnded && lines.some(({ event }) => isStartFailure(event))
  const tells = (line: Ordered) =>
    tellsOfKill(line) && !isOfNested(line, around.killsNested().get(who.id) ?? [])
  if (!isEnded && !lines.some(tells) && !(failed && !lines.some(showsRunning))) return undefined
  return {
    id: who.id,
    lines,
    end,
    boot,
    at: Math.floor(end?.at ?? lines[0]?.at ?? 0),
    isOver: isEnded || failed,
    makeCase: () => caseOf({ lines, end, boot }, who, around),
  }
}

/** The boot that the container was running before, where nothing reports its end until then. */
function findBootUnder(life: readonly Ordered[], boots: readonly Ordered[]): Ordered | null {
  const running = boots.length === 0 ? undefined : life.find(showsRunning)
  const boot = running && boots.find((b) => b.at > running.at)
  if (!boot) return null
  const endedBefore = life.some(({ event, at, isEnd }) => {
    if (!isEnd) return false
    // Only a runtime that was there at the end prints its time: that of a container which outlived the boot is another node's.
    return at <= boot.at || (event.type === 'runtime.exit' && event.exitedAt !== null && !event.synthetic)
  })
  return endedBefore ? null : boot
}

/** A line that says that something in the container was killed for its memory. */
function tellsOfKill({ event: { type } }: Ordered): boolean {
  return (
    type === 'kernel.oom_kill' ||
    type === 'systemd.scope_oom' ||
    type === 'systemd.oomd_kill' ||
    type === 'talos.oom_kill'
  )
}
