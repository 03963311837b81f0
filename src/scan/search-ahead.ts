import { nextTurn } from '../model/next-turn.js'
import type { Search, Slot } from './search.js'

/** Of a stream that gave so much, as much as a thread takes to begin is to be expected. */
export const ALONE_BYTES = 16 * 1024 * 1024
/** So many slots are searched before the first of them is waited for. */
const MOST_AHEAD = 4
/** To ask a thread takes longer than the search of less. */
const LEAST_BYTES = 16 * 1024
const NEWLINE = 10
const NOTHING = new Uint8Array(0)

/** A slot that is searched, and what will be known of it. */
interface Sent {
  readonly slot: Slot
  readonly searched: Promise<Uint8Array>
}

/** Why a source gives no more: told behind all that it gave. */
interface Failure {
  readonly reason: unknown
}

type Told = IteratorResult<Uint8Array> | Failure

/**
 * The same bytes of a stream in other chunks, of whole lines where lines allow it, which were searched as far as the
 * search could keep up. What came is given before more is waited for. A chunk is good until the next one is asked for.
 */
export async function* searchAhead(
  chunks: AsyncIterable<Uint8Array>,
  search: Search,
  aloneBytes = ALONE_BYTES,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]()
  const sent: Sent[] = []
  let open = null as Slot | null
  let filled = 0
  /** What comes next, where it was asked for. */
  let coming: Promise<Told> | null = null
  let taken = 0
  /** Behind the last line end of the slot that was sent last: the next one begins with it. */
  let carried = NOTHING
  /** Where the bytes of the slot that is sent next stand in the input. */
  let offset = 0

  /** Begins the open slot; null: all are taken. */
  function begin(): Slot | null {
    if (open !== null) return open
    open = search.slot()
    if (open === null) return null
    open.bytes.set(carried)
    filled = carried.length
    carried = NOTHING
    return open
  }

  function fill(slot: Slot, chunk: Uint8Array): number {
    const part = chunk.subarray(0, slot.bytes.length - filled)
    slot.bytes.set(part, filled)
    filled += part.length
    if (filled === slot.bytes.length) send(slot)
    return part.length
  }

  function send(slot: Slot): void {
    const end = slot.bytes.subarray(0, filled).lastIndexOf(NEWLINE) + 1
    // A line that is longer than a slot is for the scanner alone.
    if (end > 0) carried = slot.bytes.slice(end, filled)
    const searched = end > 0 ? slot.search(offset, end) : Promise.resolve(slot.bytes.subarray(0, filled))
    offset += end > 0 ? end : filled
    sent.push({ slot, searched: takenLater(searched) })
    open = null
    filled = 0
  }

  async function* giveFirst(): AsyncGenerator<Uint8Array> {
    const first = sent.shift()
    if (first === undefined) return
    try {
      yield await first.searched
    } finally {
      first.slot.giveBack()
    }
    // The next may be there already: a signal has a turn between.
    await nextTurn()
  }

  /** What waits for more to come, where nothing does. */
  async function* giveOpen(slot: Slot): AsyncGenerator<Uint8Array> {
    if (filled >= LEAST_BYTES) return send(slot)
    const length = filled
    open = null
    filled = 0
    offset += length
    try {
      yield slot.bytes.subarray(0, length)
    } finally {
      slot.giveBack()
    }
  }

  async function* take(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
    taken += chunk.length
    // While a thread begins the heap is not bounded: meanwhile nothing is put into it.
    if (taken > aloneBytes) await search.start()
    for (let at = 0; at < chunk.length; ) {
      const slot = taken > aloneBytes ? begin() : null
      if (slot) at += fill(slot, chunk.subarray(at))
      else if (sent.length > 0) yield* giveFirst()
      else {
        if (carried.length > 0) yield carried
        offset += carried.length + chunk.length - at
        carried = NOTHING
        yield chunk.subarray(at)
        at = chunk.length
      }
    }
  }

  try {
    let failure: Failure | null = null
    for (;;) {
      coming ??= source.next().catch((reason: unknown) => ({ reason }))
      const first = sent[0]
      if (first) {
        const isComing = sent.length <= MOST_AHEAD && (await isSooner(coming, first.searched))
        if (!isComing) {
          yield* giveFirst()
          continue
        }
      } else if (open && !(await isSooner(coming, nextTurn()))) {
        yield* giveOpen(open)
        continue
      }
      const next = await coming
      coming = null
      if ('reason' in next) {
        failure = next
        break
      }
      if (next.done) break
      yield* take(next.value)
    }
    if (open !== null) send(open)
    while (sent.length > 0) yield* giveFirst()
    if (carried.length > 0) yield carried
    if (failure !== null) throw failure.reason
  } finally {
    for (const { slot, searched } of sent) void searched.then(slot.giveBack, slot.giveBack)
    open?.giveBack()
    // What does not come is not waited for.
    const left = source.return?.()
    if (coming === null) await left
  }
}

/** A search that fails does so where it is taken: until then nobody may wait for it. */
export function takenLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** What fails is no sooner: it fails where it is taken. */
function isSooner(one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  const second = () => false
  return Promise.race([one.then(() => true), other.then(second, second)])
}
