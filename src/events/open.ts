import type { Envelope } from '../model/envelope.js'
import type { EnvelopeReader } from '../model/parser.js'
import type { Stamp } from '../model/stamp.js'
import { cleanLine } from './clean-line.js'
import { prefixesOf } from './prefix.js'
import { inYear, nearestYear } from './years.js'
import { readOffset } from './zone.js'

/**
 * Line → Envelope.
 *
 * A file keeps to one envelope mostly, not always: the reader that fitted last is asked first. Collectors wrap
 * whole syslog lines: a message whose record names no program is opened in its turn.
 */
export interface Opener {
  readonly open: (text: string) => Envelope
}

const MOST_LAYERS = 3

/** `readers`: the strictest first; the last one opens every line. */
export function createOpener(readers: readonly EnvelopeReader[]): Opener {
  const strict = readers.slice(0, -1)
  const fallback = readers.at(-1)
  /** By layer: what fitted there last. */
  const latest: EnvelopeReader[] = []

  function openStrict(text: string, layer: number): Envelope | undefined {
    const last = latest[layer]
    const again = last?.open(text)
    if (again) return again
    for (const reader of strict) {
      const envelope = reader === last ? undefined : reader.open(text)
      if (!envelope) continue
      latest[layer] = reader
      return envelope
    }
    return undefined
  }

  function openPrefixed(text: string, layer: number): Envelope | undefined {
    for (const end of prefixesOf(text)) {
      const envelope = openStrict(text.slice(end), layer)
      if (envelope) return envelope
    }
    return undefined
  }

  function openLayer(text: string, layer: number): Envelope {
    const outer = openStrict(text, layer) ?? openPrefixed(text, layer)
    if (outer) {
      const isWrapped = outer.program === null && layer < MOST_LAYERS
      return isWrapped ? unwrap(outer, openLayer(outer.message, layer + 1)) : outer
    }
    const envelope = fallback?.open(text)
    if (!envelope) throw new Error('the last envelope reader must open every line')
    return envelope
  }

  function unwrap(outer: Envelope, inner: Envelope): Envelope {
    const ownTime = inner.id === fallback?.id ? null : inner.stamp
    return {
      ...inner,
      id: outer.id,
      stamp: ownTime ? completed(ownTime, outer.stamp) : (outer.stamp ?? inner.stamp),
      host: inner.host ?? outer.host,
      pid: inner.pid ?? outer.pid,
      sinceBoot: inner.sinceBoot ?? outer.sinceBoot,
    }
  }

  return { open: (text) => openLayer(cleanLine(text), 0) }
}

/** A stamp with the year, and the zone where the difference is one, of the record that it was collected in. */
function completed(stamp: Stamp, collected: Stamp | null): Stamp {
  if (!collected?.yearWritten || stamp.offsetMinutes !== null) return stamp
  if (collected.offsetMinutes === null) {
    const year = nearestYear(stamp.wallMs, collected.wallMs)
    return stamp.yearWritten ? stamp : { ...stamp, wallMs: inYear(stamp.wallMs, year), yearWritten: true }
  }
  const time = collected.wallMs - collected.offsetMinutes * 60_000
  const wallMs = stamp.yearWritten ? stamp.wallMs : inYear(stamp.wallMs, nearestYear(stamp.wallMs, time))
  const { offsetMinutes, exact } = readOffset(wallMs - time)
  return { ...stamp, wallMs, yearWritten: true, offsetMinutes: exact ? offsetMinutes : null }
}
