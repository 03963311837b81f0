import { closeSync, fstatSync, openSync, type Stats } from 'node:fs'
import { Damage } from './fault.js'

/** A regular file that is being read, whether the system has it open at the moment or not. */
export interface Descriptor {
  readonly stats: Stats
  /** Good until anything else is opened. Throws where the file cannot be opened again, or is another one by now. */
  readonly fd: () => number
  /** The same, good until it is let go. */
  readonly hold: () => number
  readonly letGo: () => void
  readonly close: () => void
}

/** Opens files; of many that are read side by side it closes those that were not read for longest until they are. */
export interface Descriptors {
  readonly open: (path: string) => Descriptor
}

/** What one process may have open may be 256 or less, and it needs some for itself. */
const MOST_OPEN = 64
const EXHAUSTED = ['EMFILE', 'ENFILE']

export function createDescriptors(mostOpen = MOST_OPEN): Descriptors {
  /** Those that are open, the one that was not read for longest first. */
  const open = new Map<object, number>()

  function closeOldest(): boolean {
    for (const [file, fd] of open) {
      open.delete(file)
      closeSync(fd)
      return true
    }
    return false
  }

  function openNext(path: string): number {
    while (open.size >= mostOpen) closeOldest()
    for (;;)
      try {
        return openSync(path, 'r')
      } catch (error) {
        if (!isExhausted(error) || !closeOldest()) throw error
      }
  }

  return {
    open(path) {
      const file = {}
      const first = openNext(path)
      open.set(file, first)
      const stats = fstatSync(first)
      /** Open, and not to be closed. */
      let held: number | null = null

      function reopen(): number {
        const fd = openNext(path)
        const { dev, ino } = fstatSync(fd)
        if (dev === stats.dev && ino === stats.ino) return fd
        closeSync(fd)
        throw new Damage('was replaced by another file while it was read')
      }

      function take(): number {
        const fd = open.get(file) ?? held ?? reopen()
        open.delete(file)
        return fd
      }

      return {
        stats,
        fd() {
          const fd = take()
          open.set(file, fd)
          return fd
        },
        hold: () => (held = take()),
        letGo() {
          if (held !== null) open.set(file, held)
          held = null
        },
        close() {
          const fd = open.get(file) ?? held
          open.delete(file)
          held = null
          if (fd !== null) closeSync(fd)
        },
      }
    },
  }
}

function isExhausted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && EXHAUSTED.includes(String(error.code))
}
