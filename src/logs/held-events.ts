import { createHold, type Held } from '../input/hold.js'
import type { OpenScratch } from '../input/scratch.js'
import type { Event } from '../model/event.js'

/** The events of one log, from when it was read until they are merged with those of others. */
export interface HeldEvents extends Held<Event> {
  /** No event is earlier, in epoch milliseconds; -Infinity: the first one has no time. */
  readonly startsAt: () => number
}

/** Holds the events of logs that can be read at one time only, such as those in an archive. */
export interface EventHold {
  /** For one log; those before it have ended. */
  readonly open: () => HeldEvents
  readonly close: () => Promise<void>
}

const HELD_BYTES = 16 * 1024 * 1024
/** Of each log that is being merged one piece is read at a time. */
const PIECE_BYTES = 32 * 1024
const EVENT_BYTES = 1024
const TASK_BYTES = 128

export function createEventHold(openScratch: OpenScratch | undefined, heldBytes = HELD_BYTES): EventHold {
  const hold = createHold({ openScratch, weigh: sizeOf, heldWeight: heldBytes, pieceWeight: PIECE_BYTES })

  function open(): HeldEvents {
    const held = hold.open()
    let startsAt: number | undefined
    return {
      ...held,
      add(events) {
        for (const event of events)
          startsAt = Math.min(startsAt ?? event.time ?? -Infinity, event.time ?? Infinity)
        held.add(events)
      },
      startsAt: () => startsAt ?? -Infinity,
    }
  }

  return { open, close: hold.close }
}

function sizeOf(event: Event): number {
  const tasks = event.type === 'kernel.oom_kill' ? event.tasks.length : 0
  return EVENT_BYTES + event.text.length + tasks * TASK_BYTES
}
