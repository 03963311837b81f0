import { CAUSES, type Termination } from '../model/termination.js'
import type { Event } from '../model/event.js'
import { isObject, isText, type Json } from './shapes.js'
import { timeOf } from './times.js'

/** One line of evidence as `timeline` prints it. */
export interface EvidenceLine {
  readonly time: number | null
  readonly type: string
  readonly file: string
  readonly line: number
  readonly text: string
}

/**
 * A line of `timeline -o ndjson` → the termination; undefined for what is none, or not whole. What its evidence says
 * beside its type and place is for `readEvidence` to read from the text again.
 */
export function readTermination(
  json: Json,
  readEvidence: (line: EvidenceLine, node: string | null, of: Json) => Event,
): Termination | undefined {
  const { node, container, cause, evidence, startedAt, finishedAt, kill, eviction, why, notProven } = json
  const isWhole =
    CAUSES.some((known) => known === cause) &&
    isObject(container) &&
    (node === null || isText(node)) &&
    [json['headline'], json['fingerprint'], json['confidence'], json['rule']].every(isText) &&
    [why, notProven, json['contradictions'], evidence].every(Array.isArray)
  if (!isWhole || !Array.isArray(evidence) || !evidence.every(isEvidence)) return undefined
  return {
    ...json,
    startedAt: timeOf(startedAt),
    finishedAt: timeOf(finishedAt),
    kill: isObject(kill) ? { ...kill, requestedAt: timeOf(kill['requestedAt']) } : null,
    eviction: isObject(eviction)
      ? { ...eviction, rankedAt: timeOf(eviction['rankedAt']), evictedAt: timeOf(eviction['evictedAt']) }
      : null,
    evidence: evidence.map((one: Json) =>
      readEvidence({ ...one, time: timeOf(one['time']) } as EvidenceLine, isText(node) ? node : null, json),
    ),
  } as unknown as Termination
}

const isEvidence = (value: unknown): boolean =>
  isObject(value) &&
  [value['type'], value['file'], value['text']].every(isText) &&
  Number.isFinite(value['line'])
