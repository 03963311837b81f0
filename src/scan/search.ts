import { isUtf8 } from 'node:buffer'
import { once } from '../model/once.js'
import type { ReadableFile, ReadAt } from '../model/readable-file.js'
import type { Found, Told } from './found.js'
import { blueprintFor, machineFor, pagesFor } from './machine.js'
import {
  createSearcher,
  type SearchAnswer,
  type SearchData,
  type SearchOrder,
  SEARCH_PROGRAM,
} from './search-program.js'

/** A thread beside this one, which answers each order with a message. */
export interface Thread {
  /** What is `given` is the other thread's then. */
  readonly post: (orders: readonly unknown[], given: readonly ArrayBuffer[]) => void
  readonly stop: () => void
}

/** Starts a program, given as its text, which finds `data` and this thread in `node:worker_threads`. */
export type StartThread = (program: string, data: unknown, told: ThreadEvents) => Thread

export interface ThreadEvents {
  /** It runs, and takes what is posted. */
  readonly onStart: () => void
  readonly onMessage: (message: unknown) => void
  /** It ended by itself: nothing more comes. */
  readonly onFailure: () => void
}

/**
 * Looks for needles in threads of its own, ahead of who takes the lines.
 *
 * What it tells is what the scanner would find by itself.
 */
export interface Search {
  /** Starts the threads, if nobody did: what begins later is searched. Resolves once they run, or one has failed. */
  readonly start: () => Promise<void>
  /** A place for bytes that are to be searched; null where all are taken, or no thread runs. */
  readonly slot: () => Slot | null
  /** What is known of bytes that were searched, as long as their slot is not given back; null: nothing. */
  readonly foundIn: (bytes: Uint8Array) => Found | null
  /** Searches here what was asked for last of a file; false where the threads have begun all of it. */
  readonly help: (readAt: ReadAt) => boolean
  readonly close: () => void
}

export interface Slot {
  /** Not to be touched while it is searched. */
  readonly bytes: Uint8Array
  /**
   * The first `length` bytes, which stand there in the input, when they are searched. Throws where the thread ends
   * meanwhile: it had them.
   */
  readonly search: (offset: number, length: number) => Promise<Uint8Array>
  /**
   * The lines of a file that begin in the `PART_BYTES` from an offset on, read and searched; null: they cannot be read.
   * `isFirst`: with the end of the line that stands there.
   */
  readonly read: (file: ReadableFile, offset: number, isFirst: boolean) => Promise<Part | null>
  /**
   * The next bytes that come through a pipe, searched. `begins`: where they stand in the input, where they do not follow
   * those that were taken before. Throws where the thread ends meanwhile: it had them.
   */
  readonly take: (fd: number, begins: number | null) => Promise<Taken>
  readonly giveBack: () => void
}

/** A part of a file that was searched. */
export interface Part {
  readonly from: number
  readonly to: number
  /** Lines of it, block by block, of which the search knows what they are; null: they are not plain, and to be read. */
  readonly blocks: readonly Uint8Array[] | null
}

/** What came through a pipe. */
export interface Taken {
  readonly bytes: Uint8Array
  /** Nothing more came for a while, or ever. */
  readonly isOver: boolean
}

/** So much of a file is searched at a time. */
export const PART_BYTES = 2 * 1024 * 1024
/** So much is looked through for the end of a part's last line. */
export const MOST_BEYOND = 32 * 1024
/** So much of a stream. */
const BLOCK_BYTES = 1024 * 1024
/** What the told lines of a part need mostly. */
const LINES_BYTES = 64 * 1024
const SLOTS = 14
/** So much stays in the processor's cache while it is searched. */
const PIECE_BYTES = 256 * 1024

/** Null for needles, or on machines, that only the slow way of the scan is for. `everyBytes`: of the scan's sample. */
export function createSearch(
  needles: readonly string[],
  everyBytes: number,
  threads: number,
  startThread: StartThread,
): Search | null {
  const blueprint = threads > 0 ? blueprintFor(needles) : null
  if (blueprint === null) return null
  const data: SearchData = {
    blueprint,
    pages: pagesFor(blueprint, PIECE_BYTES),
    pieceBytes: PIECE_BYTES,
    mostBeyond: MOST_BEYOND,
    begun: new Int32Array(new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT)),
    everyBytes,
  }
  const free: Pick<SearchAnswer, 'slot' | 'buffer'>[] = []
  /** By slot: who waits for what is found in it. */
  const waiting = new Map<number, Waiting>()
  const known = new WeakMap<ArrayBufferLike, readonly Known[]>()
  let started: readonly Thread[] | null = null
  const running: Running[] = []
  let settleStart = (): void => undefined
  const isStarted = new Promise<void>((resolve) => (settleStart = resolve))
  let turn = 0

  function start(): readonly Thread[] {
    for (let slot = 0; slot < SLOTS; slot++) free.push({ slot, buffer: NO_BUFFER })
    return Array.from({ length: threads }, startOne)
  }

  function startOne(): Thread {
    const thread = startThread(SEARCH_PROGRAM, data, {
      onStart() {
        if (running.push({ thread, orders: [] }) === threads) settleStart()
      },
      onMessage(message) {
        const answer = message as SearchAnswer
        if (!resolve(answer.slot, answer)) free.push(answer)
      },
      onFailure() {
        settleStart()
        running.length = 0
        for (const { fail } of waiting.values()) fail()
        waiting.clear()
      },
    })
    return thread
  }

  /** False where nobody waits for it any more. */
  function resolve(slot: number, answer: SearchAnswer): boolean {
    waiting.get(slot)?.resolve(answer)
    return waiting.delete(slot)
  }

  function ask(order: SearchOrder): Promise<SearchAnswer> {
    const { slot, buffer, offset, length, source } = order
    const unread = { slot, buffer, part: null, told: null }
    // Only one can know where a pipe's next bytes stand.
    const one = running[source.kind === 'pipe' ? 0 : turn++ % running.length]
    if (one === undefined) {
      // It had what came before the line that is not whole yet.
      if (source.kind === 'pipe' && !source.isFirst) return Promise.reject(hasEnded())
      const part = source.kind === 'buffer' ? { from: offset, to: offset + length } : null
      return Promise.resolve({ ...unread, part })
    }
    return new Promise((resolve, reject) => {
      const fail = () => (source.kind === 'file' ? resolve(unread) : reject(hasEnded()))
      Atomics.store(data.begun, slot, 0)
      waiting.set(slot, { order, resolve, fail })
      // To post costs more than what is posted: what is ordered at one time goes together.
      if (one.orders.push(order) === 1) queueMicrotask(() => post(one))
    })
  }

  function post(one: Running): void {
    const { thread, orders } = one
    one.orders = []
    thread.post(
      orders,
      orders.map(({ buffer }) => buffer),
    )
  }

  function take(): Slot | null {
    const taken = running.length > 0 ? free.pop() : undefined
    if (taken === undefined) return null
    let { slot, buffer } = taken

    /** Room for so many bytes; what stands in it is of no use any more. */
    function room(length: number): ArrayBuffer {
      if (buffer.byteLength < length) buffer = new ArrayBuffer(length)
      known.delete(buffer)
      return buffer
    }

    async function answer(order: Omit<SearchOrder, 'slot' | 'buffer'>): Promise<SearchAnswer> {
      const given = await ask({ slot, buffer, ...order })
      ;({ slot, buffer } = given)
      return given
    }

    /** The first bytes of the buffer, all of which are there, with what is known of them. */
    function keep(length: number, told: readonly Told[] | null): Uint8Array {
      const bytes = new Uint8Array(buffer, 0, length)
      const look: Found['look'] = (from, to) => bytes.subarray(from, to)
      known.set(
        buffer,
        (told ?? []).map((one) => ({ bytes, found: { ...one, look } })),
      )
      return bytes
    }

    /** What is kept of a file's bytes. */
    function keepOf(file: ReadableFile, told: readonly Told[]): readonly Uint8Array[] {
      const blocks = told.map((one) => ({
        bytes: new Uint8Array(buffer, one.kept.from, one.kept.to - one.kept.from),
        found: { ...one, look: lookInto(file, one.offset) },
      }))
      known.set(buffer, blocks)
      return blocks.map(({ bytes }) => bytes)
    }

    const block = once(() => new Uint8Array(room(BLOCK_BYTES), 0, BLOCK_BYTES))

    return {
      get bytes() {
        return block()
      },
      async search(offset, length) {
        const { told } = await answer({ offset, length, source: { kind: 'buffer' } })
        return keep(length, told)
      },
      async read(file, offset, isFirst) {
        room(LINES_BYTES)
        const { fd } = file
        const { part, told } = await answer({
          offset,
          length: PART_BYTES,
          source: { kind: 'file', fd, isFirst },
        })
        return part && { ...part, blocks: told && keepOf(file, told) }
      },
      async take(fd, begins) {
        room(BLOCK_BYTES)
        const source = { kind: 'pipe', fd, isFirst: begins !== null } as const
        const {
          part,
          told,
          isOver = true,
        } = await answer({ offset: begins ?? 0, length: BLOCK_BYTES, source })
        return { bytes: keep(part === null ? 0 : part.to - part.from, told), isOver }
      },
      giveBack: () => void free.push({ slot, buffer }),
    }
  }

  return {
    start() {
      started ??= start()
      return isStarted
    },
    slot: take,
    foundIn({ buffer, byteOffset, length }) {
      const isThat = ({ bytes }: Known) => bytes.byteOffset === byteOffset && bytes.length === length
      return known.get(buffer)?.find(isThat)?.found ?? null
    },
    help(readAt) {
      const last = [...waiting.values()].findLast(({ order }) => order.source.kind === 'file')
      const own = free.at(-1)
      const machine = last && own && machineFor(needles, PIECE_BYTES)
      if (!machine || Atomics.exchange(data.begun, last.order.slot, 1) !== 0) return false
      free.pop()
      const { answer } = createSearcher(machine, data, { isUtf8, readAt })
      // The slot that the thread was given comes back by itself.
      resolve(last.order.slot, answer({ ...last.order, ...own }))
      return true
    },
    close() {
      for (const thread of started ?? []) thread.stop()
    },
  }
}

const hasEnded = (): Error => new Error('a thread that searched the input has ended')

const NO_BUFFER = new ArrayBuffer(0)

interface Known {
  readonly bytes: Uint8Array
  readonly found: Found
}

/** What is looked at once more of a part of a file is read once more. */
function lookInto({ fd, readAt }: ReadableFile, from: number): Found['look'] {
  let bytes = NO_BYTES
  return (begin, end) => {
    if (bytes.length < end - begin) bytes = new Uint8Array(end - begin)
    const wanted = bytes.subarray(0, end - begin)
    return wanted.subarray(0, readAt(fd, wanted, from + begin))
  }
}

const NO_BYTES = new Uint8Array(0)

interface Running {
  readonly thread: Thread
  /** What it is to search next, not posted yet. */
  orders: SearchOrder[]
}

interface Waiting {
  readonly order: SearchOrder
  readonly resolve: (answer: SearchAnswer) => void
  /** The thread has ended: what is in a file can still be read. */
  readonly fail: () => void
}
