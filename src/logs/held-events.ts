import type { OpenScratch, Scratch } from '../input/scratch.js'
import type { Event } from '../model/event.js'

/** The events of one log, from when it was read until they are merged with those of others. */
export interface HeldEvents {
  readonly add: (events: readonly Event[]) => void
  /** No more are added. */
  readonly end: () => void
  /** No event is earlier, in epoch milliseconds; -Infinity: the first one has no time. */
  readonly startsAt: () => number
  /** In the order in which they were added. */
  readonly read: () => AsyncGenerator<readonly Event[]>
}

/** Holds the events of logs that can be read at one time only, such as those in an archive. */
export interface EventHold {
  /** For one log; those before it have ended. */
  readonly open: () => HeldEvents
  readonly close: () => Promise<void>
}

/** Where the events of a piece stand in the scratch file. */
interface Piece {
  readonly at: number
  readonly length: number
}

/** So much is held in memory, of all logs together; about, since nobody measures objects. */
const HELD_BYTES = 16 * 1024 * 1024
/** Of each log that is being merged one piece is read at a time. */
const PIECE_BYTES = 32 * 1024
const EVENT_BYTES = 1024
const TASK_BYTES = 128

/**
 * A few events are held in memory, the others in a scratch file: memory is bounded whatever the archive holds. Without
 * a scratch file, or where the system refuses it (a read-only machine, a full disk), all are held in memory.
 */
export function createEventHold(openScratch: OpenScratch | undefined, heldBytes = HELD_BYTES): EventHold {
  let scratch: Scratch | undefined
  let bytesInMemory = 0
  let canSpill = openScratch !== undefined

  /** Undefined: the system takes no more. */
  function put(events: readonly Event[]): Piece | undefined {
    const bytes = Buffer.from(JSON.stringify(events))
    try {
      scratch ??= openScratch?.()
      const at = scratch?.append(bytes)
      return at === undefined ? undefined : { at, length: bytes.length }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      return undefined
    }
  }

  async function take({ at, length }: Piece): Promise<readonly Event[]> {
    const bytes = await scratch?.read(at, length)
    return JSON.parse(String(bytes)) as readonly Event[]
  }

  function open(): HeldEvents {
    const pieces: Piece[] = []
    /** Those behind the pieces. */
    let rest: Event[] = []
    let restBytes = 0
    let startsAt: number | undefined

    function spill(leastBytes: number): void {
      while (canSpill && bytesInMemory > heldBytes && restBytes >= leastBytes && rest.length > 0) {
        const [count, bytes] = measurePiece(rest)
        const piece = put(rest.slice(0, count))
        canSpill = piece !== undefined
        if (piece === undefined) return
        pieces.push(piece)
        rest = rest.slice(count)
        restBytes -= bytes
        bytesInMemory -= bytes
      }
    }

    return {
      add(events) {
        for (const event of events) {
          startsAt = Math.min(startsAt ?? event.time ?? -Infinity, event.time ?? Infinity)
          rest.push(event)
          restBytes += sizeOf(event)
          bytesInMemory += sizeOf(event)
        }
        spill(PIECE_BYTES)
      },
      end: () => spill(0),
      startsAt: () => startsAt ?? -Infinity,
      async *read() {
        for (const piece of pieces) yield await take(piece)
        if (rest.length > 0) yield rest
      },
    }
  }

  return { open, close: async () => scratch?.close() }
}

/** How many events, and about how many bytes, make the next piece. */
function measurePiece(events: readonly Event[]): readonly [count: number, bytes: number] {
  let bytes = 0
  for (const [n, event] of events.entries()) {
    bytes += sizeOf(event)
    if (bytes >= PIECE_BYTES) return [n + 1, bytes]
  }
  return [events.length, bytes]
}

function sizeOf(event: Event): number {
  const tasks = event.type === 'kernel.oom_kill' ? event.tasks.length : 0
  return EVENT_BYTES + event.text.length + tasks * TASK_BYTES
}
