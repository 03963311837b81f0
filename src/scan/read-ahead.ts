import { readBuffer } from '../model/read-buffer.js'
import { nextTurn } from '../model/next-turn.js'
import type { ReadableFile } from '../model/readable-file.js'
import { MOST_BEYOND, type Part, PART_BYTES, type Search, type Slot } from './search.js'

/** A thread takes longer to begin than the search of less. */
const ALONE_BYTES = 32 * 1024 * 1024

/** How many parts are asked for before the first of them is waited for; when few are left, again. */
interface Ahead {
  readonly most: number
  readonly few: number
}

/** To wake a thread costs more than to ask it for one part more. */
const FAR: Ahead = { most: 12, few: 8 }
/** Of parts that tell much each takes memory, and this thread long enough. */
const NEAR: Ahead = { most: 4, few: 2 }
const MUCH_BYTES = 128 * 1024
/** Of what is no plain text. */
const PIECE_BYTES = 256 * 1024

interface Asked {
  readonly slot: Slot
  readonly part: Promise<Part | null>
  isThere: boolean
}

/**
 * Reads a large file in the threads of a search, from an offset on. Of each part that is plain text come the lines alone
 * that the search tells of, and what it knows of them; of others all bytes. Gives where it left off: soon where no search
 * runs yet, and at its beginning, at last near its end.
 */
export async function* readAhead(
  search: Search | null,
  file: ReadableFile,
  offset: number,
  aloneBytes = ALONE_BYTES,
): AsyncGenerator<Uint8Array, number> {
  const { size, readAt, onReached } = file
  if (search === null || size < aloneBytes) return offset
  void search.start()
  if (offset === 0) return offset
  const asked: Asked[] = []
  let reached = offset
  let ahead = NEAR
  try {
    for (let next = offset; ; ) {
      const most = asked.length <= ahead.few ? ahead.most : 0
      while (asked.length < most && next + PART_BYTES + MOST_BEYOND < size) {
        const slot = search.slot()
        if (slot === null) break
        asked.push(ask(slot, file, next, next === offset))
        next += PART_BYTES
      }
      const first = asked.shift()
      if (first === undefined) return reached
      // Whoever would wait searches too.
      while (!first.isThere && search.help(readAt)) await nextTurn()
      try {
        const part = await first.part
        if (part === null) return reached
        ahead = sizeOf(part) > MUCH_BYTES ? NEAR : FAR
        for (const piece of part.blocks ?? piecesOf(file, reached, part.to)) {
          yield piece
          reached += search.foundIn(piece)?.length ?? piece.length
          // The next may be there already: a signal has a turn between.
          await nextTurn()
        }
        if (reached < part.to) return reached
        onReached(reached)
      } finally {
        first.slot.giveBack()
      }
    }
  } finally {
    for (const { slot, part } of asked) void part.then(slot.giveBack, slot.giveBack)
  }
}

function ask(slot: Slot, file: ReadableFile, offset: number, isFirst: boolean): Asked {
  const asked = { slot, part: slot.read(file, offset, isFirst), isThere: false }
  void asked.part.then(() => (asked.isThere = true))
  return asked
}

/** Of what is told of it. */
function sizeOf({ blocks }: Part): number {
  return blocks?.reduce((sum, { length }) => sum + length, 0) ?? Infinity
}

/** As far as there are any. */
function* piecesOf({ fd, readAt }: ReadableFile, from: number, to: number): Generator<Uint8Array> {
  const buffer = readBuffer(PIECE_BYTES)
  for (let at = from; at < to; ) {
    const length = readAt(fd, buffer.subarray(0, to - at), at)
    if (length === 0) return
    yield buffer.subarray(0, length)
    at += length
  }
}
