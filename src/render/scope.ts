import type { Origin } from '../model/stamp.js'
import type { DeathGroup } from '../model/summary.js'
import type { ClockNote } from '../model/termination.js'
import { count } from './count.js'
import { clockNotes, nodeName, titled } from './heading.js'
import type { Style } from './style.js'
import { clockOf, offsetOfNode, wallDay, wallDayNumber } from './wall-time.js'
import { cutMiddle } from './width.js'

/** Where and when all of it happened: what need not be said with each entry. */
export interface Scope {
  readonly nodes: readonly (string | null)[]
  /** Wall-clock days from first to last, each once; empty where no line has a time. */
  readonly days: readonly string[]
  /** What holds of the clocks of all nodes; of several, as doubtful as the most doubtful one. */
  readonly clock: ClockNote | undefined
  /** Not all of it is of one year. */
  readonly hasYears: boolean
  /** The nodes' clocks have different zones. */
  readonly hasZones: boolean
}

export function scopeOf(groups: readonly DeathGroup[], clocks: readonly ClockNote[]): Scope {
  const nodes = [...new Set(groups.flatMap((group) => group.nodes))]
  const own = nodes.flatMap((node) => clockOf(clocks, node) ?? [])
  const offsets = new Set(own.map(({ offsetMinutes }) => offsetMinutes))
  const days = groups
    .flatMap(({ nodes: [node = null], first, last }) => {
      const offset = offsetOfNode(clocks, node)
      return [first, last].flatMap((time) =>
        time === null ? [] : { number: wallDayNumber(time, offset), day: wallDay(time, offset) },
      )
    })
    .sort((a, b) => a.number - b.number)
    .map(({ day }) => day)
  return {
    nodes,
    days: [...new Set([days.at(0), days.at(-1)])].flatMap((day) => day ?? []),
    clock: own.reduce<ClockNote | undefined>((all, one) => (all ? inCommon(all, one) : one), undefined),
    hasYears: days.at(0)?.slice(-4) !== days.at(-1)?.slice(-4),
    hasZones: offsets.size > 1,
  }
}

const DOUBT: readonly Origin[] = ['written', 'inferred', 'assumed']

function inCommon(a: ClockNote, b: ClockNote): ClockNote {
  const lessSure = (one: Origin, other: Origin) => (DOUBT.indexOf(one) > DOUBT.indexOf(other) ? one : other)
  return { ...a, year: lessSure(a.year, b.year), zone: lessSure(a.zone, b.zone), skews: [] }
}

/** `3 nodes   Mon 23 Nov 2026 – Tue 24 Nov 2026 · UTC`, with a line feed. */
export function scopeLine({ nodes, days, clock, hasZones }: Scope, width: number, style: Style): string {
  const [only = null] = nodes
  const name = nodes.length === 1 ? cutMiddle(nodeName(only), width) : count(nodes.length, 'node')
  const day = days.join(' – ') || 'no time on the lines'
  const notes = hasZones
    ? [day, "times are on each node's own clock"]
    : clock && days.length > 0
      ? clockNotes(day, clock)
      : [day]
  return titled(name, notes.join(' · '), width, style)
}
