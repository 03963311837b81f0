import type { ReadablePipe } from '../model/readable-file.js'
import { nextTurn } from '../model/next-turn.js'
import { ALONE_BYTES, takenLater } from './search-ahead.js'
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
  const ask = (slot: Slot): void => {
    const begins = asked.length === 0 && reached === offset ? offset : null
    asked.push({ slot, taken: takenLater(slot.take(fd, begins)) })
  }
  try {
    for (let slot = search.slot(); slot !== null; slot = asked.length < MOST_AHEAD ? search.slot() : null)
      ask(slot)
    for (let first = asked.shift(); first; first = asked.shift()) {
      const { slot, taken } = first
      let isOver = true
      try {
        const { bytes, isOver: isNothingLeft } = await taken
        reached += bytes.length
        if (bytes.length > 0) yield bytes
        isOver = isNothingLeft
      } finally {
        if (isOver) slot.giveBack()
      }
      // The thread holds the line that is not whole yet: it is asked for as long as there may be one.
      if (!isOver) ask(slot)
      // The next may be there already: a signal has a turn between.
      await nextTurn()
    }
    return reached
  } finally {
    for (const { slot, taken } of asked) void taken.then(slot.giveBack, slot.giveBack)
  }
}
