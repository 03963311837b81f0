import type { ReadAt } from '../model/readable-file.js'
import type { Found } from './found.js'
import { assemble, type Blueprint, type Machine } from './machine.js'

/** What the thread begins with: a machine's blueprint, and how it is to search. */
export interface SearchData extends SearchSettings {
  readonly blueprint: Blueprint
  /** What the machine's memory is to grow by. */
  readonly pages: number
}

export interface SearchSettings {
  /** So much is searched at a time. */
  readonly pieceBytes: number
  /** The most that is read beyond a part of a file for the end of its last line. */
  readonly mostBeyond: number
  readonly everyBytes: number
  /** What stays unused at the beginning of each buffer. */
  readonly margin: number
  /** By slot: 1 when somebody does what is ordered. All threads see it. */
  readonly begun: Int32Array
}

/** Bytes to search. The buffer goes to and fro; memory that both threads see is slow to copy. */
export interface SearchOrder {
  readonly slot: number
  readonly buffer: ArrayBuffer
  /** Where they stand in their input. */
  readonly offset: number
  readonly length: number
  /** The file that they are to be read of; null: the buffer holds them. */
  readonly fd: number | null
  /** Of a file: nobody reads what stands before them, so that they begin in the middle of a line. */
  readonly isFirst: boolean
}

export interface SearchAnswer {
  readonly slot: number
  readonly buffer: ArrayBuffer
  /** Where the bytes stand in the buffer, behind its margin; null: they could not be read, or somebody else reads them. */
  readonly part: { readonly from: number; readonly to: number } | null
  /** Null: they are not all plain text, or no whole lines. */
  readonly found: Found | null
}

/** What a search asks of Node. */
export interface Means {
  readonly isUtf8: (bytes: Uint8Array) => boolean
  readonly readAt: ReadAt
}

/** What the program asks of Node. */
interface Modules {
  readonly 'node:buffer': Pick<Means, 'isUtf8'>
  readonly 'node:fs': {
    readonly readSync: (fd: number, into: Uint8Array, at: number, length: number, position: number) => number
  }
  readonly 'node:worker_threads': {
    readonly parentPort: {
      readonly on: (event: 'message', listener: (orders: readonly SearchOrder[]) => void) => void
      readonly postMessage: (answer: SearchAnswer, given: readonly ArrayBuffer[]) => void
    }
    readonly workerData: SearchData
  }
}

/** Does what is ordered, in whatever thread: it uses nothing that stands outside of it. */
export function createSearcher(
  machine: Machine,
  { pieceBytes, mostBeyond, everyBytes, margin }: SearchSettings,
  { isUtf8, readAt }: Means,
): (order: SearchOrder) => SearchAnswer {
  const newline = 10
  const { room, find, startOf, endOf, countNewlines } = machine
  const replacement = Buffer.from('\ufffd')

  return (order) => {
    const { slot, buffer, offset, fd } = order
    const bytes = Buffer.from(buffer, margin)
    const part = fd === null ? { from: 0, to: order.length } : readPart(fd, bytes, order)
    const begin = fd === null ? offset : offset - 1
    const isBegun = part !== null && (part.from === 0 || bytes[part.from - 1] === newline)
    const found = isBegun ? foundIn(bytes.subarray(part.from, part.to), begin + part.from) : null
    return { slot, buffer, part, found }
  }

  /**
   * From the first line that begins in a part of a file to the end of the last one, as far as lines have an end nearby.
   * It is read from the byte before it on, which may end a line.
   */
  function readPart(fd: number, bytes: Buffer, { offset, length, isFirst }: SearchOrder) {
    try {
      const read = readAt(fd, bytes, offset - 1)
      const cut = (at: number): number => {
        const end = bytes.subarray(at, Math.min(at + mostBeyond, read)).indexOf(newline)
        return Math.min(at + Math.max(end, 0) + 1, read)
      }
      return { from: isFirst ? Math.min(1, read) : cut(0), to: cut(length) }
    } catch {
      return null
    }
  }

  function foundIn(block: Buffer, offset: number): Found | null {
    const lines: number[] = []
    let newlines = 0
    let due = 0
    for (let begin = 0; begin < block.length; ) {
      const next = block.lastIndexOf(newline, begin + pieceBytes - 1) + 1
      if (next <= begin) return null
      const piece = block.subarray(begin, next)
      room.set(piece)
      if (!isUtf8(piece) || piece.includes(0) || piece.includes(replacement)) return null
      const end = piece.length
      for (let at = 0; at < end; ) {
        const dueAt = Math.max(at, due - begin)
        const limit = dueAt > at && dueAt < end ? endOf(dueAt - 1, end) + 1 : Math.min(dueAt, end)
        const hit = at < limit ? find(at, limit) : limit
        const start = hit < limit ? startOf(hit, at) : limit
        newlines += countNewlines(at, start)
        if (start >= end) break
        const stop = endOf(start, end)
        const from = start + begin
        const isHit = hit < limit || find(start, stop) < stop
        lines.push(from, stop + begin, newlines, isHit ? 1 : 0)
        newlines++
        at = stop + 1
        if (due <= from) due = (Math.floor((offset + from) / everyBytes) + 1) * everyBytes - offset
      }
      begin = next
    }
    return { offset, lines: Uint32Array.from(lines), newlines, everyBytes }
  }
}

/** The whole of the thread's program; started as its text, it can use nothing that stands outside of it. */
function answerOrders(
  require: <M extends keyof Modules>(name: M) => Modules[M],
  build: typeof assemble,
  open: typeof createSearcher,
): void {
  const { isUtf8 } = require('node:buffer')
  const { readSync } = require('node:fs')
  const { parentPort, workerData } = require('node:worker_threads')
  const { blueprint, pages, pieceBytes, begun } = workerData
  const answer = open(build(blueprint, pages, pieceBytes), workerData, {
    isUtf8,
    readAt: (fd, into, position) => readSync(fd, into, 0, into.length, position),
  })

  parentPort.on('message', (orders) => {
    for (const order of orders) {
      const { slot, buffer } = order
      const isMine = Atomics.exchange(begun, slot, 1) === 0
      parentPort.postMessage(isMine ? answer(order) : { slot, buffer, part: null, found: null }, [buffer])
    }
  })
}

export const SEARCH_PROGRAM = `(${answerOrders.toString()})(require, ${assemble.toString()}, ${createSearcher.toString()})`
