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

/** So much is looked at of a block whose other lines are wanted, too: more than an OOM report takes. */
const LOOK_BYTES = 32 * 1024

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
      if (found) writeFound(viewOf(chunk), found, sink)
      else writeBytes(chunk, sink)
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

  function writeBytes(chunk: Uint8Array, sink: LineSink): void {
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
  }

  /** A block of whole lines that was searched, and `bytes` that hold those which were told. */
  function writeFound(bytes: Buffer, found: Found, sink: LineSink): void {
    // What waits for its line's end, or is being dropped, ends within the block.
    if (found.offset !== consumed || carried > 0 || cutOffset !== null) {
      for (const piece of piecesOf(found)) writeBytes(piece, sink)
      return
    }
    base = consumed
    consumed += found.length
    takeFound(bytes, found, sink)
  }

  /** Only what is wanted becomes lines; where lines are wanted that were not told, the block is looked into. */
  function takeFound(bytes: Buffer, found: Found, sink: LineSink): void {
    const { lines, newlines, everyBytes, length } = found
    const first = number
    const findHit = findAgain(found)
    /** Whether all lines from `at` to `start` that are due, before that one, were told. */
    const isTold = (at: number, start: number): boolean => {
      const due = handover.dueFrom(base + at)
      return due <= base + at ? at === start : due % everyBytes === 0 || due >= base + start
    }
    const lineAt = (i: number, start: number, hit: boolean): ScannedLine => {
      const place = lines[i + 4] ?? 0
      const end = place + (lines[i + 1] ?? start) - start
      return lineOf(bytes, place, end, { offset: base + start, number: first + (lines[i + 2] ?? 0), hit })
    }
    let at = 0
    /** The latest that was told, is not due, and not blank. */
    let idle: ScannedLine | null = null
    for (let i = 0; i <= lines.length; i += LINE_NUMBERS) {
      const start = lines[i] ?? length
      for (; at < start && !isTold(at, start); idle = null) at = lookInto(found, at, findHit, sink)
      if (i === lines.length || at > start) continue
      const hit = lines[i + 3] === 1
      const line = lineAt(i, start, hit)
      if (hit || handover.dueFrom(base + at) <= line.offset) {
        handover.take(line, sink)
        at = (lines[i + 1] ?? start) + 1
        number = line.number + 1
        idle = null
      } else if (line.text !== '') idle = line
    }
    if (idle !== null) handover.passOver(idle)
    lineStart = base + length
    number = first + newlines
  }

  /** Takes a block's lines from one on, as far as one looks at a time; gives where the next begins. */
  function lookInto(found: Found, from: number, findHit: Machine['find'], sink: LineSink): number {
    const { offset, length } = found
    let end = 0
    for (let most = LOOK_BYTES; end === 0; most *= 2) {
      const to = Math.min(from + most, length)
      const bytes = found.look(from, to)
      end = to === length ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1
      // The file has become shorter.
      if (from + bytes.length < to && end === 0) return length
      room.set(bytes.subarray(0, end))
    }
    base = offset + from
    lineStart = base
    findIn(0, end, sink, (begin, to) => findHit(from + begin, from + to) - from)
    base = offset
    return from + end
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
    else passOver(from, to)
  }

  /** Ends before the line that has the number now. */
  function passOver(from: number, to: number): void {
    lineStart = base + to
    let before = number
    for (let stop = to - 1; stop >= from; before--) {
      const start = stop > from ? Math.max(from, room.lastIndexOf(NEWLINE, stop - 1) + 1) : from
      const line = lineOf(room, start, stop, { offset: base + start, number: before - 1, hit: false })
      if (line.text !== '') return handover.passOver(line)
      stop = start - 1
    }
  }

  function take(start: number, stop: number, hit: true | null, sink: LineSink): ScannedLine {
    const offset = cutOffset ?? base + start
    const line = lineOf(room, start, stop, { offset, number, hit: hit ?? machine.find(start, stop) < stop })
    if (cutOffset !== null) long = add(long, 1, number)
    cutOffset = null
    handover.take(line, sink)
    return line
  }

  function lineOf(
    bytes: Buffer,
    start: number,
    stop: number,
    { offset, number, hit }: Pick<ScannedLine, 'offset' | 'number' | 'hit'>,
  ): ScannedLine {
    const at = { number, offset, cut: cutOffset !== null }
    return { file, number, offset, text: lineText(bytes.toString('utf8', start, stop), at), hit }
  }

  function behindNul(from: number, end: number): number {
    let at = from
    while (at < end && room[at] === NUL) at++
    return at
  }
}

function* piecesOf({ length, look }: Found): Generator<Uint8Array> {
  for (let at = 0; at < length; at += PIECE_BYTES) yield look(at, Math.min(at + PIECE_BYTES, length))
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
