import type { Search, Slot } from './search.js'

/** A thread takes longer to begin than the search of less. */
export const ALONE_BYTES = 32 * 1024 * 1024
/** So many slots are searched before the first of them is waited for. */
const MOST_AHEAD = 6
const NEWLINE = 10
const NOTHING = new Uint8Array(0)

/** A slot that is searched, and what will be known of it. */
interface Sent {
  readonly slot: Slot
  readonly searched: Promise<Uint8Array>
}

/**
 * The same bytes of a stream in other chunks, of whole lines where lines allow it, which were searched as far as the
 * search could keep up. A chunk is good until the next one is asked for.
 */
export async function* searchAhead(
  chunks: AsyncIterable<Uint8Array>,
  search: Search,
  aloneBytes = ALONE_BYTES,
): AsyncGenerator<Uint8Array> {
  const sent: Sent[] = []
  let open = null as Slot | null
  let filled = 0
  let taken = 0
  /** Behind the last line end of the slot that was sent last: the next one begins with it. */
  let carried = NOTHING
  /** Where the bytes of the slot that is sent next stand in the input. */
  let offset = 0

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
    const searched = end > 0 ? slot.search(offset, end) : Promise.resolve(slot.bytes.subarray(0, filled))
    offset += end > 0 ? end : filled
    sent.push({ slot, searched })
    open = null
    filled = 0
  }

  async function* give(most: number): AsyncGenerator<Uint8Array> {
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
      taken += chunk.length
      if (taken > aloneBytes) search.start()
      for (let at = 0; at < chunk.length; ) {
        if (taken > aloneBytes && begin()) at += fill(chunk.subarray(at))
        else if (sent.length > 0) yield* give(0)
        else {
          if (carried.length > 0) yield carried
          offset += carried.length + chunk.length - at
          carried = NOTHING
          yield chunk.subarray(at)
          at = chunk.length
        }
      }
      yield* give(MOST_AHEAD)
    }
    if (open !== null) send(open)
    yield* give(0)
    if (carried.length > 0) yield carried
  } finally {
    for (const { slot, searched } of sent) void searched.then(slot.giveBack, slot.giveBack)
    open?.giveBack()
  }
}
