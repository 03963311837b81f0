import type { Search, Searched, Slot } from './search.js'

/** A thread takes longer to begin than the search of less. */
const ALONE_BYTES = 32 * 1024 * 1024
/** So many slots are searched before the first of them is waited for. */
const MOST_AHEAD = 6
const NEWLINE = 10
const NOTHING = new Uint8Array(0)

/** A slot that is searched, and what will be known of it. */
interface Sent {
  readonly slot: Slot
  readonly searched: Promise<Searched>
}

/**
 * The same bytes in other chunks, of whole lines where lines allow it, with the places of needles as far as a search
 * that runs ahead has found them. A chunk is good until the next one is asked for.
 */
export async function* searchAhead(
  chunks: AsyncIterable<Uint8Array>,
  search: Search,
  aloneBytes = ALONE_BYTES,
): AsyncGenerator<Searched> {
  const sent: Sent[] = []
  let open = null as Slot | null
  let filled = 0
  /** Behind the last line end of the slot that was sent last: the next one begins with it. */
  let carried = NOTHING
  let alone = 0

  /** Begins the open slot; false: all are taken. */
  function begin(): boolean {
    open ??= search.slot()
    if (open === null) return false
    if (carried.length === 0) return true
    open.bytes.set(carried)
    filled = carried.length
    carried = NOTHING
    return true
  }

  function fill(chunk: Uint8Array): number {
    if (open === null) return 0
    const part = chunk.subarray(0, open.bytes.length - filled)
    open.bytes.set(part, filled)
    filled += part.length
    if (filled === open.bytes.length) send(open)
    return part.length
  }

  function send(slot: Slot): void {
    const end = slot.bytes.subarray(0, filled).lastIndexOf(NEWLINE) + 1
    // A line that is longer than a slot is for the scanner alone.
    if (end > 0) carried = slot.bytes.slice(end, filled)
    const searched = end > 0 ? slot.search(end) : { bytes: slot.bytes.subarray(0, filled), places: null }
    sent.push({ slot, searched: Promise.resolve(searched) })
    open = null
    filled = 0
  }

  async function* give(most: number): AsyncGenerator<Searched> {
    while (sent.length > most) {
      const first = sent.shift()
      if (first === undefined) return
      try {
        yield await first.searched
      } finally {
        first.slot.giveBack()
      }
    }
  }

  try {
    for await (const chunk of chunks) {
      alone += chunk.length
      for (let at = 0; at < chunk.length; ) {
        if (alone > aloneBytes && begin()) at += fill(chunk.subarray(at))
        else if (sent.length > 0) yield* give(0)
        else {
          if (carried.length > 0) yield { bytes: carried, places: null }
          carried = NOTHING
          yield { bytes: chunk.subarray(at), places: null }
          at = chunk.length
        }
      }
      yield* give(MOST_AHEAD)
    }
    if (open !== null) send(open)
    yield* give(0)
    if (carried.length > 0) yield { bytes: carried, places: null }
  } finally {
    for (const { slot, searched } of sent) void searched.then(slot.giveBack, slot.giveBack)
    open?.giveBack()
  }
}
