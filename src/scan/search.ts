import { blueprintFor, pagesFor } from './machine.js'
import { type SearchAnswer, type SearchData, type SearchOrder, SEARCH_PROGRAM } from './search-program.js'

/** A thread beside this one, which answers each message with one. */
export interface Thread {
  /** What is `given` is the other thread's then. */
  readonly post: (message: unknown, given: readonly ArrayBuffer[]) => void
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

/** Whole lines of plain text, and a place in each of them that holds a needle, in their order; null: nobody looked. */
export interface Searched {
  readonly bytes: Uint8Array
  readonly places: Uint32Array | null
}

/**
 * Looks for needles in threads of its own, ahead of who takes the lines.
 *
 * What it tells is what the scanner would find by itself.
 */
export interface Search {
  /** A place for bytes that are to be searched; null where all are taken, or no thread runs. */
  readonly slot: () => Slot | null
  readonly close: () => void
}

export interface Slot {
  /** Not to be touched while it is searched. */
  readonly bytes: Uint8Array
  /** Searches the first `length` bytes. Throws where the thread ends meanwhile: it had them. */
  readonly search: (length: number) => Promise<Searched>
  readonly giveBack: () => void
}

const SLOT_BYTES = 512 * 1024
const SLOTS = 8

/** Null for needles, or on machines, that only the slow way of the scan is for. */
export function createSearch(
  needles: readonly string[],
  threads: number,
  startThread: StartThread,
): Search | null {
  const blueprint = threads > 0 ? blueprintFor(needles) : null
  if (blueprint === null) return null
  const data: SearchData = {
    ...blueprint,
    pages: pagesFor(blueprint, SLOT_BYTES),
    mostBytes: SLOT_BYTES,
  }
  const free = Array.from({ length: SLOTS }, (_, slot) => ({ slot, buffer: new ArrayBuffer(SLOT_BYTES) }))
  /** By slot: who waits for what is found in it. */
  const waiting = new Map<
    number,
    { readonly resolve: (answer: SearchAnswer) => void; readonly reject: (error: Error) => void }
  >()
  let started: readonly Thread[] | null = null
  const running: Thread[] = []
  let turn = 0

  function start(): Thread {
    const thread = startThread(SEARCH_PROGRAM, data, {
      onStart: () => void running.push(thread),
      onMessage(message) {
        const answer = message as SearchAnswer
        waiting.get(answer.slot)?.resolve(answer)
        waiting.delete(answer.slot)
      },
      onFailure() {
        running.length = 0
        for (const { reject } of waiting.values())
          reject(new Error('a thread that searched the input has ended'))
        waiting.clear()
      },
    })
    return thread
  }

  function ask(order: SearchOrder): Promise<SearchAnswer> {
    const thread = running[turn++ % running.length]
    if (thread === undefined) return Promise.resolve({ ...order, places: null })
    return new Promise((resolve, reject) => {
      waiting.set(order.slot, { resolve, reject })
      thread.post(order, [order.buffer])
    })
  }

  return {
    slot() {
      started ??= Array.from({ length: threads }, start)
      const taken = running.length > 0 ? free.pop() : undefined
      if (taken === undefined) return null
      const { slot } = taken
      let { buffer } = taken
      return {
        bytes: new Uint8Array(buffer),
        async search(length) {
          const answer = await ask({ slot, buffer, length })
          buffer = answer.buffer
          return { bytes: new Uint8Array(buffer, 0, length), places: answer.places }
        },
        giveBack: () => void free.push({ slot, buffer }),
      }
    },
    close() {
      for (const thread of started ?? []) thread.stop()
    },
  }
}
