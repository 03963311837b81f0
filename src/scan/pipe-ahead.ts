import type { ReadablePipe } from '../model/readable-file.js'
import { nextTurn } from '../model/next-turn.js'
import { ALONE_BYTES } from './search-ahead.js'
import type { Search, Slot, Taken } from './search.js'

/** So many blocks are asked for before the first of them is waited for: while this thread works, the other one takes. */
const MOST_AHEAD = 4

interface Asked {
  readonly slot: Slot
  readonly taken: Promise<Taken>
}

/**
 * Has a thread of a search take what comes through a pipe, from an offset on, for as long as it comes without a pause.
 * Gives where it left off: soon where no search runs yet, and before so much came that it is worth it.
 */
export async function* takeAhead(
  search: Search | null,
  { fd }: ReadablePipe,
  offset: number,
  aloneBytes = ALONE_BYTES,
): AsyncGenerator<Uint8Array, number> {
  if (search === null || offset < aloneBytes) return offset
  // While a thread begins the heap is not bounded: meanwhile nothing is put into it.
  await search.start()
  const asked: Asked[] = []
  let reached = offset
  let isOver = false
  const ask = (begins: number | null): boolean => {
    const slot = isOver || asked.length === MOST_AHEAD ? null : search.slot()
    if (slot !== null) asked.push({ slot, taken: slot.take(fd, begins) })
    return slot !== null
  }
  try {
    for (ask(offset); ; ) {
      while (ask(null));
      const first = asked.shift()
      if (first === undefined) return reached
      try {
        const taken = await first.taken
        isOver ||= taken.isOver
        reached += taken.bytes.length
        if (taken.bytes.length > 0) yield taken.bytes
      } finally {
        first.slot.giveBack()
      }
      // The next may be there already: a signal has a turn between.
      await nextTurn()
    }
  } finally {
    for (const { slot, taken } of asked) void taken.then(slot.giveBack, slot.giveBack)
  }
}
