import type { EventType } from '../model/event.js'
import type { Eviction, Kill, Termination } from '../model/termination.js'
import { type IsoTime, isoTime } from './wall-time.js'

/** An object with its fields `K` turned into ISO times. */
type Iso<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: IsoTime | null }

/** A termination as `-o json` and `-o ndjson` print it: the names are the output contract's and stay. */
export type TerminationJson = Omit<
  Iso<Termination, 'startedAt' | 'finishedAt'>,
  'kill' | 'eviction' | 'evidence'
> & {
  readonly kill: Iso<Kill, 'requestedAt'> | null
  readonly eviction: Iso<Eviction, 'rankedAt' | 'evictedAt'> | null
  readonly evidence: readonly EvidenceJson[]
}

/** A line that proves something of a termination. */
export interface EvidenceJson {
  readonly time: IsoTime | null
  readonly type: EventType
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Written out field by field: what JSON prints is decided here, not by what the model happens to hold. */
export function terminationJson(t: Termination): TerminationJson {
  const { container, oom, kill, eviction } = t
  return {
    node: t.node,
    pod: t.pod && { namespace: t.pod.namespace, name: t.pod.name, uid: t.pod.uid },
    container: {
      id: container.id,
      name: container.name,
      attempt: container.attempt,
      runtime: container.runtime,
      sandbox: container.sandbox,
      sandboxId: container.sandboxId,
      initPid: container.initPid,
    },
    startedAt: isoTime(t.startedAt),
    finishedAt: isoTime(t.finishedAt),
    exitObserved: t.exitObserved,
    exitCode: t.exitCode,
    exitCodeFrom: t.exitCodeFrom,
    exitCodeMadeUp: t.exitCodeMadeUp,
    signal: t.signal,
    cause: t.cause,
    confidence: t.confidence,
    rule: t.rule,
    headline: t.headline,
    why: t.why,
    notProven: t.notProven,
    oom: oom && {
      scope: oom.scope,
      cgroup: oom.cgroup,
      limitBytes: oom.limitBytes,
      usageBytes: oom.usageBytes,
      failures: oom.failures,
      invoker: oom.invoker,
      kills: oom.kills,
      topTasks: oom.topTasks,
    },
    kill: kill && {
      requestedAt: isoTime(kill.requestedAt),
      gracePeriodSeconds: kill.gracePeriodSeconds,
      signal: kill.signal,
      escalated: kill.escalated,
      by: kill.by,
    },
    eviction: eviction && {
      resource: eviction.resource,
      rankedAt: isoTime(eviction.rankedAt),
      evictedAt: isoTime(eviction.evictedAt),
      rank: eviction.rank,
    },
    contradictions: t.contradictions,
    status: t.status ?? null,
    incident: t.incident,
    fingerprint: t.fingerprint,
    evidence: t.evidence.map(({ time, type, file, line, text }) => ({
      time: isoTime(time),
      type,
      file,
      line,
      text,
    })),
  }
}
