import { isUtf8 } from 'node:buffer'
import type { LineSink, ScannedLine } from '../model/line-sink.js'
import type { FinderSettings, LineFinder } from './line-finder.js'
import { findAgain, type Found, LINE_NUMBERS } from './found.js'
import { lineText } from './line-text.js'
import { type Machine, machineFor } from './machine.js'
import { NONE, add } from './tally.js'

const NEWLINE = 10
const NUL = 0
const REPLACEMENT = Buffer.from('\ufffd')
/** So much is taken up at a time: it stays in the processor's cache while it is searched. */
const PIECE_BYTES = 256 * 1024

/** Null where it cannot be: without SIMD, and for needles that only the slow one finds. */
export function createFastFinder(settings: FinderSettings): LineFinder | null {
  const machine = machineFor(settings.needles, settings.maxLineBytes + 1)
  return machine && createFinder(settings, machine)
}

/**
 * Only lines that are due or hold a needle become strings. Bytes are searched in blocks of whole lines; what follows
 * the last line end is carried over to the next block. As for the guard, NUL bytes end a part of a line.
 */
function createFinder({ file, maxLineBytes, handover }: FinderSettings, machine: Machine): LineFinder {
  const { room } = machine
  const capacity = maxLineBytes + 1
  /** Begins with the bytes that wait for their line's end: the room is shared with other finders. */
  let store = Buffer.alloc(0)
  let carried = 0
  let consumed = 0
  let number = 1
  /** Offset of the physical line that the next part belongs to; parts of it may have gone before. */
  let lineStart = 0
  /** Offset of the carried line whose end is being dropped, or null. */
  let cutOffset: number | null = null
  /** Offset of the room's first byte. */
  let base = 0
  let nul = NONE
  let long = NONE

  return {
    write(chunk, sink, found) {
      // It is of whole lines from the first one on.
      if (found?.offset === consumed && carried === 0 && cutOffset === null && chunk.length < capacity) {
        base = consumed
        consumed += chunk.length
        takeFound(viewOf(chunk), found, sink)
        return
      }
      store.copy(room, 0, 0, carried)
      let filled = carried
      for (let at = 0; at < chunk.length; ) {
        if (cutOffset !== null) {
          const dropped = firstEnd(chunk, at) - at
          consumed += dropped
          at += dropped
        }
        const piece = chunk.subarray(at, at + Math.min(PIECE_BYTES, capacity - filled))
        room.set(piece, filled)
        at += piece.length
        consumed += piece.length
        const end = lastEnd(room, filled, filled + piece.length)
        filled += piece.length
        if (end > 0) {
          base = consumed - filled
          findIn(0, end, sink, null)
          room.copyWithin(0, end, filled)
          filled -= end
        } else if (filled === capacity && cutOffset === null) {
          cutOffset = consumed - filled
          filled = maxLineBytes
        }
      }
      if (store.length < filled) store = Buffer.allocUnsafeSlow(Math.min(2 * filled, capacity))
      carried = room.copy(store, 0, 0, filled)
    },
    end(sink) {
      const lines = consumed > lineStart ? number : number - 1
      let unterminated: ScannedLine | null = null
      if (carried > 0) {
        store.copy(room, 0, 0, carried)
        base = consumed - carried
        unterminated = take(0, carried, null, sink)
      }
      handover.end(sink)
      return { lines, bytes: consumed, nul, long, unterminated }
    },
  }

  /** Of a chunk that was searched only what is wanted becomes lines; where lines are wanted that were not told, they are looked at. */
  function takeFound(chunk: Buffer, found: Found, sink: LineSink): void {
    const { lines, newlines, everyBytes } = found
    const end = chunk.length
    const first = number
    /** Whether all lines from `at` to `start` that are due, before that one, were told. */
    const isTold = (at: number, start: number): boolean => {
      const due = handover.dueFrom(base + at)
      return due <= base + at ? at === start : due % everyBytes === 0 || due >= base + start
    }
    let at = 0
    let isWhole = true
    for (let i = 0; i < lines.length; i += LINE_NUMBERS) {
      const start = lines[i] ?? end
      const stop = lines[i + 1] ?? end
      const hit = lines[i + 3] === 1
      isWhole = isTold(at, start) && (hit || stop > start)
      if (!isWhole) break
      if (!hit && handover.dueFrom(base + at) > base + start) continue
      number = first + (lines[i + 2] ?? 0)
      handover.take(lineOf(chunk, start, stop, number, hit), sink)
      at = stop + 1
      number++
    }
    lineStart = base + at
    if (isWhole && isTold(at, end)) {
      number = first + newlines
      passOver(chunk, at, end)
    } else {
      room.set(chunk)
      findIn(at, end, sink, findAgain(found))
    }
  }

  /** The room's bytes from `from` to `end` are parts of lines, each with its end. `known`: they are plain, and were searched. */
  function findIn(from: number, end: number, sink: LineSink, known: Machine['find'] | null): void {
    const find = known ?? machine.find
    const block = room.subarray(0, end)
    const isOdd = !known && (cutOffset !== null || !isUtf8(block) || block.includes(REPLACEMENT))
    let nextNul = known ? end : -1
    for (let at = from; at < end; ) {
      const due = isOdd ? at : handover.dueFrom(base + at) - base
      if (due <= at) {
        at = step(at, end, null, sink)
        continue
      }
      if (nextNul < at) nextNul = indexOf(block, NUL, at)
      const dueLine = due < end ? machine.endOf(due - 1, end) + 1 : end
      const limit = Math.min(nextNul, dueLine)
      const found = find(at, limit)
      const start = machine.startOf(found, at)
      skip(at, start, found < limit)
      at = start < end ? step(start, end, found < limit || null, sink) : end
    }
  }

  /** Takes one part of a line; gives where the next begins. `hit`: null where that is not known. */
  function step(at: number, end: number, hit: true | null, sink: LineSink): number {
    const stop = machine.endOf(at, end)
    if (room[stop] === NUL) {
      const next = behindNul(stop, end)
      nul = add(nul, next - stop, number)
      if (stop > at) take(at, stop, hit, sink)
      return next
    }
    const isRestOfDivided = stop === at && base + at > lineStart
    if (!isRestOfDivided) take(at, stop, hit, sink)
    lineStart = base + stop + 1
    number++
    return stop + 1
  }

  /** Lines without needles that are not due. What is passed over last is kept, unless a hit follows at once. */
  function skip(from: number, to: number, isHitNext: boolean): void {
    if (from === to) return
    number += machine.countNewlines(from, to)
    if (isHitNext) lineStart = base + to
    else passOver(room, from, to)
  }

  /** Ends before the line that has the number now. */
  function passOver(bytes: Buffer, from: number, to: number): void {
    lineStart = base + to
    let before = number
    for (let stop = to - 1; stop >= from; before--) {
      const start = stop > from ? Math.max(from, bytes.lastIndexOf(NEWLINE, stop - 1) + 1) : from
      const line = lineOf(bytes, start, stop, before - 1, false)
      if (line.text !== '') return handover.passOver(line)
      stop = start - 1
    }
  }

  function take(start: number, stop: number, hit: true | null, sink: LineSink): ScannedLine {
    const line = lineOf(room, start, stop, number, hit ?? machine.find(start, stop) < stop)
    if (cutOffset !== null) long = add(long, 1, number)
    cutOffset = null
    handover.take(line, sink)
    return line
  }

  function lineOf(bytes: Buffer, start: number, stop: number, number: number, hit: boolean): ScannedLine {
    const offset = cutOffset ?? base + start
    const at = { number, offset, cut: cutOffset !== null }
    return { file, number, offset, text: lineText(bytes.toString('utf8', start, stop), at), hit }
  }

  function behindNul(from: number, end: number): number {
    let at = from
    while (at < end && room[at] === NUL) at++
    return at
  }
}

/** Behind the last `\n` or NUL of a part of the room, or 0. */
function lastEnd(room: Buffer, from: number, to: number): number {
  const newline = from + room.subarray(from, to).lastIndexOf(NEWLINE)
  const rest = Math.max(from, newline + 1)
  const nul = room.subarray(rest, to).lastIndexOf(NUL)
  if (nul >= 0) return rest + nul + 1
  return newline >= from ? newline + 1 : 0
}

function firstEnd(chunk: Uint8Array, from: number): number {
  return Math.min(indexOf(chunk, NEWLINE, from), indexOf(chunk, NUL, from))
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length)
}

/** Index of the byte, or the chunk's length where there is none. */
function indexOf(chunk: Uint8Array, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from)
  return at < 0 ? chunk.length : at
}
