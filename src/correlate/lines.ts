import { appendTo } from '../model/append-to.js'
import type { EventOf, EventType } from '../model/event.js'
import type { Ordered } from './order.js'

/** A line of one type with its place. */
export interface OrderedOf<T extends EventType> extends Ordered {
  readonly event: EventOf<T>
}

/** The lines of a node in one order, looked up by what they tell: most questions are about a few of them. */
export interface Lines {
  readonly all: readonly Ordered[]
  readonly of: <T extends EventType>(type: T) => readonly OrderedOf<T>[]
}

export function linesOf(all: readonly Ordered[]): Lines {
  const byType = new Map<EventType, Ordered[]>()
  for (const one of all) appendTo(byType, one.event.type, one)
  return {
    all,
    // What stands under a type is of that type.
    of: <T extends EventType>(type: T) => (byType.get(type) ?? []) as unknown as readonly OrderedOf<T>[],
  }
}
