import { nextTurn } from '../model/next-turn.js'
import type { ReadableFile } from '../model/readable-file.js'
import { ALONE_BYTES } from './search-ahead.js'
import { MOST_BEYOND, PART_BYTES, type Search, type Slot } from './search.js'

/** So many parts are asked for before the first of them is waited for; when few are left, again. */
const MOST_AHEAD = 8
/** To wake a thread costs more than to ask it for one part more. */
const FEW_AHEAD = 3

interface Asked {
  readonly slot: Slot
  readonly bytes: Promise<Uint8Array | null>
  isThere: boolean
}

/**
 * Reads a large file in the threads of a search, from an offset on, in chunks that are searched. Gives where it
 * left off: soon where no search runs yet, and at its beginning, at last near its end.
 */
export async function* readAhead(
  search: Search | null,
  { fd, size, readAt }: ReadableFile,
  offset: number,
  aloneBytes = ALONE_BYTES,
): AsyncGenerator<Uint8Array, number> {
  if (search === null || size < aloneBytes) return offset
  void search.start()
  if (offset === 0) return offset
  const asked: Asked[] = []
  let reached = offset
  try {
    for (let next = offset; ; ) {
      const most = asked.length <= FEW_AHEAD ? MOST_AHEAD : 0
      while (asked.length < most && next + PART_BYTES + MOST_BEYOND < size) {
        const slot = search.slot()
        if (slot === null) break
        asked.push(ask(slot, fd, next, next === offset))
        next += PART_BYTES
      }
      const first = asked.shift()
      if (first === undefined) return reached
      // Whoever would wait searches too.
      while (!first.isThere && search.help(readAt)) await nextTurn()
      try {
        const bytes = await first.bytes
        if (bytes === null) return reached
        yield bytes
        reached += bytes.length
      } finally {
        first.slot.giveBack()
      }
      // The next may be there already: a signal has a turn between.
      await nextTurn()
    }
  } finally {
    for (const { slot, bytes } of asked) void bytes.then(slot.giveBack, slot.giveBack)
  }
}

function ask(slot: Slot, fd: number, offset: number, isFirst: boolean): Asked {
  const asked = { slot, bytes: slot.read(fd, offset, isFirst), isThere: false }
  void asked.bytes.then(() => (asked.isThere = true))
  return asked
}
