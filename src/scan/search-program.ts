import type { ReadAt } from '../model/readable-file.js'
import type { Told } from './found.js'
import { assemble, type Blueprint, type Machine } from './machine.js'
import { createPipeTaker } from './pipe-taker.js'

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
  /** By slot: 1 when somebody does what is ordered. All threads see it. */
  readonly begun: Int32Array
}

/** Bytes to search. The buffer goes to and fro; memory that both threads see is slow to copy. */
export interface SearchOrder {
  readonly slot: number
  /** Holds the bytes, or takes them, or of a file what is told of them. */
  readonly buffer: ArrayBuffer
  /** Where they stand in their input. */
  readonly offset: number
  readonly length: number
  readonly source: OrderSource
}

/** Where the bytes are. */
export type OrderSource =
  | { readonly kind: 'buffer' }
  /** `isFirst`: nobody reads what stands before them, so that they begin in the middle of a line. */
  | { readonly kind: 'file'; readonly fd: number; readonly isFirst: boolean }
  /** `isFirst`: it goes on at the order's offset; else behind the bytes of the order before, whatever the offset says. */
  | { readonly kind: 'pipe'; readonly fd: number; readonly isFirst: boolean }

export interface SearchAnswer {
  readonly slot: number
  /** Of a file it may be another, with more room for the lines that are told. */
  readonly buffer: ArrayBuffer
  /** Where the bytes stand in the input; null: they could not be read, or somebody else reads them. */
  readonly part: { readonly from: number; readonly to: number } | null
  /** Block by block; null: they are not all plain text, or no whole lines. */
  readonly told: readonly Told[] | null
  /** Of a pipe: nothing more came for a while. */
  readonly isOver?: boolean
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
    readonly readSync: (
      fd: number,
      into: Uint8Array,
      at: number,
      length: number,
      position: number | null,
    ) => number
  }
  readonly 'node:worker_threads': {
    readonly parentPort: {
      readonly on: (event: 'message', listener: (orders: readonly SearchOrder[]) => void) => void
      readonly postMessage: (answer: SearchAnswer, given: readonly ArrayBuffer[]) => void
    }
    readonly workerData: SearchData
  }
}

type FileSource = Extract<OrderSource, { readonly kind: 'file' }>

/** Does what is ordered, in whatever thread. */
export interface Searcher {
  /** Of what is in a buffer or a file. */
  readonly answer: (order: SearchOrder) => SearchAnswer
  /** Of what comes piece by piece. */
  readonly openBlock: (offset: number) => OpenBlock
}

/** A block that is searched while it is filled. */
interface OpenBlock {
  /** Whole lines of it, which follow those that came before; true: it has so many of interest that another is to begin. */
  readonly add: (lines: Uint8Array, place: number) => boolean
  /** Null: not all that came was plain text, or there was more. */
  readonly told: (length: number) => readonly Told[] | null
}

/** It uses nothing that stands outside of it. */
export function createSearcher(
  machine: Machine,
  { pieceBytes, mostBeyond, everyBytes }: SearchSettings,
  { isUtf8, readAt }: Means,
): Searcher {
  const newline = 10
  const { room, find, startOf, endOf, countNewlines } = machine
  const replacement = Buffer.from('\ufffd')
  /** Nearly all lines are shorter. */
  const mostLineBytes = 1024
  /** So many numbers of lines a block may have before another begins: between two blocks a signal has a turn. */
  const mostLines = 2500

  return {
    answer({ slot, buffer, offset, length, source }) {
      if (source.kind !== 'file') {
        const told = searchBlock(Buffer.from(buffer, 0, length), offset)
        return { slot, buffer, part: { from: offset, to: offset + length }, told }
      }
      try {
        return { slot, ...searchPart(source, { buffer, offset, length }) }
      } catch {
        return { slot, buffer, part: null, told: null }
      }
    },
    openBlock,
  }

  function openBlock(offset: number): OpenBlock {
    const lines = collectLines(offset, (from) => from)
    let searched: number | null = 0
    return {
      add(bytes, place) {
        if (bytes.length > room.length) searched = null
        if (searched === null) return false
        room.set(bytes)
        searched = lines.addPiece(place, bytes.length) ? place + bytes.length : null
        return lines.count() > mostLines
      },
      told: (length) => (searched === length ? [lines.told(length, { from: 0, to: length })] : null),
    }
  }

  function searchBlock(block: Buffer, offset: number): readonly Told[] | null {
    const { add, told } = openBlock(offset)
    for (let begin = 0; begin < block.length; ) {
      const next = block.lastIndexOf(newline, begin + pieceBytes - 1) + 1
      if (next <= begin) return null
      add(block.subarray(begin, next), begin)
      begin = next
    }
    return told(block.length)
  }

  /** The lines that begin in a part of a file, read into the machine's room piece by piece: it stays in the processor's cache. */
  function searchPart(
    { fd, isFirst }: FileSource,
    { buffer, offset, length }: Pick<SearchOrder, 'buffer' | 'offset' | 'length'>,
  ) {
    const begin = isFirst ? { at: offset, isLine: isLineAt(fd, offset) } : lineAt(fd, offset)
    const end = lineAt(fd, offset + length)
    if (begin === null || end === null) return { buffer, part: null, told: null }
    const part = { from: begin.at, to: end.at }
    const text = collectText(buffer)
    const told: Told[] = []
    let isPlain = begin.isLine && end.isLine
    let block = beginBlock(part.from)
    let filled = 0
    for (let at = part.from; isPlain && at < part.to; ) {
      const read = readAt(fd, room.subarray(filled, Math.min(pieceBytes, filled + part.to - at)), at)
      if (read === 0) return { buffer, part: null, told: null }
      const first = at - filled
      at += read
      filled += read
      const stop = room.lastIndexOf(newline, filled - 1) + 1
      isPlain = stop > 0 && block.lines.addPiece(first - block.from, stop)
      if (block.lines.count() > mostLines || first + stop === part.to) {
        told.push(endBlock(block, first + stop))
        block = beginBlock(first + stop)
      }
      room.copyWithin(0, stop, filled)
      filled -= stop
    }
    return { buffer: text.buffer(), part, told: isPlain && filled === 0 ? told : null }

    function beginBlock(from: number) {
      const kept = text.length()
      // With its end: a block of which nothing is kept could not be passed on.
      const lines = collectLines(from, (_place, start, stop) => text.add(start, stop + 1) - kept)
      return { from, kept, lines }
    }

    function endBlock({ from, kept, lines }: ReturnType<typeof beginBlock>, to: number): Told {
      return lines.told(to - from, { from: kept, to: text.length() })
    }
  }

  /**
   * Where the first line begins behind the byte before a place: at the place itself where a line is not over soon.
   * Null: the file is over.
   */
  function lineAt(fd: number, place: number): { readonly at: number; readonly isLine: boolean } | null {
    for (const bytes of [mostLineBytes, mostBeyond]) {
      const read = readAt(fd, room.subarray(0, bytes), place - 1)
      if (read === 0) return null
      const end = room.subarray(0, read).indexOf(newline)
      if (end >= 0) return { at: place + end, isLine: true }
    }
    return { at: place, isLine: false }
  }

  function isLineAt(fd: number, place: number): boolean {
    return readAt(fd, room.subarray(0, 1), place - 1) === 1 && room[0] === newline
  }

  /** Keeps the lines that are told, one behind the other. */
  function collectText(first: ArrayBuffer) {
    let bytes = Buffer.from(first)
    let length = 0
    /** A line of the room; gives where it stands here. */
    function add(start: number, stop: number): number {
      const at = length
      length += stop - start
      if (length > bytes.length) {
        const larger = Buffer.from(new ArrayBuffer(Math.ceil(1.5 * length)))
        bytes.copy(larger, 0, 0, at)
        bytes = larger
      }
      room.copy(bytes, at, start, stop)
      return at
    }
    return { add, length: () => length, buffer: () => bytes.buffer }
  }

  /** `keep`: takes a line that is told, by its place in the block and where it stands in the room; gives where it is kept. */
  function collectLines(offset: number, keep: (place: number, start: number, stop: number) => number) {
    const lines: number[] = []
    let newlines = 0
    let due = 0
    let toldAt = -1
    function tell(place: number, start: number, stop: number, isHit: boolean, before: number): void {
      lines.push(place, place + stop - start, before, isHit ? 1 : 0, keep(place, start, stop))
      toldAt = place
    }

    /** Searches so much of the room, which stands at that place of the block; false: it is no plain text. */
    function addPiece(place: number, end: number): boolean {
      const piece = room.subarray(0, end)
      if (!isUtf8(piece) || piece.includes(0) || piece.includes(replacement)) return false
      for (let at = 0; at < end; ) {
        const dueAt = Math.max(at, due - place)
        const limit = dueAt > at && dueAt < end ? endOf(dueAt - 1, end) + 1 : Math.min(dueAt, end)
        const hit = at < limit ? find(at, limit) : limit
        const start = hit < limit ? startOf(hit, at) : limit
        newlines += countNewlines(at, start)
        if (start >= end) break
        const stop = endOf(start, end)
        const from = start + place
        tell(from, start, stop, hit < limit || find(start, stop) < stop, newlines)
        newlines++
        at = stop + 1
        if (due <= from) due = (Math.floor((offset + from) / everyBytes) + 1) * everyBytes - offset
      }
      tellLast(place, end)
      return true
    }

    /** The last line of the piece that is not blank. */
    function tellLast(place: number, end: number): void {
      let stop = end - 1
      for (let before = newlines - 1; stop >= 0; before--) {
        const start = startOf(stop, 0)
        // A carriage return alone is blank, too.
        if (stop - start > 1 || (stop > start && room[start] !== 13)) {
          if (place + start > toldAt) tell(place + start, start, stop, false, before)
          return
        }
        stop = start - 1
      }
    }

    return {
      addPiece,
      count: () => lines.length,
      told: (length: number, kept: Told['kept']): Told => ({
        offset,
        length,
        lines: Uint32Array.from(lines),
        newlines,
        everyBytes,
        kept,
      }),
    }
  }
}

/** The whole of the thread's program; started as its text, it can use nothing that stands outside of it. */
function answerOrders(
  require: <M extends keyof Modules>(name: M) => Modules[M],
  build: typeof assemble,
  open: typeof createSearcher,
  openPipes: typeof createPipeTaker,
): void {
  const { isUtf8 } = require('node:buffer')
  const { readSync } = require('node:fs')
  const { parentPort, workerData } = require('node:worker_threads')
  const { blueprint, pages, pieceBytes, begun } = workerData
  const { answer, openBlock } = open(build(blueprint, pages, pieceBytes), workerData, {
    isUtf8,
    readAt: (fd, into, position) => readSync(fd, into, 0, into.length, position),
  })
  const take = openPipes((fd, into) => {
    try {
      return readSync(fd, into, 0, into.length, null)
    } catch (error) {
      // Any other error whoever waits for the pipe will be told, too.
      return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? null : 0
    }
  })
  // To say each time where a pipe was found empty takes longer than to look.
  Error.stackTraceLimit = 0

  function answerOf(order: SearchOrder): SearchAnswer {
    const { slot, buffer, offset: begins, length: capacity, source } = order
    if (source.kind !== 'pipe') return answer(order)
    const wanted = { fd: source.fd, buffer, length: capacity, begins: source.isFirst ? begins : null }
    let block = openBlock(begins)
    const { offset, length, isOver } = take(wanted, (place) => (block = openBlock(place)).add)
    return { slot, buffer, part: { from: offset, to: offset + length }, told: block.told(length), isOver }
  }

  parentPort.on('message', (orders) => {
    for (const order of orders) {
      const { slot, buffer } = order
      const isMine = Atomics.exchange(begun, slot, 1) === 0
      const given = isMine ? answerOf(order) : { slot, buffer, part: null, told: null }
      parentPort.postMessage(given, [given.buffer])
    }
  })
}

const PARTS = [assemble, createSearcher, createPipeTaker].map(String)
export const SEARCH_PROGRAM = `(${answerOrders.toString()})(require, ${PARTS.join(', ')})`
