import type { CrashLoop, DeathGroup } from '../model/summary.js'
import { type DeathRow, LOOP_DEATHS } from './death-row.js'
import { addTo, copyOf, type Tally } from './death-tally.js'
import { severityOf } from '../model/severity.js'

/** The deaths of one container of one pod that are the same and of one root. */
export interface Cell {
  readonly fingerprint: string
  readonly incident: string | null
  /** Of which workload, by which name in it. */
  readonly kind: string
  /** Null where the log does not tell that it is one container. */
  readonly row: DeathRow | null
  readonly tally: Tally
}

/** Cells that belong together as one entry of the summary. */
export function groupOf([first, ...others]: readonly [Cell, ...Cell[]]): DeathGroup {
  const cells = [first, ...others]
  const tally = copyOf(first.tally)
  for (const cell of others) addTo(tally, cell.tally)
  const fingerprints = new Set(cells.map(({ fingerprint }) => fingerprint))
  const incidents = new Set(cells.map(({ incident }) => incident))
  const { count, cause, sandboxes, limitBytes, victim, headline } = tally
  return {
    count,
    cause,
    fingerprint: fingerprints.size === 1 ? first.fingerprint : null,
    incident: incidents.size === 1 ? first.incident : null,
    incidents: incidents.size - Number(incidents.has(null)),
    workloads: [...tally.workloads.values()],
    pods: [...tally.pods.values()],
    containers: [...tally.containers],
    sandboxes,
    nodes: [...tally.nodes],
    resources: [...tally.resources],
    limitBytes,
    victim,
    headline,
    exitCodes: [...tally.exitCodes].sort(([, a], [, b]) => b - a).map(([code]) => code),
    first: tally.first,
    last: tally.last,
    loop: loopOf(cells),
  }
}

function loopOf(cells: readonly Cell[]): CrashLoop | null {
  const loops = cells.flatMap(({ row, tally }) => {
    // What was stopped or done three times may have been meant so; the kubelet's back-off shows that it was not.
    const isTrouble = severityOf[tally.cause] > 0 || tally.backoff !== null
    return row && row.longest >= LOOP_DEATHS && isTrouble ? [{ row, tally }] : []
  })
  if (loops.length === 0) return null
  const backoffs = loops.flatMap(({ tally }) => tally.backoff ?? [])
  return {
    containers: loops.length,
    deaths: Math.max(...loops.map(({ row }) => row.longest)),
    backoff:
      backoffs.length === 0
        ? null
        : {
            from: Math.min(...backoffs.map(({ from }) => from)),
            to: Math.max(...backoffs.map(({ to }) => to)),
          },
  }
}
