import type { EventOf } from '../model/event.js'

/** Tells which lines of one node are about a fatal signal that no line before told of. */
export interface FatalSignalLog {
  /** Whether no line shortly before tells of the same process and signal. */
  readonly isFirst: (event: EventOf<'kernel.fatal_signal'>) => boolean
}

/** The kernel's own line, its audit record by two ways, and the core dump's stand so close together. */
const SAME_DEATH_MS = 5000
const SAME_DEATH_LINES = 50
/** More deaths than fall in that time; twice as many are remembered. */
const MOST_DEATHS = 256

export function createFatalSignalLog(): FatalSignalLog {
  let deaths = new Map<string, EventOf<'kernel.fatal_signal'>>()
  let before = deaths

  return {
    isFirst(event) {
      const key = `${event.pid} ${event.signal}`
      const known = deaths.get(key) ?? before.get(key)
      if (known && isNear(known, event) && !isOther(known, event)) return false
      deaths.set(key, event)
      if (deaths.size > MOST_DEATHS) {
        before = deaths
        deaths = new Map()
      }
      return true
    },
  }
}

function isNear(a: EventOf<'kernel.fatal_signal'>, b: EventOf<'kernel.fatal_signal'>): boolean {
  if (a.time !== null && b.time !== null) return Math.abs(a.time - b.time) <= SAME_DEATH_MS
  return a.file === b.file && Math.abs(a.line - b.line) <= SAME_DEATH_LINES
}

type Kind = EventOf<'kernel.fatal_signal'>['kind']
/** What the kernel says once of a death, by itself. */
const VERDICTS: ReadonlySet<Kind> = new Set(['segfault', 'gpf', 'trap', 'fault'])

/** The kernel's own line at another time: the first process of another boot has the same number. */
function isOther(a: EventOf<'kernel.fatal_signal'>, b: EventOf<'kernel.fatal_signal'>): boolean {
  if (a.kind !== b.kind || !VERDICTS.has(a.kind)) return false
  return a.sinceBoot !== null && b.sinceBoot !== null && a.sinceBoot !== b.sinceBoot
}
