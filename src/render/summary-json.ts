import type { DeathGroup, Summary } from '../model/summary.js'
import { type Cause, CAUSES } from '../model/termination.js'
import { isoTime } from './wall-time.js'

/** A summary as `-o json` prints it. */
export interface SummaryJson {
  readonly terminations: number
  readonly byCause: Readonly<Partial<Record<Cause, number>>>
  /** The worst first. */
  readonly groups: readonly DeathGroupJson[]
}

export type DeathGroupJson = Omit<DeathGroup, 'first' | 'last'> & {
  readonly first: string | null
  readonly last: string | null
}

export function summaryJson({ terminations, groups }: Summary): SummaryJson {
  const byCause = CAUSES.flatMap((cause) => {
    const n = groups.filter((group) => group.cause === cause).reduce((sum, { count }) => sum + count, 0)
    return n === 0 ? [] : [[cause, n] as const]
  })
  return { terminations, byCause: Object.fromEntries(byCause), groups: groups.map(groupJson) }
}

function groupJson(group: DeathGroup): DeathGroupJson {
  return {
    count: group.count,
    cause: group.cause,
    fingerprint: group.fingerprint,
    incident: group.incident,
    incidents: group.incidents,
    workloads: group.workloads,
    pods: group.pods,
    containers: group.containers,
    sandboxes: group.sandboxes,
    nodes: group.nodes,
    resources: group.resources,
    limitBytes: group.limitBytes,
    victim: group.victim,
    headline: group.headline,
    exitCodes: group.exitCodes,
    first: isoTime(group.first),
    last: isoTime(group.last),
    loop: group.loop,
  }
}
