import { type CoverageLog, createCoverageLog } from '../events/coverage.js'
import { createNodeNames, isMachine, isNameOf } from '../events/node-names.js'
import type { Naming } from '../events/read-input.js'
import type { Event } from '../model/event.js'
import type { Problem } from '../model/problem.js'
import type { SeenLine } from '../model/seen-line.js'
import { type BootClues, type BootTie, createBootClues, createPlacing } from './boot-ties.js'

/** The logs that lie in one place, and whose they are. */
export interface Home {
  /** The node of all of them; null: not proven. */
  readonly node: string | null
  /** All that their lines name. */
  readonly nodes: readonly string[]
  isDoubtTold: boolean
}

/** How the lines of one log are named, by themselves and with the others of its home. */
export interface LogNaming extends Naming {
  readonly heard: () => readonly string[]
  /** Once: by its home, null: it has none. */
  readonly settle: (home: Home | null) => void
  /** The node of all the logs of its home; null: not proven. */
  readonly joined: () => string | null
  /** What the logs beside it tell of its boot. */
  readonly tie: (ties: readonly BootTie[]) => void
  readonly ties: () => readonly BootTie[]
  /** The event under its node's name, and at its time if other logs tie its boot to one. That it could not be told whose it is is a problem, told once. */
  readonly nameEvent: (event: Event) => Event
  /** What its lines show while nobody knows whose they are; null: that is known before they are read. */
  readonly apart: Apart | null
}

/** Coverage and lines of a log that is read before its neighbours. */
interface Apart {
  readonly coverage: CoverageLog
  readonly clues: BootClues
  readonly see: (seen: SeenLine) => void
}

/** Where what was held apart goes. */
interface NamingSettings {
  readonly coverage: CoverageLog
  readonly onSeen?: ((seen: SeenLine) => void) | undefined
  readonly tell: (problem: Problem) => void
}

/** `isApart`: it is read before its neighbours are known. */
export function createLogNaming(
  isApart: boolean,
  isPatient: boolean,
  { coverage, onSeen, tell }: NamingSettings,
): LogNaming {
  const names = createNodeNames()
  const seen: SeenLine[] = []
  const apart = isApart
    ? {
        coverage: createCoverageLog(),
        clues: createBootClues(),
        see: (one: SeenLine) => void seen.push(one),
      }
    : null
  let ties: readonly BootTie[] = []
  let place = createPlacing(ties)
  let home: Home | null = null
  let isSettled = false
  let isDoubtTold = false

  function nodeOf(host: string | null): string | null {
    const node = home?.node ?? null
    return node !== null && node !== host && isNameOf(node, host) ? node : host
  }

  function watch({ node, file, line }: Event): void {
    if (!home || home.nodes.length === 0) return
    if (node === null && !isDoubtTold) {
      isDoubtTold = true
      tell({
        code: 'node-unknown',
        file,
        line,
        message: `names no node, and ${listed(home.nodes)} beside it`,
      })
    }
    if (home.node === null || node === null || !isMachine(node) || node === home.node || home.isDoubtTold)
      return
    home.isDoubtTold = true
    const message = `names ${node}, where lines beside it that name no node were taken for those of ${home.node}`
    tell({ code: 'node-unknown', file, line, message })
  }

  return {
    isPatient,
    hear: names.hear,
    heard: names.heard,
    nodeOf,
    settle(its) {
      if (isSettled) return
      isSettled = true
      home = its
      if (!apart) return
      coverage.takeOver(apart.coverage, nodeOf)
      for (const one of seen.splice(0)) onSeen?.({ ...one, node: nodeOf(one.node) })
    },
    joined: () => home?.node ?? null,
    tie(its) {
      ties = its
      place = createPlacing(its)
    },
    ties: () => ties,
    nameEvent(event) {
      const placed = place(event)
      const node = nodeOf(placed.node)
      const named = node === placed.node ? placed : { ...placed, node }
      watch(named)
      return named
    },
    apart,
  }
}

function listed(nodes: readonly string[]): string {
  const [first, second, ...others] = nodes
  return others.length > 0
    ? `logs of ${first}, ${second} and ${others.length} more are`
    : `logs of ${first} and ${second} are`
}
