import { createRecordAssembler } from '../events/records.js'
import type { LineRange } from './picked.js'

const NEWLINE = 10

/**
 * Cuts picked lines out of an input, byte for byte and in its order; each with its end, but for the last one of an input
 * that has none.
 *
 * A record that spans lines (an exported journal, a table, a document) is kept whole if one of its lines is picked, and
 * with it what stands around all of them: the names of a table's columns, the brackets of a list.
 */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  picked: readonly LineRange[],
): AsyncGenerator<Uint8Array> {
  let number = 0
  let at = 0

  function isPicked(line: number): boolean {
    while ((picked[at]?.to ?? Infinity) < line) at++
    return (picked[at]?.from ?? Infinity) <= line
  }

  const borderAt = createRecordBorders()
  let record: Uint8Array[] = []
  let isKept = false
  for await (const line of linesOf(chunks)) {
    number++
    const border = borderAt(line, number)
    if (border.begins) {
      if (isKept) yield* record
      record = []
      isKept = false
    }
    record.push(line)
    isKept ||= isPicked(number)
    if (!border.ends) continue
    if (isKept || border.isFrame) yield* record
    record = []
    isKept = false
  }
  if (isKept) yield* record
}

interface Border {
  /** Nothing before this line belongs to it. */
  readonly begins: boolean
  /** Nothing behind this line belongs to it. */
  readonly ends: boolean
  /** What ends with it holds others together: it is kept whatever is picked. */
  readonly isFrame: boolean
}

/** Tells where the records of an input begin and end. */
function createRecordBorders(): (line: Uint8Array, number: number) => Border {
  const records = createRecordAssembler()
  /** In how many lists and objects the record at hand began. */
  let depth = 0
  let hasBegun = false
  return (bytes, number) => {
    const before = records.standing
    const text = textOf(bytes)
    const made = records.next({ file: '', number, offset: 0, text })
    const after = records.standing
    const begins = before.record === null || (after.record === number && !after.sharesLine)
    const ends = after.record === null
    if (begins) {
      depth = before.record === null ? before.depth : after.depth
      hasBegun = false
    }
    hasBegun ||= made.length > 0 || after.record !== null
    const isFrame = ends && (after.depth !== depth || (after.depth > 0 && !hasBegun))
    return { begins, ends, isFrame }
  }
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf'

/** Bytes stand for characters: only the signs of the formats are looked at, which are ASCII. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  const text = Buffer.from(buffer, byteOffset, byteLength)
    .toString('latin1')
    .replace(/\r?\n$/, '')
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text
}

/** Each with its end; a copy that nothing writes over. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      held.push(Buffer.from(chunk.subarray(start, end + 1)))
      yield held.length === 1 && held[0] ? held[0] : Buffer.concat(held)
      held = []
      start = end + 1
    }
    if (start < chunk.length) held.push(Buffer.from(chunk.subarray(start)))
  }
  if (held.length > 0) yield Buffer.concat(held)
}
