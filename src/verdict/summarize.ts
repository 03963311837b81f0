import { momentOfDeath } from '../model/moment-of-death.js'
import type { DeathGroup, Summary } from '../model/summary.js'
import type { Termination } from '../model/termination.js'
import { type Cell, groupOf } from './death-group.js'
import { beginRow, extendRow } from './death-row.js'
import { addTo, tallyOf } from './death-tally.js'
import { severityOf } from '../model/severity.js'
import { workloadOf } from '../model/workload.js'

/**
 * Terminations → their summary: deaths of one root that took several kinds of containers stand together, all others
 * by their fingerprint.
 *
 * Memory grows with the containers that died, each by its pod and name, and not with how often they did.
 */
export interface Summarizer {
  readonly next: (termination: Termination) => void
  readonly end: () => Summary
}

export function createSummarizer(): Summarizer {
  const cells = new Map<string, Cell>()
  let terminations = 0
  return {
    next(termination) {
      terminations++
      const { fingerprint, incident } = termination
      const life = lifeOf(termination)
      const key = JSON.stringify([fingerprint, incident, life])
      const time = momentOfDeath(termination)?.time ?? null
      const tally = tallyOf(termination, time)
      const cell = cells.get(key)
      if (!cell) {
        const row = life === null ? null : beginRow(time)
        cells.set(key, { fingerprint, incident, kind: kindOf(termination), row, tally })
        return
      }
      addTo(cell.tally, tally)
      if (cell.row) extendRow(cell.row, time)
    },
    end() {
      return {
        terminations,
        groups: gather([...cells.values()])
          .map(groupOf)
          .sort(byBadness),
      }
    },
  }
}

/** The same container of the same pod, through all its restarts. */
function lifeOf({ node, pod, container }: Termination): string | null {
  const name = container.sandbox ? 'sandbox' : container.name
  const podName = pod?.uid ?? (pod?.name ? `${pod.namespace ?? ''}/${pod.name}` : null)
  if (podName !== null && name !== null) return `${node ?? ''} ${podName} ${name}`
  return container.id === null ? null : `${node ?? ''} ${container.id}`
}

/** Containers that do the same elsewhere: of one workload and name. */
function kindOf({ pod, container }: Termination): string {
  const workload = pod?.name ? `${pod.namespace ?? ''}/${workloadOf(pod.name)}` : (pod?.uid ?? '')
  return `${workload} ${container.sandbox ? 'sandbox' : (container.name ?? container.id ?? '')}`
}

type Together = [Cell, ...Cell[]]

/** Cells that are shown as one. */
function gather(cells: readonly Cell[]): readonly Together[] {
  const kinds = new Map<string, Set<string>>()
  for (const { incident, kind } of cells) {
    if (incident !== null) kinds.set(incident, (kinds.get(incident) ?? new Set()).add(kind))
  }
  const groups = new Map<string, Together>()
  for (const cell of cells) {
    const { incident, fingerprint, tally } = cell
    const isWide = incident !== null && (kinds.get(incident)?.size ?? 0) > 1
    const key = isWide ? `incident ${incident} ${tally.cause}` : `fingerprint ${fingerprint}`
    const group = groups.get(key)
    if (group) group.push(cell)
    else groups.set(key, [cell])
  }
  return [...groups.values()]
}

function byBadness(a: DeathGroup, b: DeathGroup): number {
  return (
    severityOf[b.cause] - severityOf[a.cause] ||
    b.count - a.count ||
    (b.last ?? 0) - (a.last ?? 0) ||
    compare(a.fingerprint ?? a.incident ?? '', b.fingerprint ?? b.incident ?? '')
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
