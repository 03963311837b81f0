import type { EventOf } from '../model/event.js'

/** Tells which lines of one node begin a boot: several announce each. */
export interface BootLog {
  /** Whether the line is the first one of its boot; its event is the boot's. */
  readonly isFirst: (event: EventOf<'kernel.boot'>) => boolean
}

/** Markers of one boot stand together; a machine takes longer to come back. */
const SAME_BOOT_MS = 10_000
const SAME_BOOT_LINES = 500

export function createBootLog(): BootLog {
  let last: EventOf<'kernel.boot'> | null = null
  let markers = new Set<string>()

  return {
    isFirst(event) {
      // The same marker again is another boot, unless the line itself came twice. The journal's border comes before all others.
      const isRepeated = markers.has(event.marker) && (event.time === null || event.text !== last?.text)
      const again = isRepeated || event.marker === 'journal'
      const sameBoot = last !== null && !again && isNear(last, event)
      last = event
      if (!sameBoot) markers = new Set()
      markers.add(event.marker)
      return !sameBoot
    },
  }
}

function isNear(a: EventOf<'kernel.boot'>, b: EventOf<'kernel.boot'>): boolean {
  if (a.time !== null && b.time !== null) return Math.abs(a.time - b.time) <= SAME_BOOT_MS
  return a.file === b.file && Math.abs(a.line - b.line) <= SAME_BOOT_LINES
}
