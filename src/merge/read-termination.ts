import { isObject, type Json } from '../model/json.js'
import { compareNames } from '../events/merge.js'
import { once } from '../model/once.js'
import { CAUSES, type Termination } from '../model/termination.js'
import type { Event } from '../model/event.js'
import { isListOf, isText } from './shapes.js'
import { timeOf } from './times.js'

/** One line of evidence as `timeline` prints it. */
export interface EvidenceLine {
  readonly time: number | null
  readonly type: string
  readonly file: string
  readonly line: number
  readonly text: string
}

/** A record of `timeline -o ndjson`, held as it was printed: it takes a fraction of what it tells. */
export interface HeldTermination extends Moment {
  /** To be asked once its turn has come. */
  readonly read: (readEvidence: EvidenceReader) => Termination
}

/** What the records of a run are ordered by. */
export interface Moment {
  /** Epoch milliseconds, whole as they are printed: records of other runs bear no finer ones. */
  readonly at: number
  /** The container's. */
  readonly id: string
}

export type EvidenceReader = (line: EvidenceLine, node: string | null, of: Json) => Event

/** A line of `timeline -o ndjson` → the termination; undefined for what is none, or not whole. */
export function holdTermination(json: Json, line: string): HeldTermination | undefined {
  const { node, container, cause, evidence, finishedAt, why, notProven } = json
  const isWhole =
    CAUSES.some((known) => known === cause) &&
    isObject(container) &&
    (node === null || isText(node)) &&
    [json['headline'], json['fingerprint'], json['confidence'], json['rule']].every(isText) &&
    [why, notProven, json['contradictions']].every(Array.isArray)
  if (!isWhole || !isListOf(evidence, isEvidence)) return undefined
  const bytes = encoder.encode(line)
  return {
    at: timeOf(finishedAt) ?? timeOf(evidence[0]?.['time']) ?? 0,
    id: isText(container['id']) ? container['id'] : '',
    read: (readEvidence) => terminationOf(JSON.parse(decoder().decode(bytes)) as WholeJson, readEvidence),
  }
}

const encoder = new TextEncoder()
const decoder = once(() => new TextDecoder())

interface WholeJson extends Json {
  readonly node: string | null
  readonly evidence: readonly Json[]
}

/** What the evidence says beside its type and place is for `readEvidence` to read from its text again. */
function terminationOf(json: WholeJson, readEvidence: EvidenceReader): Termination {
  const { node, evidence, startedAt, finishedAt, kill, eviction, exitCodeMadeUp } = json
  return {
    ...json,
    exitCodeMadeUp: exitCodeMadeUp === true,
    startedAt: timeOf(startedAt),
    finishedAt: timeOf(finishedAt),
    kill: isObject(kill) ? { ...kill, requestedAt: timeOf(kill['requestedAt']) } : null,
    eviction: isObject(eviction)
      ? { ...eviction, rankedAt: timeOf(eviction['rankedAt']), evictedAt: timeOf(eviction['evictedAt']) }
      : null,
    evidence: evidence.map((one) =>
      readEvidence({ ...one, time: timeOf(one['time']) } as EvidenceLine, node, json),
    ),
  } as unknown as Termination
}

/** As the records of one run are ordered. */
export function byMoment(a: Moment, b: Moment): number {
  return a.at - b.at || compareNames(a.id, b.id)
}

export function momentOf({ finishedAt, evidence, container }: Termination): Moment {
  return { at: Math.floor(finishedAt ?? evidence[0]?.time ?? 0), id: container.id ?? '' }
}

const isEvidence = (value: unknown): value is Json =>
  isObject(value) &&
  [value['type'], value['file'], value['text']].every(isText) &&
  Number.isFinite(value['line'])
