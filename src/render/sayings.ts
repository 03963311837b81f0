import type { EventOf, EventType } from '../model/event.js'
import type { PodRef } from '../model/place.js'

/** How each event type of one family reads: a phrase without its subject, unescaped, the telling part first. */
export type Sayings<Family extends string> = {
  readonly [T in Extract<EventType, `${Family}.${string}`>]: (event: EventOf<T>) => string
}

/** Longer names are cut in phrases: the reader finds them whole in JSON and in the log. */
const NAME_LENGTH = 48
const TEXT_LENGTH = 400

/** A name from the log as it stands in a phrase. */
export function short(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name
}

/** `: ` and the program's own words, where it gives any. */
export function because(words: string | null): string {
  const told = words?.trim() ?? ''
  const own = told.endsWith(':') ? told.slice(0, -1) : told
  if (own === '') return ''
  return `: ${own.length > TEXT_LENGTH ? `${own.slice(0, TEXT_LENGTH)}…` : own}`
}

/** `java (pid 4321)`, or as much of it as is known. */
export function processOf(name: string | null, pid: number | null): string {
  if (pid === null) return short(name ?? 'a process')
  return name === null ? `pid ${pid}` : `${short(name)} (pid ${pid})`
}

/** `shop/checkout`, else `pod 5931aa75…`, else null where the log names it in no way. */
export function podLabel(pod: PodRef | null): string | null {
  if (pod === null) return null
  if (pod.name !== null) return pod.namespace === null ? pod.name : `${pod.namespace}/${pod.name}`
  return pod.uid === null ? null : `pod ${pod.uid.slice(0, 8)}…`
}

/** The first 12 characters of an id: enough to find it again. */
export function shortId(id: string): string {
  return id.slice(0, 12)
}

const WHOLE_ID = /(?<![0-9a-f])([0-9a-f]{12})[0-9a-f]{52}(?![0-9a-f])/g

/** What a cgroup path ends with, ids shortened. */
export function lastSegment(path: string): string {
  return short((path.slice(path.lastIndexOf('/') + 1) || path).replace(WHOLE_ID, '$1…'))
}
